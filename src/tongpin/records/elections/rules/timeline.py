"""Terms as bars on a line of years. Plain Python."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

WIDTH = 1000
YEARS_BEFORE, YEARS_AFTER = 4, 3


@dataclass(frozen=True, slots=True)
class Span:
    """The years shown, whole ones."""

    first: int
    last: int

    @property
    def years(self) -> list[int]:
        return list(range(self.first, self.last + 1))

    def place(self, day: dt.date) -> int:
        """Return where a day stands, from 0 to WIDTH; days outside stand at the edge."""
        start, end = dt.date(self.first, 1, 1), dt.date(self.last + 1, 1, 1)
        return round(WIDTH * max(0.0, min(1.0, (day - start).days / (end - start).days)))

    @property
    def marks(self) -> list[int]:
        """Return where each year but the first begins."""
        return [self.place(dt.date(year, 1, 1)) for year in self.years[1:]]


@dataclass(frozen=True, slots=True)
class Bar:
    """One stretch of a term: `look` is past, running, late or moved."""

    start: int
    width: int
    look: str


def span_around(day: dt.date) -> Span:
    """Return the years around a day in which terms can be read."""
    return Span(day.year - YEARS_BEFORE, day.year + YEARS_AFTER)


def bars(span: Span, terms: Sequence[tuple[dt.date, dt.date, dt.date | None, dt.date]], on: dt.date) -> list[Bar]:
    """Return the bars of an organisation, from (began, due by rule, ended, falls due with approvals) of each term."""
    found = []
    for began, due, ended, falls in terms:
        if ended is not None and ended < on:
            found.append((began, ended, "past"))
            continue
        found.append((began, min(due, falls), "running"))
        if falls > due:
            found.append((due, falls, "moved"))
        if on > falls:
            found.append((falls, on, "late"))
    placed = [(span.place(start), span.place(end + dt.timedelta(days=1)), look) for start, end, look in found]
    return [Bar(start, end - start, look) for start, end, look in placed if end > start]
