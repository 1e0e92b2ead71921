"""Forms of the desk's own screens."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from tongpin.foundation.units.enums import Standing


class MemberFilter(forms.Form):
    """Filters of a roll."""

    text = forms.CharField(label=_("Name or initials"), required=False, max_length=30)
    standing = forms.ChoiceField(label=_("Standing"), required=False, choices=[("", _("All")), *Standing.choices])
