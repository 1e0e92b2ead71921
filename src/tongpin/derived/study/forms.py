"""Why hours leave the house."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _


class ExportForm(forms.Form):
    """What the list is for."""

    reason = forms.CharField(
        label=_("What is it for?"),
        max_length=120,
        help_text=_("For example: quarterly return to the city. It is kept in the log."),
    )
