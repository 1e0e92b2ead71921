"""Writing persons and accounts."""

from __future__ import annotations

import datetime as dt

from django.db import transaction

from tongpin.foundation.audit.actions import record

from .models import Account, Person
from .rules import initials

COMMAND_LINE = "command-line"


@transaction.atomic
def add_person(
    *,
    by: Account,
    name: str,
    gender: str = "",
    ethnicity: str = "",
    birth_month: dt.date | None = None,
    joined_party_on: dt.date | None = None,
    phone: str = "",
) -> Person:
    """Add a person; only the key goes into the log, never the name."""
    person = Person(
        name=name,
        initials=initials(name),
        gender=gender,
        ethnicity=ethnicity,
        birth_month=birth_month.replace(day=1) if birth_month else None,
        joined_party_on=joined_party_on,
    )
    person.phone = phone
    person.save(force_insert=True)
    record(by=by, action="person.add", target=person)
    return person


@transaction.atomic
def add_account(
    *, by: Account, username: str, password: str | None, person: Person | None = None, email: str = ""
) -> Account:
    """Open an account without any role; grants come from foundation.access."""
    account = Account.objects.create_user(username, password, person=person, email=email)
    record(by=by, action="account.add", target=account)
    return account


def command_line_account() -> Account:
    """Return the account in whose name the command line acts; it has no password and cannot log in."""
    account = Account.objects.filter(username=COMMAND_LINE).first()
    return account or Account.objects.create_user(COMMAND_LINE)
