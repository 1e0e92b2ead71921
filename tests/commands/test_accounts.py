"""The first account of an installation that holds nothing yet."""

from __future__ import annotations

import pytest
from click.testing import CliRunner

from tongpin.commands.accounts import account
from tongpin.foundation.access.access import grants_of
from tongpin.foundation.access.enums import Role
from tongpin.foundation.people.models import Account
from tongpin.foundation.units.queries import root

pytestmark = pytest.mark.django_db


def test_first_account_is_opened_before_any_roster() -> None:
    result = CliRunner().invoke(account, ["add", "甲", "--role", "system_operator"])
    assert result.exit_code == 0, result.output
    opened = Account.objects.get(username="甲")
    assert opened.check_password(result.output.strip().rpartition("：")[2])
    assert opened.must_change_password
    assert [held.role for held in grants_of(opened)] == [Role.SYSTEM_OPERATOR]
    bureau = root()
    assert bureau is not None
    assert bureau.name == "本单位"


def test_unknown_unit_and_role_are_refused() -> None:
    assert CliRunner().invoke(account, ["add", "甲", "--role", "king"]).exit_code == 2
    assert CliRunner().invoke(account, ["add", "甲", "--role", "officer", "--unit", "无此单位"]).exception is not None
    assert not Account.objects.filter(username="甲").exists()
