"""A table's columns as typed values. A column is read as a whole with a memo, because ledgers repeat themselves."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TypeVar

from tongpin.foundation.kernel.dates import ParsedDate, parse_date
from tongpin.foundation.kernel.errors import UserError
from tongpin.foundation.kernel.numbers import ParsedNumber, parse_count
from tongpin.foundation.kernel.text import normal
from tongpin.interfaces.exchange.rules.book import Cell, column_letters
from tongpin.interfaces.exchange.rules.columns import NUMBERS
from tongpin.interfaces.exchange.rules.issues import Issue, issue
from tongpin.interfaces.exchange.rules.tables import Table

T = TypeVar("T")
_BLANKS = frozenset(
    {"", "/", "\\", "-", "--", "—", "——", "无", "、", "N/A", "n/a", "NULL", "null", "None", "#N/A", "#REF!", "#VALUE!"}
)
_TOWN_FILL = frozenset({"month", "unit", "town", "venue", "year", "meeting_type", "date"})


@dataclass(slots=True)
class Values:
    """The columns of one table. Every list is as long as `table.lines.data`."""

    table: Table
    year: int | None
    _raw: dict[str, list[Cell]] = field(default_factory=dict)

    def has(self, name: str) -> bool:
        """Tell whether the table has a column for the field."""
        return name in self.table.columns

    def __len__(self) -> int:
        return len(self.table.lines.data)

    def cells(self, name: str) -> list[Cell]:
        """Return a column's cells, merged areas filled from their first cell except where that would count twice."""
        if name not in self._raw:
            self._raw[name] = self._read(name)
        return self._raw[name]

    def texts(self, name: str) -> list[str]:
        """Return a column as normalised texts; placeholders such as “/” and “无” are blank."""
        return _mapped(self.cells(name), text_of)

    def filled_down(self, name: str) -> list[str]:
        """Return a column as texts where a blank cell repeats the one above: month, town or branch on a group's first
        row.
        """
        above, filled = "", []
        for text in self.texts(name):
            above = text or above
            filled.append(above)
        return filled

    def dates(self, name: str, year: int | None) -> list[ParsedDate | Issue | None]:
        """Return a column as dates; an unreadable one is an `Issue`, a blank one None."""

        def parse(value: Cell) -> ParsedDate | Issue | None:
            if text_of(value) == "":
                return None
            if isinstance(value, dt.time | dt.timedelta | bool):
                value = text_of(value)
            try:
                return parse_date(value, default_year=year)
            except UserError as exc:
                return issue("bad_date", name, detail=exc.message, hint=exc.remedy)

        return self._with_valueless(name, _mapped(self.cells(name), parse))

    def counts(self, name: str) -> list[ParsedNumber | Issue | None]:
        """Return a column as counts of people or things."""

        def parse(value: Cell) -> ParsedNumber | Issue | None:
            if text_of(value) == "":
                return None
            if isinstance(value, dt.date | dt.time | dt.timedelta | bool):
                value = text_of(value)
            try:
                return parse_count(value)
            except UserError as exc:
                return issue("bad_number", name, detail=exc.message, hint=exc.remedy)

        return self._with_valueless(name, _mapped(self.cells(name), parse))

    def parsed(self, name: str, parse: Callable[[Cell], T]) -> list[T]:
        """Return a column through a parser of one's own, called once for each different cell."""
        return _mapped(self.cells(name), parse)

    def _with_valueless(self, name: str, values: list[T | Issue | None]) -> list[T | Issue | None]:
        """Say of blank cells that the file holds no value for them, where that is so."""
        column, holes = self.table.columns.get(name), self.table.sheet.valueless
        if column is None or not holes:
            return values
        for position, index in enumerate(self.table.lines.data):
            if values[position] is None and (index, column) in holes:
                values[position] = issue("no_value", name, cell=f"{column_letters(column)}{index + 1}")
        return values

    def _read(self, name: str) -> list[Cell]:
        column = self.table.columns.get(name)
        if column is None:
            return [""] * len(self)
        rows = self.table.sheet.rows
        cells: list[Cell] = [rows[index][column] for index in self.table.lines.data]
        fills = self._merged_into(column)
        if not fills:
            return cells
        for position, index in enumerate(self.table.lines.data):
            if index in fills and cells[position] == "":
                cells[position] = "" if name in NUMBERS else fills[index]
        return cells

    def _merged_into(self, column: int) -> dict[int, Cell]:
        """Return the value merged down into each row of a column from above."""
        fills: dict[int, Cell] = {}
        for top, left, bottom, right in self.table.sheet.merged:
            if (
                left <= column <= right
                and bottom > top > self.table.header[1]
                and right - left < len(self.table.headings) - 1
            ):
                value = self.table.sheet.rows[top][left]
                fills.update((row, value) for row in range(top + 1, min(bottom, top + 5000) + 1))
        return fills

    def merged_numbers(self, name: str) -> set[int]:
        """Return the positions of rows over which a number is merged: counted once, which the clerk should see."""
        column = self.table.columns.get(name)
        if column is None or not self.table.sheet.merged:
            return set()
        fills = self._merged_into(column)
        return {position for position, index in enumerate(self.table.lines.data) if index in fills}


def text_of(value: Cell) -> str:
    """Return a cell as text: no '.0' behind whole numbers, ISO dates, times as 14:30; placeholders such as “/” are
    ''.
    """
    if isinstance(value, str):
        text = normal(value)
        return "" if text in _BLANKS else text
    return _text_of_other(value)


def _text_of_other(value: Cell) -> str:
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    if isinstance(value, dt.datetime) and (value.hour or value.minute):
        return value.strftime("%Y-%m-%d %H:%M")
    if isinstance(value, dt.date):
        return value.strftime("%Y-%m-%d")
    if isinstance(value, dt.timedelta):
        minutes = round(value.total_seconds() / 60)
        return f"{minutes // 60}:{minutes % 60:02d}"
    return value.strftime("%H:%M") if isinstance(value, dt.time) else str(value)


_CLOCK = r"(\d{1,2})(?:[:.]|点|时)(\d{2})?(半)?分?"
_SPAN = re.compile(rf"{_CLOCK}\s*(?:-|—|–|~|至|到)+\s*{_CLOCK}")
_HOURS = re.compile(r"^约?(\d+(?:\.\d+)?)(?:个)?(?:小时|h|hr|hours?|H)(?:(\d{1,2})分(?:钟)?|(半))?$")
_MINUTES = re.compile(r"^约?(\d+(?:\.\d+)?)(?:分钟|分|min|mins|minutes)$")


@dataclass(frozen=True, slots=True)
class Duration:
    """Minutes, and whether the cell itself said the unit."""

    minutes: Decimal
    stated: bool


def duration(value: Cell, *, minutes: bool) -> Duration | None:
    """Read a duration; a bare number is in minutes or hours as the heading says. None if blank or unreadable.

    半天 and 一天 are no durations of a show; they are refused here and read as study hours where that is meant.
    """
    if isinstance(value, dt.timedelta):
        return Duration(Decimal(round(value.total_seconds() / 60)), stated=True)
    if isinstance(value, dt.time):
        return Duration(Decimal(value.hour * 60 + value.minute), stated=True)
    text = text_of(value).replace(" ", "")
    if match := _HOURS.match(text):
        extra = Decimal(match[2] or 0) + (30 if match[3] else 0)
        return Duration(Decimal(match[1]) * 60 + extra, stated=True)
    if match := _MINUTES.match(text):
        return Duration(Decimal(match[1]), stated=True)
    if match := re.match(r"^(\d{1,2}):(\d{2})(?::\d{2})?$", text):
        return Duration(Decimal(int(match[1]) * 60 + int(match[2])), stated=True)
    return _bare_duration(text, minutes)


def _bare_duration(text: str, minutes: bool) -> Duration | None:
    from tongpin.foundation.kernel.numbers import parse_number

    try:
        number = parse_number(text)
    except UserError:
        return None
    if number.value < 0 or number.value > 100_000 or number.unit not in {"", "小时", "个小时", "分钟"}:
        return None
    in_minutes = number.unit == "分钟" or (minutes and not number.unit)
    return Duration(number.value if in_minutes else number.value * 60, stated=bool(number.unit))


def clock_span(text: str) -> Decimal | None:
    """Return the minutes between two times of day ('8:00-11:00'), over midnight if the second is earlier; None if not
    two.
    """
    match = _SPAN.search(normal(text))
    if match is None:
        return None
    start = int(match[1]) * 60 + int(match[2] or 0) + (30 if match[3] else 0)
    end = int(match[4]) * 60 + int(match[5] or 0) + (30 if match[6] else 0)
    if start >= 24 * 60 or end > 24 * 60 or start == end:
        return None
    return Decimal(end - start if end > start else end + 24 * 60 - start)


def _mapped(cells: list[Cell], parse: Callable[[Cell], T]) -> list[T]:
    """Apply `parse` to each cell, once for each different value of each type (1.0 and True are different)."""
    memo: dict[tuple[type, Cell], T] = {}
    strings: dict[str, T] = {}
    result: list[T] = []
    for cell in cells:
        if cell.__class__ is str:
            if cell in strings:
                result.append(strings[cell])
                continue
            value = strings[cell] = parse(cell)
        else:
            key = (cell.__class__, cell)
            if key in memo:
                result.append(memo[key])
                continue
            value = memo[key] = parse(cell)
        result.append(value)
    return result
