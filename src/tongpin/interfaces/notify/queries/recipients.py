"""Who gets reminders: accounts with an address, and groups of organisations."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django.db.models import OuterRef, Subquery

from tongpin.foundation.access.access import grants_of, with_grants
from tongpin.foundation.people.models import Account

from ..access import OVERSEE, RESPONSIBLE, TAKE_PART
from ..models import Group, Preference, Reach
from .registry import Item, Provider, providers


@dataclass(frozen=True)
class Wishes:
    """What an account wants to be told: its own word per kind, else on for those responsible and off for others."""

    account: Account
    said: Mapping[str, bool] = field(default_factory=dict)

    @property
    def responsible(self) -> bool:
        """Whether reminders are on without a word."""
        return any(held.role in RESPONSIBLE for held in grants_of(self.account))

    def wants(self, provider: Provider) -> bool:
        """Say whether this kind of reminder is on."""
        return self.said.get(provider.code, self.responsible)

    def may_get(self, provider: Provider) -> bool:
        """Say whether this kind can concern the account at all."""
        return OVERSEE.held_by(self.account) or (provider.for_members and TAKE_PART.held_by(self.account))

    def concerns(self, provider: Provider, item: Item) -> bool:
        """Say whether something due is within the account's reach and can be done by it. No query."""
        if item.not_for == self.account.pk:
            return False
        if OVERSEE.can_in(self.account, item.unit):
            return True
        return provider.for_members and TAKE_PART.can_in(self.account, item.unit)


def wishes_of(accounts: Sequence[Account]) -> list[Wishes]:
    """Return what each account wants. Two queries."""
    said: dict[int, dict[str, bool]] = {account.pk: {} for account in with_grants(accounts)}
    for row in Preference.objects.filter(account__in=accounts):
        said[row.account_id][row.kind] = row.on
    return [Wishes(account, said[account.pk]) for account in accounts]


def offered(wishes: Wishes) -> list[tuple[Provider, bool]]:
    """Return the kinds of reminders an account may switch, with whether each is on."""
    return [(one, wishes.wants(one)) for one in providers() if wishes.may_get(one)]


def groups() -> Sequence[Group]:
    """Return the groups of all organisations, in the order of the tree."""
    return list(Group.objects.select_related("unit", "channel").order_by("unit__path", "pk"))


def reaches() -> list[tuple[Reach, Wishes]]:
    """Return the addresses given by accounts that are open and not taken back, with what each account wants.

    In a constant order, by two queries.
    """
    codes = {f"said_{number}": one.code for number, one in enumerate(providers())}
    said = {
        name: Subquery(Preference.objects.filter(account=OuterRef("account"), kind=code).values("on")[:1])
        for name, code in codes.items()
    }
    rows = Reach.objects.filter(account__is_active=True, channel__on=True).annotate(**said)
    held = list(rows.select_related("account__person", "channel").order_by("pk"))
    with_grants([reach.account for reach in held])
    return [(reach, Wishes(reach.account, _said(reach, codes))) for reach in held]


def _said(reach: Reach, codes: Mapping[str, str]) -> dict[str, bool]:
    return {code: on for name, code in codes.items() if (on := getattr(reach, name)) is not None}
