"""Shape of catalogue entries, and the validator that refuses what the rules against formalism forbid."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import MISSING, dataclass, field, fields
from functools import lru_cache
from importlib import resources
from types import MappingProxyType
from typing import Any

import yaml

from tongpin.foundation.kernel.canonical import canonical, digest

from ..enums import BusinessLine, Purpose, Strictness, VerifiedLevel

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
CODE = re.compile(r"[\w.-]{1,40}")  # stands in addresses
LONGEST_TEXT = 2000
LARGEST_NUMBER = 100_000
DATES = frozenset({"issued", "effective_from", "effective_to"})
NUMBERS = frozenset({"min", "max"})
LISTS = frozenset({"needs", "same_when", "lines", "purposes", "norms"})
MAPPINGS = frozenset({"params"})
PARAM = re.compile(r"[a-z][a-z0-9_]{0,39}")
FLAGS = frozenset({"party", "local"})
FILLED_NORM = frozenset(
    ["code", "title", "subject", "period", "strictness", "source_name", "issued", "effective_from", "level"]
)
CHOICES: Mapping[str, frozenset[str]] = {
    "people": frozenset({"attendance", "served"}),
    "period": PERIODS,
    "strictness": frozenset(Strictness.values),
    "level": frozenset(VerifiedLevel.values),
    "lines": frozenset(BusinessLine.values),
    "purposes": frozenset(Purpose.values),
    "needs": FIELDS_OF_A_RECORD,
    "same_when": FIELDS_OF_A_RECORD,
}
_UNWRITABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")


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
    params: Mapping[str, int | str | bool] = field(default_factory=dict, hash=False)

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
    text = resources.files("tongpin.standards").joinpath(f"{name}.yaml").read_text("utf-8")
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
    return ActivityKind(**_checked(body, ActivityKind, filled={"code", "name", "party", "people", "needs"}))


def norm_of(body: Body) -> Norm:
    """Build a norm from its entry. Raises Malformed."""
    return Norm(**_checked(body, Norm, filled=FILLED_NORM))


def _checked(body: Body, shape: type, *, filled: Iterable[str]) -> dict[str, Any]:
    """Return the entry as arguments of `shape`: what has no default must be there, `filled` says something."""
    known = {one.name for one in fields(shape)}
    present = {one.name for one in fields(shape) if one.default is MISSING and one.default_factory is MISSING}
    if unknown := sorted(str(name) for name in body if name not in known):
        raise Malformed("unknown", "、".join(unknown))
    lacking = {name for name in filled if body.get(name) in (None, "")} | (present - set(body))
    if missing := sorted(lacking):
        raise Malformed("missing", "、".join(missing))
    for name, value in body.items():
        _check_value(name, value)
    return {name: tuple(value) if isinstance(value, list) else value for name, value in body.items()}


def _check_value(name: str, value: object) -> None:
    """Raise Malformed unless the value is of the sort its name wants; a left-out one may stand as empty text."""
    for names, code, fits in SORTS:
        if name in names:
            if not fits(value):
                raise Malformed(code, name)
            break
    else:
        if not isinstance(value, str) or len(value) > LONGEST_TEXT or _UNWRITABLE.search(value):
            raise Malformed("text", name)
    if name == "code" and not CODE.fullmatch(str(value)):
        raise Malformed("code", str(value))
    _check_choice(name, value)


def _check_choice(name: str, value: object) -> None:
    allowed = CHOICES.get(name)
    if allowed is None or value == "":
        return
    given = [value] if isinstance(value, str) else list(value)  # type: ignore[call-overload] # checked: texts or lists
    if wrong := sorted(set(given) - allowed):
        if allowed is FIELDS_OF_A_RECORD:
            raise Malformed("no_such_field", "、".join(wrong))
        raise Malformed("choice", f"{name}: {', '.join(sorted(allowed))}")


def _are_texts(value: object) -> bool:
    return isinstance(value, list | tuple) and all(isinstance(one, str) for one in value)


def _are_params(value: object) -> bool:
    return isinstance(value, Mapping) and all(
        isinstance(name, str) and PARAM.fullmatch(name) and (isinstance(one, bool | str) or _is_number(one))
        for name, one in value.items()
    )


def _is_number(value: object) -> bool:
    return type(value) is int and 0 <= value <= LARGEST_NUMBER


def _is_date(value: object) -> bool:
    if isinstance(value, dt.date):
        return not isinstance(value, dt.datetime)
    try:
        return isinstance(value, str) and bool(dt.date.fromisoformat(value))
    except ValueError:
        return False


SORTS: tuple[tuple[frozenset[str], str, Callable[[object], bool]], ...] = (
    (LISTS, "list", _are_texts),
    (FLAGS, "flag", lambda value: isinstance(value, bool)),
    (MAPPINGS, "params", _are_params),
    (NUMBERS, "number", lambda value: value is None or _is_number(value)),
    (DATES, "date", lambda value: value in (None, "") or _is_date(value)),
)
"""Items that are no texts: their names, the code of the refusal, and what they must be."""


def shape_names(shape: type) -> list[str]:
    """Return the items an entry of this shape may have, in their order."""
    return [one.name for one in fields(shape)]


def entry_digest(body: Body) -> str:
    """Return the digest by which a changed entry is told from an unchanged one."""
    return digest(dict(body))


def in_order(body: Body) -> dict[str, Any]:
    """Return the items of an entry in the order of its shape; stored entries are sorted by their names."""
    order = shape_names(ActivityKind if "name" in body else Norm)
    known = {name: body[name] for name in order if name in body}
    return known | {name: value for name, value in body.items() if name not in known}


def as_yaml(body: Body) -> str:
    """Return the entry as the text an officer edits."""
    return yaml.safe_dump(in_order(body), allow_unicode=True, sort_keys=False)


def from_yaml(text: str) -> Body:
    """Read an edited entry; items left empty count as left out.

    Raises Malformed where the text is not YAML or not one entry. Anchors are refused: a few lines of them can stand for
    gigabytes.
    """
    try:
        if any(isinstance(event, yaml.AliasEvent) for event in yaml.parse(text, Loader=yaml.SafeLoader)):
            raise Malformed("anchor")
        body = yaml.safe_load(text)
        if not isinstance(body, dict) or not all(isinstance(name, str) for name in body):
            raise Malformed("yaml", "1")
        canonical(body)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        raise Malformed("yaml", str(mark.line + 1) if mark else "1") from error
    except (TypeError, ValueError, RecursionError) as error:
        raise error if isinstance(error, Malformed) else Malformed("value") from error
    return {name: value for name, value in body.items() if value is not None}


def differences(before: Body, after: Body) -> list[tuple[str, Any, Any]]:
    """Return (item, old value, new value) of what differs between two versions; None where one has it not."""
    names = [*before, *(name for name in after if name not in before)]
    return [(name, before.get(name), after.get(name)) for name in names if before.get(name) != after.get(name)]
