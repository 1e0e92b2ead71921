"""Giving and taking roles."""

from __future__ import annotations

import datetime as dt

from django.db import transaction

from tongpin.foundation.audit.actions import record
from tongpin.foundation.people.models import Account
from tongpin.foundation.units.models import Unit

from .enums import Role
from .models import Grant


@transaction.atomic
def grant(*, by: Account, account: Account, role: Role, unit: Unit, valid_from: dt.date | None = None) -> Grant:
    """Give an account a role for a unit; holding it already changes nothing."""
    held, made = Grant.objects.get_or_create(
        account=account, role=role, unit=unit, valid_to=None, defaults={"valid_from": valid_from}
    )
    if made:
        record(by=by, action="role.grant", target=held, details={"account": account.pk, "role": role.value})
    return held


@transaction.atomic
def withdraw(*, by: Account, held: Grant, on: dt.date) -> Grant:
    """End a grant on its last day."""
    held.valid_to = on
    held.save(update_fields=["valid_to"])
    record(by=by, action="role.withdraw", target=held, details={"on": on.isoformat()})
    return held
