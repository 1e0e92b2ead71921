"""Months, quarters and years as norms count by them."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

MONTHS_IN = {"month": 1, "quarter": 3, "year": 12}
NAMED = re.compile(r"(\d{4})(?:-(?:(\d{2})|Q([1-4])))?")
ONE_DAY = dt.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Period:
    """One month, quarter or year; `number` counts from 1 within the year."""

    kind: str
    year: int
    number: int = 1

    @property
    def months(self) -> range:
        """Return the months it holds, 1 to 12."""
        length = MONTHS_IN[self.kind]
        return range((self.number - 1) * length + 1, self.number * length + 1)

    @property
    def first(self) -> dt.date:
        return dt.date(self.year, self.months[0], 1)

    @property
    def last(self) -> dt.date:
        return month_end(self.year, self.months[-1])

    @property
    def name(self) -> str:
        """Return it as addresses write it: 2025, 2025-Q3, 2025-03."""
        if self.kind == "year":
            return str(self.year)
        return f"{self.year}-Q{self.number}" if self.kind == "quarter" else f"{self.year}-{self.number:02d}"

    def deadline(self, latest_month: int) -> dt.date:
        """Return the last day on which what it asks for is in time.

        A yearly meeting may be held until the end of `latest_month` of the next year (0: not), for last year's meeting
        held in January is not late (归属年度).
        """
        if self.kind == "year" and latest_month:
            return month_end(self.year + 1, latest_month)
        return self.last


def month_end(year: int, month: int) -> dt.date:
    """Return the last day of a month."""
    return dt.date(year + month // 12, month % 12 + 1, 1) - ONE_DAY


@lru_cache(maxsize=256)
def periods(kind: str, year: int) -> Sequence[Period]:
    """Return the periods of a kind in a year, in order."""
    return tuple(Period(kind, year, number) for number in range(1, 12 // MONTHS_IN[kind] + 1))


def named_period(name: str) -> Period | None:
    """Return the period of this name; None when there is none."""
    found = NAMED.fullmatch(name)
    if found is None:
        return None
    year, month, quarter = int(found[1]), found[2], found[3]
    if not 1900 <= year <= 2999:
        return None
    if quarter:
        return Period("quarter", year, int(quarter))
    if month is None:
        return Period("year", year)
    return Period("month", year, int(month)) if 1 <= int(month) <= 12 else None


def whole_month_within(period: Period, start: dt.date | None) -> bool:
    """Say whether a whole month of the period lies on or after `start`.

    An organisation founded, or a rule in force, since some day of a period owes it only when it had a whole month for
    it: nobody can hold a monthly meeting in the three days that are left of a month.
    """
    return start is None or start <= period.last.replace(day=1)
