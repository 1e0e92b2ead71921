"""Read an OpenDocument text as its reader sees it: bookmarks kept, deleted and hidden text left out."""

from __future__ import annotations

from lxml import etree

from .archive import Container
from .faults import Fault, gettext_noop
from .story import MAX_PASSAGES, Mark, Passage, Story, name_cells

_NS = "urn:oasis:names:tc:opendocument:xmlns:"
TEXT, OFFICE, TABLE, STYLE = (f"{{{_NS}{n}:1.0}}" for n in ("text", "office", "table", "style"))
_SKIPPED = {
    TEXT + "tracked-changes", TEXT + "page-number", TEXT + "page-count", OFFICE + "annotation", TEXT + "hidden-text",
    OFFICE + "forms", TEXT + "sequence-decls", TEXT + "variable-decls", TEXT + "note-citation",
}  # fmt: skip


class Walker:
    """Turns one tree into passages."""

    def __init__(self, passages: list[Passage], where: str, hidden: frozenset[str]) -> None:
        self.passages = passages
        self.where = where
        self.hidden = hidden
        self.current: Passage | None = None
        self.open: dict[str, Mark] = {}
        self.cell: tuple[int, int, int] | None = None
        self.tables = max((p.cell[0] for p in passages if p.cell), default=-1)

    def walk(self, element: etree._Element) -> None:
        """Read `element`'s text and everything below it."""
        self._add(element.text)
        for child in element:
            if isinstance(child.tag, str) and child.tag not in _SKIPPED:
                self._child(child)
            self._add(child.tail)

    def _child(self, child: etree._Element) -> None:
        tag = child.tag
        if tag in (TEXT + "p", TEXT + "h"):
            self._paragraph(child)
        elif tag == TEXT + "span":
            if child.get(TEXT + "style-name", "") not in self.hidden:
                self.walk(child)
        elif tag == TEXT + "s":
            self._add(" " * _count(child.get(TEXT + "c")))
        elif tag in (TEXT + "tab", TEXT + "line-break"):
            self._add("\n" if tag.endswith("break") else "\t")
        elif tag in (TEXT + "bookmark-start", TEXT + "bookmark"):
            self._start(child.get(TEXT + "name", ""), lasting=tag.endswith("start"))
        elif tag == TEXT + "bookmark-end":
            self.open.pop(child.get(TEXT + "name", ""), None)
        elif tag == TABLE + "table":
            self._table(child)
        elif tag == TEXT + "note-body" or tag.endswith("}text-box"):
            outer, self.current = self.current, None
            self.walk(child)
            self.current = outer
        else:
            self.walk(child)

    def _paragraph(self, element: etree._Element) -> None:
        if len(self.passages) >= MAX_PASSAGES:
            raise Fault(gettext_noop("The document has more paragraphs than a report can have."))
        outer, self.current = self.current, Passage(cell=self.cell, where=self.where)
        self.passages.append(self.current)
        self.walk(element)
        self.current = outer

    def _add(self, text: str | None) -> None:
        if self.current is None or not text:
            return
        self.current.text += text
        for mark in self.open.values():
            if mark in self.current.marks:
                mark.end = len(self.current.text)

    def _start(self, name: str, *, lasting: bool) -> None:
        if self.current is not None and name.startswith("fig_"):
            mark = Mark(name, len(self.current.text), len(self.current.text))
            self.current.marks.append(mark)
            if lasting:
                self.open[name] = mark

    def _table(self, element: etree._Element) -> None:
        outer, self.tables = self.cell, self.tables + 1
        table = self.tables
        for row, line in enumerate(element.iter(TABLE + "table-row")):
            column = 0
            for cell in line:
                if cell.tag == TABLE + "table-cell":
                    self.cell = (table, row, column)
                    self.walk(cell)
                column += _count(cell.get(TABLE + "number-columns-repeated"))
        self.cell = outer


def read_odt(container: Container) -> Story:
    """Read body, headers, footers and notes of an odt, with its user-defined properties and keywords."""
    content = container.xml("content.xml")
    body = content.find(f"{OFFICE}body/{OFFICE}text") if content is not None else None
    if content is None or body is None:
        raise Fault(gettext_noop("The file is not an OpenDocument text (.odt)."))
    story = Story()
    styles = container.xml("styles.xml")
    hidden = _hidden(content) | (_hidden(styles) if styles is not None else frozenset())
    Walker(story.passages, "body", hidden).walk(body)
    edges = [
        STYLE + name for name in ("header", "footer", "header-left", "footer-left", "header-first", "footer-first")
    ]
    for element in () if styles is None else styles.iter(*edges):
        Walker(story.passages, "header", hidden).walk(element)
    name_cells(story.passages)
    _read_meta(container, story)
    return story


def _count(value: str | None) -> int:
    return min(int(value), 100) if value and value.isdecimal() else 1


def _hidden(root: etree._Element) -> frozenset[str]:
    names = set()
    for style in root.iter(STYLE + "style"):
        properties = style.find(STYLE + "text-properties")
        if properties is not None and properties.get(TEXT + "display") == "none":
            names.add(style.get(STYLE + "name", ""))
    return frozenset(names)


def _read_meta(container: Container, story: Story) -> None:
    meta = container.xml("meta.xml")
    if meta is None:
        return
    ns = f"{{{_NS}meta:1.0}}"
    for element in meta.iter(ns + "user-defined"):
        story.properties[element.get(ns + "name", "")] = element.text or ""
    story.keywords = " ".join(element.text or "" for element in meta.iter(ns + "keyword"))
