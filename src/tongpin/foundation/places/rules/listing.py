"""Reading a village list: CSV in UTF-8 or GBK, its columns recognised by the words they are headed with.

Codes are text. A list with a faulty row is refused whole by the caller: a village left out by mistake would be taken
for one that has vanished.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from tongpin.foundation.kernel.text import normal, squeezed

from .names import Kind, clean_code, kind_of

HEADERS: dict[str, tuple[str, ...]] = {
    "code": (
        "village_code", "code", "区划码", "代码", "区划代码", "统计用区划代码", "行政区划代码", "村代码", "村级代码",
        "村居代码", "村码", "村区划代码",
    ),
    "name": ("village_name", "name", "名称", "村名", "村名称", "村居名称", "村居", "村", "行政村", "村(社区)",
             "村级名称", "村社区", "村(居)", "村委会名称"),
    "town_code": ("town_code", "乡镇代码", "镇代码", "乡级代码", "街道代码", "乡镇区划代码", "镇街代码", "上级代码"),
    "town_name": ("town_name", "town", "乡镇", "乡镇名称", "镇街", "镇街名称", "乡镇街道", "乡镇(街道)", "镇", "街道",
                  "所属乡镇", "乡级名称", "所属镇街"),
}  # fmt: skip
_WORDS = {word: key for key, words in HEADERS.items() for word in words}
_YEAR = re.compile(r"(?<!\d)(20\d\d)(?!\d)")
_HEADER_WITHIN = 10
_MOST_ROWS = 100_000


class FaultKind(StrEnum):
    """What is wrong with a list or a row of it."""

    ENCODING = "encoding"
    NO_HEADER = "no_header"
    EMPTY = "empty"
    TOO_LONG = "too_long"
    CODE = "code"  # not twelve digits
    CODE_TWICE = "code_twice"  # with different names
    NO_NAME = "no_name"
    TOWN_CODE = "town_code"  # contradicts the village's code
    NO_TOWN = "no_town"
    NOT_A_VILLAGE = "not_a_village"  # a doubt, no fault: the name has no ending of a village or community


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault; `line` counts from 1, 0 stands for the whole file."""

    kind: FaultKind
    line: int = 0
    text: str = ""


@dataclass(frozen=True, slots=True)
class ListedVillage:
    """A village as listed. The codes are text of 12 and 9 digits."""

    code: str
    name: str
    town_code: str
    town_name: str


@dataclass(slots=True)
class Listing:
    """What a file says: usable when `faults` is empty. `doubts` are worth a look and stop nothing."""

    villages: list[ListedVillage] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    doubts: list[Fault] = field(default_factory=list)


def year_in_name(file_name: str) -> dt.date | None:
    """Return 1 January of the one year in a file's name (villages_2023.csv); None when it names none or several.

    The list of a year holds from its first day: a record of that year is judged by that year's list.
    """
    years = set(_YEAR.findall(file_name))
    return dt.date(int(years.pop()), 1, 1) if len(years) == 1 else None


def read_listing(data: bytes) -> Listing:
    """Read a list. Rows whose code ends in 000 name towns; without them every row must name its town."""
    text = _decoded(data)
    if text is None or "\0" in text:
        return Listing(faults=[Fault(FaultKind.ENCODING)])
    try:
        rows = list(_rows(text))
    except csv.Error:
        return Listing(faults=[Fault(FaultKind.ENCODING)])
    if len(rows) > _MOST_ROWS:
        return Listing(faults=[Fault(FaultKind.TOO_LONG, text=str(_MOST_ROWS))])
    found = _header(rows)
    if found is None:
        return Listing(faults=[Fault(FaultKind.NO_HEADER)])
    at, columns = found
    listing = _villages(rows[at + 1 :], columns)
    if not listing.villages and not listing.faults:
        listing.faults.append(Fault(FaultKind.EMPTY))
    return listing


def _decoded(data: bytes) -> str | None:
    """Return the text; UTF-8 first, for GB 18030 accepts nearly everything."""
    for encoding in ("utf-16",) if data[:2] in {b"\xff\xfe", b"\xfe\xff"} else ("utf-8-sig", "gb18030"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    return None


def _rows(text: str) -> Iterator[tuple[int, list[str]]]:
    """Yield (line, cells) of lines that hold anything."""
    head = text[:4096]
    delimiter = max(",\t;", key=head.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    for cells in reader:
        if any(cell.strip() for cell in cells):
            yield reader.line_num, cells


def _header(rows: Sequence[tuple[int, list[str]]]) -> tuple[int, dict[str, int]] | None:
    """Return where the header stands and which column is what; titles may stand above it."""
    for at, (_line, cells) in enumerate(rows[:_HEADER_WITHIN]):
        columns: dict[str, int] = {}
        for column, cell in enumerate(cells):
            key = _WORDS.get(squeezed(cell).lower())
            if key is not None:
                columns.setdefault(key, column)
        if "code" in columns and "name" in columns:
            return at, columns
    return None


def _villages(rows: Iterable[tuple[int, list[str]]], columns: dict[str, int]) -> Listing:
    """Turn rows into villages, collecting every fault so that the user mends the file once."""
    listing = Listing()
    towns: dict[str, str] = {}
    seen: dict[str, ListedVillage] = {}
    for line, cells in rows:
        code, name, town_code, town_name = (
            squeezed(cells[columns[key]]) if key in columns and columns[key] < len(cells) else ""
            for key in ("code", "name", "town_code", "town_name")
        )
        digits = clean_code(code)
        if len(digits) in {9, 12} and digits[9:] in {"", "000"} and name:
            towns[digits[:9]] = name
            continue
        if fault := _fault(digits, name, clean_code(town_code)):
            listing.faults.append(Fault(fault, line, code if fault is FaultKind.CODE else name))
            continue
        town_name = town_name or towns.get(digits[:9], "")
        village = ListedVillage(digits, name, digits[:9], town_name)
        if (before := seen.setdefault(digits, village)) is not village:
            if before.name != name:
                listing.faults.append(Fault(FaultKind.CODE_TWICE, line, digits))
            continue
        if not town_name:
            listing.faults.append(Fault(FaultKind.NO_TOWN, line, name))
        if kind_of(name) is Kind.UNSAID:
            listing.doubts.append(Fault(FaultKind.NOT_A_VILLAGE, line, normal(name)))
    listing.villages = sorted(seen.values(), key=lambda one: one.code)
    return listing


def _fault(code: str, name: str, town_code: str) -> FaultKind | None:
    if len(code) != 12:
        return FaultKind.CODE
    if not name:
        return FaultKind.NO_NAME
    if town_code and town_code[:9] != code[:9]:
        return FaultKind.TOWN_CODE
    return None
