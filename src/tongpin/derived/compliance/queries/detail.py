"""The records behind one cell."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from tongpin.foundation.units.models import Unit
from tongpin.records.activities.enums import Status
from tongpin.records.activities.models import Activity

from ..rules.years import year_named
from .history import Setup
from .records import COUNTING, STEPS, enough_present, yearly_rows, years_as
from .standing import Cell


@dataclass(frozen=True, slots=True)
class Entry:
    """A record beside a cell: whether it counts for it, and if not, whether too few were present or the year is open.

    `unnamed`: held in the first months of the next year without saying which year it is for.
    """

    activity: Activity
    counts: bool
    short: bool = False
    unnamed: bool = False


def entries_of(unit: Unit, cell: Cell, on: dt.date) -> Sequence[Entry]:
    """Return the records that count for a cell as of a day, and those that nearly do, oldest first. One query."""
    if not cell.norm.kind:
        return []
    entries = _of_year(unit, cell) if cell.period.kind == "year" else _within(unit, cell)
    return [one for one in entries if one.activity.starts_on <= on or one.activity.status == Status.PLANNED]


def _within(unit: Unit, cell: Cell) -> list[Entry]:
    rows = Activity.objects.filter(
        unit__in=Setup(unit).own_records,
        kind=cell.norm.kind,
        status__in=COUNTING,
        starts_on__range=(cell.period.first, cell.period.last),
    )
    return [Entry(row, counts=True) for row in rows.order_by("starts_on", "pk")]


def _of_year(unit: Unit, cell: Cell) -> list[Entry]:
    kind, year, found = cell.norm.kind, cell.period.year, list[Entry]()
    for row in yearly_rows(Setup(unit).own_records, [kind], year, year).order_by("starts_on", "pk"):
        cycle = {step: getattr(row, f"{step}_year") for step in STEPS}
        counted = years_as(row.kind, row.starts_on, row.title, cycle).get(kind)
        present = row.attended if row.attended is not None else getattr(row, "called", None) or None
        if counted == year:
            enough = enough_present(cell.norm, present, row.expected)
            found.append(Entry(row, counts=enough, short=not enough))
            continue
        says_nothing = cycle.get(kind) is None and year_named(row.starts_on, row.title) is None
        if counted and says_nothing and row.starts_on <= cell.deadline:
            found.append(Entry(row, counts=False, unnamed=True))
    return found
