"""What a branch planned and held in a year, as its plan needs it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from posixpath import commonpath

from django.db.models import Max

from tongpin.foundation.kernel import clock
from tongpin.foundation.units.enums import UnitKind
from tongpin.foundation.units.models import Unit
from tongpin.foundation.units.queries import below
from tongpin.records.activities.enums import Status
from tongpin.records.activities.models import Activity
from tongpin.standards.queries import norms

from ..rules import plan as rules
from .minutes import meetings, of_year

PLAN_NORM = "MEET.plan"


def groups_of(unit: Unit) -> Sequence[Unit]:
    """Return the small groups of a branch that are units, or the branch itself where it has groups that are none."""
    found = list(below(unit).filter(kind=UnitKind.GROUP, valid_to=None).order_by("path"))
    return found or ([unit] if unit.has_groups else [])


def telling(units: Sequence[Unit], year: int) -> tuple[Unit, int]:
    """Return the first of these units, in their order, with something in `year`, and the year.

    Where none has, the unit with the latest record and its year; without any record the first unit and `year`. One
    query.
    """
    rows = meetings().filter(starts_on__lte=dt.date(year, 12, 31)).exclude(status=Status.CANCELLED)
    # Cut to the part of the tree they share: a condition for each is more than SQLite takes of a thousand branches.
    shared = rows.filter(unit__path__startswith=commonpath([unit.path for unit in units]))
    days: dict[str, dt.date] = {}
    for path, day in shared.order_by().values_list("unit__path").annotate(last=Max("starts_on")):
        for key in path.split("/"):
            days[key] = max(day, days.get(key, day))
    told = [(unit, days[str(unit.pk)]) for unit in units if str(unit.pk) in days]
    now = [(unit, day) for unit, day in told if day.year == year]
    if not told:
        return units[0], year
    unit, last = now[0] if now else max(told, key=lambda one: one[1])
    return unit, last.year


def _past(rows: Iterable[Activity]) -> list[rules.Past]:
    return [rules.Past(one.kind, one.unit_id, one.starts_on, one.title) for one in rows]


def drafted(unit: Unit, year: int) -> list[rules.Row]:
    """Return the draft of a unit's year from today on, by the norms in force at its beginning (or today, if later)."""
    today = clock.today()
    since = max(dt.date(year, 1, 1), today)
    known_norms = norms(since)
    last_year = _past(of_year(unit.path, year - 1).filter(twin_of=None))
    groups = [one.pk for one in groups_of(unit)]
    due = rules.owed(known_norms.values(), branch_id=unit.pk, has_committee=unit.has_committee, groups=groups)
    habit = rules.habits(known_norms.get(PLAN_NORM), last_year)
    known = _past(of_year(unit.path, year))
    return rules.draft(due, year=year, since=since, known=known, last_year=last_year, habit=habit)


def taken(rows: Sequence[Activity], *, kind: str, unit_id: int, on: dt.date, period: str) -> Activity | None:
    """Return what the year has already of this kind in the same period, None where nothing: a plan never doubles it."""
    place = rules.period_of(on, period)
    return next(
        (
            one
            for one in rows
            if one.kind == kind and one.unit_id == unit_id and rules.period_of(one.starts_on, period) == place
        ),
        None,
    )
