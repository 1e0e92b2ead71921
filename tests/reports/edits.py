"""Edits of a Word file at the level of its XML, as Word itself would leave them."""

from __future__ import annotations

import copy

from lxml import etree

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"


def w(name: str) -> str:
    """Return a qualified name."""
    return f"{{{W}}}{name}"


def xml(text: str) -> etree._Element:
    """Parse a fragment in the w: namespace."""
    return etree.fromstring(text.replace(">", f' xmlns:w="{W}" xmlns:mc="{MC}">', 1))


def run(text: str) -> etree._Element:
    """Return a run of plain text."""
    return xml(f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>')


def paragraph(text: str) -> etree._Element:
    """Return a paragraph of plain text."""
    made = xml("<w:p></w:p>")
    made.append(run(text))
    return made


def control(root: etree._Element, fig: str) -> etree._Element:
    """Return the content control of a figure."""
    return next(s for s in root.iter(w("sdt")) if s.find(f"{w('sdtPr')}/{w('tag')}").get(w("val")) == f"fig:{fig}")


def text_of(element: etree._Element) -> etree._Element:
    """Return the first text element below `element`."""
    return next(element.iter(w("t")))


def around(element: etree._Element, name: str) -> etree._Element:
    """Return the nearest ancestor called `name`."""
    return next(element.iterancestors(w(name)))


def retype(root: etree._Element, fig: str, text: str) -> None:
    """Type over a figure, inside its control."""
    text_of(control(root, fig)).text = text


def type_after(root: etree._Element, fig: str, text: str) -> None:
    """Type just behind a figure."""
    control(root, fig).addnext(run(text))


def type_before(root: etree._Element, fig: str, text: str) -> None:
    """Type just before a figure."""
    control(root, fig).addprevious(run(text))


def replace(root: etree._Element, old: str, new: str) -> None:
    """Change prose; the words must stand in one text element."""
    found = [t for t in root.iter(w("t")) if t.text and old in t.text]
    assert found, old
    found[0].text = (found[0].text or "").replace(old, new, 1)


def remove(element: etree._Element) -> None:
    """Take an element out."""
    parent = element.getparent()
    assert parent is not None
    parent.remove(element)


def unwrap(root: etree._Element, fig: str) -> None:
    """Take control and bookmark away and keep the text, as pasting does."""
    mark = control(root, fig)
    for child in list(mark.find(w("sdtContent"))):
        if child.tag == w("r"):
            mark.addprevious(child)
    remove(mark)


def unwrap_all(root: etree._Element) -> None:
    """Take every control and bookmark away."""
    for tag in [s.find(f"{w('sdtPr')}/{w('tag')}").get(w("val")) for s in root.iter(w("sdt"))]:
        unwrap(root, tag.removeprefix("fig:"))


def unwrap_controls(root: etree._Element) -> None:
    """Take the controls away but keep the bookmarks, as LibreOffice 7.4 does."""
    for mark in list(root.iter(w("sdt"))):
        for child in list(mark.find(w("sdtContent"))):
            mark.addprevious(child)
        remove(mark)


def tracked(kind: str, element: etree._Element) -> etree._Element:
    """Wrap an element in a tracked insertion or deletion."""
    made = xml(f'<w:{kind} w:id="9001" w:author="x" w:date="2026-01-01T00:00:00Z"></w:{kind}>')
    if kind == "del":
        for text in element.iter(w("t")):
            text.tag = w("delText")
    made.append(element)
    return made


def swap(one: etree._Element, other: etree._Element) -> None:
    """Let two elements change places."""
    place = xml("<w:x></w:x>")
    one.addprevious(place)
    other.addprevious(one)
    place.addprevious(other)
    remove(place)


def twin(element: etree._Element) -> etree._Element:
    """Return a copy."""
    return copy.deepcopy(element)
