"""A workbook as grids of cell values, whatever file it came from."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

Cell = str | float | int | bool | dt.date | dt.datetime | dt.time | dt.timedelta
"""A cell's value. An empty cell is ''. Dates are what the workbook's own number format says they are."""

Area = tuple[int, int, int, int]
"""First row, first column, last row, last column of a merged area, counted from 0."""


@dataclass(slots=True)
class Sheet:
    """One sheet: its rows from A1 on, merged areas, and cells whose value the file does not hold (formula never
    computed, #N/A).
    """

    name: str
    rows: list[list[Cell]]
    merged: list[Area] = field(default_factory=list)
    valueless: frozenset[tuple[int, int]] = frozenset()
    hidden: bool = False


@dataclass(slots=True)
class Book:
    """A file's sheets; `form` is what the bytes are (xlsx, xls, csv), not what the name says. `encoding` is of csv
    only.
    """

    name: str
    form: str
    sheets: list[Sheet]
    encoding: str = ""
    delimiter: str = ""


def column_letters(index: int) -> str:
    """Return the letters of a column counted from 0: 0 → A, 26 → AA."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def column_index(letters: str) -> int:
    """Return a column's index from 0: A → 0, AA → 26."""
    index = 0
    for char in letters:
        index = index * 26 + ord(char) - 64
    return index - 1
