"""What organisational life an organisation owes, as reminders say it: fixed words, periods, kinds and days."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping

from django.urls import reverse
from django.utils.translation import gettext as _

from tongpin.derived.compliance.enums import State
from tongpin.derived.compliance.notices import period_text
from tongpin.derived.compliance.queries import LOOKED_BACK, MEETINGS, SOON, Cell, owed
from tongpin.foundation.kernel.dated import holds
from tongpin.foundation.units.enums import PARTY_KINDS
from tongpin.foundation.units.models import Unit
from tongpin.standards.enums import Strictness
from tongpin.standards.rules import ActivityKind, Rulebook

from ..notices import day_text
from .registry import COMING, Item

DUTIES = "duties"


def duties(
    day: dt.date, units: Mapping[int, Unit], kinds: Mapping[str, ActivityKind], book: Rulebook
) -> Iterator[Item]:
    """Yield what is late, what is due, and what the regulations usually expect and is not on record. One query.

    What was planned or held is told of as the activity it is. What is not made up in about three months, and a
    reminder (一般) of more than a month ago, is left to the page of compliance. Talks, hours of study and
    posts go on all year and have a page; terms are told by `dated`.
    """
    party = [one for one in units.values() if one.kind in PARTY_KINDS and holds(one, day)]
    found = owed(party, day, only=MEETINGS, book=book)
    for cell in (*found.late, *found.missed, *found.soon, *found.later):
        if cell.state is State.PLANNED or cell.deadline < day - (SOON if cell.state is State.MISSED else LOOKED_BACK):
            continue
        kind = kinds.get(cell.norm.kind)
        yield _item(cell, day, units[cell.unit_id], kind.name if kind else cell.norm.title)


def _item(cell: Cell, day: dt.date, unit: Unit, kind: str) -> Item:
    missed = cell.state is State.MISSED
    return Item(
        _text(cell, kind),
        unit,
        None if missed else cell.deadline,
        {State.LATE: "late", State.MISSED: "due"}.get(cell.state, "coming"),
        reverse("compliance:cell", args=[unit.pk, cell.norm.code, cell.period.name]),
        f"duty-{unit.pk}-{cell.norm.code}-{cell.period.name}",
        kind=DUTIES,
        quiet=cell.deadline > day + COMING,
    )


def _text(cell: Cell, kind: str) -> str:
    """Return a duty in words. What the regulations say with “usually” is never called late."""
    values = {"period": period_text(cell.period), "kind": kind, "day": day_text(cell.deadline)}
    if cell.state is State.MISSED:
        return _("%(kind)s of %(period)s is not on record: usually held, a reminder only") % values
    if cell.state is State.LATE:
        return _("%(kind)s of %(period)s is not on record: it was due by %(day)s") % values
    if cell.norm.strictness == Strictness.MUST:
        return _("%(kind)s of %(period)s is due by %(day)s") % values
    return _("%(kind)s of %(period)s is usually held by %(day)s") % values
