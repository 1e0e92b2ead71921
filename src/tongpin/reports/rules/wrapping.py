"""Wrap each figure of a rendered body in a content control with a bookmark inside, in one pass over the tree.

The control (`w:sdt`, locked against deletion) is what Word shows; the bookmark inside it survives where controls do not
(LibreOffice 7.4, .doc). No data binding, no `w:text`, no hyperlink: each of them is lost or breaks the file on a save.
"""

from __future__ import annotations

import copy
from collections.abc import Sequence

from lxml import etree

from tongpin.foundation.kernel.papers.parts import VAL, w

from . import sentinels
from .faults import Fault, gettext_noop
from .language import Placed

_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


R, T, RPR = w("r"), w("t"), w("rPr")


def wrap(body: etree._Element, placed: Sequence[Placed]) -> None:
    """Replace every sentinel under `body` by a content control; raises Fault if one is left or one is doubled."""
    first_id = 1 + max(map(_number, body.iter(w("bookmarkStart"))), default=0)
    seen: set[int] = set()
    for text in list(body.iter(T)):
        if text.text and sentinels.OPEN in text.text:
            run = text.getparent()
            if run is None or run.tag != R or run.getparent() is None:
                continue  # already split: the run held two texts
            _split(run, placed, first_id, seen)
    if len(seen) != len(placed) or sentinels.holds_any(etree.tostring(body, encoding="unicode")):
        raise Fault(
            gettext_noop("A figure of the template stands where no figure can be wrapped."),
            gettext_noop("Put each tag into plain text of a paragraph or a table cell."),
        )


def _number(mark: etree._Element) -> int:
    value = mark.get(w("id"), "")
    return min(int(value), 10**8) if value.isdecimal() else 0


def _split(run: etree._Element, placed: Sequence[Placed], first_id: int, seen: set[int]) -> None:
    parent = run.getparent()
    assert parent is not None
    form = run.find(RPR)
    position = parent.index(run)
    pieces: list[etree._Element] = []
    for child in run:
        if child.tag == RPR:
            continue
        if child.tag == T and child.text:
            pieces += _pieces(child.text, form, placed, first_id, seen)
        else:
            pieces.append(_run_with(form, copy.deepcopy(child)))
    parent.remove(run)
    for offset, piece in enumerate(pieces):
        parent.insert(position + offset, piece)


def _pieces(
    text: str, form: etree._Element | None, placed: Sequence[Placed], first_id: int, seen: set[int]
) -> list[etree._Element]:
    pieces, end = [], 0
    for match in sentinels.FIGURE.finditer(text):
        index = int(match[1])
        if index in seen or index >= len(placed):
            raise Fault(gettext_noop("The template prints one figure twice by copying; use the tag again instead."))
        seen.add(index)
        if match.start() > end:
            pieces.append(_run(form, text[end : match.start()]))
        pieces.append(_control(placed[index], form, first_id + index, match[2]))
        end = match.end()
    if end < len(text):
        pieces.append(_run(form, text[end:]))
    return pieces


def _control(place: Placed, form: etree._Element | None, mark_id: int, text: str) -> etree._Element:
    control = etree.Element(w("sdt"))
    properties = etree.SubElement(control, w("sdtPr"))
    if form is not None:
        properties.append(copy.deepcopy(form))
    etree.SubElement(properties, w("alias")).set(VAL, place.figure.name)
    etree.SubElement(properties, w("tag")).set(VAL, f"fig:{place.id}")
    etree.SubElement(properties, w("id")).set(VAL, str(710_000_000 + mark_id))
    etree.SubElement(properties, w("lock")).set(VAL, "sdtLocked")
    content = etree.SubElement(control, w("sdtContent"))
    start = etree.SubElement(content, w("bookmarkStart"))
    start.set(w("id"), str(mark_id))
    start.set(w("name"), f"fig_{place.id}")
    content.append(_run(form, text, highlight=place.blocks_final))
    etree.SubElement(content, w("bookmarkEnd")).set(w("id"), str(mark_id))
    return control


def _run(form: etree._Element | None, text: str, *, highlight: bool = False) -> etree._Element:
    element = etree.Element(T)
    element.text = text
    if text != text.strip():
        element.set(_SPACE, "preserve")
    run = _run_with(form, element)
    if highlight:
        _highlight(run)
    return run


def _run_with(form: etree._Element | None, child: etree._Element) -> etree._Element:
    run = etree.Element(R)
    if form is not None:
        run.append(copy.deepcopy(form))
    run.append(child)
    return run


def _highlight(run: etree._Element) -> None:
    form = run.find(RPR)
    if form is None:
        form = etree.Element(RPR)
        run.insert(0, form)
    for old in form.findall(w("highlight")):
        form.remove(old)
    mark = etree.SubElement(form, w("highlight"))
    mark.set(VAL, "yellow")
    _in_order(form)


# Schema order of the run properties that stand after w:highlight; Word refuses a file that breaks it.
_AFTER = (
    "u",
    "effect",
    "bdr",
    "shd",
    "fitText",
    "vertAlign",
    "rtl",
    "cs",
    "em",
    "lang",
    "eastAsianLayout",
    "specVanish",
    "oMath",
)


def _in_order(form: etree._Element) -> None:
    for name in _AFTER:
        for element in form.findall(w(name)):
            form.remove(element)
            form.append(element)
