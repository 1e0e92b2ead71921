"""One declaration per permission; lists and pages both ask it, so a list can never show what its page refuses."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, TypeVar

from django.contrib.auth.models import AnonymousUser
from django.db.models import Model, Q, QuerySet
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from tongpin.foundation.kernel import clock
from tongpin.foundation.kernel.dated import in_force
from tongpin.foundation.kernel.errors import NotAllowed
from tongpin.foundation.people.models import Account
from tongpin.foundation.units.models import Unit

from ..enums import Role
from ..models import Grant
from .scopes import NOTHING, Anywhere, Held, InOwnUnit, InUnitAndBelow, Scope

M = TypeVar("M", bound=Model)


def grants_of(account: Account | AnonymousUser) -> Sequence[Held]:
    """Return the account's grants in force today; read once per account object, i.e. once per request."""
    if not isinstance(account, Account) or not account.is_active:
        return ()
    cached: Sequence[Held] | None = getattr(account, "_grants", None)
    if cached is None:
        rows = Grant.objects.filter(in_force(clock.today()), account=account).values_list("role", "unit", "unit__path")
        cached = [Held(Role(role), unit, path) for role, unit, path in rows]
        account._grants = cached  # type: ignore[attr-defined] # cache of this one object
    return cached


def with_grants(accounts: Sequence[Account]) -> Sequence[Account]:
    """Read the grants of many accounts in one query, so that asking a policy about each costs none; return them."""
    held: dict[int, list[Held]] = {account.pk: [] for account in accounts if not hasattr(account, "_grants")}
    rows = Grant.objects.filter(in_force(clock.today()), account__in=list(held), account__is_active=True)
    for pk, role, unit, path in rows.values_list("account", "role", "unit", "unit__path"):
        held[pk].append(Held(Role(role), unit, path))
    for account in accounts:
        if account.pk in held:
            account._grants = held[account.pk]  # type: ignore[attr-defined] # the cache that grants_of reads
    return accounts


class Policy:
    """One permission: a name and, for each role that has it, how far it reaches."""

    registry: dict[str, Policy] = {}

    def __init__(self, name: str, scopes: Mapping[Role, Scope]) -> None:
        if name in self.registry:
            raise ValueError(f"permission {name} is declared twice")
        self.name, self.scopes = name, dict(scopes)
        self.registry[name] = self

    def _reach(self, account: Account | AnonymousUser) -> list[tuple[Held, Scope]]:
        return [(held, self.scopes[held.role]) for held in grants_of(account) if held.role in self.scopes]

    def held_by(self, account: Account | AnonymousUser) -> bool:
        """Say whether the account has this permission anywhere at all."""
        return bool(self._reach(account))

    def visible(self, account: Account | AnonymousUser, rows: QuerySet[M]) -> QuerySet[M]:
        """Return those of `rows` within the account's reach."""
        condition = NOTHING
        for held, scope in self._reach(account):
            part = scope.rows(held, account)  # type: ignore[arg-type] # grants exist, so it is an Account
            if not part:
                return rows
            condition |= part
        return rows.filter(condition)

    def can(self, account: Account | AnonymousUser, row: Model) -> bool:
        """Say whether this saved row is within the account's reach: the same condition as in lists."""
        manager: Any = type(row)._default_manager
        return self.visible(account, manager.filter(pk=row.pk)).exists()

    def can_in(self, account: Account | AnonymousUser, unit: Unit) -> bool:
        """Say whether the account may do this for something new in `unit`."""
        return any(scope.covers(held, unit) for held, scope in self._reach(account))

    def units(self, account: Account | AnonymousUser) -> QuerySet[Unit]:
        """Return the current units for which `can_in` holds, for choice fields."""
        condition = NOTHING
        for held, scope in self._reach(account):
            if isinstance(scope, Anywhere):
                condition = Q()
                break
            if isinstance(scope, InUnitAndBelow):
                condition |= Q(path__startswith=held.path)
            elif isinstance(scope, InOwnUnit):
                condition |= Q(pk=held.unit_id)
        return Unit.objects.filter(condition, valid_to=None)

    def require(self, account: Account | AnonymousUser, row: Model) -> None:
        """Raise NotAllowed unless `can`."""
        if not self.can(account, row):
            raise NotAllowed(_("You may not do this here."), remedy=_("Ask the bureau's Party-affairs officer."))

    def require_in(self, account: Account | AnonymousUser, unit: Unit) -> None:
        """Raise NotAllowed unless `can_in`."""
        if not self.can_in(account, unit):
            raise NotAllowed(
                _("You may not do this here."), place=unit.name, remedy=_("Ask the bureau's Party-affairs officer.")
            )

    def require_held(self, account: Account | AnonymousUser) -> None:
        """Raise NotAllowed unless the account has the permission anywhere."""
        if not self.held_by(account):
            raise NotAllowed(_("You may not do this here."), remedy=_("Ask the bureau's Party-affairs officer."))

    def get_or_404(self, account: Account | AnonymousUser, rows: QuerySet[M], **lookup: Any) -> M:
        """Return the one row; a row out of reach answers like one that does not exist."""
        return get_object_or_404(self.visible(account, rows), **lookup)
