"""Members of a branch and confirmed sessions with rosters."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from decimal import Decimal

import pytest

from tongpin.foundation.people.actions import add_person
from tongpin.foundation.people.models import Account, Person
from tongpin.foundation.units.actions import admit_member
from tongpin.foundation.units.enums import Standing
from tongpin.foundation.units.models import Membership, Unit
from tongpin.records.activities.actions import confirm_activity, record_activity
from tongpin.records.activities.models import Activity
from tongpin.records.activities.rules import Content, RosterEntry

Admit = Callable[..., Membership]
Hold = Callable[..., Activity]


@pytest.fixture
def admit(operator: Account, branch: Unit) -> Admit:
    """Return a function that puts a new person on the roll."""

    def make(name: str, unit: Unit = branch, since: dt.date | None = None) -> Membership:
        person = add_person(by=operator, name=name)
        return admit_member(by=operator, person=person, unit=unit, standing=Standing.FULL, valid_from=since)

    return make


@pytest.fixture
def hold(officer: Account, secretary: Account, branch: Unit, catalogue: None) -> Hold:
    """Return a function that records a session with a roster and confirms it."""

    def make(
        *people: Person,
        on: dt.date = dt.date(2025, 3, 5),
        hours: str | None = "4",
        kind: str = "study.tutorial",
        confirmed: bool = True,
        ends_on: dt.date | None = None,
    ) -> Activity:
        roster = tuple(RosterEntry(one.name, one.pk) for one in people)
        content = Content(
            kind, f"学习{on}", branch.pk, on, ends_on, attended=len(roster) or 1, roster=roster,
            hours=Decimal(hours) if hours is not None else None,
        )  # fmt: skip
        activity = record_activity(by=officer, content=content)
        return confirm_activity(by=secretary, activity=activity) if confirmed else activity

    return make
