"""Terms as forms."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tongpin.foundation.kernel import clock
from tongpin.foundation.ui.forms import Day
from tongpin.foundation.units.enums import TermState

from ..rules import TermEntry
from .fields import whole

SHOWN = (TermState.OVERDUE, TermState.DUE_SOON, TermState.POSTPONED, TermState.EARLY, TermState.IN_FORCE)


class ClockFilter(forms.Form):
    """As of which day, and which states."""

    on = Day(label=_("Stand on the day"), required=False)
    state = forms.ChoiceField(
        label=_("State"),
        required=False,
        choices=[("", _("All")), *((one.value, one.label) for one in SHOWN), ("none", _("No term entered"))],
    )
    text = forms.CharField(label=_("Words"), required=False, max_length=60)

    def day(self) -> dt.date:
        """Return the day chosen, today without one."""
        self.is_valid()
        chosen: dt.date | None = self.cleaned_data.get("on")
        return chosen or clock.today()

    def chosen(self) -> dict[str, Any]:
        """Return the values of the filters that fit."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value not in (None, "")}


class YearFilter(forms.Form):
    """Which year's elections."""

    year = forms.TypedChoiceField(label=_("Year"), coerce=int, required=False, empty_value=None)

    def __init__(self, data: Any) -> None:
        super().__init__(data)
        this = clock.today().year
        self.fields["year"].choices = [(one, one) for one in range(this, this - 8, -1)]  # type: ignore[attr-defined]

    def cutoff(self) -> dt.date:
        """Return the last day of the year chosen, today in the running one."""
        self.is_valid()
        year = self.cleaned_data.get("year") or clock.today().year
        return min(dt.date(year, 12, 31), clock.today())


class TermForm(forms.Form):
    """A term as it is entered; its length follows from the catalogue."""

    number = whole(_("Number of the term"), least=1, most=200)
    began_on = Day(label=_("Elected on"), help_text=_("For example 20250305, 2025-03-05 or 3月5日."))
    seats = whole(
        _("Members of the committee"),
        least=1,
        most=60,
        required=False,
        help_text=_("Empty where there is no committee."),
    )
    ended_on = Day(
        label=_("Last day of the term"),
        required=False,
        help_text=_("Only for a term that is over: the day before the next began."),
    )
    years = whole(
        _("Length in years"),
        least=1,
        most=9,
        required=False,
        help_text=_("Only for terms begun before 2018-07-12, whose rule left a choice."),
    )
    village = forms.BooleanField(label=_("Organisation of a village or community"), required=False)
    reason = forms.CharField(label=_("Why is it corrected?"), max_length=200)

    def __init__(self, data: Any = None, *, known: bool = False, **initial: Any) -> None:
        super().__init__(data, initial=initial)
        if not known:
            del self.fields["reason"]

    def entry(self) -> TermEntry:
        """Return what the form says, for the action."""
        names = ("number", "began_on", "years", "seats", "ended_on", "village")
        return TermEntry(**{name: self.cleaned_data[name] for name in names})


class MoveForm(forms.Form):
    """Until when the superior let a term run."""

    until = Day(label=_("The term runs until"), help_text=_("Later or earlier than it would end."))
    approved_by = forms.CharField(label=_("Approved by which superior"), max_length=80)
    doc_no = forms.CharField(
        label=_("Document number"), max_length=60, help_text=_("As on the document, for example 机党〔2026〕6号.")
    )
    approved_on = Day(label=_("Day of that approval"))
    reason = forms.CharField(label=_("Why the term is moved"), max_length=200)
    exceptional = forms.BooleanField(label=_("The approval itself goes beyond the usual bound"), required=False)

    def __init__(self, data: Any = None, **initial: Any) -> None:
        super().__init__(data, initial=initial)
