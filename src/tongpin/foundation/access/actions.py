"""Opening and closing accounts, giving and taking roles.

Two operators share this, so that nobody can open an account and give it a role alone: the system operator opens, the
security operator grants. The command line may do both; whoever holds it holds the database anyway.
"""

from __future__ import annotations

import datetime as dt
import secrets

from django.db import transaction
from django.utils.translation import gettext as _

from tongpin.foundation.audit.actions import record
from tongpin.foundation.kernel.errors import UserError
from tongpin.foundation.people.actions import add_account
from tongpin.foundation.people.models import Account, Person
from tongpin.foundation.people.rules import COMMAND_LINE
from tongpin.foundation.units.models import Unit

from .access import Policy
from .access.declared import GRANT_ROLES, MANAGE_ACCOUNTS
from .enums import Role
from .models import Grant


def _require(by: Account, policy: Policy) -> None:
    if by.username != COMMAND_LINE:
        policy.require_held(by)


@transaction.atomic
def grant(*, by: Account, account: Account, role: Role, unit: Unit, valid_from: dt.date | None = None) -> Grant:
    """Give an account a role for a unit; holding it already changes nothing.

    Raises NotAllowed without the right to grant, UserError for one's own account.
    """
    _require(by, GRANT_ROLES)
    if account.pk == by.pk and by.username != COMMAND_LINE:
        raise UserError(_("Nobody gives a role to oneself."), remedy=_("Let another security operator do it."))
    held, made = Grant.objects.get_or_create(
        account=account, role=role, unit=unit, valid_to=None, defaults={"valid_from": valid_from}
    )
    if made:
        record(by=by, action="role.grant", target=held, details={"account": account.pk, "role": role.value})
    return held


@transaction.atomic
def withdraw(*, by: Account, held: Grant, on: dt.date) -> Grant:
    """End a grant on its last day."""
    _require(by, GRANT_ROLES)
    held.valid_to = on
    held.save(update_fields=["valid_to"])
    record(by=by, action="role.withdraw", target=held, details={"on": on.isoformat()})
    return held


@transaction.atomic
def open_account(*, by: Account, username: str, person: Person | None = None) -> tuple[Account, str]:
    """Open an account without a role and return it with its first password, which is shown once and kept nowhere.

    Raises UserError when the name is taken.
    """
    _require(by, MANAGE_ACCOUNTS)
    if not username.strip():
        raise UserError(_("Give the account a name."))
    if Account.objects.filter(username=username).exists():
        raise UserError(_("There is already an account of this name."), place=username)
    account = add_account(by=by, username=username, password=None, person=person)
    return account, _first_password(account)


@transaction.atomic
def reset_password(*, by: Account, account: Account) -> str:
    """Give an account a new first password and return it; its owner must change it at the next log-in."""
    _require(by, MANAGE_ACCOUNTS)
    record(by=by, action="account.reset", target=account)
    return _first_password(account)


def _first_password(account: Account) -> str:
    password = secrets.token_urlsafe(9)
    account.set_password(password)
    account.must_change_password = True
    account.save(update_fields=["password", "must_change_password"])
    return password


@transaction.atomic
def set_active(*, by: Account, account: Account, active: bool) -> Account:
    """Close an account, or open it again. Accounts are never deleted: the log names them."""
    _require(by, MANAGE_ACCOUNTS)
    if account.pk == by.pk:
        raise UserError(_("Nobody closes one's own account."), place=account.username)
    account.is_active = active
    account.save(update_fields=["is_active"])
    record(by=by, action="account.open" if active else "account.close", target=account)
    return account
