"""The plan of a branch's year, drafted from what its norms ask for and from what it did last year."""

from __future__ import annotations

import calendar
import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from tongpin.foundation.kernel.workdays import is_workday, next_workday
from tongpin.standards.rules import Norm

MONTHS = {"month": 1, "quarter": 3, "year": 12}
"""How many months each period has."""


@dataclass(frozen=True, slots=True)
class Owed:
    """A meeting a body owes: so many in each period. `unit_id` is the branch, or one of its groups."""

    kind: str
    unit_id: int
    period: str
    times: int = 1


@dataclass(frozen=True, slots=True)
class Past:
    """What was planned or held: kind, unit, day, title."""

    kind: str
    unit_id: int
    on: dt.date
    title: str


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the draft. `period` is that of the norm, "" for what only last year knows."""

    kind: str
    unit_id: int
    on: dt.date
    title: str
    origin: str
    period: str = ""


def owed(norms: Iterable[Norm], *, branch_id: int, has_committee: bool, groups: Sequence[int]) -> list[Owed]:
    """Return what a branch owes by its norms: no committee's meeting without one, no group's without groups.

    `groups` are the units of its groups; the branch itself stands for groups that are no units.
    """
    found = []
    for norm in norms:
        if norm.subject != "branch" or not norm.kind or norm.period not in MONTHS or not norm.min:
            continue
        if norm.applies == "has_committee" and not has_committee:
            continue
        if norm.applies == "has_groups":
            found += [Owed(norm.kind, unit, norm.period, norm.min) for unit in groups]
        else:
            found.append(Owed(norm.kind, branch_id, norm.period, norm.min))
    return found


def period_of(day: dt.date, period: str) -> int:
    """Return which period of its year a day lies in, from 0; a row of no period counts by its month."""
    return (day.month - 1) // MONTHS.get(period, 1)


def workday(day: dt.date) -> dt.date:
    """Return the day, moved off weekends and public holidays: to the next day worked, or back to the last one before
    where that lies in another month. A year not announced yet has its weekends and the holidays fixed by law.
    """
    later = next_workday(day)
    if later.month == day.month:
        return later
    while not is_workday(day):
        day -= dt.timedelta(days=1)
    return day


def day_in(year: int, month: int, day: int) -> dt.date:
    """Return a day of a month, the last one where the month is shorter."""
    return dt.date(year, month, min(day, calendar.monthrange(year, month)[1]))


@dataclass(frozen=True, slots=True)
class Habits:
    """Where the year's meetings usually lie: parameters of the norm MEET.plan, or of last year."""

    fixed_day: int
    meeting_day: int
    month_of_quarter: int
    month_of_year: int


def habits(norm: Norm | None, last_year: Iterable[Past]) -> Habits:
    """Return the habits; the fixed Party day is the day of the month on which most Party days of last year were."""
    said: Mapping[str, object] = norm.params if norm is not None else {}

    def number(name: str) -> int:
        value = said.get(name)
        return value if type(value) is int and value > 0 else 1

    days = Counter(one.on.day for one in last_year if one.kind == "party_day")
    most = max(days.items(), key=lambda pair: (pair[1], -pair[0])) if days else (0, 0)
    fixed = most[0] if most[1] > 1 else number("fixed_day")
    return Habits(fixed, number("meeting_day"), min(number("month_of_quarter"), 3), min(number("month_of_year"), 12))


def draft(
    due: Sequence[Owed], *, year: int, since: dt.date, known: Sequence[Past], last_year: Sequence[Past], habit: Habits
) -> list[Row]:
    """Return the rows of a year's plan from the day `since`, without what is planned or held already (`known`).

    Titles are those of the same month of last year; what last year held beyond what is owed (a lecture) is proposed in
    the same month. Every row lies on a day worked.
    """
    rows: list[Row] = []
    for one in due:
        months = MONTHS[one.period]
        for place in range(12 // months):
            there = sum(
                past.kind == one.kind and past.unit_id == one.unit_id and period_of(past.on, one.period) == place
                for past in known
            )
            for _ in range(max(one.times - there, 0)):
                month = place * months + _month_within(one.period, habit)
                rows.append(_row(one, year, month, last_year, habit))
    covered = {(one.kind, one.unit_id) for one in due}
    for past in last_year:
        if (past.kind, past.unit_id) not in covered and not _is_there(past, known):
            on = workday(day_in(year, past.on.month, past.on.day))
            rows.append(Row(past.kind, past.unit_id, on, past.title, "last_year"))
    return sorted((row for row in rows if row.on >= since), key=lambda row: (row.on, row.kind, row.unit_id))


def _month_within(period: str, habit: Habits) -> int:
    return {"month": 1, "quarter": habit.month_of_quarter, "year": habit.month_of_year}[period]


def _row(one: Owed, year: int, month: int, last_year: Sequence[Past], habit: Habits) -> Row:
    before = next(
        (
            past
            for past in last_year
            if past.kind == one.kind and past.unit_id == one.unit_id and past.on.month == month
        ),
        None,
    )
    usual = habit.fixed_day if one.kind == "party_day" else habit.meeting_day
    day = usual if before is None or one.kind == "party_day" else before.on.day
    on = workday(day_in(year, month, day))
    return Row(one.kind, one.unit_id, on, before.title if before else "", "norm", one.period)


def _is_there(past: Past, known: Sequence[Past]) -> bool:
    return any(one.kind == past.kind and one.unit_id == past.unit_id and one.on.month == past.on.month for one in known)
