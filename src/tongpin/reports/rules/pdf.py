"""The report as PDF/A-3b: LibreOffice lays it out, the manifest goes in as an attachment, each figure becomes a link.

Links and attachment are appended as an incremental update: LibreOffice exports every figure's bookmark as a named
destination, which tells the page and the place. (Links in the Word file itself are no way: inside a content control
they make one LibreOffice write broken XML, and headless LibreOffice 7.4 drops them from the PDF.)
"""

from __future__ import annotations

import json
import re
from collections import defaultdict

from . import office
from .faults import Fault, gettext_noop
from .manifest import Manifest
from .seal import Envelope

_DESTINATION = re.compile(rb"/fig5F(F\d{3,})\[(\d+) 0 R/XYZ ([\d.]+) ([\d.]+) 0\]")  # 5F is the underscore
_RIGHT_EDGE = 521.6  # points; the type area ends here
_WIDE, _NARROW = 15.7, 8.0  # points a Chinese and a Latin character take
_LINE, _GAP = 24.0, 4.0
_FAILED = gettext_noop("The manifest could not be attached to the PDF.")


def to_pdf(docx: bytes, envelope: Envelope, manifest: Manifest) -> bytes:
    """Return the PDF of an issued report; raises Fault if LibreOffice is missing or fails."""
    return attach(office.convert(docx, "docx", "pdf", filter_name=office.PDF_FILTER), envelope, manifest)


def attach(pdf: bytes, envelope: Envelope, manifest: Manifest) -> bytes:
    """Append the signed manifest as an associated file and, if the report has a verify address, a link per figure."""
    update = _Update(pdf)
    parts = {"m": envelope.manifest.decode(), "s": envelope.signature.hex(), "k": envelope.key.hex()}
    update.attach(json.dumps(parts, ensure_ascii=False).encode())
    if manifest.verify_url:
        update.link(manifest)
    return update.written()


class _Update:
    """New and replaced objects to be written behind an existing PDF."""

    def __init__(self, pdf: bytes) -> None:
        self.pdf = pdf if pdf.endswith(b"\n") else pdf + b"\n"
        tail = pdf[-4000:]
        start = re.search(rb"startxref\s+(\d+)\s+%%EOF\s*$", tail)
        root, size = re.findall(rb"/Root\s+(\d+)\s+0\s+R", tail), re.findall(rb"/Size\s+(\d+)", tail)
        if not (start and root and size):
            raise Fault(_FAILED)
        self.previous, self.root, self.next = int(start[1]), int(root[-1]), int(size[-1])
        kept = (re.findall(pattern, tail) for pattern in (rb"/Info\s+\d+\s+0\s+R", rb"/ID\s*\[[^\]]*\]"))
        self.kept = b" ".join(found[-1] for found in kept if found)
        self.objects: dict[int, bytes] = {}

    def attach(self, data: bytes) -> None:
        """Add the manifest as an embedded file of the document."""
        stream = (
            b"<< /Type /EmbeddedFile /Subtype /application#2Fjson /Params << /Size %d /ModDate (D:20000101000000Z) >> "
            b"/TongpinEnvelope true /Length %d >>\nstream\n%s\nendstream" % (len(data), len(data), data)
        )
        embedded = self.add(stream)
        spec = self.add(
            b"<< /Type /Filespec /F (manifest.json) /UF (manifest.json) /Desc (Signed manifest of the figures) "
            b"/AFRelationship /Data /EF << /F %d 0 R /UF %d 0 R >> >>" % (embedded, embedded)
        )
        files = b"/Names << /EmbeddedFiles << /Names [(manifest.json) %d 0 R] >> >>" % spec
        self.extend(self.root, b"/AF [%d 0 R] %s" % (spec, files), unless=(b"/Names", b"/AF"))

    def link(self, manifest: Manifest) -> None:
        """Lay a link over every figure whose destination is known."""
        address = re.sub(r"[^!#-'*-\[\]-~]", "", manifest.verify_url).encode()  # no blank, quote, bracket, backslash
        places = {m[1].decode(): (int(m[2]), float(m[3]), float(m[4])) for m in _DESTINATION.finditer(self.pdf)}
        on_page: dict[int, list[int]] = defaultdict(list)
        for figure in manifest.figures:
            if figure.id in places:
                page, left, top = places[figure.id]
                on_page[page].append(self.add(_annotation(figure.id, figure.text, left, top, address)))
        for page, notes in on_page.items():
            self.extend(page, b"/Annots [%s]" % b" ".join(b"%d 0 R" % a for a in notes), unless=(b"/Annots",))

    def add(self, body: bytes) -> int:
        """Add an object and return its number."""
        self.objects[self.next] = body
        self.next += 1
        return self.next - 1

    def extend(self, number: int, entries: bytes, *, unless: tuple[bytes, ...]) -> None:
        """Add entries to a dictionary object; raises Fault if it is not there or has one of them already."""
        found = re.search(rb"(?:^|\n)%d 0 obj\s*(<<.*?>>)\s*endobj" % number, self.pdf, re.DOTALL)
        if found is None or any(key in found[1] for key in unless):
            raise Fault(_FAILED)
        self.objects[number] = found[1][:-2] + entries + b" >>"

    def written(self) -> bytes:
        """Return the PDF with the update, its table and its trailer behind it."""
        out, table = bytearray(self.pdf), bytearray(b"xref\n")
        for number, body in sorted(self.objects.items()):
            table += b"%d 1\n%010d 00000 n \n" % (number, len(out))
            out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
        trailer = b"/Size %d /Root %d 0 R /Prev %d %s" % (self.next, self.root, self.previous, self.kept)
        return bytes(out + table + b"trailer\n<< %s >>\nstartxref\n%d\n%%%%EOF\n" % (trailer, len(out)))


def _annotation(figure: str, text: str, left: float, top: float, address: bytes) -> bytes:
    width = sum(_NARROW if char < "\u2e80" else _WIDE for char in text)
    box = (left, top - _LINE, min(left + width, _RIGHT_EDGE), top - _GAP)
    return (
        b"<< /Type /Annot /Subtype /Link /F 4 /Border [0 0 0] /Rect [%.2f %.2f %.2f %.2f] "
        b"/A << /Type /Action /S /URI /URI (%s#%s) >> >>" % (*box, address, figure.encode())
    )
