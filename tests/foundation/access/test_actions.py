"""Two operators share accounts and roles; nobody serves oneself."""

from __future__ import annotations

import pytest
from tests.conftest import MakeAccount

from tongpin.foundation.access.access import Policy
from tongpin.foundation.access.access.declared import MANAGE_UNITS, SEE_UNITS
from tongpin.foundation.access.actions import grant, open_account, reset_password, set_active
from tongpin.foundation.access.enums import Role
from tongpin.foundation.kernel.errors import NotAllowed, UserError
from tongpin.foundation.people.models import Account
from tongpin.foundation.units.models import Unit


@pytest.fixture
def system(make_account: MakeAccount, bureau: Unit) -> Account:
    return make_account(Role.SYSTEM_OPERATOR, bureau)


@pytest.fixture
def security(make_account: MakeAccount, bureau: Unit) -> Account:
    return make_account(Role.SECURITY_OPERATOR, bureau)


def test_system_operator_opens_and_security_operator_grants(system: Account, security: Account, branch: Unit) -> None:
    account, password = open_account(by=system, username="wenhua")
    assert account.check_password(password)
    assert account.must_change_password
    with pytest.raises(NotAllowed):
        grant(by=system, account=account, role=Role.SECRETARY, unit=branch)
    with pytest.raises(NotAllowed):
        open_account(by=security, username="another")
    assert grant(by=security, account=account, role=Role.SECRETARY, unit=branch).role == Role.SECRETARY


@pytest.mark.parametrize("name", ["", "  ", "officer"])
def test_empty_or_taken_name_is_refused(system: Account, officer: Account, name: str) -> None:
    with pytest.raises(UserError):
        open_account(by=system, username=name)


def test_nobody_grants_to_or_closes_oneself(system: Account, security: Account, branch: Unit) -> None:
    with pytest.raises(UserError):
        grant(by=security, account=security, role=Role.LEADER, unit=branch)
    with pytest.raises(UserError):
        set_active(by=system, account=system, active=False)


def test_new_first_password_replaces_the_old_one(system: Account, officer: Account) -> None:
    password = reset_password(by=system, account=officer)
    officer.refresh_from_db()
    assert officer.check_password(password)
    assert not officer.check_password("correct-horse-9")


def test_closed_account_has_no_roles_until_it_is_opened(system: Account, officer: Account, bureau: Unit) -> None:
    closed = set_active(by=system, account=officer, active=False)
    assert not SEE_UNITS.held_by(Account.objects.get(pk=closed.pk))
    set_active(by=system, account=closed, active=True)
    assert SEE_UNITS.held_by(Account.objects.get(pk=closed.pk))


def test_requirements_refuse_what_is_out_of_reach(secretary: Account, branch: Unit, sibling: Unit) -> None:
    SEE_UNITS.require(secretary, branch)
    SEE_UNITS.require_held(secretary)
    with pytest.raises(NotAllowed):
        SEE_UNITS.require(secretary, sibling)
    with pytest.raises(NotAllowed):
        MANAGE_UNITS.require_held(secretary)


def test_permission_is_declared_once() -> None:
    with pytest.raises(ValueError, match="declared twice"):
        Policy("units.view", {})
