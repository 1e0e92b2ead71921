"""What a branch planned and held in a year, as its plan needs it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence

from tongpin.foundation.kernel import clock
from tongpin.foundation.units.enums import UnitKind
from tongpin.foundation.units.models import Unit
from tongpin.foundation.units.queries import below
from tongpin.records.activities.models import Activity
from tongpin.standards.queries import norms

from ..rules import plan as rules
from .minutes import of_year

PLAN_NORM = "MEET.plan"


def groups_of(unit: Unit) -> Sequence[Unit]:
    """Return the small groups of a branch that are units, or the branch itself where it has groups that are none."""
    found = list(below(unit).filter(kind=UnitKind.GROUP, valid_to=None).order_by("path"))
    return found or ([unit] if unit.has_groups else [])


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
