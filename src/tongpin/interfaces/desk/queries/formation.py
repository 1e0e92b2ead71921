"""Where a Party organisation is set up otherwise than the catalogue says. Reminders, never violations.

The numbers come from the catalogue's entries in force on the day; only which count a norm speaks of is said here.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Count
from django.utils.translation import gettext as _

from tongpin.foundation.ui.rules import Quote
from tongpin.foundation.units.enums import Standing, UnitKind
from tongpin.foundation.units.models import Unit
from tongpin.foundation.units.queries import members
from tongpin.standards.enums import EntryType
from tongpin.standards.queries import entries


@dataclass(frozen=True, slots=True)
class Norm:
    """Which kind of unit a norm of the catalogue speaks of, and what it counts there."""

    kind: UnitKind
    full_only: bool
    without_committee: bool = False


NORMS = {
    "FORM.branch.least": Norm(UnitKind.BRANCH, full_only=True),
    "FORM.branch.most": Norm(UnitKind.BRANCH, full_only=False),
    "FORM.committee.from": Norm(UnitKind.BRANCH, full_only=True, without_committee=True),
    "FORM.general-branch.least": Norm(UnitKind.GENERAL_BRANCH, full_only=False),
    "FORM.party-committee.least": Norm(UnitKind.PARTY_COMMITTEE, full_only=False),
}


@dataclass(frozen=True, slots=True)
class Reminder:
    """Something to look at, with the words it rests on."""

    text: str
    quote: Quote


def reminders(unit: Unit, day: dt.date) -> list[Reminder]:
    """Return where the unit's numbers on `day` differ from the catalogue's norms. Two queries, none for other kinds."""
    wanted = {code: norm for code, norm in NORMS.items() if norm.kind == unit.kind}
    if not wanted or unit.valid_to is not None:
        return []
    counts = dict(members(unit, day).order_by().values_list("standing").annotate(n=Count("pk")))
    rows = entries(EntryType.NORM, day).filter(code__in=wanted)
    found = [(row.body, _difference(unit, wanted[row.code], row.body, counts)) for row in rows]
    return [Reminder(text, _quote(body)) for body, text in found if text]


def _difference(unit: Unit, norm: Norm, body: Mapping[str, object], counts: Mapping[str, int]) -> str:
    """Say what differs; an empty text when nothing does."""
    number = counts.get(Standing.FULL, 0) if norm.full_only else sum(counts.values())
    least, most = body.get("min"), body.get("max")
    if norm.without_committee:
        if unit.has_committee or not isinstance(least, int) or number < least:
            return ""
        return _("%(n)s full members and no branch committee.") % {"n": number}
    words = {"n": number, "least": least, "most": most}
    if isinstance(most, int) and number > most:
        return _("%(n)s members; the norm is at most %(most)s.") % words
    if isinstance(least, int) and number < least:
        if norm.full_only:
            return _("%(n)s full members; the norm is at least %(least)s.") % words
        return _("%(n)s members; the norm is at least %(least)s.") % words
    return ""


def _quote(body: Mapping[str, object]) -> Quote:
    name, local = str(body.get("source_name", "")), bool(body.get("local"))
    return Quote(
        str(body.get("quote") or body.get("title", "")),
        name if local else f"《{name}》",
        str(body.get("article", "")),
        str(body.get("issued", "")),
        verified=body.get("level") == "V",
        strict=body.get("strictness") == "must",
    )
