"""The report as PDF/A-3b: LibreOffice lays it out, the manifest goes in as an attachment, each figure becomes a link.

The links are put into a copy of the Word file only: a link nested in a content control makes one LibreOffice write
broken XML, so the file an officer edits carries none.
"""

from __future__ import annotations

import copy
import io
import json
import re
import zipfile
from xml.sax.saxutils import escape

from lxml import etree

from . import office
from .faults import Fault, gettext_noop
from .seal import Envelope
from .wrapping import VAL, w

_LINK = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"
_RID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_RELS = "word/_rels/document.xml.rels"


def to_pdf(docx: bytes, envelope: Envelope, verify_url: str = "") -> bytes:
    """Return the PDF of an issued report; raises Fault if LibreOffice is missing or fails."""
    source = with_links(docx, verify_url) if verify_url else docx
    return attach(office.convert(source, "docx", "pdf", filter_name=office.PDF_FILTER), envelope)


def with_links(docx: bytes, address: str) -> bytes:
    """Return a copy of our own docx in which each figure is a link to `address`#F001 instead of a content control."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(docx)) as source, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as target:
        root = etree.fromstring(source.read("word/document.xml"))
        links, target_url = _linked(root), escape(address, {'"': "&quot;"})
        relations = "".join(
            f'<Relationship Id="{rid}" Type="{_LINK}" Target="{target_url}#{fig}" TargetMode="External"/>'
            for rid, fig in links
        )
        for name in source.namelist():
            data = source.read(name)
            if name == "word/document.xml":
                data = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
            elif name == _RELS:
                data = data.replace(b"</Relationships>", relations.encode() + b"</Relationships>")
            target.writestr(name, data)
    return buffer.getvalue()


def _linked(root: etree._Element) -> list[tuple[str, str]]:
    links = []
    for control in list(root.iter(w("sdt"))):
        tag = control.find(f"{w('sdtPr')}/{w('tag')}")
        content = control.find(w("sdtContent"))
        if tag is None or content is None or not tag.get(VAL, "").startswith("fig:"):
            continue
        figure = tag.get(VAL, "")[4:]
        link = etree.Element(w("hyperlink"))
        link.set(_RID, f"rIdLink{figure}")
        for child in content:
            link.append(copy.deepcopy(child))
        link.tail = control.tail
        parent = control.getparent()
        if parent is not None:
            parent.replace(control, link)
            links.append((f"rIdLink{figure}", figure))
    return links


def attach(pdf: bytes, envelope: Envelope) -> bytes:
    """Append the signed manifest to a PDF as an associated file, by an incremental update."""
    end = re.search(rb"startxref\s+(\d+)\s+%%EOF\s*$", pdf[-200:])
    root = re.findall(rb"/Root\s+(\d+)\s+0\s+R", pdf[-4000:])
    size = re.findall(rb"/Size\s+(\d+)", pdf[-4000:])
    if not (end and root and size):
        raise Fault(gettext_noop("The manifest could not be attached to the PDF."))
    number, first = int(root[-1]), int(size[-1])
    catalog = re.search(rb"(?:^|\n)%d 0 obj\s*(<<.*?>>)\s*endobj" % number, pdf, re.DOTALL)
    if catalog is None or b"/Names" in catalog[1] or b"/AF" in catalog[1]:
        raise Fault(gettext_noop("The manifest could not be attached to the PDF."))
    parts = {"m": envelope.manifest.decode(), "s": envelope.signature.hex(), "k": envelope.key.hex()}
    objects = _objects(catalog[1], number, first, json.dumps(parts, ensure_ascii=False).encode())
    return _append(pdf, objects, int(end[1]), number, first + len(objects) - 1, _trailer_id(pdf))


def _objects(catalog: bytes, number: int, first: int, data: bytes) -> dict[int, bytes]:
    extra = b"/AF [%d 0 R] /Names << /EmbeddedFiles << /Names [(manifest.json) %d 0 R] >> >> >>" % (first, first)
    spec = (
        b"<< /Type /Filespec /F (manifest.json) /UF (manifest.json) /Desc (Signed manifest of the figures) "
        b"/AFRelationship /Data /EF << /F %d 0 R /UF %d 0 R >> >>" % (first + 1, first + 1)
    )
    stream = (
        b"<< /Type /EmbeddedFile /Subtype /application#2Fjson /Params << /Size %d /ModDate (D:20000101000000Z) >> "
        b"/TongpinEnvelope true /Length %d >>\nstream\n" % (len(data), len(data))
    )
    return {number: catalog[:-2] + extra, first: spec, first + 1: stream + data + b"\nendstream"}


def _trailer_id(pdf: bytes) -> bytes:
    found = re.findall(rb"/ID\s*\[[^\]]*\]", pdf[-4000:])
    return found[-1] if found else b""


def _append(pdf: bytes, objects: dict[int, bytes], previous: int, root: int, size: int, identity: bytes) -> bytes:
    out = bytearray(pdf if pdf.endswith(b"\n") else pdf + b"\n")
    table = bytearray(b"xref\n")
    for number, body in objects.items():
        table += b"%d 1\n%010d 00000 n \n" % (number, len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    info = re.findall(rb"/Info\s+\d+\s+0\s+R", pdf[-4000:])
    trailer = b"/Size %d /Root %d 0 R /Prev %d %s %s" % (size, root, previous, info[-1] if info else b"", identity)
    return bytes(out + table + b"trailer\n<< " + trailer + b" >>\nstartxref\n%d\n%%%%EOF\n" % start)
