"""A file's bytes → what it says: sheets, tables, typed rows, and what is wrong or doubtful. Never raises but
`Unreadable`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import PurePath

from tongpin.foundation.kernel.dates import ParsedDate, year_in
from tongpin.foundation.kernel.text import normal
from tongpin.interfaces.exchange.rules.book import Book, Cell
from tongpin.interfaces.exchange.rules.issues import Issue, issue
from tongpin.interfaces.exchange.rules.kinds import READERS
from tongpin.interfaces.exchange.rules.reader import read_book
from tongpin.interfaces.exchange.rules.rows import Row
from tongpin.interfaces.exchange.rules.source import Source
from tongpin.interfaces.exchange.rules.tables import Hints, Table, find_tables
from tongpin.interfaces.exchange.rules.values import Values

_NOT_THE_LEDGERS_YEAR = re.compile(r"(?:填报|制表|报送|上报|打印|填表|统计|截至|截止|更新|导出|审核)(?:日期|时间|于)?")
_YEARLESS_KINDS = frozenset({"member", "village_list"})


@dataclass(slots=True)
class TableRead:
    """One table with its rows. `year` is that of dates without one, `year_from` where it came from."""

    sheet: str
    kind: str
    header: tuple[int, int]
    columns: dict[str, int]
    headings: dict[int, str]
    rows: list[Row]
    issues: list[Issue] = field(default_factory=list)
    year: int | None = None
    year_from: str = ""
    titles: list[str] = field(default_factory=list)

    @property
    def dated(self) -> bool:
        """Say whether the table's rows need a year."""
        return self.kind not in _YEARLESS_KINDS


@dataclass(slots=True)
class Ledger:
    """A file that was read. `issues` concern the file or a sheet, those of a row stand in the row."""

    name: str
    book: Book
    tables: list[TableRead] = field(default_factory=list)
    issues: list[tuple[str, Issue]] = field(default_factory=list)

    @property
    def rows(self) -> Iterable[Row]:
        return (row for table in self.tables for row in table.rows)


def read_ledger(
    data: bytes,
    name: str,
    *,
    year: int | None = None,
    mappings: Mapping[str, Mapping[str, str]] | None = None,
    kinds: Mapping[str, str] | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> Ledger:
    """Read one file. `year` is used only where cells, titles, sheet and file name give none.

    `mappings` are remembered columns: kind → heading without punctuation → field. `kinds` are the user's choice for
    sheets. Raises `Unreadable` if the file as a whole cannot be read.
    """
    book = read_book(data, name)
    ledger = Ledger(name, book)
    for done, sheet in enumerate(book.sheets):
        if sheet.hidden and len(book.sheets) > 1:
            ledger.issues.append((sheet.name, issue("hidden_sheet", sheet=sheet.name)))
            continue
        hints = Hints(file_name=_hint(name), remembered=mappings or {}, kind=(kinds or {}).get(sheet.name, ""))
        tables = find_tables(sheet, hints)
        if not tables and any(cell != "" for row in sheet.rows for cell in row):
            code = "unknown_kind" if _looks_like_data(sheet.rows) else "no_table"
            ledger.issues.append((sheet.name, issue(code, sheet=sheet.name)))
        ledger.tables += [_read_table(table, name, year) for table in tables]
        if progress is not None:
            progress(done + 1, len(book.sheets))
    return ledger


def _read_table(table: Table, name: str, given: int | None) -> TableRead:
    read = TableRead(table.sheet.name, table.kind, table.header, table.columns, table.headings, [], titles=table.titles)
    if table.missing:
        read.issues += [
            issue("column_missing", field_name, sheet=table.sheet.name, what=field_name) for field_name in table.missing
        ]
        return read
    read.issues += [issue("column_unknown", column=text) for text in table.unused]
    read.issues += [issue(code, text=text) for _row, code, text in table.lines.left_out]
    if table.kind not in _YEARLESS_KINDS:
        _settle_year(read, table, name, given)
    source = Source(table, Values(table, read.year), read.year, _hint(name))
    read.rows = READERS[table.kind](source)
    _mark_merged_numbers(read, source)
    return read


def _settle_year(read: TableRead, table: Table, name: str, given: int | None) -> None:
    """Find the year of dates without one: title, sheet, file, folder; then the import's; then the table's other
    dates.
    """
    for origin, texts in (("title", table.titles), ("sheet", [table.sheet.name]), ("file", _file_words(name))):
        found = next((year for text in texts if (year := year_in(_without_noise(text)))), None)
        if found is not None:
            read.year, read.year_from = found, origin
            if given is not None and given != found:
                read.issues.append(issue("year_differs", title=str(found), given=str(given)))
            return
    if given is not None:
        read.year, read.year_from = given, "given"
        return
    stated = {
        value.start.year
        for value in Values(table, None).dates("date", None)
        if isinstance(value, ParsedDate) and value.year_given
    }
    if len(stated) == 1:
        read.year, read.year_from = stated.pop(), "cells"
        read.issues.append(issue("year_from_cells", year=str(read.year)))


def _mark_merged_numbers(read: TableRead, source: Source) -> None:
    """Say of numbers merged over several rows that they were counted once."""
    for name in ("audience", "attended", "count", "sessions", "hours", "total_hours"):
        for position in source.values.merged_numbers(name):
            row = read.rows[position]
            row.issues = [found for found in row.issues if not (found.code == "missing" and found.field == name)]
            row.issues.append(issue("merged_count", name, what=name))


def _without_noise(text: str) -> str:
    """Cut off 填报时间：2026年1月5日, which is not the ledger's year."""
    match = _NOT_THE_LEDGERS_YEAR.search(normal(text))
    return normal(text)[: match.start()] if match else text


def _file_words(name: str) -> list[str]:
    path = PurePath(name)
    return [path.stem, *reversed([part for part in path.parent.parts if part not in {"/", "."}][-2:])]


def _hint(name: str) -> str:
    return PurePath(name).stem


def _looks_like_data(rows: list[list[Cell]]) -> bool:
    """Tell a table nobody recognised from a page of prose: several lines with several cells."""
    return sum(1 for row in rows[:200] if sum(cell != "" for cell in row) >= 3) >= 3


def turn_of(ledger: Ledger) -> int:
    """Return when a ledger's turn comes among others: villages first, then the roll, which the rest refers to."""
    kinds = {table.kind for table in ledger.tables}
    return 0 if kinds == {"village_list"} else 1 if "member" in kinds else 2
