"""The records that count for a norm in a period."""

from __future__ import annotations

import datetime as dt
from bisect import insort
from collections import defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from django.db.models import Count, IntegerField, OuterRef, QuerySet, Subquery, Value

from tongpin.records.activities.enums import Status
from tongpin.records.activities.models import Activity
from tongpin.records.reviews.enums import Gathering
from tongpin.records.reviews.models import Review
from tongpin.standards.rules import Norm, Rulebook

from ..rules import Found, Period, year_counted
from ..rules.judging import NOTHING
from ..rules.years import LONGEST_DELAY
from .history import Setup
from .people import People

STEPS = (Gathering.ORG_LIFE.value, Gathering.APPRAISAL.value)
"""Steps of a cycle that are meetings; each is named like the kind of activity it is."""

COLUMNS = ("unit", "kind", "starts_on", "status")
NUMBERS = ("attended", "expected", "called", *(f"{step}_year" for step in STEPS))
COUNTING = (Status.PLANNED, Status.HELD, Status.CONFIRMED)
LISTS = {Status.CONFIRMED.value: "confirmed", Status.HELD.value: "held"}


class Records(Protocol):
    """What is on record of some organisations in some years."""

    def found(self, setup: Setup, norm: Norm, period: Period) -> Found:
        """Return what counts for a norm in a period."""


@dataclass(frozen=True, slots=True)
class Asking:
    """What a source is asked: for these organisations and years, as of a day, for norms it is the source of.

    `people` and the rulebook are shared by all sources, so that none reads them again.
    """

    setups: Sequence[Setup]
    years: Sequence[int]
    on: dt.date
    norms: Collection[Norm]
    people: People
    book: Rulebook


Source = Callable[[Asking], Records]
"""Reads what is on record."""


def yearly_rows(units: Collection[int], kinds: Collection[str], first: int, last: int) -> QuerySet[Activity]:
    """Return the records that may count for the years from `first` to `last` as a yearly meeting of these kinds.

    Annotated with `called`, the names on the roster, and for each step of a cycle (records/reviews) with the year it is
    that step of (`org_life_year`, `appraisal_year`): where the two meetings were one gathering, one record is both.
    """
    wanted = {*kinds, *(STEPS if set(STEPS) & set(kinds) else ())}
    span = (dt.date(first, 1, 1), dt.date(last + LONGEST_DELAY, 12, 31))
    rows = Activity.objects.filter(unit__in=units, status__in=COUNTING, kind__in=wanted, starts_on__range=span)
    cycle = {
        f"{step}_year": Subquery(Review.objects.filter(**{step: OuterRef("pk")}).values("year")[:1]) for step in STEPS
    }
    return rows.annotate(called=Count("attendances"), **cycle)


def years_as(kind: str, day: dt.date, title: str, cycle: Mapping[str, int | None]) -> dict[str, int]:
    """Return as which kinds of yearly meeting a record counts, and for which year each.

    `cycle` holds for each step the year of the cycle that names the record as this step.
    """
    steps = dict.fromkeys([kind, *(step for step, year in cycle.items() if year is not None)])
    return {step: year_counted(day, title, cycle.get(step)) for step in steps}


def enough_present(norm: Norm, attended: int | None, expected: int | None) -> bool:
    """Say whether a meeting was attended by the share its norm demands; unknown numbers refuse nothing."""
    above, below = norm.params.get("present_numerator"), norm.params.get("present_denominator")
    if not isinstance(above, int) or not isinstance(below, int) or attended is None or not expected:
        return True
    return attended * below >= expected * above


@dataclass(frozen=True, slots=True)
class Meeting:
    """A record of a kind that is owed once a year."""

    day: dt.date
    status: str
    year: int
    attended: int | None
    expected: int | None


@dataclass(slots=True)
class Meetings:
    """Activities by unit, kind and month; those of yearly norms by unit and kind: they may count for another year."""

    on: dt.date
    monthly: dict[tuple[int, str, int, int], list[tuple[dt.date, str]]] = field(
        default_factory=lambda: defaultdict(list)
    )
    yearly: dict[tuple[int, str], list[Meeting]] = field(default_factory=lambda: defaultdict(list))

    def found(self, setup: Setup, norm: Norm, period: Period) -> Found:
        """Return what counts for a norm in a period, as of the day."""
        if period.kind == "year":
            return self._of_year(setup, norm, period)
        rows = [
            row
            for unit in setup.own_records
            for month in period.months
            for row in self.monthly.get((unit, norm.kind, period.year, month), ())
        ]
        return self._sorted(rows) if rows else NOTHING

    def _of_year(self, setup: Setup, norm: Norm, period: Period) -> Found:
        rows = [row for unit in setup.own_records for row in self.yearly.get((unit, norm.kind), ())]
        rows = [row for row in rows if row.year == period.year]
        enough = [(row.day, row.status) for row in rows if enough_present(norm, row.attended, row.expected)]
        short = [row.day for row in rows if not enough_present(norm, row.attended, row.expected)]
        return self._sorted(enough, short) if rows else NOTHING

    def _sorted(self, rows: Sequence[tuple[dt.date, str]], short: Sequence[dt.date] = ()) -> Found:
        if len(rows) == 1 and not short and rows[0][0] <= self.on and rows[0][1] == Status.CONFIRMED:
            return Found((rows[0][0],))  # by far the most frequent case
        days: dict[str, list[dt.date]] = {"confirmed": [], "held": [], "planned": [], "overdue": []}
        for day, status in rows:
            name = LISTS.get(status) or ("planned" if day >= self.on else "overdue")
            if day <= self.on or name == "planned":
                insort(days[name], day)
        confirmed, held, planned, overdue = (tuple(found) for found in days.values())
        return Found(confirmed, held, planned, overdue, tuple(sorted(short)))


def activities(asking: Asking) -> Records:
    """Read the activities of these organisations of the kinds the norms ask about. One query, however many."""
    norms, years = asking.norms, asking.years
    units = sorted({unit for setup in asking.setups for unit in setup.own_records})
    within = {norm.kind for norm in norms if norm.period != "year"}
    once = {norm.kind for norm in norms if norm.period == "year"}
    first, last = min(years), max(years)
    often = Activity.objects.filter(
        unit__in=units,
        status__in=COUNTING,
        kind__in=within,
        starts_on__range=(dt.date(first, 1, 1), dt.date(last, 12, 31)),
    )
    yearly = yearly_rows(units, once, first, last)
    blank = {name: Value(None, output_field=IntegerField()) for name in NUMBERS}
    rows = often.order_by().values_list(*COLUMNS, Value(""), *blank.values(), Value(0))
    rows = rows.union(yearly.order_by().values_list(*COLUMNS, "title", *NUMBERS, Value(1)), all=True)
    found = Meetings(asking.on)
    for unit, kind, day, status, title, attended, expected, called, *cycle, is_yearly in rows:
        if not is_yearly:
            found.monthly[unit, kind, day.year, day.month].append((day, status))
            continue
        present = attended if attended is not None else called or None
        for step, year in years_as(kind, day, title, dict(zip(STEPS, cycle, strict=True))).items():
            found.yearly[unit, step].append(Meeting(day, status, year, present, expected))
    return found
