"""From a template and figures to a sealed Word report: render → wrap → annex → read back → manifest → sign → embed."""

from __future__ import annotations

import datetime as dt
import hashlib
import io
from dataclasses import dataclass

import segno
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from docx.shared import Mm
from lxml import etree

from tongpin.foundation.kernel.papers.parts import w

from ..enums import PlaceKind
from . import annex, carriers, drafts, seal
from .docx_text import read_tree
from .faults import Fault, gettext_noop
from .language import Placed, Speaker, Year
from .manifest import Literal, Manifest, Number, Statement, canonical, statement
from .story import Mark, Passage, context
from .templating import Template, open_template, render
from .tokens import Token
from .wrapping import wrap

_BESIDE = gettext_noop("In the template a digit stands directly beside the figure “%(name)s”.")
_BESIDE_REMEDY = gettext_noop("Separate the two, or the number could not be told from the figure.")


@dataclass(frozen=True, slots=True)
class Order:
    """What the caller decides about a report; `verify_url` is where its code can be looked up ("" = nowhere)."""

    report: str
    title: str
    bureau: str
    draft: bool
    as_of: str
    issued_at: str
    audit_head: str = ""
    verify_url: str = ""


@dataclass(frozen=True, slots=True)
class Composed:
    """A finished report: the Word file, its envelope, and every statement in it."""

    docx: bytes
    envelope: seal.Envelope
    manifest: Manifest
    placed: tuple[Placed, ...]


def compose(template_file: bytes, data: Year, order: Order, key: Ed25519PrivateKey) -> Composed:
    """Make a report; raises Fault if the template cannot be used or a final copy lacks evidence for a figure."""
    template = open_template(template_file)
    speaker = Speaker(data)
    render(template, {**speaker.vocabulary(), **_words(data, order)})
    placed = tuple(speaker.placed)
    if not order.draft:
        refuse_unproven(placed)
    body = template.docx._element.body
    wrap(body, placed)
    if order.draft:
        drafts.mark(template.docx)
    imprint = annex.Imprint(
        order.report, order.as_of, hashlib.sha256(template_file).hexdigest(),
        seal.fingerprint(key.public_key().public_bytes_raw()), order.audit_head, order.verify_url,
    )  # fmt: skip
    statements, literals = _read_back(read_tree(body), placed)
    elements, annex_hash = annex.build(statements, imprint, _code_picture(template, order.verify_url))
    _append(body, elements)
    manifest = Manifest(
        report=order.report, title=order.title, bureau=order.bureau, year=data.year, draft=order.draft,
        as_of=order.as_of, issued_at=order.issued_at, template=imprint.template, audit_head=order.audit_head,
        verify_url=order.verify_url, annex=annex_hash, figures=statements, literals=literals,
    )  # fmt: skip
    envelope = seal.sign(canonical(manifest), key)
    carriers.embed(template.docx.part.package, order.report, envelope.pack())
    template.docx.core_properties.title = order.title
    buffer = io.BytesIO()
    template.docx.save(buffer)
    return Composed(buffer.getvalue(), envelope, manifest, placed)


def preview(template_file: bytes, data: Year, order: Order) -> tuple[Placed, ...]:
    """Return the statements a template would make, without making the file."""
    template = open_template(template_file)
    speaker = Speaker(data)
    render(template, {**speaker.vocabulary(), **_words(data, order)})
    return tuple(speaker.placed)


def refuse_unproven(placed: tuple[Placed, ...]) -> None:
    """Refuse a final copy while a figure lacks evidence; the message names every one of them."""
    names = dict.fromkeys(place.figure.name for place in placed if place.blocks_final)
    if names:
        raise Fault(
            gettext_noop("A final copy cannot be issued: no evidence carries %(names)s."),
            gettext_noop("Add evidence to the records, or take a draft."),
            names="、".join(names),
        )


def _words(data: Year, order: Order) -> dict[str, object]:
    words = {"bureau": order.bureau, "as_of": spoken_date(order.as_of), "title": order.title}
    words["issued_on"] = spoken_date(order.issued_at[:10])
    return {"year": data.year, "last_year": data.year - 1, **words}


def spoken_date(iso: str) -> str:
    """Write 2026-03-05 as official prose does: 2026年3月5日, without leading zeros."""
    day = dt.date.fromisoformat(iso)
    return f"{day.year}年{day.month}月{day.day}日"


def _code_picture(template: Template, address: str) -> etree._Element | None:
    if not address:
        return None
    png = io.BytesIO()
    segno.make(address, error="m").save(png, kind="png", scale=4, border=2)
    png.seek(0)
    picture: etree._Element = template.docx.part.new_pic_inline(png, width=Mm(20))
    return picture


def _append(body: etree._Element, elements: list[etree._Element]) -> None:
    last = body[-1] if len(body) and body[-1].tag == w("sectPr") else None
    for element in elements:
        if last is None:
            body.append(element)
        else:
            last.addprevious(element)


def _read_back(
    passages: list[Passage], placed: tuple[Placed, ...]
) -> tuple[tuple[Statement, ...], tuple[Literal, ...]]:
    """Read the finished text as the verifier will, so that what is registered is what can be found again."""
    statements: dict[str, Statement] = {}
    literals: list[Literal] = []
    by_id = {place.id: place for place in placed}
    for passage in passages:
        found = passage.tokens()
        marks = [mark for mark in passage.marks if mark.name.startswith("fig_")]
        for mark in marks:
            place = by_id[mark.name.removeprefix("fig_")]
            statements[place.id] = _statement(place, passage, mark, found)
        free = (t for t in found if not any(t.start < m.end and m.start < t.end for m in marks))
        literals += [Literal(t.text, number_of(t), context(passage, t.start, t.end), passage.where) for t in free]
    return tuple(statements[place.id] for place in placed), tuple(literals)


def _statement(place: Placed, passage: Passage, mark: Mark, found: list[Token]) -> Statement:
    touching = [t for t in found if t.start <= mark.end and mark.start <= t.end and t.start != mark.end]
    if place.kind is PlaceKind.WORDS:
        return statement(place, context(passage, mark.start, mark.end), None)
    if len(touching) != 1 or not _fits(touching[0], mark, passage.text):
        raise Fault(_BESIDE, _BESIDE_REMEDY, name=place.figure.name)
    token = touching[0]
    return statement(place, context(passage, token.start, token.end), number_of(token))


def _fits(token: Token, mark: Mark, text: str) -> bool:
    """A sign such as 第, 约 or % may stand beside the tag; a digit may not."""
    beside = text[token.start : mark.start] + text[mark.end : token.end]
    return not any(char.isnumeric() for char in beside)


def number_of(token: Token) -> Number:
    """Return the manifest's form of a token."""
    return Number(token.value or token.text, token.more, token.percent, token.prefix, token.unit)
