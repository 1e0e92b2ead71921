"""Verify a report: ONE function behind the command line and the public page; the public key alone is enough."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field
from decimal import Decimal

from tongpin.derived.indicators.rules import Figure

from ..enums import AnnexVerdict, FigureVerdict, LiteralVerdict, RecomputeVerdict, SealVerdict
from . import annex, carriers, drafts, office, seal
from .archive import MAX_FILE, Container
from .docx_text import read_docx
from .faults import Fault, gettext_noop
from .findings import FigureFinding, LiteralFinding
from .manifest import Manifest, Statement, from_json
from .matching import Matcher
from .odt_text import read_odt
from .pdf_text import read_pdf
from .story import Passage, Story, squeeze

Recompute = Callable[[Manifest], Mapping[str, tuple[Figure, str]]]
Ledger = Callable[[str], seal.Envelope | None]
_STANDING = (FigureVerdict.SAME, FigureVerdict.SAME_BY_CONTEXT)


@dataclass(frozen=True, slots=True)
class Verdict:
    """All that was found. `ok` is true only if the seal holds and nothing differs from what was issued."""

    filename: str
    seal: SealVerdict
    report: str = ""
    title: str = ""
    draft: bool = False
    issued_at: str = ""
    key: str = ""  # fingerprint of the key the manifest is sealed with
    figures: tuple[FigureFinding, ...] = ()
    literals: tuple[LiteralFinding, ...] = ()
    annex: AnnexVerdict = AnnexVerdict.UNREADABLE
    recomputed: Mapping[str, RecomputeVerdict] = field(default_factory=dict)
    without_marks: bool = False  # a PDF or pasted text: all figures were recognised by context

    @property
    def ok(self) -> bool:
        """Nothing differs. A literal that was removed with its sentence is a note, no difference."""
        return (
            self.seal in (SealVerdict.VALID, SealVerdict.FROM_LEDGER)
            and all(f.verdict in _STANDING for f in self.figures)
            and all(f.verdict in (LiteralVerdict.SAME, LiteralVerdict.REMOVED) for f in self.literals)
            and self.annex in (AnnexVerdict.INTACT, AnnexVerdict.UNREADABLE)
            and RecomputeVerdict.DATA_CHANGED not in self.recomputed.values()
        )

    def to_json(self) -> str:
        """Return the verdict for machines: the fields as they are, verdicts as their English words, and `ok`."""
        return json.dumps({**asdict(self), "ok": self.ok}, ensure_ascii=False, indent=1)


def verify_file(
    data: bytes,
    filename: str,
    *,
    public_key: bytes | tuple[bytes, ...] | None,
    recompute: Recompute | None = None,
    ledger: Ledger | None = None,
) -> Verdict:
    """Judge a file. `public_key` is whom to trust (PEM, hex or raw; several after a change of keys).

    `ledger` finds the envelope kept at issue by its report code, `recompute` computes the figures anew.
    Raises Fault, in words for the user, if the file cannot be read at all.
    """
    keys = () if public_key is None else (public_key,) if isinstance(public_key, bytes) else public_key
    trusted = tuple(map(seal.public_key, keys))
    story = read(data)
    verdict, manifest, key = _sealed_manifest(story, trusted, ledger)
    if manifest is None:
        return Verdict(filename, verdict, report=carriers.report_code(story))
    found_annex = annex.set_apart(story.passages)
    annex_verdict = _flowing_annex(story, manifest, key) if story.flowing else _annex(found_annex, manifest)
    matcher = Matcher(story)
    figures = matcher.figures(manifest.figures)
    literals, doubled = matcher.literals(manifest.literals, manifest.figures)
    return Verdict(
        filename, verdict, manifest.report, manifest.title, manifest.draft, manifest.issued_at, key,
        tuple(figures + doubled), tuple(literals), annex_verdict, _recomputed(manifest, recompute),
        without_marks=not any(name.startswith(("fig_", "sdt:")) for name in matcher.marks),
    )  # fmt: skip


def read(data: bytes) -> Story:
    """Read a document of any known type, told by its content and not by its name."""
    if len(data) > MAX_FILE:
        raise Fault(gettext_noop("The file is larger than %(limit)s MB."), limit=MAX_FILE // 2**20)
    if data.startswith(b"%PDF-"):
        return read_pdf(data)
    if data.startswith(b"\xd0\xcf\x11\xe0") and "WordDocument".encode("utf-16-le") in data:
        return _read_container(Container(office.convert(data, "doc", "docx")))
    if data.startswith(b"{\\rtf"):
        return _read_container(Container(office.convert(data, "rtf", "docx")))
    if not data.startswith(b"PK"):
        raise Fault(
            gettext_noop("The file is not a Word, OpenDocument or PDF file."),
            gettext_noop("Choose the .docx, .doc, .odt or .pdf of the report."),
        )
    return _read_container(Container(data))


def _read_container(container: Container) -> Story:
    if (container.read("mimetype") or b"").startswith(b"application/vnd.oasis.opendocument.text"):
        return read_odt(container)
    story = read_docx(container)
    carriers.read_docx_carriers(container, story)
    return story


def _sealed_manifest(
    story: Story, trusted: tuple[bytes, ...], ledger: Ledger | None
) -> tuple[SealVerdict, Manifest | None, str]:
    packed = carriers.packed_manifests(story)
    code = ""
    for text in packed:
        try:
            envelope = seal.unpack(text)
            if seal.is_valid(envelope, trusted):
                return SealVerdict.VALID, from_json(envelope.manifest), seal.fingerprint(envelope.key)
            code = code or from_json(envelope.manifest).report
        except Fault:
            continue
    kept = ledger(carriers.report_code(story) or code) if ledger else None
    if kept is not None and (kept.key in trusted or not trusted):
        verdict = SealVerdict.INVALID if packed else SealVerdict.FROM_LEDGER
        return verdict, from_json(kept.manifest), seal.fingerprint(kept.key)
    return (SealVerdict.INVALID if packed else SealVerdict.MISSING), None, ""


def _annex(found: list[Passage], manifest: Manifest) -> AnnexVerdict:
    if not found:
        return AnnexVerdict.MISSING
    printed = squeeze(annex.short(manifest.annex))
    intact = annex.digest_of(found) == manifest.annex and annex.printed_digest(found) == printed
    return AnnexVerdict.INTACT if intact else AnnexVerdict.ALTERED


def _flowing_annex(story: Story, manifest: Manifest, key: str) -> AnnexVerdict:
    """Cut the annex off a flowing text and compare its characters, whatever order the cells were read in."""
    passage = story.passages[0]
    place = passage.text.rfind(annex.TITLE)
    if place < 0:
        return AnnexVerdict.MISSING
    head = squeeze(drafts.HEAD) if manifest.draft else ""
    found = Counter(squeeze(passage.text[place:]))
    passage.text = passage.text[:place]
    expected = Counter(squeeze("".join(annex.expected_texts(manifest, key))))
    repeated = Counter("".join(annex.HEADS)) + Counter(head)  # both stand again on each further page
    for _ in range(30):
        surplus = found - expected
        if not (expected - found) and not (surplus - Counter(head)):
            return AnnexVerdict.INTACT
        expected += repeated
    return AnnexVerdict.ALTERED


def _recomputed(manifest: Manifest, recompute: Recompute | None) -> dict[str, RecomputeVerdict]:
    if recompute is None:
        return {}
    today = recompute(manifest)
    return {issued.id: _holds(issued, today.get(issued.id)) for issued in manifest.figures}


def _holds(issued: Statement, today: tuple[Figure, str] | None) -> RecomputeVerdict:
    if today is None:
        return RecomputeVerdict.UNKNOWN
    figure, text = today
    before = None if issued.value is None else Decimal(issued.value)
    now = None if figure.value is None else Decimal(figure.value)
    if before != now or text != issued.text:
        return RecomputeVerdict.DATA_CHANGED
    same = (figure.records_root, figure.evidence_root) == (issued.records_root, issued.evidence_root)
    return RecomputeVerdict.HOLDS if same else RecomputeVerdict.RECORDS_CHANGED
