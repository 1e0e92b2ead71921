"""The records behind one cell."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count

from tongpin.foundation.units.models import Unit
from tongpin.records.activities.enums import Status
from tongpin.records.activities.models import Activity

from ..rules import year_counted
from ..rules.years import LONGEST_DELAY, year_named
from .records import COUNTING, cycles, enough_present
from .standing import Cell
from .tables import Setup


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
    """Return the records that count for a cell as of a day, and those that nearly do, oldest first. Two queries."""
    norm, period = cell.norm, cell.period
    if not norm.kind:
        return []
    last = dt.date(period.year + LONGEST_DELAY, 12, 31) if period.kind == "year" else period.last
    rows = Activity.objects.filter(
        unit__in=Setup(unit).own_records,
        kind=norm.kind,
        status__in=COUNTING,
        starts_on__gte=period.first,
        starts_on__lte=last,
    )
    listed = list(rows.annotate(called=Count("attendances")).order_by("starts_on", "pk"))
    cycle = cycles([row.pk for row in listed])
    listed = [row for row in listed if row.starts_on <= on or row.status == Status.PLANNED]
    found = []
    for row in listed:
        if period.kind != "year":
            found.append(Entry(row, counts=True))
            continue
        present = row.attended if row.attended is not None else row.called or None
        if year_counted(row.starts_on, row.title, cycle.get(row.pk)) == period.year:
            enough = enough_present(norm, present, row.expected)
            found.append(Entry(row, counts=enough, short=not enough))
        elif row.starts_on <= cell.deadline and row.pk not in cycle and not year_named(row.starts_on, row.title):
            found.append(Entry(row, counts=False, unnamed=True))
    return found
