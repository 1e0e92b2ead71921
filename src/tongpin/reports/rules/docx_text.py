"""Read a WordprocessingML document as its reader sees it, by walking `w:t`.

Inserted text counts, deleted and hidden text does not; of a drawing only the real content counts, not its VML fallback;
page numbers are no text. python-docx's `.text` skips content controls, so it cannot be used here.
"""

from __future__ import annotations

import posixpath
from collections.abc import Callable

from lxml import etree

from tongpin.foundation.kernel.papers.parts import VAL, W, w

from .archive import Container
from .faults import Fault, gettext_noop
from .story import MAX_PASSAGES, Mark, Passage, Story, name_cells

MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
MATH_TEXT = "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"
_REL = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_OFFICE_DOCUMENT = "/officeDocument"
_SKIPPED = {
    w(n) for n in ("del", "moveFrom", "delText", "instrText", "pPr", "rPr", "tblPr", "tblGrid", "sectPr", "sdtPr")
}
_SKIPPED |= {MC + "Fallback", w("trPr"), w("tcPr"), w("delInstrText")}
_PAGE_FIELDS = ("PAGE", "NUMPAGES", "SECTIONPAGES")
_OFF = ("0", "false", "off", "none")


class Walker:
    """Turns one part's tree into passages."""

    def __init__(self, passages: list[Passage], where: str, hidden_styles: frozenset[str] = frozenset()) -> None:
        self.passages = passages
        self.where = where
        self.hidden_styles = hidden_styles
        self.current: Passage | None = None
        self.open: dict[str, Mark] = {}
        self.fields: list[list[str]] = []  # per open field: its instruction text, then "result"
        self.tables = max((p.cell[0] for p in passages if p.cell), default=-1)
        self.cell: tuple[int, int, int] | None = None
        self.handlers: dict[str, Callable[[etree._Element], None]] = {
            w("p"): self._paragraph,
            w("r"): self._run,
            w("t"): self._text,
            MATH_TEXT: self._text,
            w("tab"): lambda _: self._add("\t"),
            w("br"): lambda _: self._add("\n"),
            w("cr"): lambda _: self._add("\n"),
            w("noBreakHyphen"): lambda _: self._add("-"),
            w("bookmarkStart"): self._bookmark_start,
            w("bookmarkEnd"): self._bookmark_end,
            w("sdt"): self._control,
            w("tbl"): self._table,
            w("txbxContent"): self._box,
            w("fldChar"): self._field_char,
            w("instrText"): self._instruction,
            w("fldSimple"): self._simple_field,
        }

    def walk(self, element: etree._Element) -> None:
        """Read everything below `element`."""
        for child in element:
            if callable(child.tag):  # a comment or a processing instruction
                continue
            handler = self.handlers.get(child.tag)
            if handler:
                handler(child)
            elif child.tag not in _SKIPPED:
                self.walk(child)

    def _paragraph(self, element: etree._Element) -> None:
        if len(self.passages) >= MAX_PASSAGES:
            raise Fault(gettext_noop("The document has more paragraphs than a report can have."))
        outer, self.current = self.current, Passage(cell=self.cell, where=self.where)
        self.passages.append(self.current)
        self.walk(element)
        for mark in self.open.values():  # a mark that runs on is cut at the paragraph's end
            mark.end = max(mark.end, mark.start)
        self.current = outer

    def _run(self, element: etree._Element) -> None:
        form = element.find(w("rPr"))
        if form is None or not self._hidden(form):
            self.walk(element)

    def _hidden(self, form: etree._Element) -> bool:
        for name in ("vanish", "webHidden"):
            vanish = form.find(w(name))
            if vanish is not None:
                return vanish.get(VAL, "1") not in _OFF
        style = form.find(w("rStyle"))
        return style is not None and style.get(VAL, "") in self.hidden_styles

    def _text(self, element: etree._Element) -> None:
        if not self._in_page_field():
            self._add(element.text or "")

    def _add(self, text: str) -> None:
        if self.current is None:
            return
        self.current.text += text
        for mark in self.open.values():
            if mark in self.current.marks:
                mark.end = len(self.current.text)

    def _bookmark_start(self, element: etree._Element) -> None:
        self._start(element.get(w("id"), ""), element.get(w("name"), ""))

    def _start(self, key: str, name: str) -> None:
        if self.current is not None and name.startswith(("fig_", "sdt:")):
            mark = Mark(name, len(self.current.text), len(self.current.text))
            self.current.marks.append(mark)
            self.open[key] = mark

    def _bookmark_end(self, element: etree._Element) -> None:
        self.open.pop(element.get(w("id"), ""), None)

    def _control(self, element: etree._Element) -> None:
        tag = element.find(f"{w('sdtPr')}/{w('tag')}")
        value = tag.get(VAL, "") if tag is not None else ""
        key = f"sdt{id(element)}"
        if value.startswith("fig:"):
            self._start(key, f"sdt:{value[4:]}")
        content = element.find(w("sdtContent"))
        if content is not None:
            self.walk(content)
        self.open.pop(key, None)

    def _table(self, element: etree._Element) -> None:
        outer = self.cell
        self.tables += 1
        table, row = self.tables, -1
        for line in _nested(element, w("tr")):
            if line.find(f"{w('trPr')}/{w('del')}") is not None:
                continue
            row, column = row + 1, _grid(line.find(f"{w('trPr')}/{w('gridBefore')}"), 0)
            for cell in _nested(line, w("tc")):
                self.cell = (table, row, column)
                self.walk(cell)
                column += _grid(cell.find(f"{w('tcPr')}/{w('gridSpan')}"), 1)
        self.cell = outer

    def _box(self, element: etree._Element) -> None:
        outer, self.current = self.current, None
        self.walk(element)
        self.current = outer

    def _field_char(self, element: etree._Element) -> None:
        kind = element.get(w("fldCharType"))
        if kind == "begin":
            self.fields.append([""])
        elif kind == "separate" and self.fields:
            self.fields[-1].append("result")
        elif kind == "end" and self.fields:
            self.fields.pop()

    def _instruction(self, element: etree._Element) -> None:
        if self.fields:
            self.fields[-1][0] += element.text or ""

    def _simple_field(self, element: etree._Element) -> None:
        if not _is_page(element.get(w("instr"), "")):
            self.walk(element)

    def _in_page_field(self) -> bool:
        return any(_is_page(field[0]) for field in self.fields)


def _is_page(instruction: str) -> bool:
    return instruction.strip().split(" ")[0].upper() in _PAGE_FIELDS


def _nested(element: etree._Element, tag: str) -> list[etree._Element]:
    """Return the rows or cells of a table, also those inside controls, custom XML or tracked insertions."""
    found: list[etree._Element] = []
    for child in element:
        if child.tag == tag:
            found.append(child)
        elif child.tag in (w("sdt"), w("sdtContent"), w("customXml"), w("ins")):
            found += _nested(child, tag)
    return found


def _grid(element: etree._Element | None, default: int) -> int:
    value = element.get(VAL, "") if element is not None else ""
    return min(int(value), 100) if value.isdecimal() else default


def read_tree(body: etree._Element, where: str = "body") -> list[Passage]:
    """Return the passages of a part that is already parsed (used at issue, on the tree just wrapped)."""
    passages: list[Passage] = []
    Walker(passages, where).walk(body)
    name_cells(passages)
    return passages


def read_docx(container: Container) -> Story:
    """Read body, notes, headers and footers of a docx; raises Fault if there is no document in it."""
    main = _main_part(container)
    root = container.xml(main)
    body = root.find(w("body")) if root is not None else None
    if body is None:
        raise Fault(gettext_noop("The file is not a Word document (.docx)."))
    story = Story()
    hidden = _hidden_styles(container, posixpath.dirname(main))
    Walker(story.passages, "body", hidden).walk(body)
    for name in sorted(container.names()):
        base = posixpath.basename(name)
        where = "note" if base in ("footnotes.xml", "endnotes.xml") else "header"
        if base.startswith(("header", "footer", "footnotes", "endnotes")) and base.endswith(".xml"):
            part = container.xml(name)
            if part is not None and part.tag.startswith(f"{{{W}}}"):
                Walker(story.passages, where, hidden).walk(part)
    name_cells(story.passages)
    return story


def _main_part(container: Container) -> str:
    rels = container.xml("_rels/.rels")
    for relation in () if rels is None else rels.iter(_REL):
        if relation.get("Type", "").endswith(_OFFICE_DOCUMENT):
            return relation.get("Target", "").lstrip("/")
    return "word/document.xml"


def _hidden_styles(container: Container, folder: str) -> frozenset[str]:
    styles = container.xml(posixpath.join(folder, "styles.xml"))
    if styles is None:
        return frozenset()
    hidden = (s for s in styles.iter(w("style")) if s.find(f"{w('rPr')}/{w('vanish')}") is not None)
    return frozenset(style.get(w("styleId"), "") for style in hidden)
