"""Writing as clerks write: dates in many forms, numbers with units, titles above, totals and notes below."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import xlsxwriter

FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")
Cell = str | int | float | dt.date | None


@dataclass(slots=True)
class Hand:
    """A clerk's hand: the same value, never twice the same way."""

    dice: random.Random

    def any_of(self, *forms: Cell) -> Cell:
        return self.dice.choice(forms)

    def date(self, day: dt.date) -> Cell:
        return self.any_of(
            day,
            day,
            f"{day.month}月{day.day}日",
            f"{day.year}.{day.month}.{day.day}",
            f"{day.year}年{day.month}月{day.day}日",
            f"{day.year}/{day.month}/{day.day}",
            day.strftime("%Y-%m-%d").translate(FULL_WIDTH),
        )

    def number(self, value: int, unit: str = "人") -> Cell:
        return self.any_of(value, value, value, f"{value}{unit}", str(value).translate(FULL_WIDTH), f" {value} ")

    def estimate(self, value: int) -> Cell:
        return self.any_of(value, value, f"约{value}人", f"{value}余人")

    def names(self, people: Sequence[str]) -> str:
        return self.dice.choice("、，,").join(people)


class Ledger:
    """One sheet of a clerk's workbook."""

    def __init__(self, book: Any, name: str, title: str, widths: int) -> None:
        self.sheet = book.add_worksheet(name)
        self.bold = book.add_format({"bold": True, "align": "center", "border": 1})
        self.day = book.add_format({"num_format": "yyyy-mm-dd"})
        self.heading = book.add_format({"bold": True, "align": "center", "font_size": 16})
        self.row = 0
        self.sheet.set_column(0, widths - 1, 14)
        self.sheet.merge_range(0, 0, 0, widths - 1, title, self.heading)
        self.row = 1

    def head(self, *columns: str) -> None:
        for column, text in enumerate(columns):
            self.sheet.write_string(self.row, column, text, self.bold)
        self.row += 1

    def group_head(self, *groups: tuple[str, int]) -> None:
        """Write a row above the head whose cells span several columns."""
        column = 0
        for text, span in groups:
            if text and span > 1:
                self.sheet.merge_range(self.row, column, self.row, column + span - 1, text, self.bold)
            elif text:
                self.sheet.write_string(self.row, column, text, self.bold)
            column += span
        self.row += 1

    def write(self, *cells: Cell) -> None:
        for column, cell in enumerate(cells):
            if isinstance(cell, dt.date):
                self.sheet.write_datetime(self.row, column, dt.datetime.combine(cell, dt.time()), self.day)
            elif cell is not None:
                self.sheet.write(self.row, column, cell)
        self.row += 1

    def note(self, text: str) -> None:
        self.row += 1
        self.sheet.write_string(self.row, 0, text)
        self.row += 1


def workbook(path: str) -> Any:
    """Open a new workbook; text that looks like a formula or an address stays text, and its bytes do not vary."""
    book = xlsxwriter.Workbook(path, {"strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"title": "虚构数据", "created": dt.datetime(2026, 1, 5)})  # noqa: DTZ001 - a document property
    return book
