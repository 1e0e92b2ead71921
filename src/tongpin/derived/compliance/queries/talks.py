"""Who has talked with whom (谈心谈话), as far as it fulfils the norm."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from tongpin.foundation.kernel.dated import holds
from tongpin.foundation.units.enums import UnitKind
from tongpin.records.conversations.queries import standing
from tongpin.records.conversations.rules import Missing, Pair, branch_of, missing, pair_rule
from tongpin.standards.rules import Norm

from ..enums import Reason
from ..rules import Found, Period, span
from .history import Setup
from .people import People
from .records import Asking, Records


@dataclass(frozen=True, slots=True)
class Talks:
    """Rolls, posts and talks of some branches: fulfilled when nothing the norm asks for is missing any more."""

    on: dt.date
    people: People
    talks: Mapping[tuple[int, int], Mapping[Pair, int]]

    def found(self, setup: Setup, norm: Norm, period: Period) -> Found:
        """Return how many demands of the norm are open, of how many."""
        open_ = self._missing(setup.unit.pk, norm, period)
        if not open_.asked:
            return Found(excused=Reason.NOBODY)
        return Found(lacking=open_.count, asked=open_.asked)

    def _missing(self, unit: int, norm: Norm, period: Period) -> Missing:
        """Return what is missing by the roll of the period's last day, of the day asked about while it runs."""
        day, rule = min(period.last, self.on), pair_rule(norm)
        roll = {row.person: self.people.is_exempt(row.person, day) for row in self.people.on_roll(unit, day)}
        posts = [(row.person, row.title) for row in self.people.posts.get(unit, ()) if holds(row, day)]
        return missing(branch_of(roll, posts, rule), self.talks.get((unit, period.year), {}), rule)


def talks(asking: Asking) -> Records:
    """Read the talks of the branches, their small groups' members included. One query, and three for the people."""
    units = {setup.unit.pk for setup in asking.setups if setup.unit.kind == UnitKind.BRANCH}
    start, end = span(asking.years, asking.on)
    found: dict[tuple[int, int], dict[Pair, int]] = defaultdict(lambda: defaultdict(int))
    held = standing(start=start, end=end).filter(unit__in=units)
    for unit, first, second, day in held.values_list("unit", "first", "second", "held_on"):
        found[unit, day.year][first, second] += 1
    return Talks(asking.on, asking.people, found)
