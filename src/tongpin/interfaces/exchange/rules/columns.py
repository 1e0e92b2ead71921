"""Which column of a table means which field: headings scored against the synonym table, then checked against the
content.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tongpin.foundation.kernel.dates import parse_date
from tongpin.foundation.kernel.errors import UserError
from tongpin.foundation.kernel.numbers import parse_number
from tongpin.interfaces.exchange.rules import words
from tongpin.interfaces.exchange.rules.book import Cell

DATES = frozenset({"date", "due", "closed_on", "revisit", "accepted_on", "new_date", "birth", "joined", "confirmed"})
NUMBERS = frozenset(
    {"expected", "attended", "audience", "count", "sessions", "hours", "total_hours", "minutes", "cast"}
)
NAMES = frozenset(
    {
        "people",
        "name",
        "host",
        "recorder",
        "speaker",
        "leader",
        "visitor",
        "troupe",
        "village",
        "topic",
        "project",
        "need",
    }
)
_MARK_WEIGHT, _MIN_SCORE, _REQUIRED_FIRST = 2.0, 4.5, 20.0
_SAMPLE = 30


@dataclass(frozen=True, slots=True)
class Match:
    """A kind of ledger tried on a row of headings: field → column, and how well it fits."""

    kind: words.KindWords
    columns: dict[str, int]
    score: float

    @property
    def missing(self) -> list[str]:
        """Return required fields without a column; a date may be put together from month and day."""
        absent = [name for name in self.kind.required if name not in self.columns]
        if "month" in self.columns and "date" in absent:
            absent.remove("date")
        return absent


def match_kind(
    kind: words.KindWords,
    headings: Mapping[int, Sequence[str]],
    samples: Mapping[int, Sequence[Cell]],
    remembered: Mapping[str, str],
) -> Match:
    """Assign columns to the fields of `kind`, the surest first. `remembered` maps a heading to a field ('' = ignore
    it).
    """
    columns: dict[str, int] = {}
    taken: set[int] = set()
    candidates: list[tuple[float, int, int, str]] = []
    for column, texts in headings.items():
        told = _remembered(texts, remembered)
        if told is not None:
            taken.add(column)
            if told in kind.fields:
                columns[told] = column
            continue
        for order, (name, field) in enumerate(kind.fields.items()):
            points = max((words.score(words.heading(text), field) for text in texts), default=0.0)
            if points:
                points += _REQUIRED_FIRST * field.required
                candidates.append((-points, order, column, name))
    total = _MARK_WEIGHT * len(columns)
    for negative, _order, column, name in sorted(candidates):
        if column in taken or name in columns or not fits(name, samples.get(column, ())):
            continue
        columns[name] = column
        taken.add(column)
        total += (_MARK_WEIGHT if name in kind.marks else 1.0) * min(-negative / 100, 1.0)
    return Match(kind, columns, total)


def fits(name: str, sample: Sequence[Cell]) -> bool:
    """Tell whether a column's content can be the field's: a column of times is no date, one of names is no number."""
    values = [value for value in sample if not _blank(value)][:_SAMPLE]
    if not values:
        return True
    if name == "date":
        return sum(map(_is_date, values)) * 3 >= len(values)
    if name in NUMBERS:
        return sum(map(_is_number, values)) * 3 >= len(values)
    if name in NAMES:
        return not all(isinstance(value, float | int) and not isinstance(value, bool) for value in values)
    return True


def good_enough(match: Match, title_points: int) -> bool:
    """Tell whether a row of headings is this kind of ledger: enough fields found, or fewer under a title that says
    so.
    """
    found = len(match.columns) - ("seq" in match.columns)
    if not match.missing:
        return found >= 3 or (found >= 2 and title_points > 0)
    return title_points > 0 and found >= 3 and match.score >= _MIN_SCORE and len(match.missing) <= 2


def _remembered(texts: Sequence[str], remembered: Mapping[str, str]) -> str | None:
    for text in texts:
        told = remembered.get(words.heading(text).full)
        if told is not None:
            return told
    return None


def _blank(value: Cell) -> bool:
    return isinstance(value, str) and not value.strip()


def _is_date(value: Cell) -> bool:
    if isinstance(value, dt.time | dt.timedelta | bool):
        return False
    try:
        parse_date(value, default_year=2024)
    except UserError:
        return False
    return True


def _is_number(value: Cell) -> bool:
    if isinstance(value, bool | dt.date | dt.time | dt.timedelta):
        return isinstance(value, dt.timedelta | dt.time)
    try:
        parse_number(value)
    except UserError:
        return isinstance(value, str) and any(char.isdigit() for char in value) and len(value) <= 20
    return True
