"""Filters of the list of records."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tongpin.foundation.ui.forms import WrittenDate
from tongpin.foundation.units.models import Unit
from tongpin.standards.rules import ActivityKind

from ..enums import Grade, Status
from .choices import kind_choices, unit_choices


class ActivityFilter(forms.Form):
    """What to show; a filter that does not fit is left out and said so beside its field."""

    text = forms.CharField(
        label=_("Words"),
        required=False,
        max_length=60,
        widget=forms.TextInput(attrs={"placeholder": _("title, place, host or a member's initials")}),
    )
    kind = forms.ChoiceField(label=_("Kind"), required=False)
    status = forms.ChoiceField(label=_("State"), required=False, choices=[("", _("All")), *Status.choices])
    unit = forms.ChoiceField(label=_("Unit"), required=False)
    date_from = WrittenDate(label=_("From"), required=False)
    date_to = WrittenDate(label=_("Until"), required=False)
    evidence = forms.ChoiceField(
        label=_("Evidence"),
        required=False,
        choices=[("", _("All")), ("none", Grade.NONE.label), ("any", _("With evidence"))],
    )

    def __init__(self, data: Any, *, kinds: Iterable[ActivityKind], units: Iterable[Unit]) -> None:
        super().__init__(data)
        self.fields["kind"].choices = kind_choices(kinds)  # type: ignore[attr-defined] # a ChoiceField
        self.fields["unit"].choices = [("", _("All")), *unit_choices(units)]  # type: ignore[attr-defined]

    def chosen(self) -> dict[str, Any]:
        """Return the values of the filters that fit; the others count as not set."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value not in (None, "")}
