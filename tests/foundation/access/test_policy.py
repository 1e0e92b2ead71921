"""can(), visible() and can_in() say the same."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tongpin.foundation.access.access import with_grants
from tongpin.foundation.access.access.declared import MANAGE_UNITS, SEE_UNITS
from tongpin.foundation.access.actions import grant, withdraw
from tongpin.foundation.access.enums import Role
from tongpin.foundation.kernel import clock
from tongpin.foundation.kernel.errors import NotAllowed
from tongpin.foundation.people.models import Account
from tongpin.foundation.units.models import Unit

pytestmark = pytest.mark.django_db


def test_secretary_sees_own_branch_only(secretary: Account, branch: Unit, sibling: Unit, bureau: Unit) -> None:
    assert list(SEE_UNITS.visible(secretary, Unit.objects.all())) == [branch]
    assert SEE_UNITS.can(secretary, branch)
    assert not SEE_UNITS.can(secretary, sibling)
    assert not SEE_UNITS.can(secretary, bureau)
    assert SEE_UNITS.can_in(secretary, branch)
    assert not SEE_UNITS.can_in(secretary, sibling)


def test_officer_sees_everything(officer: Account, branch: Unit, sibling: Unit) -> None:
    assert SEE_UNITS.visible(officer, Unit.objects.all()).count() == Unit.objects.count()
    assert set(MANAGE_UNITS.units(officer)) == set(Unit.objects.all())


def test_anonymous_sees_nothing(branch: Unit) -> None:
    assert not SEE_UNITS.visible(AnonymousUser(), Unit.objects.all()).exists()
    assert not SEE_UNITS.held_by(AnonymousUser())


def test_require_refuses_in_words(secretary: Account, sibling: Unit) -> None:
    with pytest.raises(NotAllowed, match="市图书馆党支部"):
        SEE_UNITS.require_in(secretary, sibling)


def test_withdrawn_grant_reaches_nothing(operator: Account, officer: Account, bureau: Unit) -> None:
    held = grant(by=operator, account=officer, role=Role.LEADER, unit=bureau)
    import datetime as dt

    withdraw(by=operator, held=held, on=clock.today() - dt.timedelta(days=1))
    fresh = Account.objects.get(pk=officer.pk)
    from tongpin.foundation.access.access import grants_of

    assert [one.role for one in grants_of(fresh)] == [Role.OFFICER]


def test_grants_of_many_accounts_are_read_in_one_query(
    officer: Account, secretary: Account, branch: Unit, sibling: Unit
) -> None:
    accounts = list(Account.objects.filter(pk__in=[officer.pk, secretary.pk]).order_by("pk"))
    with CaptureQueriesContext(connection) as captured:
        with_grants(with_grants(accounts))
        reached = [(SEE_UNITS.can_in(one, branch), SEE_UNITS.can_in(one, sibling)) for one in accounts]
    assert reached == [(True, True), (True, False)]
    assert len(captured) == 1
