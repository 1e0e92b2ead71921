"""What the files of samples share: who makes them, what a factory is, and the commonest objects."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

from tongpin.foundation.access.actions import grant
from tongpin.foundation.access.enums import Role
from tongpin.foundation.people.actions import add_account
from tongpin.foundation.people.models import Account
from tongpin.records.activities.actions import record_activity
from tongpin.records.activities.rules import Content
from tongpin.standards.actions import load_shipped

from .world import Position, World

Parameters = dict[str, Any]
Factory = Callable[[World, Position], Parameters]


def recorder(world: World) -> Account:
    """An officer who asks nothing: whoever asks for a record is not the one who made it."""
    known = Account.objects.filter(username="recorder").first()
    if known is None:
        known = add_account(by=world.operator, username="recorder", password=None)
        grant(by=world.operator, account=known, role=Role.OFFICER, unit=world.unit(Position.OWN))
    return known


def unit(world: World, position: Position) -> Parameters:
    return {"pk": world.unit(position).pk}


def membership(world: World, position: Position) -> Parameters:
    return {"pk": world.membership(position).pk}


def activity(world: World, position: Position) -> Parameters:
    """A record that waits for a second person, made by nobody who asks."""
    load_shipped(by=world.operator)
    content = Content(
        kind="party_day", title="主题党日", unit_id=world.unit(position).pk, starts_on=dt.date(2025, 3, 5), attended=3
    )
    return {"pk": record_activity(by=recorder(world), content=content).pk}
