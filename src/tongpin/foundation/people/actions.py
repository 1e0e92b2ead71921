"""Writing persons and accounts."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from tongpin.foundation.audit.actions import record
from tongpin.foundation.kernel.errors import UserError

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
def correct_person(
    *,
    by: Account,
    person: Person,
    name: str,
    gender: str,
    ethnicity: str,
    birth_month: dt.date | None,
    joined_party_on: dt.date | None,
    phone: str | None,
) -> Person:
    """Bring a person's data up to date; `phone` None leaves the number as it is, an empty text takes it away.

    The log names the fields that changed, never what they said. Raises UserError for an empty name.
    """
    if not name:
        raise UserError(_("Give the name."))
    wanted: dict[str, Any] = {
        "name": name,
        "initials": initials(name),
        "gender": gender,
        "ethnicity": ethnicity,
        "birth_month": birth_month.replace(day=1) if birth_month else None,
        "joined_party_on": joined_party_on,
    }
    changed = [field for field, value in wanted.items() if getattr(person, field) != value]
    for field in changed:
        setattr(person, field, wanted[field])
    if phone is not None and person.phone != phone:
        person.phone = phone
        changed += ["phone_sealed", "phone_index"]
    if changed:
        person.save(update_fields=changed)
        record(by=by, action="person.correct", target=person, details={"fields": sorted(changed)})
    return person


@transaction.atomic
def note_phone_shown(*, by: Account, person: Person) -> None:
    """Keep in the log that somebody looked at a telephone number in clear."""
    record(by=by, action="person.phone", target=person)


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
