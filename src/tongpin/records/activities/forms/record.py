"""The record as a form: at most eight fields on the common path, the rest folded away."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.forms import BoundField
from django.urls import reverse_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tongpin.foundation.kernel.dates import Precision
from tongpin.foundation.kernel.text import people
from tongpin.foundation.places.forms import village_named
from tongpin.foundation.places.models import Venue
from tongpin.foundation.ui.forms import WrittenDate
from tongpin.foundation.units.models import Membership, Unit
from tongpin.standards.enums import BusinessLine, Purpose
from tongpin.standards.rules import ActivityKind

from ..enums import MeasureUnit
from ..rules import Content, RosterEntry
from .choices import unit_choices
from .fields import common_fields, further_fields

MEASURES = {unit.value: unit for unit in MeasureUnit}


def _number(label: Any, **options: Any) -> forms.IntegerField:
    widget = forms.TextInput(attrs={"inputmode": "numeric"})
    return forms.IntegerField(label=label, required=False, min_value=0, max_value=100_000_000, widget=widget, **options)


def _amount(label: Any, digits: int = 12, **options: Any) -> forms.DecimalField:
    widget = forms.TextInput(attrs={"inputmode": "decimal"})
    return forms.DecimalField(
        label=label, required=False, min_value=0, max_digits=digits, decimal_places=2, widget=widget, **options
    )


def _text(label: Any, length: int, **options: Any) -> forms.CharField:
    return forms.CharField(label=label, required=False, max_length=length, **options)


class RecordForm(forms.Form):
    """Everything a record says. The kind decides which fields come first and which must be filled."""

    unit = forms.ChoiceField(label=gettext_lazy("Unit"))
    starts_on = WrittenDate(
        label=gettext_lazy("Date"),
        help_text=gettext_lazy("For example 20250305 or 2025-03-05 19:00; a span or a month will do too."),
    )
    title = _text(gettext_lazy("Title"), 120)
    village = _text(gettext_lazy("Village"), 120, help_text=gettext_lazy("Town and village, with a space between."))
    venue = forms.ModelChoiceField(Venue.objects.all(), label=gettext_lazy("Venue"), required=False)
    place = _text(gettext_lazy("Place"), 120)
    host = _text(gettext_lazy("Host, speaker or troupe"), 80)
    sessions = _number(gettext_lazy("Sessions"), initial=1)
    served = _number(gettext_lazy("People served"))
    attended = _number(gettext_lazy("Attended"))
    expected = _number(gettext_lazy("Expected"))
    hours = _amount(
        gettext_lazy("Hours"),
        digits=6,
        help_text=gettext_lazy("Real hours per person, without the way there and back."),
    )
    series = _text(gettext_lazy("Series"), 60)
    edition = _number(gettext_lazy("Edition"))
    present = forms.MultipleChoiceField(
        label=gettext_lazy("Who was there"),
        required=False,
        widget=forms.CheckboxSelectMultiple(attrs={"class": "roll"}),
    )
    others = forms.CharField(
        label=gettext_lazy("Other names"),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("Separated by commas or spaces."),
    )
    served_estimated = forms.BooleanField(label=gettext_lazy("The number of people is an estimate"), required=False)
    books = _amount(MeasureUnit.BOOKS.label)
    sites = _amount(MeasureUnit.SITES.label)
    pictures = _amount(MeasureUnit.PICTURES.label)
    items = _amount(MeasureUnit.ITEMS.label)
    lines = forms.MultipleChoiceField(
        label=gettext_lazy("Business lines it serves"),
        required=False,
        choices=BusinessLine.choices,
        widget=forms.CheckboxSelectMultiple,
    )
    purposes = forms.MultipleChoiceField(
        label=gettext_lazy("Party purposes it serves"),
        required=False,
        choices=Purpose.choices,
        widget=forms.CheckboxSelectMultiple,
    )
    note = forms.CharField(
        label=gettext_lazy("Note"), required=False, max_length=4000, widget=forms.Textarea(attrs={"rows": 3})
    )
    reason = _text(gettext_lazy("Why is it corrected?"), 200)

    def __init__(
        self,
        data: Any = None,
        *,
        kind: ActivityKind,
        units: Sequence[Unit],
        roll: Sequence[Membership] = (),
        before: Content | None = None,
        village_text: str = "",
        reason_needed: bool = False,
        names: bool = True,
        planned: bool = False,
        known: Mapping[str, str] | None = None,
    ) -> None:
        """`units` may be chosen from, `roll` may be called from; `before` is what the record says now.

        Without `names` the roster is neither shown nor changed: the reader may not see who the members are. What is
        only `planned`, or about to be, may still lack what its kind needs. `known` is shown of what is new.
        """
        super().__init__(data, initial=_initial(before, roll, village_text, units) | dict(known or {}))
        self.kind, self.units, self.roll = kind, units, {str(row.person_id): row for row in roll}
        self.names, self.roster_before = names, before.roster if before else ()
        self.planned = planned or (bool(data) and data.get("planned") == "1")
        self.choose_unit = len(units) != 1
        self.common = common_fields(kind, choose_unit=self.choose_unit)
        self._shape(reason_needed)

    def _shape(self, reason_needed: bool) -> None:
        choices: dict[str, Any] = {
            "unit": unit_choices(self.units),
            "present": [(key, row.person.name) for key, row in self.roll.items()],
        }
        for name, values in choices.items():
            self.fields[name].choices = values  # type: ignore[attr-defined] # both are choice fields
        if not self.choose_unit:
            self.fields["unit"].widget = forms.HiddenInput()
        if not (self.roll and self.names):
            del self.fields["present"]
        if not self.names:
            del self.fields["others"]
        if reason_needed:
            self.fields["reason"].required = True
        else:
            del self.fields["reason"]
        if not self.planned:
            for name in set(self.kind.needs) & {"title", "venue", "village", "place", "host", "served", "hours"}:
                self.fields[name].required = True
            # Not required by itself, for a roll called stands for it; but not optional either.
            self.fields["attended"].widget.is_needed = "attended" in self.kind.needs
        self.fields["village"].widget.attrs.update(
            {"list": "villages", "data-suggest": reverse_lazy("activities:villages"), "autocomplete": "off"}
        )

    @property
    def common_bound(self) -> list[BoundField]:
        """Return the fields of the common path."""
        return [self[name] for name in self.common if name in self.fields]

    @property
    def further_bound(self) -> list[BoundField]:
        """Return the fields that fold away."""
        return [self[name] for name in further_fields(self.common) if name in self.fields]

    @property
    def further_open(self) -> bool:
        """Whether a field that folds away has an error and must be seen."""
        return self.is_bound and any(bound.errors for bound in self.further_bound)

    def clean(self) -> dict[str, Any]:
        """Find the village, and ask for the number attended where the kind needs it and nobody was called."""
        values: dict[str, Any] = super().clean() or {}
        values["roster"] = self._roster(values)
        uncounted = "attended" not in self.errors and values.get("attended") is None and not values["roster"]
        if uncounted and "attended" in self.kind.needs and not self.planned:
            self.add_error("attended", _("Give the number, or call the roll below."))
        text, written = values.get("village"), values.get("starts_on")
        if text and written is not None:
            values["village_id"] = self._village(text, written.start)
        return values

    def _village(self, text: str, day: dt.date) -> int | None:
        try:
            return village_named(text, day)
        except forms.ValidationError as error:
            self.add_error("village", error)
            return None

    def _roster(self, values: dict[str, Any]) -> tuple[RosterEntry, ...]:
        if not self.names:
            return self.roster_before
        called = [self.roll[key] for key in values.get("present") or []]
        by_name: dict[str, list[Membership]] = {}
        for row in self.roll.values():
            by_name.setdefault(row.person.name, []).append(row)
        entries = [RosterEntry(row.person.name, row.person_id) for row in called]
        known = {entry.person_id for entry in entries}
        named_before = {entry.name: entry.person_id for entry in self.roster_before}
        for name in people(values.get("others") or ""):
            same = by_name.get(name, [])
            person_id = same[0].person_id if len(same) == 1 else named_before.get(name)
            if person_id is None or person_id not in known:
                entries.append(RosterEntry(name, person_id))
                known.add(person_id)
        return tuple(entries)

    def content(self) -> Content:
        """Return what the form says, for the action."""
        values = self.cleaned_data
        written = values["starts_on"]
        by_month = written.precision is Precision.MONTH
        roster = values["roster"]
        attended = values["attended"]
        return Content(
            kind=self.kind.code,
            title=values["title"] or self.kind.name,
            unit_id=int(values["unit"]),
            starts_on=written.start,
            ends_on=written.end if written.end != written.start and not by_month else None,
            date_precision="month" if by_month else "day",
            time_text=written.time_text,
            venue_id=values["venue"].pk if values["venue"] else None,
            place=values["place"],
            village_id=values.get("village_id"),
            host=values["host"],
            sessions=values["sessions"] if values["sessions"] is not None else 1,
            served=values["served"],
            served_estimated=values["served_estimated"],
            expected=values["expected"],
            attended=len(roster) if attended is None and roster else attended,
            hours=values["hours"],
            series=values["series"],
            edition=values["edition"],
            lines=tuple(values["lines"]),
            purposes=tuple(values["purposes"]),
            note=values["note"],
            measures=tuple((name, values[name]) for name in MEASURES if values[name]),
            roster=roster,
        )


def _initial(
    before: Content | None, roll: Sequence[Membership], village_text: str, units: Sequence[Unit]
) -> dict[str, Any]:
    if before is None:
        return {"unit": str(units[0].pk) if len(units) == 1 else "", "expected": len(roll) or None}
    on_roll = {row.person_id for row in roll}
    called = [entry for entry in before.roster if entry.person_id in on_roll]
    names = (
        "title",
        "place",
        "host",
        "sessions",
        "served",
        "attended",
        "expected",
        "hours",
        "series",
        "edition",
        "note",
    )
    return {
        **{name: getattr(before, name) for name in names},
        **{unit: amount.normalize() if amount % 1 else int(amount) for unit, amount in before.measures},
        "unit": str(before.unit_id),
        "starts_on": written_date(before),
        "village": village_text,
        "venue": before.venue_id,
        "served_estimated": before.served_estimated,
        "lines": before.lines,
        "purposes": before.purposes,
        "present": [str(entry.person_id) for entry in called],
        "others": "、".join(entry.name for entry in before.roster if entry not in called),
    }


def written_date(content: Content) -> str:
    """Return the date as one could have typed it: a month, a span, a day, with its time."""
    if content.date_precision == "month":
        return f"{content.starts_on:%Y-%m}"
    span = f" ~ {content.ends_on.isoformat()}" if content.ends_on else ""
    return f"{content.starts_on.isoformat()}{span} {content.time_text}".strip()
