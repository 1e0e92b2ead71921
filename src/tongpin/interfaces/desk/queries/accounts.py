"""Accounts and their roles, for the operators."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import Q, QuerySet

from tongpin.foundation.access.models import Grant
from tongpin.foundation.people.models import Account, Person
from tongpin.foundation.people.rules import COMMAND_LINE


def accounts(text: str = "") -> QuerySet[Account]:
    """Return the accounts that can log in, by name."""
    rows = Account.objects.exclude(username=COMMAND_LINE).select_related("person")
    if text:
        rows = rows.filter(Q(username__icontains=text) | Q(person__name__contains=text))
    return rows.order_by("username")


def with_roles(shown: Sequence[Account]) -> list[tuple[Account, list[Grant]]]:
    """Return each account with its roles in force, by one query for all."""
    held: dict[int, list[Grant]] = {account.pk: [] for account in shown}
    for one in Grant.objects.filter(account__in=shown, valid_to=None).select_related("unit").order_by("role", "pk"):
        held[one.account_id].append(one)
    return [(account, held[account.pk]) for account in shown]


def grants(account: Account) -> QuerySet[Grant]:
    """Return all roles of an account, those in force first."""
    return Grant.objects.filter(account=account).select_related("unit").order_by("valid_to", "-pk")


def persons_named(name: str) -> QuerySet[Person]:
    """Return the persons of exactly this name."""
    return Person.objects.filter(name=name)
