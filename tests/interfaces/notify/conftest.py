"""A Wednesday morning, receivers on this machine, things that are due."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import replace
from importlib import resources

import pytest
import yaml
from django.core.cache import cache

from tests.foundation.outbox.conftest import DAY, at, letters, robots  # noqa: F401 - fixtures
from tests.foundation.outbox.standins import Robots
from tongpin.foundation.kernel import clock
from tongpin.foundation.outbox.actions import delivery as delivering
from tongpin.foundation.outbox.enums import ChannelKind
from tongpin.foundation.people.models import Account
from tongpin.foundation.units.models import Unit
from tongpin.interfaces.notify.actions import add_group, switch_group
from tongpin.interfaces.notify.models import Group
from tongpin.records.activities.actions import record_activity
from tongpin.records.activities.models import Activity
from tongpin.records.activities.rules import Content
from tongpin.standards.models import LocalRule

PlanFor = Callable[..., Activity]
Connect = Callable[..., Group]


@pytest.fixture(autouse=True)
def _morning(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(delivering, "PATIENCE", 0.0)  # the clock stands still: waiting for a second to pass is vain
    cache.clear()
    with clock.frozen(at(9)):
        yield
    cache.clear()


@pytest.fixture(autouse=True)
def nothing_owed(db: None) -> None:
    """Let no rule ask organisations for meetings, so that a test speaks of what it makes itself."""
    said = yaml.safe_load(resources.files("tongpin.standards").joinpath("norms.yaml").read_text("utf-8"))
    for code in {one["code"] for one in said if "kind" in one}:
        LocalRule.objects.create(
            code=code, valid_from=dt.date(2000, 1, 1), applies=False, reason="x", source="x", made_by="x", made_at=at(9)
        )


@pytest.fixture
def plan(secretary: Account, meeting: Content) -> PlanFor:
    """Return a function that plans (or holds) an activity some days from today."""

    def plan_(days: int, *, by: Account | None = None, held: bool = False, **more: object) -> Activity:
        content = replace(meeting, starts_on=DAY + dt.timedelta(days=days), **{"kind": "party_day", **more})  # type: ignore[arg-type]
        return record_activity(by=by or secretary, content=content, planned=not held)

    return plan_


@pytest.fixture
def connect(officer: Account, robots: Robots) -> Connect:  # noqa: F811 - the fixture
    """Return a function that connects a group to the receiver on this machine."""

    def connect_(unit: Unit, *, on: bool = True) -> Group:
        place = f"http://127.0.0.1:{robots.port}/group-{Group.objects.count()}"
        group = add_group(by=officer, unit=unit, name=f"{unit.name}群", kind=ChannelKind.STANDIN, address=place)
        return switch_group(by=officer, group=group, on=on)

    return connect_
