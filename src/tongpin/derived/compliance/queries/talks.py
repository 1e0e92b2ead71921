"""Who has talked with whom (谈心谈话), as far as it fulfils the norm."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Q

from tongpin.foundation.units.enums import UnitKind
from tongpin.foundation.units.models import Exemption, Membership, Post
from tongpin.records.conversations.queries import standing
from tongpin.records.conversations.rules import Missing, Pair, branch_of, missing, pair_rule
from tongpin.standards.rules import Norm

from ..enums import Reason
from ..rules import Found, Period
from .records import Records
from .tables import Setup


@dataclass(frozen=True, slots=True)
class Talks:
    """Rolls, posts and talks of some branches: fulfilled when nothing the norm asks for is missing any more."""

    on: dt.date
    rolls: Mapping[int, Sequence[Membership]]
    posts: Mapping[int, Sequence[Post]]
    spared: Mapping[int, Sequence[Exemption]]
    talks: Mapping[tuple[int, int], Mapping[Pair, int]]

    def found(self, setup: Setup, norm: Norm, period: Period) -> Found:
        """Return as many fulfilled demands as the norm counts when nothing is missing, else how much is."""
        open_ = self._missing(setup.unit.pk, norm, period)
        if not open_.asked:
            return Found(excused=Reason.NOBODY)
        if open_.count:
            return Found(lacking=open_.count, asked=open_.asked)
        return Found(confirmed=(period.first,) * (norm.min or 1), asked=open_.asked)

    def _missing(self, unit: int, norm: Norm, period: Period) -> Missing:
        """Return what is missing by the roll of the period's last day, of the day asked about while it runs."""
        day, rule = min(period.last, self.on), pair_rule(norm)
        spared = {person for person, rows in self.spared.items() if any(_holds(row, day) for row in rows)}
        roll = {row.person_id: row.person_id in spared for row in self.rolls.get(unit, ()) if _holds(row, day)}
        posts = [(row.person_id, row.title) for row in self.posts.get(unit, ()) if _holds(row, day)]
        return missing(branch_of(roll, posts, rule), self.talks.get((unit, period.year), {}), rule)


def _holds(row: Membership | Post | Exemption, day: dt.date) -> bool:
    return (row.valid_from is None or row.valid_from <= day) and (row.valid_to is None or day <= row.valid_to)


def talks(setups: Sequence[Setup], years: Sequence[int], on: dt.date, norms: Collection[Norm]) -> Records:
    """Read the talks of the branches, their small groups' members included. Four queries, however many."""
    units = {setup.unit.pk for setup in setups if setup.unit.kind == UnitKind.BRANCH}
    start, end = dt.date(min(years), 1, 1), min(dt.date(max(years), 12, 31), on)
    lasting = (Q(valid_to=None) | Q(valid_to__gte=start)) & (Q(valid_from=None) | Q(valid_from__lte=end))
    rolls: dict[int, list[Membership]] = defaultdict(list)
    members = Membership.objects.filter(lasting, Q(unit__in=units) | Q(unit__parent__in=units)).select_related("unit")
    for row in members:
        rolls[row.unit_id if row.unit_id in units else row.unit.parent_id or 0].append(row)
    posts: dict[int, list[Post]] = defaultdict(list)
    for post in Post.objects.filter(lasting, unit__in=units):
        posts[post.unit_id].append(post)
    found: dict[tuple[int, int], dict[Pair, int]] = defaultdict(lambda: defaultdict(int))
    held = standing(start=start, end=end).filter(unit__in=units)
    for unit, first, second, day in held.values_list("unit", "first", "second", "held_on"):
        found[unit, day.year][first, second] += 1
    spared: dict[int, list[Exemption]] = defaultdict(list)
    for exemption in Exemption.objects.filter(lasting):
        spared[exemption.person_id].append(exemption)
    return Talks(on, rolls, posts, spared, found)
