"""When a probation ends, and how far it may be extended (《中国共产党章程》 article 7). Plain Python."""

from __future__ import annotations

import calendar
import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ProbationTerms:
    """What the catalogue says on a day: months of probation, of an extension at least and at most, and the source."""

    months: int
    least: int
    most: int
    source: str


def months_later(day: dt.date, months: int) -> dt.date:
    """Return the same day some months later; the last of the month where that month is shorter."""
    place = day.year * 12 + day.month - 1 + months
    year, month = place // 12, place % 12 + 1
    return dt.date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def probation_end(began: dt.date, terms: ProbationTerms) -> dt.date:
    """Return the day on which a probationary member may become a full one: one year after the meeting admitted him."""
    return months_later(began, terms.months)


def extension_bounds(began: dt.date, terms: ProbationTerms) -> tuple[dt.date, dt.date]:
    """Return the first and the last day an extended probation may end on."""
    end = probation_end(began, terms)
    return months_later(end, terms.least), months_later(end, terms.most)
