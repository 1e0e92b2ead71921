"""What a record says, whether it may be held, and when two records are one event. Plain Python."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, fields, replace
from decimal import Decimal
from operator import attrgetter

from tongpin.foundation.kernel.canonical import canonical, digest
from tongpin.foundation.kernel.text import squeezed
from tongpin.standards.rules import ActivityKind


@dataclass(frozen=True, slots=True)
class RosterEntry:
    """Someone present: by person where they are known, else by name."""

    name: str
    person_id: int | None = None


@dataclass(frozen=True, slots=True)
class Content:
    """Everything a record says; the typed argument of every write.

    `served` are people served (人次), `expected` and `attended` members (应到、实到), `hours` hours per person,
    `sessions` how many sessions (场次) the record stands for. `date_precision` "month": only the month of `starts_on`
    is known.
    """

    kind: str
    title: str
    unit_id: int
    starts_on: dt.date
    ends_on: dt.date | None = None
    date_precision: str = "day"
    time_text: str = ""
    venue_id: int | None = None
    place: str = ""
    village_id: int | None = None
    host: str = ""
    sessions: int = 1
    served: int | None = None
    served_estimated: bool = False
    expected: int | None = None
    attended: int | None = None
    hours: Decimal | None = None
    series: str = ""
    edition: int | None = None
    lines: tuple[str, ...] = ()
    purposes: tuple[str, ...] = ()
    note: str = ""
    measures: tuple[tuple[str, Decimal], ...] = ()
    roster: tuple[RosterEntry, ...] = ()


SCALARS = tuple(one.name for one in fields(Content) if one.name not in {"measures", "roster", "lines", "purposes"})
_SCALARS_OF = attrgetter(*SCALARS)
FIELD_OF_NEED = {"unit": "unit_id", "venue": "venue_id", "village": "village_id"}


def with_defaults(content: Content, kind: ActivityKind) -> Content:
    """Fill the lines and purposes the kind serves where the record names none."""
    if content.lines or content.purposes:
        return content
    return replace(content, lines=kind.lines, purposes=kind.purposes)


def missing(content: Content, kind: ActivityKind) -> list[str]:
    """Return the fields the kind needs and the record lacks; a roster stands for the number attended."""
    return [name for name in kind.needs if _value(content, name) in (None, "")]


def _value(content: Content, need: str) -> object:
    if need == "attended" and content.attended is None:
        return len(content.roster) or None
    return getattr(content, FIELD_OF_NEED.get(need, need))


@dataclass(frozen=True, slots=True)
class Problem:
    """Why a record cannot stand as it is: a code the caller puts into words, and the field."""

    code: str
    field: str


def problems(content: Content, *, today: dt.date, held: bool) -> Iterator[Problem]:
    """Yield contradictions inside a record, whatever its kind."""
    if content.ends_on is not None and content.ends_on < content.starts_on:
        yield Problem("ends_before_start", "ends_on")
    if held and content.starts_on > today:
        yield Problem("in_the_future", "starts_on")
    if content.sessions < 1:
        yield Problem("no_session", "sessions")
    if content.expected is not None and content.attended is not None and content.attended > content.expected:
        yield Problem("more_than_expected", "attended")


@dataclass(frozen=True, slots=True)
class Proof:
    """Where a record came from: the file of a ledger, the place in it, and the grade of what the ledger states."""

    file_id: int | None = None
    place: str = ""
    grade: int = 0
    file_sha256: str = field(default="", compare=False)


def content_digest(content: Content, version: int) -> str:
    """Return the digest that lineage and reports prove: all a record says, and which version of it."""
    return digest(
        [
            version,
            *_SCALARS_OF(content),
            content.lines,
            content.purposes,
            sorted((unit, amount) for unit, amount in content.measures),
            sorted((one.name, one.person_id or 0) for one in content.roster),
        ]
    )


def fingerprint(content: Content, kind: ActivityKind) -> str:
    """Return what two records of one event share, or "" where the kind never assumes that.

    Built from the fields in `same_when`; a record that lacks one of them is like no other.
    """
    if not kind.same_when:
        return ""
    parts = [kind.code]
    for name in kind.same_when:
        value = getattr(content, FIELD_OF_NEED.get(name, name))
        if value in (None, "") and name != "time_text":
            return ""
        parts.append(value.isoformat() if isinstance(value, dt.date) else squeezed(str(value)))
    return digest(parts)


def split_codes(text: str) -> tuple[str, ...]:
    """Undo `join_codes`."""
    return tuple(code for code in text.split(",") if code)


def join_codes(codes: Iterable[str]) -> str:
    """Return codes as one text that can be searched by part: ",culture,tourism,"."""
    inside = ",".join(codes)
    return f",{inside}," if inside else ""


def as_json(content: Content) -> dict[str, object]:
    """Return content as plain JSON, for the history."""
    plain = {name: getattr(content, name) for name in SCALARS}
    plain |= {"lines": content.lines, "purposes": content.purposes, "measures": content.measures}
    plain["roster"] = [[one.name, one.person_id] for one in content.roster]
    result: dict[str, object] = json.loads(canonical(plain))
    return result


def ledger_evidence_digest(proof: Proof) -> str:
    """Return the evidence digest of a record whose only evidence is its ledger; "" where the ledger proves nothing."""
    if not (proof.grade and proof.file_id):
        return ""
    return digest([(proof.grade, proof.place, proof.file_sha256)])
