"""The steps of an election as forms: voting base, candidates, attendance, tellers, result, approval."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tongpin.foundation.people.models import Person
from tongpin.foundation.ui.forms import Day
from tongpin.foundation.units.models import Membership
from tongpin.records.activities.models import Activity

from ..enums import Duty, Ground
from ..rules import Approval, offices
from .fields import ticks, whole


def _people(people: Sequence[Person]) -> list[tuple[str, str]]:
    return [(str(one.pk), one.name) for one in people]


class BaseForm(forms.Form):
    """For each full member of the roll: counts, or is lawfully left out on a ground."""

    consent_no = forms.CharField(
        label=gettext_lazy("Number of the superior's consent to leave them out"), required=False, max_length=60
    )
    consented = forms.BooleanField(label=gettext_lazy("The members' meeting passed it"), required=False)

    def __init__(
        self, data: Any = None, *, people: Sequence[Person], before: Mapping[int, str], **initial: Any
    ) -> None:
        super().__init__(data, initial=initial)
        self.people = people
        for one in people:
            self.fields[f"ground_{one.pk}"] = forms.ChoiceField(
                label=one.name,
                required=False,
                choices=[("", _("counts among them")), *Ground.choices],
                initial=before.get(one.pk, ""),
            )

    @property
    def lines(self) -> list[BoundField]:
        """Return a field for each member."""
        return [self[f"ground_{one.pk}"] for one in self.people]

    def exclusions(self) -> dict[int, Ground]:
        """Return who is left out on which ground."""
        given = {one.pk: self.cleaned_data[f"ground_{one.pk}"] for one in self.people}
        return {key: Ground(ground) for key, ground in given.items() if ground}


class CandidatesForm(forms.Form):
    """Who is put up."""

    persons = ticks(gettext_lazy("Candidates"))

    def __init__(self, data: Any = None, *, people: Sequence[Person], chosen: Sequence[int]) -> None:
        super().__init__(data, initial={"persons": [str(one) for one in chosen]})
        self.fields["persons"].choices = _people(people)  # type: ignore[attr-defined] # a choice field

    def keys(self) -> list[int]:
        """Return the persons chosen."""
        return [int(one) for one in self.cleaned_data["persons"]]


class AttendanceForm(forms.Form):
    """How many voters are present: the roll called, a meeting on record with a number, or a number alone."""

    roster = ticks(gettext_lazy("Who is there"), required=False)
    present = whole(
        gettext_lazy("Present with the right to vote"),
        required=False,
        help_text=gettext_lazy("Counted by itself when the roll is called above."),
    )
    meeting = forms.ModelChoiceField(
        Activity.objects.none(),
        label=gettext_lazy("Meeting on record"),
        required=False,
        help_text=gettext_lazy("When its record was made already. Otherwise calling the roll records it."),
    )

    def __init__(
        self,
        data: Any = None,
        *,
        roll: Sequence[Membership],
        voters: Sequence[Person],
        meetings: Any,
        **initial: Any,
    ) -> None:
        super().__init__(data, initial=initial)
        self.voters = {one.pk for one in voters}
        self.roll = {str(row.person_id): row.person for row in roll}
        without = _("without vote")
        self.fields["roster"].choices = [  # type: ignore[attr-defined] # a choice field
            (key, one.name if one.pk in self.voters else f"{one.name}（{without}）") for key, one in self.roll.items()
        ]
        self.fields["meeting"].queryset = meetings  # type: ignore[attr-defined] # a model choice field
        if not self.roll:
            del self.fields["roster"]

    def clean(self) -> dict[str, Any]:
        """Count the voters called; a number beside them has to agree."""
        values: dict[str, Any] = super().clean() or {}
        called = [self.roll[key] for key in values.get("roster") or []]
        values["people"] = tuple(called)
        voters = sum(one.pk in self.voters for one in called)
        given = values.get("present")
        if not called and given is None and "present" not in self.errors:
            self.add_error("present", _("Give the number, or call the roll."))
        elif called and given is not None and given != voters:
            self.add_error("present", _("%(n)s of those called have a vote.") % {"n": voters})
        elif called:
            values["present"] = voters
        if called and values.get("meeting"):
            self.add_error("meeting", _("Call the roll, or choose the meeting on record: not both."))
        return values


class TellersForm(forms.Form):
    """Who oversees the vote, and who counts."""

    overseers = ticks(gettext_lazy("Oversees the vote"))
    passed = forms.BooleanField(label=gettext_lazy("The meeting approved of those who oversee"))
    counters = ticks(gettext_lazy("Counts the votes"))

    def __init__(
        self,
        data: Any = None,
        *,
        overseers: Sequence[Person],
        counters: Sequence[Person],
        named: Sequence[tuple[str, int]],
        passed: bool,
    ) -> None:
        """`named` are the tellers so far, as duty and person."""
        watching = [str(person) for duty, person in named if duty == Duty.OVERSEE]
        counting = [str(person) for duty, person in named if duty == Duty.COUNT]
        super().__init__(data, initial={"overseers": watching, "counters": counting, "passed": passed})
        self.fields["overseers"].choices = _people(overseers)  # type: ignore[attr-defined] # a choice field
        self.fields["counters"].choices = _people(counters)  # type: ignore[attr-defined] # a choice field

    def keys(self, name: str) -> list[int]:
        """Return the persons chosen for a duty."""
        return [int(one) for one in self.cleaned_data[name]]


class WaiveForm(forms.Form):
    """How many agreed to fewer places."""

    agreed = whole(gettext_lazy("Agreed to fewer places"))


class CancelForm(forms.Form):
    """Why an election is broken off."""

    reason = forms.CharField(label=gettext_lazy("Why is it broken off?"), max_length=200)


class CompleteForm(forms.Form):
    """The superior's approval, and the posts of elected members other than the leaders."""

    number = forms.CharField(label=gettext_lazy("Number of the superior's approval of the result"), max_length=60)
    on = Day(label=gettext_lazy("Day of the approval"), help_text=gettext_lazy("The posts change hands on this day."))
    began_on = Day(
        label=gettext_lazy("The term counts from"),
        help_text=gettext_lazy("Usually the day of the election; the approval may say otherwise."),
    )

    def __init__(self, data: Any = None, *, people: Sequence[Person], **initial: Any) -> None:
        super().__init__(data, initial=initial)
        self.people = people
        for one in people:
            choices = [(title, title) for title in offices().member]
            self.fields[f"title_{one.pk}"] = forms.ChoiceField(label=one.name, choices=choices)

    @property
    def posts(self) -> list[BoundField]:
        """Return a field for each member who may get a post."""
        return [self[f"title_{one.pk}"] for one in self.people]

    def approval(self) -> Approval:
        """Return what the form says, for the action."""
        values = self.cleaned_data
        titles = {one.pk: values[f"title_{one.pk}"] for one in self.people}
        return Approval(values["number"], values["on"], values["began_on"], titles)
