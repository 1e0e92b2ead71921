"""The pieces a paper is made of: paragraphs in the looks of GB/T 9704—2012, runs, rows of tables."""

from __future__ import annotations

from collections.abc import Sequence

from lxml import etree

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def w(name: str) -> str:
    """Return the qualified name of a WordprocessingML element or attribute."""
    return f"{{{W}}}{name}"


VAL = w("val")
FONTS = {"title": "方正小标宋简体", "first": "黑体", "second": "楷体_GB2312"}
FLUSH = frozenset({"title", "signature", "addressee", "centre"})


def paragraph(text: str, look: str) -> etree._Element:
    """Return a paragraph that looks like a title, first or second heading, addressee, body or signature."""
    element = etree.Element(w("p"), nsmap={"w": W})
    form = etree.SubElement(element, w("pPr"))
    if look in ("first", "second"):
        etree.SubElement(form, w("keepNext"))
    if look == "title":
        spacing = etree.SubElement(form, w("spacing"))
        spacing.set(w("line"), "700")
        spacing.set(w("lineRule"), "exact")
    indent = etree.SubElement(form, w("ind"))
    if look in FLUSH:
        indent.set(w("firstLine"), "0")
        indent.set(w("firstLineChars"), "0")
    else:
        indent.set(w("firstLine"), "628")  # two characters of 16 pt, 6 twips closer
    if look == "signature":
        indent.set(w("right"), "640")
        indent.set(w("rightChars"), "200")
    if look in ("title", "centre", "signature"):
        etree.SubElement(form, w("jc")).set(VAL, "right" if look == "signature" else "center")
    if text:
        element.append(run(text, FONTS.get(look), 44 if look == "title" else None))
    return element


def run(text: str, font: str | None = None, half_points: int | None = None) -> etree._Element:
    """Return a run of text; without font and size it takes those of the page."""
    element = etree.Element(w("r"))
    if font or half_points:
        form = etree.SubElement(element, w("rPr"))
        if font:
            etree.SubElement(form, w("rFonts")).set(w("eastAsia"), font)
        if half_points:
            for name in ("sz", "szCs"):
                etree.SubElement(form, w(name)).set(VAL, str(half_points))
    inside = etree.SubElement(element, w("t"))
    inside.text = text
    inside.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    return element


def row(
    texts: Sequence[str], widths: Sequence[int], font: str | None = None, *, heading: bool = False
) -> etree._Element:
    """Return a row of a table that is not torn over two pages; a heading is repeated on each page."""
    element = etree.Element(w("tr"))
    form = etree.SubElement(element, w("trPr"))
    etree.SubElement(form, w("cantSplit"))
    if heading:
        etree.SubElement(form, w("tblHeader"))
    for index, (text, width) in enumerate(zip(texts, widths, strict=True)):
        cell = etree.SubElement(element, w("tc"))
        size = etree.SubElement(etree.SubElement(cell, w("tcPr")), w("tcW"))
        size.set(w("w"), str(width))
        size.set(w("type"), "dxa")
        inside = etree.SubElement(cell, w("p"))
        look = etree.SubElement(inside, w("pPr"))
        indent = etree.SubElement(look, w("ind"))
        indent.set(w("firstLine"), "0")
        etree.SubElement(look, w("jc")).set(VAL, "left" if index == 0 and not heading else "center")
        inside.append(run(text, font, 28))
    return element
