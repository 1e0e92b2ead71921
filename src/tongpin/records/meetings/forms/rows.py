"""Rows of the meeting's form: motions and decisions; and rows of a plan."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tongpin.foundation.ui.forms import Day
from tongpin.foundation.units.models import Unit
from tongpin.records.activities.forms.choices import unit_choices

from ..rules.minutes import Decided, Moved
from ..rules.roll import OnRoll
from ..rules.votes import Tally

EMPTY_ROWS = 2
MOST_ROWS = 60


def _votes(label: Any) -> forms.IntegerField:
    widget = forms.TextInput(attrs={"inputmode": "numeric", "size": 4})
    return forms.IntegerField(label=label, required=False, min_value=0, max_value=100_000, widget=widget)


class MotionForm(forms.Form):
    """A motion and its votes."""

    text = forms.CharField(label=gettext_lazy("Motion"), required=False, max_length=200)
    votes_for = _votes(gettext_lazy("In favour"))
    votes_against = _votes(gettext_lazy("Opposed"))
    abstained = _votes(gettext_lazy("Abstaining"))

    def clean(self) -> dict[str, Any]:
        """Votes belong to a motion, and a motion has votes."""
        values: dict[str, Any] = super().clean() or {}
        votes = [values.get(name) for name in ("votes_for", "votes_against", "abstained")]
        if any(vote is not None for vote in votes) and not values.get("text"):
            self.add_error("text", _("Say what was voted on."))
        if values.get("text") and values.get("votes_for") is None and not self.errors:
            self.add_error("votes_for", _("Say how many voted for it; none is 0."))
        return values

    def moved(self) -> Moved | None:
        """Return the motion, None for an empty row."""
        said = self.cleaned_data
        if not said.get("text"):
            return None
        return Moved(said["text"], Tally(said["votes_for"], said["votes_against"] or 0, said["abstained"] or 0))


class DecisionForm(forms.Form):
    """A decision somebody has to carry out by a day."""

    text = forms.CharField(label=gettext_lazy("What is to be done"), required=False, max_length=200)
    unit = forms.ChoiceField(label=gettext_lazy("Unit responsible"), required=False)
    owner = forms.ChoiceField(label=gettext_lazy("Who does it"), required=False)
    due_on = Day(label=gettext_lazy("Due on"), required=False)

    def __init__(self, *args: Any, units: Sequence[Unit], people: Sequence[OnRoll], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["unit"].choices = [("", _("the unit of the meeting")), *unit_choices(units)]  # type: ignore[attr-defined]
        owners = [(str(one.person_id), one.name) for one in people]
        self.fields["owner"].choices = [("", _("Nobody in particular")), *owners]  # type: ignore[attr-defined]
        if len(units) == 1:
            del self.fields["unit"]
        if not people:
            del self.fields["owner"]

    def clean(self) -> dict[str, Any]:
        """A decision to carry out has a day."""
        values: dict[str, Any] = super().clean() or {}
        if values.get("text") and not values.get("due_on") and "due_on" not in self.errors:
            self.add_error("due_on", _("Say by when; without a day it is a resolution, not a task."))
        if values.get("due_on") and not values.get("text"):
            self.add_error("text", _("Say what is to be done."))
        return values

    def decided(self, unit_id: int) -> Decided | None:
        """Return the decision, None for an empty row; `unit_id` is the meeting's."""
        said = self.cleaned_data
        if not said.get("text"):
            return None
        owner = said.get("owner")
        return Decided(said["text"], said["due_on"], int(said.get("unit") or unit_id), int(owner) if owner else None)


Motions = forms.formset_factory(MotionForm, extra=EMPTY_ROWS, max_num=MOST_ROWS, absolute_max=MOST_ROWS)
Decisions = forms.formset_factory(DecisionForm, extra=EMPTY_ROWS, max_num=MOST_ROWS, absolute_max=MOST_ROWS)


def motion_rows(data: Any, motions: Sequence[Moved]) -> Any:
    """Return the forms of the motions there are, and empty ones."""
    initial = [
        {
            "text": one.text, "votes_for": one.tally.votes_for, "votes_against": one.tally.votes_against,
            "abstained": one.tally.abstained,
        }
        for one in motions
    ]  # fmt: skip
    return Motions(data, prefix="motions", initial=initial)


def decision_rows(data: Any, *, units: Sequence[Unit], people: Sequence[OnRoll]) -> Any:
    """Return empty forms for new decisions; those decided before are tasks and live there."""
    return Decisions(data, prefix="decisions", form_kwargs={"units": units, "people": people})
