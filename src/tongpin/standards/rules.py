"""Shape of catalogue entries, and the validator that refuses what the rules against formalism forbid. Plain Python."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from functools import lru_cache
from importlib import resources
from types import MappingProxyType
from typing import Any

import yaml

from tongpin.foundation.kernel.canonical import canonical, digest

Body = Mapping[str, Any]

FIELDS_OF_A_RECORD = frozenset(
    [
        "unit",
        "starts_on",
        "ends_on",
        "time_text",
        "venue",
        "place",
        "village",
        "host",
        "title",
        "sessions",
        "served",
        "expected",
        "attended",
        "hours",
        "series",
        "edition",
        "note",
    ]
)
PERIODS = frozenset({"event", "month", "quarter", "year"})


@dataclass(frozen=True, slots=True)
class ActivityKind:
    """A kind of activity as the rest of the program reads it; see kinds.yaml for each field."""

    code: str
    name: str
    party: bool
    people: str
    needs: tuple[str, ...]
    same_when: tuple[str, ...]
    evidence: str
    lines: tuple[str, ...] = ()
    purposes: tuple[str, ...] = ()
    norms: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Norm:
    """A dated rule with its source; see norms.yaml for each field."""

    code: str
    title: str
    subject: str
    period: str
    strictness: str
    source_name: str
    article: str
    doc_no: str
    issued: dt.date
    effective_from: dt.date
    level: str
    quote: str = ""
    kind: str = ""
    applies: str = ""
    min: int | None = None
    max: int | None = None
    unit: str = ""
    effective_to: dt.date | None = None
    local: bool = False

    @property
    def needs_review(self) -> bool:
        """Whether it is shown as 待党务干部复核: its source was not read in the original."""
        return self.level != "V"


@dataclass(frozen=True, slots=True)
class Prohibition:
    """Something no configuration may say, with the document that forbids it."""

    id: str
    pattern: re.Pattern[str]
    message: str
    source: str


class Malformed(ValueError):  # noqa: N818 - it is what the entry is
    """An entry that has not its type's shape: `code` says how, `detail` names what."""

    def __init__(self, code: str, detail: str = "") -> None:
        super().__init__(f"{code}: {detail}")
        self.code, self.detail = code, detail


@lru_cache
def shipped(name: str) -> tuple[Body, ...]:
    """Return the entries of a shipped catalogue file: "kinds", "norms" or "prohibitions"."""
    text = resources.files(__package__).joinpath(f"{name}.yaml").read_text("utf-8")
    return tuple(MappingProxyType(entry) for entry in yaml.safe_load(text))


@lru_cache
def prohibitions() -> tuple[Prohibition, ...]:
    """Return what no configuration may say. Shipped, and not editable."""
    return tuple(
        Prohibition(entry["id"], re.compile(entry["pattern"], re.IGNORECASE), entry["message"], entry["source"])
        for entry in shipped("prohibitions")
    )


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for key, inner in value.items():
            yield str(key)
            yield from _texts(inner)
    elif isinstance(value, Sequence):
        for inner in value:
            yield from _texts(inner)


def forbidden(value: object) -> list[Prohibition]:
    """Return the prohibitions that some word in `value` runs into, keys of mappings included."""
    texts = list(_texts(value))
    return [rule for rule in prohibitions() if any(rule.pattern.search(text) for text in texts)]


def kind_of(body: Body) -> ActivityKind:
    """Build a kind from its entry. Raises Malformed."""
    return ActivityKind(**_checked(body, ActivityKind, required={"code", "name", "party", "people", "needs"}))


def norm_of(body: Body) -> Norm:
    """Build a norm from its entry. Raises Malformed."""
    return Norm(**_checked(body, Norm, required={"code", "title", "source_name", "effective_from", "level"}))


def _checked(body: Body, shape: type, *, required: Iterable[str]) -> dict[str, Any]:
    known = {field.name for field in fields(shape)}
    if unknown := sorted(set(body) - known):
        raise Malformed("unknown", "、".join(unknown))
    if missing := sorted(name for name in required if body.get(name) in (None, "")):
        raise Malformed("missing", "、".join(missing))
    if wrong := sorted(set(body.get("needs", ())) - FIELDS_OF_A_RECORD):
        raise Malformed("no_such_field", "、".join(wrong))
    if body.get("people") not in (None, "attendance", "served"):
        raise Malformed("choice", "people: attendance, served")
    if body.get("period") not in (None, *PERIODS):
        raise Malformed("choice", f"period: {', '.join(sorted(PERIODS))}")
    return {name: tuple(value) if isinstance(value, list) else value for name, value in body.items()}


def entry_digest(body: Body) -> str:
    """Return the digest by which a changed entry is told from an unchanged one."""
    return digest(dict(body))


def as_yaml(body: Body) -> str:
    """Return the entry as the text an officer edits."""
    return yaml.safe_dump(dict(body), allow_unicode=True, sort_keys=False)


def from_yaml(text: str) -> Body:
    """Read an edited entry. Raises Malformed where the text is not YAML or not one entry."""
    try:
        body = yaml.safe_load(text)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        raise Malformed("yaml", str(mark.line + 1) if mark else "") from error
    if not isinstance(body, dict):
        raise Malformed("yaml", "1")
    canonical(body)
    return body
