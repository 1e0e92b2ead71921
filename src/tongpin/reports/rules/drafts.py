"""Mark a draft so that nobody takes it for the issued report: first line of the text and the head of every page."""

from __future__ import annotations

from docx.document import Document
from lxml import etree

from tongpin.foundation.kernel.papers.parts import W

NOTICE = "【草稿】本稿未经签发，数字可能缺少依据，不得对外引用。"
HEAD = "草　稿"
_RED = (
    '<w:rPr><w:rFonts w:eastAsia="黑体" w:ascii="Times New Roman" w:hAnsi="Times New Roman"/>'
    '<w:color w:val="B3261E"/><w:sz w:val="28"/></w:rPr>'
)


def mark(document: Document) -> None:
    """Write the notice above the text and into the heads of all sections (odd, even and first pages)."""
    document.element.body.insert(0, _paragraph(NOTICE))
    even = document.settings.odd_and_even_pages_header_footer
    for section in document.sections:
        section.header.is_linked_to_previous = False
        heads = [section.header]
        heads += [section.even_page_header] if even else []
        heads += [section.first_page_header] if section.different_first_page_header_footer else []
        for head in heads:
            head.is_linked_to_previous = False
            head._element.append(_paragraph(HEAD))


def _paragraph(text: str) -> etree._Element:
    place = '<w:pPr><w:ind w:firstLine="0"/><w:jc w:val="center"/></w:pPr>'
    return etree.fromstring(f'<w:p xmlns:w="{W}">{place}<w:r>{_RED}<w:t>{text}</w:t></w:r></w:p>')
