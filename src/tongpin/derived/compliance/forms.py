"""Filters of the year and of the list."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tongpin.foundation.kernel import clock
from tongpin.foundation.ui.forms import Day
from tongpin.foundation.units.models import Unit
from tongpin.records.activities.forms.choices import unit_choices

from .enums import State

YEARS_BACK = 6


def years() -> Sequence[int]:
    """Return the years to choose from, the running one first."""
    this = clock.today().year
    return range(this, this - YEARS_BACK, -1)


class YearFilter(forms.Form):
    """Which year, rule and organisation to show, as of which day; a filter that does not fit counts as not set."""

    year = forms.TypedChoiceField(label=_("Year"), required=False, coerce=int, empty_value=None)
    code = forms.ChoiceField(label=_("Rule"), required=False)
    unit = forms.TypedChoiceField(label=_("Organisation and below"), required=False, coerce=int, empty_value=None)
    on = Day(label=_("As of"), required=False)

    def __init__(self, data: Any, *, rules: Iterable[tuple[str, str]], units: Iterable[Unit]) -> None:
        super().__init__(data)
        choices: dict[str, Any] = {
            "year": [(one, one) for one in years()],
            "code": [("", _("All")), *rules],
            "unit": [("", _("All")), *unit_choices(units)],
        }
        for name, values in choices.items():
            self.fields[name].choices = values  # type: ignore[attr-defined] # all three are choice fields

    def chosen(self) -> dict[str, Any]:
        """Return the values of the filters that fit."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value not in (None, "")}


class ListFilter(YearFilter):
    """The same, and in which state."""

    state = forms.ChoiceField(label=_("State"), required=False, choices=[("", _("All")), *State.choices])
    field_order = ["state", "year", "code", "unit", "on"]


class LeadersExportForm(forms.Form):
    """What the table of the leaders, with their names, is taken out for."""

    reason = forms.CharField(label=_("What is it for?"), max_length=120, help_text=_("It is kept in the log."))
