"""Which year a yearly meeting counts for (归属年度), where no cycle of the year says it."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence

# 2024年度…, 2024年…, but no day: 2025年1月10日组织生活会 was held then and says no year it is for.
NAMED_YEAR = re.compile(r"(?<!\d)(20\d{2})\s*年(?:度|(?!\s*\d))")
LONGEST_DELAY = 2
"""A title naming a year longer ago speaks of something else."""


def span(years: Sequence[int], on: dt.date) -> tuple[dt.date, dt.date]:
    """Return the first and the last day of some years, as far as they are known on the day asked about."""
    return dt.date(min(years), 1, 1), min(dt.date(max(years), 12, 31), on)


def year_counted(day: dt.date, title: str, cycle: int | None = None) -> int:
    """Return the year a meeting counts for: its cycle's, else the one its title names, else the year of its day."""
    if cycle is not None:
        return cycle
    return year_named(day, title) or day.year


def year_named(day: dt.date, title: str) -> int | None:
    """Return the year a title names, as far as the meeting can be for it."""
    for found in NAMED_YEAR.findall(title):
        if day.year - LONGEST_DELAY <= int(found) <= day.year:
            return int(found)
    return None
