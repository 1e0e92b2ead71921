"""Scopes: how far a role reaches."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass
from functools import reduce
from operator import or_

from django.db.models import Q

from tongpin.foundation.people.models import Account
from tongpin.foundation.units.models import Unit

from ..enums import Role

NOTHING = Q(pk__in=[])


@dataclass(frozen=True, slots=True)
class Held:
    """A grant in force, as far as scopes need it."""

    role: Role
    unit_id: int
    path: str


class Scope(ABC):
    """How far a role reaches."""

    @abstractmethod
    def rows(self, held: Held, account: Account) -> Q:
        """Return the condition on rows within reach."""

    @abstractmethod
    def covers(self, held: Held, unit: Unit) -> bool:
        """Say whether something new in `unit` would be within reach."""


@dataclass(frozen=True, slots=True)
class Anywhere(Scope):
    """The whole bureau."""

    def rows(self, held: Held, account: Account) -> Q:
        return Q()

    def covers(self, held: Held, unit: Unit) -> bool:
        return True


@dataclass(frozen=True, slots=True)
class InOwnUnit(Scope):
    """Only the unit the role is held for; `field` is the way from the row to its unit ("" when the row is the unit)."""

    field: str

    def rows(self, held: Held, account: Account) -> Q:
        return Q(**{f"{self.field}__pk" if self.field else "pk": held.unit_id})

    def covers(self, held: Held, unit: Unit) -> bool:
        return unit.pk == held.unit_id


@dataclass(frozen=True, slots=True)
class InUnitAndBelow(Scope):
    """The unit the role is held for and everything under it."""

    field: str

    def rows(self, held: Held, account: Account) -> Q:
        return Q(**{f"{self.field}__path__startswith" if self.field else "path__startswith": held.path})

    def covers(self, held: Held, unit: Unit) -> bool:
        return unit.path.startswith(held.path)


@dataclass(frozen=True, slots=True)
class OwnRecord(Scope):
    """Rows that concern the account's own person; each of `fields` is a way from the row to that person."""

    fields: tuple[str, ...]

    def rows(self, held: Held, account: Account) -> Q:
        if not account.person_id:
            return NOTHING
        return reduce(or_, (Q(**{f"{field}__pk": account.person_id}) for field in self.fields))

    def covers(self, held: Held, unit: Unit) -> bool:
        return False


anywhere = Anywhere()


def in_own_unit(field: str = "unit") -> Scope:
    """Reach: the very unit the role is held for."""
    return InOwnUnit(field)


def in_unit_and_below(field: str = "unit") -> Scope:
    """Reach: the unit the role is held for and all below."""
    return InUnitAndBelow(field)


def own_record(*fields: str) -> Scope:
    """Reach: what concerns the account's own person, by any of the ways given ("person" where none is)."""
    return OwnRecord(fields or ("person",))
