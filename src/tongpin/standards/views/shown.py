"""Entries of the catalogue as the screens show them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import Http404
from django.utils.translation import gettext as _

from tongpin.foundation.ui.rules import Quote

from ..enums import EntryType, VerifiedLevel
from ..models import Entry, LocalRule
from ..notices import item_labels, terms_text, value_text
from ..queries import entries, local_rules
from ..queries.local import override_of
from ..rules import differences, in_order

# Shown elsewhere on the page: in its head, as a quotation, as links.
LEFT_OUT = frozenset({"code", "name", "title", "quote", "kind", "norms"})


@dataclass(frozen=True)
class Line:
    """An entry in the list. `level` is empty for kinds, which rest on the bureau's own wording; `needs` for norms."""

    entry: Entry
    name: str
    source: str
    dates: str
    how: str
    needs: str
    level: str
    level_text: str

    @property
    def needs_review(self) -> bool:
        """Whether its source was not read in the original: 待党务干部复核."""
        return self.level not in ("", VerifiedLevel.ORIGINAL)


def line(entry: Entry) -> Line:
    """Return an entry as a row of the list."""
    body: Mapping[str, Any] = entry.body
    if entry.type == EntryType.KIND:
        needs = value_text("needs", body.get("needs", []))
        return Line(entry, body["name"], str(body.get("evidence", "")), span(entry), "", needs, "", "")
    return Line(
        entry,
        body["title"],
        source_text(body),
        in_force_text(body),
        value_text("strictness", body.get("strictness", "")),
        "",
        str(body.get("level", "")),
        value_text("level", body.get("level", "")),
    )


def source_text(body: Mapping[str, Any]) -> str:
    """Return name, article and number of the document an entry rests on."""
    name = body.get("source_name", "")
    parts = [f"《{name}》" if name and not body.get("local") else name, body.get("article", ""), body.get("doc_no", "")]
    return " ".join(part for part in parts if part)


def in_force_text(body: Mapping[str, Any]) -> str:
    """Return from when to when the document itself is in force."""
    return _period(str(body.get("effective_from", "")), str(body.get("effective_to") or ""))


def span(entry: Entry) -> str:
    """Return from when to when a version of an entry judges records."""
    start = entry.valid_from.isoformat() if entry.valid_from else ""
    return _period(start, entry.valid_to.isoformat() if entry.valid_to else "")


def _period(start: str, end: str) -> str:
    if end:
        since = start or _("since before the records")
        return f"{since} – {end}"
    return _("from %(start)s on") % {"start": start} if start else _("at all times")


def related(entry: Entry, day: dt.date) -> list[Line]:
    """Return the norms that apply to a kind, or the kind a norm is about, as they stand on `day`. One query."""
    if entry.type == EntryType.KIND:
        rows = entries(EntryType.NORM, day).filter(code__in=entry.body.get("norms", []))
    else:
        rows = entries(EntryType.KIND, day).filter(code=entry.body.get("kind", ""))
    return [line(row) for row in rows.order_by("code")]


def facts(entry: Entry) -> list[tuple[str, str]]:
    """Return what an entry says, item by item; what it leaves out is left out."""
    labels = item_labels()
    rows = [
        (labels.get(name, name), value_text(name, value))
        for name, value in in_order(entry.body).items()
        if name not in LEFT_OUT
    ]
    return [(name, value) for name, value in rows if value]


def quote(entry: Entry) -> Quote | None:
    """Return the words of the source, where the entry quotes them."""
    body: Mapping[str, Any] = entry.body
    if not body.get("quote"):
        return None
    return Quote(
        body["quote"],
        source_text(body),
        "",
        str(body.get("issued", "")),
        verified=body.get("level") == VerifiedLevel.ORIGINAL,
        strict=body.get("strictness") == "must",
    )


@dataclass(frozen=True)
class Change:
    """One item that differs between two versions."""

    name: str
    before: str
    after: str


@dataclass(frozen=True)
class Step:
    """One version in the history, with what it changed against the one before."""

    entry: Entry
    span: str
    changes: Sequence[Change]


def steps(versions: Sequence[Entry]) -> list[Step]:
    """Return the history, newest first, from versions in that order."""
    labels = item_labels()
    earlier: list[Mapping[str, Any]] = [*(version.body for version in versions[1:]), {}]
    return [
        Step(
            version,
            span(version),
            [
                Change(labels.get(name, name), value_text(name, old), value_text(name, new))
                for name, old, new in differences(before, version.body)
            ]
            if before
            else [],
        )
        for version, before in zip(versions, earlier, strict=True)
    ]


def chosen_version(versions: Sequence[Entry], wanted: str, today: dt.date) -> Entry:
    """Return the version asked for, else the one in force today, else the newest. Raises Http404."""
    if wanted:
        found = [version for version in versions if str(version.version) == wanted]
        if not found:
            raise Http404
        return found[0]
    for version in versions:
        started = version.valid_from is None or version.valid_from <= today
        if started and (version.valid_to is None or version.valid_to >= today):
            return version
    return versions[0]


@dataclass(frozen=True)
class LocalLine:
    """A local rule under its norm: whom it is for, what it says, and whether it is in force."""

    rule: LocalRule
    whom: str
    terms: str
    running: bool
    coming: bool


def local_lines(type_: EntryType, code: str, today: dt.date) -> list[LocalLine]:
    """Return every local rule of a norm there ever was, newest first. One query, none for kinds."""
    if type_ is not EntryType.NORM:
        return []
    rows = []
    for rule in local_rules(code):
        override = override_of(rule)
        whom = rule.unit.name if rule.unit else _("All organisations")
        rows.append(
            LocalLine(rule, whom, terms_text(override.terms), override.holds_on(today), rule.valid_from > today)
        )
    return rows
