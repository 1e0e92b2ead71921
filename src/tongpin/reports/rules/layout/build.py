"""Build the shipped template.docx on a page of GB/T 9704—2012.

A4, margins 37/35/28/26 mm, lines of exactly 579 twips on a line grid and characters 6 twips closer: 22 lines of 28
characters. Fonts are named, not shipped: 方正小标宋简体, 黑体, 楷体_GB2312, 仿宋_GB2312, Times New Roman for Latin.
"""

from __future__ import annotations

import io
from functools import lru_cache

import docx
from docx.document import Document
from lxml import etree

from ..wrapping import VAL, W, w
from . import brand, paper


@lru_cache(maxsize=1)
def brand_template() -> bytes:
    """Return the shipped template as a Word file; the same bytes in one process, so that its hash is stable."""
    document = docx.Document()
    paper.lay(document)
    body = document.element.body
    for element in list(body):
        if element.tag != w("sectPr"):
            body.remove(element)
    for line in brand.TITLE.split("\n"):
        _add(document, _paragraph(line, "title"))
    _add(document, _paragraph("", "body"))
    for line in brand.LINES.strip().split("\n"):
        _add_line(document, line)
    _add(document, _paragraph("", "body"))
    _add(document, _paragraph(brand.SIGNATURE, "signature"))
    _add(document, _paragraph("{{ issued_on }}", "signature"))
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def _add(document: Document, element: etree._Element) -> None:
    document.element.body[-1].addprevious(element)


def _add_line(document: Document, line: str) -> None:
    if line.startswith("| "):
        heads, loop, cells = (part.strip() for part in line[2:].split(" | "))
        _add(document, _table(heads.split(";"), loop, cells.split(";")))
        return
    for start, look in (("### ", "second"), ("## ", "first")):
        if line.startswith(start):
            _add(document, _paragraph(line.removeprefix(start), look))
            return
    _add(document, _paragraph(line, "body"))


_FONTS = {"title": "方正小标宋简体", "first": "黑体", "second": "楷体_GB2312"}


def _paragraph(text: str, look: str) -> etree._Element:
    paragraph = etree.Element(w("p"), nsmap={"w": W})
    form = etree.SubElement(paragraph, w("pPr"))
    if look in ("first", "second"):
        etree.SubElement(form, w("keepNext"))
    if look == "title":
        spacing = etree.SubElement(form, w("spacing"))
        spacing.set(w("line"), "700")
        spacing.set(w("lineRule"), "exact")
    indent = etree.SubElement(form, w("ind"))
    if look == "title":
        indent.set(w("firstLine"), "0")
        indent.set(w("firstLineChars"), "0")
    elif look == "signature":
        indent.set(w("firstLine"), "0")
        indent.set(w("firstLineChars"), "0")
        indent.set(w("right"), "640")
        indent.set(w("rightChars"), "200")
    else:
        indent.set(w("firstLine"), "628")  # two characters of 16 pt, 6 twips closer
    if look in ("title", "signature"):
        etree.SubElement(form, w("jc")).set(VAL, "center" if look == "title" else "right")
    if text:
        paragraph.append(_run(text, _FONTS.get(look), 44 if look == "title" else None))
    return paragraph


def _run(text: str, font: str | None, half_points: int | None) -> etree._Element:
    run = etree.Element(w("r"))
    if font or half_points:
        form = etree.SubElement(run, w("rPr"))
        if font:
            etree.SubElement(form, w("rFonts")).set(w("eastAsia"), font)
        if half_points:
            for name in ("sz", "szCs"):
                etree.SubElement(form, w(name)).set(VAL, str(half_points))
    element = etree.SubElement(run, w("t"))
    element.text = text
    element.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    return run


def _table(heads: list[str], loop: str, cells: list[str]) -> etree._Element:
    """Build a table whose middle row docxtpl repeats: a row with the loop's start, the cells, a row with its end."""
    table = etree.Element(w("tbl"), nsmap={"w": W})
    table.append(paper.table_properties())
    grid = etree.SubElement(table, w("tblGrid"))
    widths = [paper.TEXT_WIDTH - 2700 * (len(heads) - 1), *[2700] * (len(heads) - 1)]
    for width in widths:
        etree.SubElement(grid, w("gridCol")).set(w("w"), str(width))
    table.append(_row(heads, widths, "黑体", heading=True))
    table.append(_row([f"{{%tr for {loop} %}}"], widths[:1], None))
    table.append(_row(cells, widths, None))
    table.append(_row(["{%tr endfor %}"], widths[:1], None))
    return table


def _row(texts: list[str], widths: list[int], font: str | None, *, heading: bool = False) -> etree._Element:
    row = etree.Element(w("tr"))
    form = etree.SubElement(row, w("trPr"))
    etree.SubElement(form, w("cantSplit"))
    if heading:
        etree.SubElement(form, w("tblHeader"))
    for index, (text, width) in enumerate(zip(texts, widths, strict=True)):
        cell = etree.SubElement(row, w("tc"))
        size = etree.SubElement(etree.SubElement(cell, w("tcPr")), w("tcW"))
        size.set(w("w"), str(width))
        size.set(w("type"), "dxa")
        paragraph = etree.SubElement(cell, w("p"))
        look = etree.SubElement(paragraph, w("pPr"))
        indent = etree.SubElement(look, w("ind"))
        indent.set(w("firstLine"), "0")
        etree.SubElement(look, w("jc")).set(VAL, "left" if index == 0 and not heading else "center")
        paragraph.append(_run(text, font, 28))
    return row
