"""A meeting as one form: eight fields on the common path, everything else folded away."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tongpin.foundation.kernel.dates import ParsedDate, Precision
from tongpin.foundation.kernel.text import people
from tongpin.foundation.ui.forms import WrittenDate
from tongpin.records.activities.forms.choices import unit_choices
from tongpin.records.activities.rules import Content, RosterEntry

from ..enums import AbsenceReason
from ..queries.roll import persons_named
from ..rules.minutes import Away, Minutes, has_speaker, members_present
from ..rules.roll import OnRoll, Roll
from .setting import Setting, initial

COMMON = ("unit", "when", "title", "place", "present", "summary", "also")
"""Fields of the common path; with the reasons of those who were absent they are eight, the most a phone gets."""

FOLDED = ("host", "chair", "recorder", "number", "form", "guests", "agenda", "discussion", "resolutions", "hours")
NUMBERS = ("expected", "attended", "entitled", "voters")
LONG = 8000


def _text(label: Any, length: int, **options: Any) -> forms.CharField:
    return forms.CharField(label=label, required=False, max_length=length, **options)


def _long(label: Any, rows: int = 3, **options: Any) -> forms.CharField:
    return _text(label, LONG, widget=forms.Textarea(attrs={"rows": rows}), **options)


def _number(label: Any, **options: Any) -> forms.IntegerField:
    widget = forms.TextInput(attrs={"inputmode": "numeric"})
    return forms.IntegerField(label=label, required=False, min_value=0, max_value=100_000, widget=widget, **options)


@dataclass(frozen=True)
class Line:
    """A member on the roll as the form shows them: a box to tick, and a reason where they are absent."""

    person: OnRoll
    present: bool
    reason: BoundField


class MinutesForm(forms.Form):
    """The meeting and its minutes."""

    unit = forms.ChoiceField(label=gettext_lazy("Unit"))
    when = WrittenDate(
        label=gettext_lazy("Day and time"), help_text=gettext_lazy("For example 2025-03-05 14:30-16:05.")
    )
    title = _text(gettext_lazy("Title"), 120)
    place = _text(gettext_lazy("Place"), 120)
    present = forms.MultipleChoiceField(label=gettext_lazy("Who was there"), required=False)
    summary = _long(gettext_lazy("What was dealt with"), 5)
    also = forms.ChoiceField(label=gettext_lazy("This gathering also counts as"), required=False)
    host = _text(gettext_lazy("Who gave the lecture"), 80)
    chair = _text(gettext_lazy("In the chair"), 60)
    recorder = _text(gettext_lazy("Took the minutes"), 60)
    number = _text(gettext_lazy("Number of the meeting"), 20)
    form = _text(gettext_lazy("Form of the Party day"), 20)
    guests = _text(
        gettext_lazy("Guests (attending without membership)"),
        2000,
        help_text=gettext_lazy("Separated by commas or spaces."),
    )
    agenda = _long(gettext_lazy("Agenda, one item a line"))
    discussion = _long(
        gettext_lazy("Main points of the discussion, dissent included"),
        4,
        help_text=gettext_lazy("Read only by the branch's secretary and the bureau's officer."),
    )
    resolutions = _long(gettext_lazy("Resolutions, one a line"))
    hours = forms.DecimalField(
        label=gettext_lazy("Study hours of each member"), required=False, min_value=0, max_digits=6, decimal_places=2
    )
    expected = _number(gettext_lazy("Expected"))
    attended = _number(gettext_lazy("Attended"))
    entitled = _number(gettext_lazy("With a vote, expected"))
    voters = _number(gettext_lazy("With a vote, present"))
    voteless = forms.TypedMultipleChoiceField(
        label=gettext_lazy("Members without a vote for now (on probation within the Party)"),
        required=False,
        coerce=int,
        widget=forms.CheckboxSelectMultiple(attrs={"class": "roll"}),
        help_text=gettext_lazy("They attend and are counted, but not among those with a vote."),
    )
    reason = _text(gettext_lazy("Why is it corrected?"), 200)

    def __init__(self, data: Any, setting: Setting) -> None:
        super().__init__(data, initial=initial(setting))
        self.setting, self.choose_unit = setting, len(setting.units) != 1
        self.fields["unit"].choices = unit_choices(setting.units)  # type: ignore[attr-defined] # a ChoiceField
        self.fields["also"].choices = [("", _("nothing else")), *setting.partners]  # type: ignore[attr-defined]
        if not self.choose_unit:
            self.fields["unit"].widget = forms.HiddenInput()
        self._shape_roster(setting)
        for name, needed in (
            ("also", bool(setting.partners)),
            ("host", has_speaker(setting.kind.code)),
            ("form", setting.kind.code == "party_day"),
            ("voteless", self.counted),
            ("reason", setting.explain),
        ):
            if not needed:
                del self.fields[name]

    def _shape_roster(self, setting: Setting) -> None:
        """Offer the roll where its names may be seen; where it says all, the numbers follow from it."""
        if not (setting.names and setting.roll.people):
            del self.fields["present"]
            return
        choices = [(str(one.person_id), one.name) for one in setting.roll.people]
        self.fields["present"].choices = choices  # type: ignore[attr-defined] # a MultipleChoiceField
        voting = [(str(one.person_id), one.name) for one in setting.roll.people if one.votes]
        self.fields["voteless"].choices = voting  # type: ignore[attr-defined] # a MultipleChoiceField
        away = {one.person_id: one.reason for one in setting.minutes.absent}
        for one in setting.roll.people:
            reason = away.get(one.person_id, AbsenceReason.EXEMPT.value if one.exempt else "")
            self.fields[f"away_{one.person_id}"] = forms.ChoiceField(
                label=_("Why %(name)s was absent") % {"name": one.name},
                required=False,
                choices=AbsenceReason.choices,
                initial=reason,
                widget=forms.Select(attrs={"class": "form-select"}),
            )

    @property
    def common_bound(self) -> list[BoundField]:
        """Return the fields of the common path but the roster, which has its own look."""
        return [self[name] for name in COMMON if name in self.fields and name not in {"present", "summary", "also"}]

    @property
    def last_bound(self) -> list[BoundField]:
        """Return the fields of the common path below the roster."""
        return [self[name] for name in ("summary", "also") if name in self.fields]

    @property
    def folded_bound(self) -> list[BoundField]:
        """Return what folds away; numbers only where they are not counted from the roll."""
        numbers = ("voteless",) if self.counted else NUMBERS
        return [self[name] for name in (*FOLDED, *numbers) if name in self.fields]

    @property
    def counted(self) -> bool:
        """Whether the numbers follow from the roll called."""
        return "present" in self.fields and self.setting.roll.complete

    @property
    def folded_open(self) -> bool:
        """Whether something that folds away has to be mended."""
        return self.is_bound and any(bound.errors for bound in self.folded_bound)

    @property
    def chosen(self) -> set[str]:
        """Return the keys of who is ticked."""
        if "present" not in self.fields:
            return set()
        value = self["present"].value()
        return {str(one) for one in value} if isinstance(value, list | tuple) else set()

    @property
    def roll(self) -> Roll:
        """Return the roll, without the votes of those who are ticked to have none."""
        value = self["voteless"].value() if "voteless" in self.fields else ()
        return self.setting.roll.without_votes({int(one) for one in value or () if str(one).isdecimal()})

    @property
    def roll_lines(self) -> list[Line]:
        """Return the roll, each with a box and a reason."""
        if "present" not in self.fields:
            return []
        ticked = self.chosen
        return [Line(one, str(one.person_id) in ticked, self[f"away_{one.person_id}"]) for one in self.roll.people]

    def clean(self) -> dict[str, Any]:
        """A meeting lies on days, never on a month."""
        values: dict[str, Any] = super().clean() or {}
        written: ParsedDate | None = values.get("when")
        if written is not None and written.precision is not Precision.DAY:
            self.add_error("when", _("Give one day, like 2025-03-05."))
        named = people(values.get("guests") or "")
        known = persons_named(named) | {one.name: one.person_id for one in self.setting.minutes.guests}
        values["guest_entries"] = tuple(RosterEntry(name[:60], known.get(name)) for name in named)
        return values

    def _roster(self) -> tuple[tuple[RosterEntry, ...], tuple[RosterEntry, ...]]:
        """Return the roster, guests included, and the guests. Who is hidden from the reader stays as it was."""
        before, said = self.setting.before, self.setting.minutes
        if not self.setting.names:
            return (before.roster if before else ()), said.guests
        guests = self.cleaned_data["guest_entries"]
        if "present" not in self.fields:
            kept = members_present(before, said) if before else []
            return (*kept, *guests), guests
        names = {str(one.person_id): one for one in self.setting.roll.people}
        called = [names[key] for key in self.cleaned_data["present"]]
        return (*(RosterEntry(one.name, one.person_id) for one in called), *guests), guests

    def content(self) -> Content:
        """Return what the activity says; what this form does not ask for stays as it was."""
        said, before = self.cleaned_data, self.setting.before
        unit_id = int(said["unit"])
        written: ParsedDate = said["when"]
        base = before or Content(self.setting.kind.code, "", unit_id, written.start)
        roster, guests = self._roster()
        called = bool(set(roster) - set(guests))
        uncounted = {name: getattr(base, name) for name in ("expected", "attended")}
        typed = uncounted if self.counted else {name: said[name] for name in ("expected", "attended")}
        if self.counted and called:
            typed = {"expected": None, "attended": None}
        return replace(
            base,
            title=said["title"] or self.setting.kind.name,
            unit_id=unit_id,
            starts_on=written.start,
            ends_on=written.end if written.end != written.start else None,
            time_text=written.time_text[:20],
            place=said["place"],
            host=said.get("host", base.host),
            hours=said["hours"],
            roster=roster,
            **typed,
        )

    def minutes(self) -> Minutes:
        """Return the minutes; motions and decisions have forms of their own."""
        said, before = self.cleaned_data, self.setting.minutes
        texts = {
            name: said.get(name, getattr(before, name))
            for name in ("number", "form", "chair", "recorder", "agenda", "summary", "discussion", "resolutions")
        }
        return replace(
            before,
            **texts,
            entitled=before.entitled if self.counted else said["entitled"],
            voters=before.voters if self.counted else said["voters"],
            absent=self._absent(),
            voteless=tuple(said.get("voteless", before.voteless)),
            guests=self._roster()[1],
        )

    def _absent(self) -> tuple[Away, ...]:
        """Return who was not called: all others where the roll is complete, else those with a reason."""
        if "present" not in self.fields:
            return self.setting.minutes.absent
        ticked = set(self.cleaned_data["present"])
        if not ticked:
            return ()
        rest = [one for one in self.setting.roll.people if str(one.person_id) not in ticked]
        rows = [Away(one.person_id, one.name, self.cleaned_data[f"away_{one.person_id}"], one.exempt) for one in rest]
        return tuple(one for one in rows if self.setting.roll.complete or one.reason)
