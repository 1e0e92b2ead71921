# ruff: noqa: E501 - XML is easier to read unbroken
"""The page itself: size, margins, grid, base style, page number on the outer side, tables' frame."""

from __future__ import annotations

from docx.document import Document
from docx.shared import Twips
from lxml import etree

from .parts import W

MM = 1440 / 25.4  # twips
TEXT_WIDTH = 8844  # twips: 156 mm
LINE = 579  # twips: 225 mm / 22 lines, a little less so that the last line stays on the page
_FOOT = 1361  # twips from the page's edge: the dash of the page number stands 7 mm below the type area
_STYLE = f"""<w:style xmlns:w="{W}" w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/>
<w:pPr><w:widowControl w:val="0"/><w:overflowPunct w:val="0"/><w:autoSpaceDE w:val="0"/><w:autoSpaceDN w:val="0"/>
<w:spacing w:before="0" w:after="0" w:line="{LINE}" w:lineRule="exact"/><w:jc w:val="both"/></w:pPr>
<w:rPr><w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:eastAsia="仿宋_GB2312" w:cs="Times New Roman"/>
<w:spacing w:val="-6"/><w:kern w:val="0"/><w:sz w:val="32"/><w:szCs w:val="32"/><w:lang w:val="en-US" w:eastAsia="zh-CN" w:bidi="ar-SA"/></w:rPr></w:style>"""
_SETTINGS = f"""<w:x xmlns:w="{W}"><w:compat><w:spaceForUL/><w:balanceSingleByteDoubleByteWidth/><w:doNotLeaveBackslashAlone/>
<w:ulTrailSpace/><w:doNotExpandShiftReturn/><w:adjustLineHeightInTable/><w:useFELayout/>
<w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat></w:x>"""


def lay(document: Document) -> None:
    """Turn a fresh python-docx document into a page of the standard, with nothing on it but the page number."""
    styles = document.styles.element
    old = document.styles["Normal"].element
    styles.replace(old, etree.fromstring(_STYLE))
    for name in document.element.body.iterchildren(f"{{{W}}}p"):
        document.element.body.remove(name)
    section = document.sections[0]
    section.page_width, section.page_height = Twips(11906), Twips(16838)
    section.top_margin, section.bottom_margin = Twips(_twips(37)), Twips(_twips(35))
    section.left_margin, section.right_margin = Twips(_twips(28)), Twips(11906 - _twips(28) - TEXT_WIDTH)
    section.header_distance, section.footer_distance = Twips(_twips(15)), Twips(_FOOT)
    _grid(section._sectPr)
    document.settings.odd_and_even_pages_header_footer = True
    _modern(document)
    _number(section.footer, "right")
    _number(section.even_page_footer, "left")
    document.core_properties.author = ""
    document.core_properties.comments = ""


def table_properties() -> etree._Element:
    """Return the properties of a table as wide as the type area, with thin lines all round."""
    edges = "".join(
        f'<w:{edge} w:val="single" w:sz="4" w:space="0" w:color="auto"/>'
        for edge in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    return etree.fromstring(
        f'<w:tblPr xmlns:w="{W}"><w:tblW w:w="{TEXT_WIDTH}" w:type="dxa"/><w:jc w:val="center"/><w:tblBorders>{edges}'
        '</w:tblBorders><w:tblLayout w:type="fixed"/></w:tblPr>'
    )


def _twips(mm: float) -> int:
    return round(mm * MM)


def _grid(section: etree._Element) -> None:
    for old in section.findall(f"{{{W}}}docGrid"):
        section.remove(old)
    section.append(etree.fromstring(f'<w:docGrid xmlns:w="{W}" w:type="lines" w:linePitch="{LINE}"/>'))


def _modern(document: Document) -> None:
    """Say that the file needs no compatibility mode, or Word lays it out by the rules of 2007."""
    settings = document.settings.element
    for old in settings.findall(f"{{{W}}}compat"):
        old.getparent().remove(old)
    after = ("rsids", "mathPr", "themeFontLang", "clrSchemeMapping", "shapeDefaults", "decimalSymbol", "listSeparator")
    compat = etree.fromstring(_SETTINGS)[0]
    for child in settings:
        if etree.QName(child).localname in after:
            child.addprevious(compat)
            return
    settings.append(compat)


def _number(footer: object, side: str) -> None:
    """Write — 1 — in 14 pt Song, one character in from the outer edge."""
    footer.is_linked_to_previous = False  # type: ignore[attr-defined] # python-docx is untyped
    element = footer._element  # type: ignore[attr-defined]
    for old in list(element):
        element.remove(old)
    form = '<w:rPr><w:rFonts w:ascii="宋体" w:hAnsi="宋体" w:eastAsia="宋体"/><w:spacing w:val="0"/><w:sz w:val="28"/><w:szCs w:val="28"/></w:rPr>'
    field = "".join(
        f"<w:r>{form}{part}</w:r>"
        for part in (
            '<w:t xml:space="preserve">— </w:t>', '<w:fldChar w:fldCharType="begin"/>',
            '<w:instrText xml:space="preserve"> PAGE </w:instrText>', '<w:fldChar w:fldCharType="separate"/>',
            "<w:t>1</w:t>", '<w:fldChar w:fldCharType="end"/>', '<w:t xml:space="preserve"> —</w:t>',
        )
    )  # fmt: skip
    indent = f'<w:ind w:{side}="280" w:{side}Chars="100" w:firstLine="0"/>'
    element.append(
        etree.fromstring(
            f'<w:p xmlns:w="{W}"><w:pPr><w:spacing w:line="280" w:lineRule="exact"/>{indent}<w:jc w:val="{side}"/></w:pPr>{field}</w:p>'
        )
    )
