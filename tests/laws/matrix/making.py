"""What the files of samples share: who makes them, and what a factory is."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tongpin.foundation.access.actions import grant
from tongpin.foundation.access.enums import Role
from tongpin.foundation.people.actions import add_account
from tongpin.foundation.people.models import Account

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
