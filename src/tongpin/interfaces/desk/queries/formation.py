"""Where Party organisations are set up otherwise than the catalogue says. Reminders, never violations.

The numbers come from the catalogue's entries in force on the day; the counts from the tree, the roll and the posts as
they stood on that day.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Count, Q

from tongpin.foundation.kernel.dated import holds, in_force
from tongpin.foundation.ui.rules import Quote
from tongpin.foundation.units.enums import BranchForm, Standing
from tongpin.foundation.units.models import Coverage, Membership, Post, Unit, UnitState
from tongpin.foundation.units.queries import covers, staff
from tongpin.foundation.units.rules import by_code
from tongpin.standards.queries import norms
from tongpin.standards.rules import Norm

from ..notices import finding_text, norm_quote
from ..rules import CHECKS, Facts, findings


@dataclass(frozen=True, slots=True)
class Reminder:
    """Something to look at, with the words it rests on."""

    text: str
    quote: Quote


@dataclass(frozen=True, slots=True)
class Picture:
    """The organisation as it stood on a day: states by unit, members by unit and standing, heads of each committee.

    `history` holds all states of the one unit that was asked for besides.
    """

    day: dt.date
    states: Mapping[int, UnitState]
    history: Sequence[UnitState]
    counts: Mapping[tuple[int, str], int]
    committees: Mapping[int, int]
    deputies: Mapping[int, int]
    covered: Mapping[int, Sequence[Coverage]]
    norms: Mapping[str, Norm]
    below: Mapping[int, Sequence[int]]

    def under(self, pk: int) -> Iterator[int]:
        """Yield a unit and all that stood below it on that day."""
        yield pk
        for child in self.below.get(pk, ()):
            yield from self.under(child)

    def members(self, pk: int, *standings: str) -> int:
        """Return how many members of these standings were on the roll of the unit and below."""
        return sum(self.counts.get((one, standing), 0) for one in self.under(pk) for standing in standings)

    def facts(self, pk: int) -> Facts:
        """Return what the checks ask of one unit."""
        state = self.states[pk]
        full = self.members(pk, Standing.FULL)
        return Facts(
            kind=state.unit.kind,
            form=state.unit.form,
            full=full,
            members=full + self.members(pk, Standing.PROBATIONARY),
            has_committee=state.has_committee,
            committee=self.committees.get(pk, 0),
            deputies=self.deputies.get(pk, 0),
            covered=len(self.covered.get(pk, ())),
            approved=state.unit.approved_on is not None and state.unit.approved_on <= self.day,
        )

    def reminders(self, pk: int) -> list[Reminder]:
        """Return where one unit differs from the norms of that day; nothing for one that did not exist then."""
        found = findings(self.facts(pk), self.norms) if pk in self.states else []
        return [Reminder(finding_text(one), norm_quote(self.norms[one.code])) for one in found]


def picture(day: dt.date, unit: Unit | None = None, posts: Sequence[Post] | None = None) -> Picture:
    """Read the whole organisation as it stood on `day`, and the history of one unit besides.

    `posts` are those of the unit where they are known already; committees of other units are not looked at then. Four
    queries, however large it is, and one more where branches are joint.
    """
    wanted = in_force(day) if unit is None else in_force(day) | Q(unit=unit)
    found = list(UnitState.objects.filter(wanted).select_related("unit", "parent").order_by("unit__path", "pk"))
    rows = {row.unit_id: row for row in found if holds(row, day)}
    below: dict[int, list[int]] = {}
    for pk, row in rows.items():
        if row.parent_id is not None:
            below.setdefault(row.parent_id, []).append(pk)
    counted = Membership.objects.filter(in_force(day)).values_list("unit", "standing").annotate(n=Count("pk"))
    committees, deputies = _heads(staff(day) if posts is None else posts)
    return Picture(
        day=day,
        states=rows,
        history=[row for row in found if unit is not None and row.unit_id == unit.pk],
        counts={(pk, standing): number for pk, standing, number in counted},
        committees=committees,
        deputies=deputies,
        covered=_covered(rows.values(), day),
        norms={code: norm for code, norm in norms(day).items() if code in CHECKS},
        below=below,
    )


def _covered(rows: Iterable[UnitState], day: dt.date) -> Mapping[int, Sequence[Coverage]]:
    """Return what joint branches covered, by branch; nothing is asked where no branch is joint."""
    found: dict[int, list[Coverage]] = {}
    if any(row.unit.form == BranchForm.JOINT for row in rows):
        for cover in covers(day):
            found.setdefault(cover.branch_id, []).append(cover)
    return found


def _heads(posts: Iterable[Post]) -> tuple[Mapping[int, int], Mapping[int, int]]:
    """Return how many people sit on each committee, and how many of them are deputy secretaries."""
    committee: dict[int, set[int]] = {}
    deputies: Counter[int] = Counter()
    for post in posts:
        if (title := by_code().get(post.seat)) and title.committee:
            committee.setdefault(post.unit_id, set()).add(post.person_id)
        deputies[post.unit_id] += post.seat == "deputy"
    return {unit: len(persons) for unit, persons in committee.items()}, deputies


def reminders(unit: Unit, day: dt.date) -> list[Reminder]:
    """Return where one unit differs from the catalogue's norms on `day`."""
    return picture(day).reminders(unit.pk)
