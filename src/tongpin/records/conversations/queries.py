"""Reading talks: those of a period, and what a year still leaves open, for many branches at once."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from tongpin.foundation.kernel import clock
from tongpin.foundation.kernel.dated import in_force
from tongpin.foundation.people.models import Person
from tongpin.foundation.people.rules import stroke_key
from tongpin.foundation.units.enums import UnitKind
from tongpin.foundation.units.models import Membership, Post, Unit
from tongpin.foundation.units.queries import members, with_spared
from tongpin.standards.queries import norms
from tongpin.standards.rules import Norm

from .enums import TalkStatus
from .models import Conversation
from .rules import NORM, Branch, Missing, Pair, PairRule, TalkContent, branch_of, missing, pair_rule

BRANCHES = (UnitKind.BRANCH,)
FIRST_YEAR = 2019
NOTHING_ASKED = PairRule(0, 0, False, 0, ())


def standing(*, start: dt.date | None = None, end: dt.date | None = None) -> QuerySet[Conversation]:
    """Return the talks that stand, of the days from `start` to `end`, both included; one row is one pair on one day.

    For figures: `digest` proves a row, `unit__path` cuts to a part of the bureau.
    """
    rows = Conversation.objects.filter(status=TalkStatus.STANDING)
    if start:
        rows = rows.filter(held_on__gte=start)
    return rows.filter(held_on__lte=end) if end else rows


def listing(*, unit: Unit | None = None, year: int | None = None) -> QuerySet[Conversation]:
    """Return talks by filters, newest first, those taken back too."""
    rows = Conversation.objects.select_related("unit", "first", "second")
    if unit:
        rows = rows.filter(unit__path__startswith=unit.path)
    if year:
        rows = rows.filter(held_on__year=year)
    return rows.order_by("-held_on", "-pk")


def content_of(row: Conversation) -> TalkContent:
    """Return what a record says."""
    return TalkContent(row.unit_id, row.first_id, row.second_id, row.held_on, row.way)


def day_of(year: int) -> dt.date:
    """Return the day on which a year's roll is taken: its last day, today while it runs."""
    return min(dt.date(year, 12, 31), clock.today())


def norm_of(year: int) -> Norm | None:
    """Return the norm in force on the day a year's roll is taken."""
    return norms(day_of(year)).get(NORM)


def roll_in_order(unit: Unit, day: dt.date) -> list[Membership]:
    """Return the roll of a branch on a day, in stroke order."""
    return sorted(members(unit, day), key=lambda row: (stroke_key(row.person.name), row.pk))


def not_on_roll(unit: Unit, persons: Collection[Person], day: dt.date) -> list[Person]:
    """Return those of `persons` who were not on the roll of the branch on `day`. One query."""
    there = set(members(unit, day).filter(person__in=persons).values_list("person", flat=True))
    return [one for one in persons if one.pk not in there]


@dataclass(frozen=True, slots=True)
class Standing:
    """A branch's talks of a year: who belongs to it, who talked how often, what is missing."""

    branch: Branch
    talks: Mapping[Pair, int]
    rule: PairRule
    missing: Missing

    @property
    def total(self) -> int:
        return sum(self.talks.values())


def standings(units: Sequence[Unit], year: int, norm: Norm | None) -> dict[int, Standing]:
    """Return the standing of each branch by its key, judged by `norm`. Three queries, however many branches."""
    rule = pair_rule(norm) if norm else NOTHING_ASKED
    day, keys = day_of(year), [unit.pk for unit in units]
    rolls, posts, talks = _rolls(keys, day), _posts(keys, day), _talks(keys, year)
    found = {}
    for key in keys:
        branch = branch_of(rolls[key], posts[key], rule)
        found[key] = Standing(branch, talks[key], rule, missing(branch, talks[key], rule))
    return found


def missing_pairs(units: Sequence[Unit], year: int) -> dict[int, Missing]:
    """Return what each branch still lacks in a year, by its key; `count` is the number of open demands.

    A reminder, never a violation: the norm says 一般. For compliance. Four queries, however many branches.
    """
    return {key: one.missing for key, one in standings(units, year, norm_of(year)).items()}


def _rolls(keys: Iterable[int], day: dt.date) -> dict[int, dict[int, bool]]:
    """Return each branch's roll, its small groups' included: person → exempt."""
    rows = Membership.objects.filter(in_force(day)).filter(Q(unit__in=keys) | Q(unit__parent__in=keys))
    wanted, rolls = set(keys), defaultdict[int, dict[int, bool]](dict)
    for unit, parent, person, ground in with_spared(rows, day).values_list("unit", "unit__parent", "person", "spared"):
        key = unit if unit in wanted or parent is None else parent
        rolls[key][person] = bool(ground)
    return rolls


def _posts(keys: Iterable[int], day: dt.date) -> dict[int, list[tuple[int, str]]]:
    found = defaultdict[int, list[tuple[int, str]]](list)
    for unit, person, title in Post.objects.filter(in_force(day), unit__in=keys).values_list("unit", "person", "title"):
        found[unit].append((person, title))
    return found


def _talks(keys: Iterable[int], year: int) -> dict[int, dict[Pair, int]]:
    found = defaultdict[int, dict[Pair, int]](dict)
    rows = standing(start=dt.date(year, 1, 1), end=dt.date(year, 12, 31)).filter(unit__in=keys)
    for unit, first, second, times in rows.values_list("unit", "first", "second").annotate(Count("pk")):
        found[unit][first, second] = times
    return found
