"""Forms of talks. None has a free text: what was said is not recorded."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tongpin.foundation.kernel import clock
from tongpin.foundation.people.models import Account, Person
from tongpin.foundation.ui.forms import Day
from tongpin.foundation.units.models import Membership, Unit
from tongpin.records.activities.forms.choices import unit_choices

from .enums import CORRECTS, TAKES_BACK, Way, Why


class TalkFilter(forms.Form):
    """Which talks to show; a filter that does not fit counts as not set."""

    year = forms.TypedChoiceField(label=_("Year"), required=False, coerce=int, empty_value=None)
    unit = forms.ChoiceField(label=_("Party branch"), required=False)

    def __init__(self, data: Any, *, years: Sequence[int], units: Sequence[Unit]) -> None:
        super().__init__(data)
        self.fields["year"].choices = [(one, one) for one in years]  # type: ignore[attr-defined]
        self.fields["unit"].choices = [("", _("All")), *unit_choices(units)]  # type: ignore[attr-defined]
        if len(units) < 2:
            del self.fields["unit"]

    def chosen(self) -> dict[str, Any]:
        """Return the values of the filters that fit."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value not in (None, "")}


def _day() -> Day:
    return Day(label=_("Day of the talk"), help_text=_("For example 20250305, 2025-03-05 or 3月5日."))


def _not_to_come(day: dt.date) -> dt.date:
    if day > clock.today():
        raise forms.ValidationError(_("The day of the talk lies in the future."))
    return day


class TalkForm(forms.Form):
    """One person, several partners, a day, a way: four fields."""

    person = forms.ChoiceField(label=_("Who talked"))
    partners = forms.MultipleChoiceField(
        label=_("Talked with"),
        widget=forms.CheckboxSelectMultiple(attrs={"class": "roll"}),
        help_text=_("Several at once, when they talked one by one on the same day."),
    )
    held_on = _day()
    way = forms.ChoiceField(
        label=_("Way of talking"), choices=Way.choices, widget=forms.RadioSelect, initial=Way.FACE.value
    )

    def __init__(self, data: Any = None, *, roll: Sequence[Membership], account: Account, **initial: Any) -> None:
        """`roll` may be chosen from, in its order; the account's own person is chosen where it is on it."""
        self.roll = {str(row.person_id): row.person for row in roll}
        own = str(account.person_id) if str(account.person_id) in self.roll else ""
        super().__init__(data, initial={"held_on": clock.today(), "person": own, **initial})
        names = [(key, person.name) for key, person in self.roll.items()]
        self.fields["person"].choices = [("", "—"), *names]  # type: ignore[attr-defined]
        self.fields["partners"].choices = names  # type: ignore[attr-defined]

    def clean_held_on(self) -> dt.date:
        return _not_to_come(self.cleaned_data["held_on"])

    def clean(self) -> dict[str, Any]:
        """Nobody talks with themselves."""
        values: dict[str, Any] = super().clean() or {}
        if values.get("person") and values["person"] in values.get("partners", []):
            self.add_error("partners", _("A talk needs two persons; nobody talks with themselves."))
        return values

    def persons(self) -> tuple[Person, list[Person]]:
        """Return the person and the partners."""
        return self.roll[self.cleaned_data["person"]], [self.roll[key] for key in self.cleaned_data["partners"]]


def _whys(offered: Sequence[Why]) -> forms.ChoiceField:
    choices = [(one.value, one.label) for one in offered]
    return forms.ChoiceField(label=_("Why is it put right?"), choices=choices, widget=forms.RadioSelect)


class CorrectForm(forms.Form):
    """Another day or another way, with a reason from the list."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)
    held_on = _day()
    way = forms.ChoiceField(label=_("Way of talking"), choices=Way.choices, widget=forms.RadioSelect)
    why = _whys(CORRECTS)

    def clean_held_on(self) -> dt.date:
        return _not_to_come(self.cleaned_data["held_on"])


class TakeBackForm(forms.Form):
    """Why a record is taken back, from the list."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)
    why = _whys(TAKES_BACK)
