"""The stage of the tests of compliance: a day, and who else there is."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import pytest

from tests.conftest import MakeAccount
from tongpin.foundation.access.enums import Role
from tongpin.foundation.kernel import clock
from tongpin.foundation.people.models import Account
from tongpin.foundation.units.actions import add_unit
from tongpin.foundation.units.enums import UnitKind
from tongpin.foundation.units.models import Unit


@pytest.fixture
def in_june_2026(catalogue: None) -> Iterator[None]:
    with clock.frozen(dt.datetime(2026, 6, 1, 4, tzinfo=dt.UTC)):
        yield


@pytest.fixture
def second(make_account: MakeAccount, bureau: Unit) -> Account:
    return make_account(Role.OFFICER, bureau, "second")


@pytest.fixture
def party_group(operator: Account, bureau: Unit) -> Unit:
    return add_unit(by=operator, kind=UnitKind.PARTY_GROUP, name="局党组", parent=bureau)
