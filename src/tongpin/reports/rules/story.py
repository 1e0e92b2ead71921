"""A document as its reader sees it: passages of text with marks on them, whatever file type they came from."""

from __future__ import annotations

from dataclasses import dataclass, field

from . import tokens as numbers

REACH = 10  # characters of context kept on either side of a figure
MAX_PASSAGES = 200_000


@dataclass(slots=True, eq=False)
class Mark:
    """A named stretch of a passage: a bookmark `fig_F004` or a control `sdt:F004`."""

    name: str
    start: int
    end: int


@dataclass(slots=True)
class Passage:
    """One paragraph; in a table it knows its cell, and later the headings of its row and column."""

    text: str = ""
    marks: list[Mark] = field(default_factory=list)
    cell: tuple[int, int, int] | None = None  # table, row, column
    row: str = ""
    column: str = ""
    where: str = "body"  # body, header, note, annex

    def tokens(self) -> list[numbers.Token]:
        """Return the numbers of the passage."""
        return numbers.tokens(self.text)


@dataclass(slots=True)
class Story:
    """All passages of a document in reading order, and what the container carried besides."""

    passages: list[Passage] = field(default_factory=list)
    properties: dict[str, str] = field(default_factory=dict)
    keywords: str = ""
    manifest_part: str = ""
    flowing: bool = False  # a PDF: no paragraphs, no cells, no marks


@dataclass(frozen=True, slots=True)
class Context:
    """What stands around a number: up to ten characters on each side, or the headings of its row and column."""

    before: str = ""
    after: str = ""
    row: str = ""
    column: str = ""


def squeeze(text: str) -> str:
    """Return `text` without white space and invisible characters."""
    return "".join(numbers.visible(text).split())


def context(passage: Passage, start: int, end: int) -> Context:
    """Return the context of the stretch from `start` to `end`."""
    before = squeeze(passage.text[max(0, start - 3 * REACH) : start])[-REACH:]
    after = squeeze(passage.text[end : end + 3 * REACH])[:REACH]
    return Context(before, after, passage.row, passage.column)


def name_cells(passages: list[Passage]) -> None:
    """Give every passage in a table the heading of its row (first cell) and of its column (first row)."""
    cells: dict[tuple[int, int, int], str] = {}
    for passage in passages:
        if passage.cell:
            cells[passage.cell] = cells.get(passage.cell, "") + squeeze(passage.text)
    for passage in passages:
        if passage.cell:
            table, row, column = passage.cell
            passage.row = cells.get((table, row, 0), "") if column else ""
            passage.column = cells.get((table, 0, column), "") if row else ""
