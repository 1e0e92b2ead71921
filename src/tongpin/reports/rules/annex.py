"""The printed annex 数据出处附表: where each figure comes from, sealed by a hash of its own text.

It is the layer that survives printing: with paper in hand a reader can compare values and roots with the ledger.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape

from lxml import etree

from tongpin.foundation.kernel.papers.parts import W

from .manifest import Manifest, Statement
from .story import Passage, squeeze

TITLE = "数据出处附表"
CHECK = "附表校验码："
_LATIN = "Times New Roman"
_WIDTHS = (780, 2560, 1560, 880, 880, 2184)  # twips; together the 156 mm of the type area
HEADS = ("编号", "指标", "数值", "记录", "有依据", "记录根")
_STATES = {"no_data": "无数据", "no_source": "尚无来源", "no_evidence": "缺依据"}


@dataclass(frozen=True, slots=True)
class Imprint:
    """What the annex states about the report as a whole."""

    report: str
    as_of: str
    template: str
    key: str  # fingerprint of the public key
    audit_head: str
    verify_url: str


def build(
    figures: Sequence[Statement], imprint: Imprint, picture: etree._Element | None = None
) -> tuple[list[etree._Element], str]:
    """Return the annex' elements, to stand before the body's last section mark, and the hash of their text."""
    lines = _imprint_lines(imprint)
    rows = [_row(figure) for figure in figures]
    digest = seal([TITLE, *lines, *HEADS, *(cell for row in rows for cell in row)])
    xml = [
        f'<w:body xmlns:w="{W}">',
        _paragraph(TITLE, "title", page_break=True),
        *(_paragraph(line) for line in lines),
    ]
    xml += [_table(rows), _paragraph(CHECK + short(digest)), "</w:body>"]
    elements = list(etree.fromstring("".join(xml)))
    if picture is not None:
        elements.insert(1, _picture_paragraph(picture))
    return elements, digest


def seal(texts: Iterable[str]) -> str:
    """Return the SHA-256 of the annex' text, white space and empty paragraphs left out."""
    return hashlib.sha256("|".join(t for t in map(squeeze, texts) if t).encode()).hexdigest()


def short(digest: str) -> str:
    """Return the printed form of the hash: 32 hex digits in groups of eight."""
    return " ".join(digest[i : i + 8] for i in range(0, 32, 8))


def set_apart(passages: Sequence[Passage]) -> list[Passage]:
    """Mark the passages of the annex (the last one, if there are several) and return them."""
    starts = [i for i, p in enumerate(passages) if p.where == "body" and squeeze(p.text) == TITLE]
    if not starts:
        return []
    found = []
    for passage in passages[starts[-1] :]:
        if passage.where != "body":
            break
        passage.where = "annex"
        found.append(passage)
        if squeeze(passage.text).startswith(CHECK):
            break
    return found


def digest_of(annex: Sequence[Passage]) -> str:
    """Return the hash of an annex found in a document; the line with the printed hash is not part of it."""
    return seal(p.text for p in annex if not squeeze(p.text).startswith(CHECK))


def printed_digest(annex: Sequence[Passage]) -> str:
    """Return the hash printed under the annex, without spaces; "" if the line is gone."""
    lines = [squeeze(p.text) for p in annex]
    return next((line.removeprefix(CHECK) for line in lines if line.startswith(CHECK)), "")


def expected_texts(manifest: Manifest, key: str) -> list[str]:
    """Return all texts an issued annex held, for file types that lose the table (PDF)."""
    imprint = Imprint(manifest.report, manifest.as_of, manifest.template, key, manifest.audit_head, manifest.verify_url)
    cells = [cell for figure in manifest.figures for cell in _row(figure)]
    return [TITLE, *_imprint_lines(imprint), *HEADS, *cells, CHECK + short(manifest.annex)]


def _imprint_lines(imprint: Imprint) -> list[str]:
    lines = [
        f"报告编号：{imprint.report}　数据截止：{imprint.as_of}",
        f"模板摘要：{imprint.template[:16]}　签名公钥：{imprint.key}",
        f"审计链头：{imprint.audit_head or '（未提供）'}",
    ]
    return [*lines, f"核验地址：{imprint.verify_url}"] if imprint.verify_url else lines


def _row(figure: Statement) -> tuple[str, ...]:
    value = _STATES.get(figure.state, (figure.value or "") + figure.unit)
    part = "".join(f"·{key}" for key in figure.use.by)
    root = figure.records_root[:16]
    return (figure.id, figure.name + part, value, str(figure.records), str(figure.evidenced), root or "—")


def _paragraph(text: str, look: str = "line", *, page_break: bool = False) -> str:
    title = look == "title"
    form = _form("方正小标宋简体" if title else "仿宋_GB2312", 36 if title else 21)
    before = "<w:pageBreakBefore/>" if page_break else ""
    spacing = '<w:spacing w:before="0" w:after="0" w:line="400" w:lineRule="exact"/>'
    place = '<w:jc w:val="center"/>' if title else '<w:jc w:val="left"/>'
    return (
        f'<w:p><w:pPr>{before}{spacing}<w:ind w:firstLine="0"/>{place}</w:pPr>'
        f'<w:r>{form}<w:t xml:space="preserve">{escape(text)}</w:t></w:r></w:p>'
    )


def _form(font: str, half_points: int) -> str:
    return (
        f'<w:rPr><w:rFonts w:ascii="{_LATIN}" w:hAnsi="{_LATIN}" w:eastAsia="{font}" w:cs="{_LATIN}"/>'
        f'<w:sz w:val="{half_points}"/><w:szCs w:val="{half_points}"/></w:rPr>'
    )


def _table(rows: Sequence[tuple[str, ...]]) -> str:
    edges = "".join(f'<w:{e} w:val="single" w:sz="4" w:space="0" w:color="auto"/>' for e in _EDGES)
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in _WIDTHS)
    head = (
        f"<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{''.join(map(_cell, HEADS, _WIDTHS, ['黑体'] * 6))}</w:tr>"
    )
    lines = "".join(
        f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{''.join(map(_cell, row, _WIDTHS, ['仿宋_GB2312'] * 6))}</w:tr>"
        for row in rows
    )
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{sum(_WIDTHS)}" w:type="dxa"/><w:tblBorders>{edges}</w:tblBorders>'
        '<w:tblLayout w:type="fixed"/><w:tblCellMar><w:left w:w="57" w:type="dxa"/><w:right w:w="57" w:type="dxa"/>'
        f"</w:tblCellMar></w:tblPr><w:tblGrid>{grid}</w:tblGrid>{head}{lines}</w:tbl>"
    )


_EDGES = ("top", "left", "bottom", "right", "insideH", "insideV")


def _cell(text: str, width: int, font: str) -> str:
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr><w:p><w:pPr>'
        '<w:snapToGrid w:val="0"/><w:spacing w:before="20" w:after="20" w:line="260" w:lineRule="exact"/>'
        '<w:ind w:firstLine="0"/><w:jc w:val="left"/></w:pPr>'
        f'<w:r>{_form(font, 18)}<w:t xml:space="preserve">{escape(text)}</w:t></w:r></w:p></w:tc>'
    )


def _picture_paragraph(picture: etree._Element) -> etree._Element:
    paragraph = etree.fromstring(
        f'<w:p xmlns:w="{W}"><w:pPr><w:spacing w:before="0" w:line="240" w:lineRule="auto"/>'
        '<w:ind w:firstLine="0"/><w:jc w:val="right"/></w:pPr>'
        "<w:r><w:drawing/></w:r></w:p>"
    )
    paragraph[1][0].append(picture)
    return paragraph
