"""Terms of elected Party organisations: when one runs out, and how it stands on a day. Plain Python.

The numbers (years of a term, months of a reminder) are the catalogue's and come as arguments.
"""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

ONE_DAY = dt.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Shift:
    """A postponement or an early election the superior approved: the term runs until `until` instead."""

    until: dt.date
    approved_on: dt.date


@dataclass(frozen=True, slots=True)
class TermFacts:
    """What the clock needs to know of a term; `due_on` is its last day by the rule it began under."""

    began_on: dt.date
    due_on: dt.date
    ended_on: dt.date | None = None
    shifts: Sequence[Shift] = ()


def months_after(day: dt.date, months: int) -> dt.date:
    """Return the same day of the month `months` later, or the month's last day where it is shorter."""
    ordinal = day.year * 12 + day.month - 1 + months
    year, month = divmod(ordinal, 12)
    return dt.date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def years_after(day: dt.date, years: int) -> dt.date:
    """Return the same day `years` later; 29 February becomes the 28th where the year has none."""
    return months_after(day, years * 12)


def last_day(began_on: dt.date, years: int) -> dt.date:
    """Return the last day of a term of `years` that began on `began_on`: the day before the same day comes again."""
    return years_after(began_on, years) - ONE_DAY


def shift_on(term: TermFacts, day: dt.date) -> Shift | None:
    """Return the approval that counts on `day`: the latest one given by then."""
    given = [shift for shift in term.shifts if shift.approved_on <= day]
    return max(given, key=lambda shift: shift.approved_on, default=None)


def falls_due(term: TermFacts, day: dt.date) -> dt.date:
    """Return the last day of the term as it stood on `day`, approvals given by then included."""
    shift = shift_on(term, day)
    return shift.until if shift else term.due_on


def state_on(term: TermFacts, day: dt.date, *, remind_months: int) -> str:
    """Return the value of `enums.TermState` on `day`.

    Reminded is `remind_months` before the last day; the last day itself is not yet overdue.
    """
    if day < term.began_on:
        return "not_begun"
    if term.ended_on is not None and day > term.ended_on:
        return "ended"
    due, shift = falls_due(term, day), shift_on(term, day)
    if day > due:
        return "overdue"
    if shift is not None and shift.until != term.due_on:
        return "postponed" if shift.until > term.due_on else "early"
    return "due_soon" if day >= months_after(due, -remind_months) else "in_force"
