"""A paper built line by line in the program: notices, results, lists for signature, on a page of GB/T 9704—2012.

Fonts are named, not shipped. Papers that the officer may reword are templates (see `reports`); these are forms whose
wording a regulation or the regulation's usual practice fixes.
"""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

import docx
import yaml
from lxml import etree

from . import page, parts

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@dataclass(frozen=True, slots=True)
class Table:
    """A table of a paper; `shares` are the columns' relative widths, equal where not given."""

    heads: Sequence[str]
    rows: Iterable[Sequence[object]]
    shares: Sequence[int] = ()


class Paper:
    """A Word file in the making; every method adds below what is there and returns the paper."""

    def __init__(self, title: str) -> None:
        self._document = docx.Document()
        page.lay(self._document)
        self._document.core_properties.title = title.replace("\n", "")
        for line in title.split("\n"):
            self._add(parts.paragraph(line, "title"))
        self._add(parts.paragraph("", "body"))

    def addressee(self, name: str) -> Paper:
        """Add who it is for, flush left and with the full-width colon."""
        return self._add(parts.paragraph(f"{name}：", "addressee"))

    def heading(self, text: str, level: int = 1) -> Paper:
        """Add a heading of level 1 (一、) or 2 （一）; the caller numbers it."""
        return self._add(parts.paragraph(text, "first" if level == 1 else "second"))

    def text(self, *lines: str) -> Paper:
        """Add paragraphs of body text."""
        for line in lines:
            self._add(parts.paragraph(line, "body"))
        return self

    def centre(self, text: str) -> Paper:
        """Add a line in the middle: a place, a number, a caption."""
        return self._add(parts.paragraph(text, "centre"))

    def table(self, table: Table) -> Paper:
        """Add a table as wide as the type area."""
        shares = table.shares or [1] * len(table.heads)
        widths = [page.TEXT_WIDTH * share // sum(shares) for share in shares]
        element = etree.Element(parts.w("tbl"), nsmap={"w": parts.W})
        element.append(page.table_properties())
        grid = etree.SubElement(element, parts.w("tblGrid"))
        for width in widths:
            etree.SubElement(grid, parts.w("gridCol")).set(parts.w("w"), str(width))
        element.append(parts.row(table.heads, widths, "黑体", heading=True))
        for row in table.rows:
            element.append(parts.row([_shown(value) for value in row], widths))
        return self._add(element)

    def lines(self, wording: str, values: Mapping[str, object], tables: Mapping[str, Table] | None = None) -> Paper:
        """Add a wording line by line, its {names} filled from `values`.

        "## " and "### " begin headings, "@ " an addressee, "^ " a centred line; "| name" stands for a table. Raises
        KeyError for an unknown name.
        """
        for line in wording.strip().splitlines():
            mark, _, rest = line.partition(" ")
            said = rest.format_map(values)
            if mark in ("##", "###"):
                self.heading(said, len(mark) - 1)
            elif mark == "@":
                self.addressee(said)
            elif mark == "^":
                self.centre(said)
            elif mark == "|":
                self.table((tables or {})[rest])
            else:
                self.text(line.format_map(values))
        return self

    def signed(self, organisation: str, day: dt.date | None) -> Paper:
        """Add the organisation and the day at the right, without 虚位 (3月5日, not 03月05日)."""
        self._add(parts.paragraph("", "body"))
        self._add(parts.paragraph(organisation, "signature"))
        return self._add(
            parts.paragraph(f"{day.year}年{day.month}月{day.day}日" if day else "    年  月  日", "signature")
        )

    def file(self) -> bytes:
        """Return the Word file."""
        buffer = io.BytesIO()
        self._document.save(buffer)
        return buffer.getvalue()

    def _add(self, element: etree._Element) -> Paper:
        self._document.element.body[-1].addprevious(element)
        return self


@lru_cache
def wordings(package: str) -> Mapping[str, str]:
    """Return the wordings of an app's papers: its `papers.yaml`, texts for `Paper.lines` by name."""
    said: Mapping[str, str] = yaml.safe_load(resources.files(package).joinpath("papers.yaml").read_text("utf-8"))
    return said


def _shown(value: object) -> str:
    if value is None:
        return ""
    return value.isoformat() if isinstance(value, dt.date) else str(value)
