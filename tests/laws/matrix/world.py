"""A small bureau with an account for each role, all held for the same branch, so that only the role differs."""

from __future__ import annotations

import enum
from dataclasses import dataclass, field

from django.test import Client

from tongpin.foundation.access.actions import grant
from tongpin.foundation.access.enums import Role
from tongpin.foundation.people.actions import add_account, add_person, command_line_account
from tongpin.foundation.people.models import Account, Person
from tongpin.foundation.units.actions import add_unit, admit_member
from tongpin.foundation.units.enums import Standing, UnitKind
from tongpin.foundation.units.models import Membership, Unit


class Position(enum.StrEnum):
    """Where an object stands, seen from the account that asks."""

    MINE = "mine"  # concerns the account's own person; lies in its own unit
    OWN = "own"  # lies in the unit the role is held for
    BELOW = "below"
    ABOVE = "above"
    SIBLING = "sibling"


NOBODY = "account without a role"
ANONYMOUS = "anonymous"


@dataclass(slots=True)
class World:
    """The organisation, the persons in it and the accounts."""

    operator: Account
    units: dict[Position, Unit] = field(default_factory=dict)
    memberships: dict[Position, Membership] = field(default_factory=dict)
    accounts: dict[str, Account] = field(default_factory=dict)
    clients: dict[str, Client] = field(default_factory=dict)
    paths: dict[tuple[str, Position], str] = field(default_factory=dict)
    feeds: dict[int, str] = field(default_factory=dict)

    def client(self, role: str) -> Client:
        """Return the browser of this role's account; anonymous has none."""
        if role not in self.clients:
            self.clients[role] = Client()
            if role in self.accounts:
                self.clients[role].force_login(self.accounts[role], backend="django.contrib.auth.backends.ModelBackend")
        return self.clients[role]

    def unit(self, position: Position) -> Unit:
        return self.units[position]

    def membership(self, position: Position) -> Membership:
        return self.memberships[position]

    def person(self, position: Position) -> Person:
        return self.memberships[position].person


def build() -> World:
    """Write the world into the database."""
    by = command_line_account()
    world = World(by)
    bureau = add_unit(by=by, kind=UnitKind.BUREAU, name="测试市文化和旅游局", parent=None)
    above = add_unit(by=by, kind=UnitKind.PARTY_COMMITTEE, name="机关党委", parent=bureau)
    own = add_unit(by=by, kind=UnitKind.BRANCH, name="文化馆党支部", parent=above, has_committee=True, has_groups=True)
    below = add_unit(by=by, kind=UnitKind.GROUP, name="文化馆第一党小组", parent=own)
    sibling = add_unit(by=by, kind=UnitKind.BRANCH, name="图书馆党支部", parent=above)
    world.units = dict(zip(Position, (own, own, below, above, sibling), strict=True))
    for number, position in enumerate(Position):
        person = add_person(by=by, name=f"甲{'子丑寅卯辰'[number]}", phone=f"1380000000{number}")
        world.memberships[position] = admit_member(
            by=by, person=person, unit=world.unit(position), standing=Standing.FULL
        )
    for role in (*Role, NOBODY):
        account = add_account(by=by, username=str(role), password=None, person=world.person(Position.MINE))
        if role != NOBODY:
            grant(by=by, account=account, role=Role(role), unit=own)
        world.accounts[str(role)] = account
    return world
