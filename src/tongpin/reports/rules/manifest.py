"""The manifest: what a report stated, as canonical JSON that is signed once and compared for ever.

Layout of the JSON is a public format (docs/verification.md): add keys, never change the meaning of one.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from decimal import Decimal
from typing import Any

from ..enums import PlaceKind
from .faults import Fault, gettext_noop
from .language import Placed, Use
from .story import Context

FORMAT = "tongpin-report/1"
MAX_STATEMENTS = 5000


@dataclass(frozen=True, slots=True)
class Number:
    """The numeric token as issued: its canonical value and what belongs to it."""

    value: str
    more: bool = False
    percent: str = ""
    prefix: str = ""
    unit: str = ""

    @property
    def identity(self) -> tuple[str, bool, str, str]:
        """What `tokens.Token.number` must equal."""
        return (self.value, self.more, self.percent, self.prefix)


@dataclass(frozen=True, slots=True)
class Statement:
    """One figure of the report with its definition, records and surroundings at issue."""

    id: str
    name: str
    unit: str
    text: str
    kind: PlaceKind
    use: Use
    value: str | None
    state: str
    records: int
    evidenced: int
    as_of: str
    definition_version: int
    definition_hash: str
    records_root: str
    evidence_root: str
    context: Context
    number: Number | None


@dataclass(frozen=True, slots=True)
class Literal:
    """A number of the text that is no figure (a year, a document number), with its surroundings."""

    text: str
    number: Number
    context: Context
    where: str = "body"


@dataclass(frozen=True, slots=True)
class Manifest:
    """Everything a verifier needs without a database."""

    report: str
    title: str
    bureau: str
    year: int
    draft: bool
    as_of: str
    issued_at: str
    template: str  # SHA-256 of the template file
    audit_head: str
    verify_url: str
    annex: str  # SHA-256 of the annex' squeezed text
    figures: tuple[Statement, ...] = ()
    literals: tuple[Literal, ...] = ()
    format: str = field(default=FORMAT)


def statement(place: Placed, context: Context, number: Number | None) -> Statement:
    """Return the manifest's record of a placed figure."""
    figure = place.figure
    return Statement(
        id=place.id, name=figure.name, unit=figure.unit, text=place.text, kind=place.kind, use=place.use,
        value=None if figure.value is None else format(Decimal(figure.value), "f"),
        state=str(figure.state), records=figure.records, evidenced=figure.evidenced, as_of=figure.as_of.isoformat(),
        definition_version=figure.definition_version, definition_hash=figure.definition_hash,
        records_root=figure.records_root, evidence_root=figure.evidence_root, context=context, number=number,
    )  # fmt: skip


def canonical(manifest: Manifest) -> bytes:
    """Return the manifest as canonical JSON: sorted keys, no white space, UTF-8. These bytes are what is signed."""
    return json.dumps(asdict(manifest), ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def from_json(data: bytes) -> Manifest:
    """Read a manifest back; raises Fault if it is not exactly one of ours (a forged one may hold anything)."""
    try:
        raw = json.loads(data)
        manifest = _manifest(raw)
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise Fault(gettext_noop("The manifest in the file is damaged.")) from error
    if manifest.format != FORMAT or len(manifest.figures) + len(manifest.literals) > MAX_STATEMENTS:
        raise Fault(gettext_noop("The manifest in the file is of a kind this version does not know."))
    return manifest


def _manifest(raw: dict[str, Any]) -> Manifest:
    figures = tuple(_statement(item) for item in raw.pop("figures"))
    literals = tuple(
        Literal(_word(i["text"]), _number(i["number"]), _context(i["context"]), _word(i["where"]))
        for i in raw.pop("literals")
    )
    year, draft = raw.pop("year"), raw.pop("draft")
    words = {key: _word(value) for key, value in raw.items()}
    return Manifest(**words, year=_whole(year), draft=bool(draft), figures=figures, literals=literals)


def _statement(raw: dict[str, Any]) -> Statement:
    use = raw.pop("use")
    use["by"] = tuple(map(_word, use["by"]))
    number, value = raw.pop("number"), raw.pop("value")
    counts: dict[str, Any] = {key: _whole(raw.pop(key)) for key in ("records", "evidenced", "definition_version")}
    kind, around = PlaceKind(raw.pop("kind")), _context(raw.pop("context"))
    words: dict[str, Any] = {key: _word(item) for key, item in raw.items()}
    return Statement(
        kind=kind,
        use=Use(**use),
        context=around,
        number=None if number is None else _number(number),
        value=None if value is None else _word(value),
        **counts,
        **words,
    )


def _number(raw: dict[str, Any]) -> Number:
    more = bool(raw.pop("more"))
    return Number(more=more, **{key: _word(item) for key, item in raw.items()})


def _context(raw: dict[str, Any]) -> Context:
    return Context(**{key: _word(item) for key, item in raw.items()})


def _word(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError(value)
    return value


def _whole(value: object) -> int:
    if not isinstance(value, int):
        raise TypeError(value)
    return value
