"""The count as a form: totals of the ballots, then the votes of each candidate and of names written in."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tongpin.foundation.people.models import Person

from ..rules import Count, Votes
from .fields import whole

TOTALS = ("issued", "returned", "valid", "invalid")
MOST_WRITTEN_IN = 3


@dataclass(frozen=True, slots=True)
class Line:
    """The fields of one candidate, or of one written-in name."""

    name: str
    fields: Sequence[BoundField]


class CountForm(forms.Form):
    """Totals only: who voted how is written nowhere."""

    issued = whole(gettext_lazy("Ballots issued"))
    returned = whole(gettext_lazy("Ballots returned"))
    valid = whole(gettext_lazy("Valid ballots"))
    invalid = whole(gettext_lazy("Invalid ballots"), initial=0)

    def __init__(
        self, data: Any = None, *, people: Sequence[Person], others: Sequence[Person], places: int, **initial: Any
    ) -> None:
        super().__init__(data, initial=initial)
        self.people, self.others = people, {str(one.pk): one for one in others}
        self.written = range(1, min(places, MOST_WRITTEN_IN, len(others)) + 1)
        for one in people:
            for part, label in (
                ("for", _("Votes for")),
                ("against", _("Votes against")),
                ("abstained", _("Abstentions")),
            ):
                self.fields[f"{part}_{one.pk}"] = whole(f"{one.name} {label}", initial=None if part == "for" else 0)
        for place in self.written:
            choices = [("", _("no name")), *((key, one.name) for key, one in self.others.items())]
            self.fields[f"other_{place}"] = forms.ChoiceField(
                label=_("Written in %(n)s") % {"n": place}, choices=choices, required=False
            )
            self.fields[f"votes_{place}"] = whole(_("Votes for written-in %(n)s") % {"n": place}, required=False)

    @property
    def totals(self) -> list[BoundField]:
        """Return the fields of the ballots."""
        return [self[name] for name in TOTALS]

    @property
    def lines(self) -> list[Line]:
        """Return the fields of each candidate."""
        parts = ("for", "against", "abstained")
        return [Line(one.name, [self[f"{part}_{one.pk}"] for part in parts]) for one in self.people]

    @property
    def other_lines(self) -> list[Line]:
        """Return the fields of names written in."""
        return [Line("", [self[f"other_{place}"], self[f"votes_{place}"]]) for place in self.written]

    @property
    def others_open(self) -> bool:
        """Whether a name was written in, or has to be mended."""
        return any(bound.errors or bound.value() for line in self.other_lines for bound in line.fields)

    def clean(self) -> dict[str, Any]:
        """A written-in name and its votes belong together, and each name stands once."""
        values: dict[str, Any] = super().clean() or {}
        seen = set()
        for place in self.written:
            name, votes = values.get(f"other_{place}"), values.get(f"votes_{place}")
            if bool(name) is (votes is None):
                self.add_error(f"votes_{place}", _("Give the name and its votes, or neither."))
            if name and name in seen:
                self.add_error(f"other_{place}", _("This name stands here twice."))
            seen.add(name)
        return values

    def _votes(self) -> Iterator[Votes]:
        values = self.cleaned_data
        for one in self.people:
            numbers = (values[f"{part}_{one.pk}"] for part in ("for", "against", "abstained"))
            yield Votes(one.pk, one.name, *numbers)
        for place in self.written:
            if key := values[f"other_{place}"]:
                person = self.others[key]
                yield Votes(person.pk, person.name, values[f"votes_{place}"], written_in=True)

    def count(self) -> Count:
        """Return what the form says, for the action."""
        issued, returned, valid, invalid = (self.cleaned_data[name] for name in TOTALS)
        return Count(issued, returned, valid, invalid, tuple(self._votes()))
