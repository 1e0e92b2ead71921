"""What tests of compliance are made of: activities past the forms, and one way to read a cell."""

from __future__ import annotations

import datetime as dt

from tongpin.derived.compliance.queries import Cell, cell_of
from tongpin.derived.compliance.rules import named_period
from tongpin.foundation.people.models import Account, Person
from tongpin.foundation.units.models import Unit
from tongpin.records.activities.actions import confirm_activity, record_activity
from tongpin.records.activities.models import Activity
from tongpin.records.activities.rules import Content, RosterEntry


def hold(
    by: Account,
    unit: Unit,
    kind: str,
    day: str,
    *,
    title: str = "会议",
    confirmed_by: Account | None = None,
    planned: bool = False,
    present: tuple[Person, ...] = (),
    attended: int | None = 5,
    expected: int | None = None,
) -> Activity:
    """Record an activity; it is confirmed where a second person is named."""
    content = Content(
        kind,
        title,
        unit.pk,
        dt.date.fromisoformat(day),
        attended=None if present else attended,
        expected=expected,
        roster=tuple(RosterEntry(one.name, one.pk) for one in present),
    )
    made = record_activity(by=by, content=content, planned=planned)
    return confirm_activity(by=confirmed_by, activity=made) if confirmed_by else made


def cell(unit: Unit, code: str, period: str, on: str) -> Cell | None:
    """Return one cell as of a day."""
    named = named_period(period)
    assert named is not None
    return cell_of(Unit.objects.get(pk=unit.pk), code, named, dt.date.fromisoformat(on))


def state(unit: Unit, code: str, period: str, on: str) -> str:
    """Return the state of one cell, with the reason where nothing is asked; "" where there is no such cell."""
    found = cell(unit, code, period, on)
    if found is None:
        return ""
    return f"{found.state.value}:{found.reason.value}" if found.reason else found.state.value
