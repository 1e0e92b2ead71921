"""A session in eight fields, its absences, and a session made up."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tongpin.foundation.kernel.dates import ParsedDate
from tongpin.foundation.people.models import Person
from tongpin.foundation.ui.forms import Day, WrittenDate
from tongpin.foundation.units.models import Unit
from tongpin.records.activities.rules import RosterEntry
from tongpin.standards.rules import Norm

from ..enums import Form, Way
from ..models import StudyAbsence, StudyTopic
from ..queries import by_names
from ..rules import SessionContent, absent_lines, invited_names
from .topic import person_choices, planned_text

COMMON = ("form", "topic", "title", "starts_on", "place", "hours", "present", "absent")
FURTHER = ("leader", "invited", "note")


class SessionForm(forms.Form):
    """What was studied, when, and who was there; eight fields, three more fold away."""

    form = forms.ChoiceField(
        label=gettext_lazy("How it was studied"), choices=[(one.value, one.label) for one in Form if one.is_kind]
    )
    topic = forms.ChoiceField(label=gettext_lazy("Topic of the plan"), required=False)
    title = forms.CharField(
        label=gettext_lazy("Title"),
        required=False,
        max_length=120,
        help_text=gettext_lazy("Left empty, the topic of the plan is taken."),
    )
    starts_on = WrittenDate(
        label=gettext_lazy("Date"),
        help_text=gettext_lazy("For example 20250305 or 2025-03-05 9:00; a span will do too."),
    )
    place = forms.CharField(label=gettext_lazy("Place"), required=False, max_length=120)
    hours = forms.DecimalField(
        label=gettext_lazy("Hours of study"),
        required=False,
        max_digits=6,
        decimal_places=2,
        widget=forms.TextInput(attrs={"inputmode": "decimal"}),
    )
    present = forms.TypedMultipleChoiceField(
        label=gettext_lazy("Who was there"),
        required=False,
        coerce=int,
        widget=forms.CheckboxSelectMultiple(attrs={"class": "roll"}),
    )
    absent = forms.CharField(
        label=gettext_lazy("Absent and why"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy(
            "One line each: name, colon, reason. Whoever is neither called nor named here is absent without a reason."
        ),
    )
    leader = forms.TypedChoiceField(
        label=gettext_lazy("Who led or lectured"), required=False, coerce=int, empty_value=None
    )
    invited = forms.CharField(
        label=gettext_lazy("Invited besides the group"),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("Names with commas between; of two people of one name add the branch in brackets."),
    )
    note = forms.CharField(
        label=gettext_lazy("Note"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(
        self,
        data: Any = None,
        *,
        unit: Unit,
        members: Sequence[Person],
        topics: Sequence[StudyTopic],
        chosen: StudyTopic | None = None,
        conversion: Norm | None = None,
    ) -> None:
        """`members` may be called as present, `topics` are open ones of the plan, `chosen` the one to begin with.

        `conversion` says what half a day and a day come to.
        """
        super().__init__(data, initial=_initial(chosen))
        self.unit, self.members, self.topics = unit, list(members), {str(one.pk): one for one in topics}
        choices: dict[str, Any] = {
            "topic": [
                ("", _("none of the plan")),
                *(
                    (key, f"{planned_text(one.planned_on, one.precision)} {one.title}")
                    for key, one in self.topics.items()
                ),
            ],
            "present": [(str(one.pk), one.name) for one in members],
            "leader": person_choices(members, _("nobody in particular")),
        }
        for name, values in choices.items():
            self.fields[name].choices = values  # type: ignore[attr-defined] # all are choice fields
        # Not required by themselves: a topic gives the title, and an error says it better than the browser.
        for name in ("title", "present"):
            self.fields[name].widget.is_needed = True
        if conversion is not None:
            said = {"half": conversion.params.get("hours_per_half_day"), "day": conversion.params.get("hours_per_day")}
            self.fields["hours"].help_text = _("Per person; half a day counts %(half)s, a day %(day)s.") % said

    @property
    def common_bound(self) -> list[BoundField]:
        """Return the fields of the common path."""
        return [self[name] for name in COMMON]

    @property
    def further_bound(self) -> list[BoundField]:
        """Return the fields that fold away."""
        return [self[name] for name in FURTHER]

    @property
    def further_open(self) -> bool:
        """Whether something that folds away must be seen."""
        return any(bound.errors or bound.value() for bound in self.further_bound)

    def clean(self) -> dict[str, Any]:
        """Find the persons named, and the title where the topic gives it."""
        values: dict[str, Any] = super().clean() or {}
        topic = self.topics.get(values.get("topic") or "")
        if not values.get("title"):
            if topic is None:
                self.add_error("title", _("Give the title, or choose a topic of the plan."))
            else:
                values["title"] = topic.title
        written: ParsedDate | None = values.get("starts_on")
        if written is not None and "absent" in values and "invited" in values:
            values["absentees"] = self._absentees(values)
            values["guests"] = self._guests(values["invited"], written)
        return values

    def _absentees(self, values: Mapping[str, Any]) -> tuple[tuple[int, str], ...]:
        """Return who was absent and why: those named, and every member neither called nor named."""
        by_name: dict[str, list[Person]] = {}
        for one in self.members:
            by_name.setdefault(one.name, []).append(one)
        found: dict[int, str] = {}
        for name, reason in absent_lines(values["absent"]):
            same = by_name.get(name, [])
            if len(same) != 1:
                self.add_error("absent", _("%(name)s is not one member of the group.") % {"name": name})
            elif same[0].pk in found:
                self.add_error("absent", _("%(name)s stands there twice.") % {"name": name})
            else:
                found[same[0].pk] = reason
        present = set(values.get("present") or [])
        if both := [one.name for one in self.members if one.pk in found and one.pk in present]:
            self.add_error("absent", _("%(name)s cannot be both present and absent.") % {"name": "、".join(both)})
        silent = [one.pk for one in self.members if one.pk not in found and one.pk not in present]
        return (*found.items(), *((one, "") for one in silent))

    def _guests(self, text: str, written: ParsedDate) -> tuple[RosterEntry, ...]:
        """Return the invited: by person where a roll has exactly one of the name; strangers stay names."""
        named = list(dict.fromkeys(invited_names(text)))
        known = by_names(named, written.start) if named else {}
        found = []
        for name, branch in named:
            fits = known[name, branch]
            if len(fits) > 1:
                self.add_error("invited", _("Several people are called %(name)s; add the branch.") % {"name": name})
            elif branch and not fits:
                self.add_error(
                    "invited",
                    _("Nobody of the name %(name)s is on the roll of %(unit)s.") % {"name": name, "unit": branch},
                )
            else:
                found.append(RosterEntry(name, fits[0].pk if fits else None))
        return tuple(found)

    def content(self) -> SessionContent:
        """Return what the form says, for the action."""
        values = self.cleaned_data
        written: ParsedDate = values["starts_on"]
        return SessionContent(
            unit_id=self.unit.pk,
            form=values["form"],
            title=values["title"],
            starts_on=written.start,
            ends_on=written.end if written.end != written.start else None,
            time_text=written.time_text,
            place=values["place"],
            hours=values["hours"],
            topic_id=int(values["topic"]) if values["topic"] else None,
            leader_id=values["leader"],
            present=tuple(values["present"]),
            absent=values["absentees"],
            invited=values["guests"],
            note=values["note"],
        )


def _initial(topic: StudyTopic | None) -> dict[str, Any]:
    if topic is None:
        return {"form": Form.GROUP.value}
    form = topic.form if Form(topic.form).is_kind else Form.GROUP.value
    return {"form": form, "topic": str(topic.pk), "leader": topic.leader_id}


class AbsencesForm(forms.Form):
    """For each member of the group not called as present: whether they missed it, and why."""

    def __init__(self, data: Any = None, *, missing: Sequence[Person], known: Mapping[int, StudyAbsence]) -> None:
        super().__init__(data)
        self.missing = missing
        for one in missing:
            absence = known.get(one.pk)
            self.fields[f"reason_{one.pk}"] = forms.CharField(
                label=one.name, required=False, max_length=60, initial=absence.reason if absence else ""
            )

    def reasons(self) -> dict[int, str]:
        """Return the reason of each, by person."""
        return {one.pk: self.cleaned_data[f"reason_{one.pk}"] for one in self.missing}


class MakeUpForm(forms.Form):
    """When and how a session was made up."""

    made_up_on = Day(label=gettext_lazy("Made up on"))
    way = forms.ChoiceField(label=gettext_lazy("Way"), choices=Way.choices, widget=forms.RadioSelect)
    note = forms.CharField(
        label=gettext_lazy("Note of the study secretary"),
        required=False,
        max_length=120,
        help_text=gettext_lazy("No essay is asked for."),
    )
