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

from tongpin.foundation.kernel.papers import page
from tongpin.foundation.kernel.papers.parts import W, paragraph, row, w

from . import brand


@lru_cache(maxsize=1)
def brand_template() -> bytes:
    """Return the shipped template as a Word file; the same bytes in one process, so that its hash is stable."""
    document = docx.Document()
    page.lay(document)
    body = document.element.body
    for element in list(body):
        if element.tag != w("sectPr"):
            body.remove(element)
    for line in brand.TITLE.split("\n"):
        _add(document, paragraph(line, "title"))
    _add(document, paragraph("", "body"))
    for line in brand.LINES.strip().split("\n"):
        _add_line(document, line)
    _add(document, paragraph("", "body"))
    _add(document, paragraph(brand.SIGNATURE, "signature"))
    _add(document, paragraph("{{ issued_on }}", "signature"))
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
            _add(document, paragraph(line.removeprefix(start), look))
            return
    _add(document, paragraph(line, "body"))


def _table(heads: list[str], loop: str, cells: list[str]) -> etree._Element:
    """Build a table whose middle row docxtpl repeats: a row with the loop's start, the cells, a row with its end."""
    table = etree.Element(w("tbl"), nsmap={"w": W})
    table.append(page.table_properties())
    grid = etree.SubElement(table, w("tblGrid"))
    widths = [page.TEXT_WIDTH - 2700 * (len(heads) - 1), *[2700] * (len(heads) - 1)]
    for width in widths:
        etree.SubElement(grid, w("gridCol")).set(w("w"), str(width))
    table.append(row(heads, widths, "黑体", heading=True))
    table.append(row([f"{{%tr for {loop} %}}"], widths[:1]))
    table.append(row(cells, widths))
    table.append(row(["{%tr endfor %}"], widths[:1]))
    return table
