"""The records that count for a norm in a period."""

from __future__ import annotations

import datetime as dt
from bisect import insort
from collections import defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from django.db.models import Count, Q, QuerySet

from tongpin.records.activities.enums import Status
from tongpin.records.activities.models import Activity
from tongpin.standards.rules import Norm

from ..rules import Found, Period, year_counted
from ..rules.judging import NOTHING
from ..rules.years import LONGEST_DELAY
from .tables import Setup

COUNTING = (Status.PLANNED, Status.HELD, Status.CONFIRMED)
LISTS = {Status.CONFIRMED.value: "confirmed", Status.HELD.value: "held"}


class Records(Protocol):
    """What is on record of some organisations in some years."""

    def found(self, setup: Setup, norm: Norm, period: Period) -> Found:
        """Return what counts for a norm in a period."""


Source = Callable[[Sequence[Setup], Sequence[int], dt.date, Collection[Norm]], Records]
"""Reads what is on record of these organisations in some years, as of a day, for norms it is the source of."""


def cycles(activities: Collection[int]) -> Mapping[int, int]:
    """Return for each activity the year of the cycle it is a step of (归属年度), where there is such a cycle.

    None is kept yet: the year in the title decides, else the year of the day.
    """
    return {}


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
        days: dict[str, list[dt.date]] = {"confirmed": [], "held": [], "planned": [], "overdue": []}
        for day, status in rows:
            name = LISTS.get(status) or ("planned" if day >= self.on else "overdue")
            if day <= self.on or name == "planned":
                insort(days[name], day)
        return Found(**{name: tuple(found) for name, found in days.items()}, short=tuple(sorted(short)))


def activities(setups: Sequence[Setup], years: Sequence[int], on: dt.date, norms: Collection[Norm]) -> Records:
    """Read the activities of these organisations of the kinds the norms ask about. Two queries, however many."""
    units = sorted({unit for setup in setups for unit in setup.own_records})
    within = {norm.kind for norm in norms if norm.period != "year"}
    once = {norm.kind for norm in norms if norm.period == "year"}
    rows, found = Activity.objects.filter(unit__in=units, status__in=COUNTING).order_by(), Meetings(on)
    if within:
        days = rows.filter(kind__in=within, starts_on__range=(dt.date(min(years), 1, 1), dt.date(max(years), 12, 31)))
        for unit, kind, day, status in days.values_list("unit", "kind", "starts_on", "status"):
            found.monthly[unit, kind, day.year, day.month].append((day, status))
    if once:
        _read_yearly(found, rows.filter(kind__in=once), years)
    return found


def _read_yearly(found: Meetings, rows: QuerySet[Activity], years: Sequence[int]) -> None:
    span = Q(starts_on__range=(dt.date(min(years), 1, 1), dt.date(max(years) + LONGEST_DELAY, 12, 31)))
    columns = ("pk", "unit", "kind", "starts_on", "status", "title", "attended", "expected")
    listed = list(rows.filter(span).annotate(called=Count("attendances")).values_list(*columns, "called"))
    cycle = cycles([row[0] for row in listed])
    for pk, unit, kind, day, status, title, attended, expected, called in listed:
        counted = year_counted(day, title, cycle.get(pk))
        present = attended if attended is not None else called or None
        found.yearly[unit, kind].append(Meeting(day, status, counted, present, expected))


BY_CODE: Mapping[str, Source] = {}
"""Sources of norms that are no activities; every other norm with a kind is answered by activities of that kind."""


def source_of(norm: Norm) -> Source | None:
    """Return where it is on record whether a norm was met; None where this program keeps no such record."""
    return BY_CODE.get(norm.code) or (activities if norm.kind else None)
