"""Forms of tasks."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tongpin.foundation.kernel import clock
from tongpin.foundation.ui.forms import Day
from tongpin.foundation.units.models import Membership, Unit

from .enums import TaskState
from .models import Task
from .rules import TaskContent


def unit_choices(units: Sequence[Unit]) -> list[tuple[str, str]]:
    """Return units as choices, indented by their place in the tree."""
    top = min((unit.path.count("/") for unit in units), default=0)
    return [(str(unit.pk), "　" * (unit.path.count("/") - top) + unit.name) for unit in units]


class TaskFilter(forms.Form):
    """What to show; a filter that does not fit counts as not set."""

    text = forms.CharField(label=_("Words"), required=False, max_length=60)
    state = forms.ChoiceField(label=_("State"), required=False, choices=[("", _("All")), *TaskState.choices])
    unit = forms.ChoiceField(label=_("Unit"), required=False)

    def __init__(self, data: Any, *, units: Sequence[Unit]) -> None:
        super().__init__(data)
        self.fields["unit"].choices = [("", _("All")), *unit_choices(units)]  # type: ignore[attr-defined]

    def chosen(self) -> dict[str, Any]:
        """Return the values of the filters that fit."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value not in (None, "")}


class TaskForm(forms.Form):
    """What is to be done, by whom, until when; with `task`, who and when are changed and a reason is asked for."""

    title = forms.CharField(label=_("What is to be done"), max_length=200)
    unit = forms.ChoiceField(label=_("Unit responsible"))
    owner = forms.ChoiceField(label=_("Who does it"), required=False)
    due_on = Day(label=_("Due on"))
    source_text = forms.CharField(
        label=_("Where it comes from"), max_length=200, required=False, help_text=_("For example: a document, a visit.")
    )
    reason = forms.CharField(label=_("Why is it changed?"), max_length=200)

    def __init__(
        self, data: Any = None, *, units: Sequence[Unit], roll: Sequence[Membership], task: Task | None = None
    ) -> None:
        """`units` may be chosen from, and the members of `roll` as owners."""
        initial: dict[str, Any] = {}
        if task is not None:
            initial = {"unit": str(task.unit_id), "owner": str(task.owner_id or ""), "due_on": task.due_on}
        elif len(units) == 1:
            initial = {"unit": str(units[0].pk)}
        super().__init__(data, initial=initial)
        self.fields["unit"].choices = unit_choices(units)  # type: ignore[attr-defined]
        people = [(str(row.person_id), f"{row.person.name}（{row.unit.name}）") for row in roll]
        if task is not None and task.owner and str(task.owner_id) not in dict(people):
            people.append((str(task.owner_id), task.owner.name))
        self.fields["owner"].choices = [("", _("Nobody in particular")), *people]  # type: ignore[attr-defined]
        for name in ["reason"] if task is None else ["title", "source_text"]:
            del self.fields[name]
        if not people:
            del self.fields["owner"]

    def owner_id(self) -> int | None:
        """Return the key of who does it."""
        chosen = self.cleaned_data.get("owner")
        return int(chosen) if chosen else None

    def content(self) -> TaskContent:
        """Return what the form says, for the action."""
        said = self.cleaned_data
        return TaskContent(
            title=said["title"],
            unit_id=int(said["unit"]),
            due_on=said["due_on"],
            owner_id=self.owner_id(),
            source_text=said["source_text"],
        )


class FinishForm(forms.Form):
    """When it was done, and what came of it."""

    on = Day(label=_("Done on"))
    note = forms.CharField(
        label=_("What came of it"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, data: Any = None) -> None:
        super().__init__(data, initial={"on": clock.today()})


class ReasonForm(forms.Form):
    """Why."""

    reason = forms.CharField(label=_("Reason"), max_length=200)


class ExportForm(forms.Form):
    """Why the list leaves the house."""

    reason = forms.CharField(label=_("What is it for?"), max_length=120)
