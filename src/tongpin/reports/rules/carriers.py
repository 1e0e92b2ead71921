"""Where the manifest travels: a customXml part, docProps/custom.xml in short chunks, the report code in the keywords.

The customXml part does not survive an odt; the chunks do (docx, odt, .doc keep strings up to 255 characters); the
keywords survive into a PDF somebody makes himself and lead back to the ledger.
"""

from __future__ import annotations

import re
from xml.sax.saxutils import escape

from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.package import Package
from lxml import etree

from .archive import Container, parse
from .story import Story

CHUNK = 240
NAMESPACE = "urn:tongpin:report:1"
PREFIX = "TongpinManifest"
REPORT = "TongpinReport"
CODE = re.compile(r"TP-\d{4}-[0-9A-HJKMNP-TV-Z]{8}")
_CUSTOM = "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"
_VT = "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"
_FMTID = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"
_CUSTOM_TYPE = "application/vnd.openxmlformats-officedocument.custom-properties+xml"
_ITEM_ID = "{6F1B0E52-5D0E-4B7A-9C8A-54504D414E31}"


def embed(package: Package, report: str, packed: str) -> None:
    """Write the packed manifest and the report code into an open docx package."""
    _custom_xml(package, packed)
    _custom_properties(package, report, packed)
    package.core_properties.keywords = report


def _custom_xml(package: Package, packed: str) -> None:
    taken = {str(part.partname) for part in package.iter_parts()}
    number = next(i for i in range(1, 10_000) if f"/customXml/item{i}.xml" not in taken)
    blob = f'<?xml version="1.0" encoding="UTF-8"?>\n<manifest xmlns="{NAMESPACE}">{packed}</manifest>'.encode()
    item = Part(PackURI(f"/customXml/item{number}.xml"), "application/xml", blob, package)
    properties = (
        f'<?xml version="1.0" encoding="UTF-8" standalone="no"?>\n<ds:datastoreItem ds:itemID="{_ITEM_ID}" '
        'xmlns:ds="http://schemas.openxmlformats.org/officeDocument/2006/customXml"><ds:schemaRefs>'
        f'<ds:schemaRef ds:uri="{NAMESPACE}"/></ds:schemaRefs></ds:datastoreItem>'
    ).encode()
    kind = "application/vnd.openxmlformats-officedocument.customXmlProperties+xml"
    item.relate_to(Part(PackURI(f"/customXml/itemProps{number}.xml"), kind, properties, package), RT.CUSTOM_XML_PROPS)
    package.main_document_part.relate_to(item, RT.CUSTOM_XML)


def _custom_properties(package: Package, report: str, packed: str) -> None:
    part = next((r.target_part for r in package.rels.values() if r.reltype == RT.CUSTOM_PROPERTIES), None)
    kept = _foreign_properties(part.blob) if part is not None else []
    mine = [(REPORT, report)]
    mine += [(f"{PREFIX}{i:03d}", packed[o : o + CHUNK]) for i, o in enumerate(range(0, len(packed), CHUNK))]
    xml = [f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<Properties xmlns="{_CUSTOM}" xmlns:vt="{_VT}">']
    for pid, (name, value) in enumerate(mine + kept, start=2):
        quoted = escape(name, {'"': "&quot;"})
        xml.append(
            f'<property fmtid="{_FMTID}" pid="{pid}" name="{quoted}"><vt:lpwstr>{escape(value)}</vt:lpwstr></property>'
        )
    blob = ("".join(xml) + "</Properties>").encode()
    if part is not None:
        part._blob = blob
    else:
        package.relate_to(Part(PackURI("/docProps/custom.xml"), _CUSTOM_TYPE, blob, package), RT.CUSTOM_PROPERTIES)


def _foreign_properties(blob: bytes) -> list[tuple[str, str]]:
    return [(n, v) for n, v in _properties(parse(blob)).items() if not n.startswith(PREFIX) and n != REPORT]


def _properties(root: etree._Element) -> dict[str, str]:
    return {p.get("name", ""): "".join(map(str, p.itertext())) for p in root.iter(f"{{{_CUSTOM}}}property")}


def read_docx_carriers(container: Container, story: Story) -> None:
    """Fill the story's properties, keywords and manifest part from a docx."""
    custom = container.xml("docProps/custom.xml")
    story.properties = {} if custom is None else _properties(custom)
    core = container.xml("docProps/core.xml")
    if core is not None:
        tag = "{http://schemas.openxmlformats.org/package/2006/metadata/core-properties}keywords"
        story.keywords = " ".join(element.text or "" for element in core.iter(tag))
    for name in container.names():
        if re.fullmatch(r"customXml/item\d+\.xml", name):
            data = container.read(name) or b""
            if NAMESPACE.encode() in data:
                story.manifest_part = "".join(map(str, parse(data).itertext()))


def packed_manifests(story: Story) -> list[str]:
    """Return the packed manifests a file carries: the part first, then the chunks."""
    chunks = sorted((n, v) for n, v in story.properties.items() if n.startswith(PREFIX))
    return [found for found in (story.manifest_part, "".join(v for _, v in chunks)) if found]


def report_code(story: Story) -> str:
    """Return the report code from the properties, the keywords or the printed annex; "" if it is nowhere."""
    tail = "\n".join(p.text for p in story.passages[-400:])
    for text in (story.properties.get(REPORT, ""), story.keywords, tail):
        found = CODE.search(text)
        if found:
            return found.group()
    return ""
