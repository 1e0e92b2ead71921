"""Two operators, one opens, the other grants."""

from __future__ import annotations

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.conftest import MakeAccount
from tongpin.foundation.access.access import grants_of
from tongpin.foundation.access.actions import grant, open_account, reset_password, set_active
from tongpin.foundation.access.enums import Role
from tongpin.foundation.kernel.errors import NotAllowed, UserError
from tongpin.foundation.people.actions import add_person
from tongpin.foundation.people.models import Account
from tongpin.foundation.units.models import Unit

pytestmark = pytest.mark.django_db


@pytest.fixture
def system(make_account: MakeAccount, bureau: Unit) -> Account:
    return make_account(Role.SYSTEM_OPERATOR, bureau, "system")


@pytest.fixture
def security(make_account: MakeAccount, bureau: Unit) -> Account:
    return make_account(Role.SECURITY_OPERATOR, bureau, "security")


def test_opener_cannot_grant_and_granter_cannot_open(system: Account, security: Account, bureau: Unit) -> None:
    opened, _password = open_account(by=system, username="new")
    with pytest.raises(NotAllowed):
        grant(by=system, account=opened, role=Role.OFFICER, unit=bureau)
    with pytest.raises(NotAllowed):
        open_account(by=security, username="other")
    grant(by=security, account=opened, role=Role.OFFICER, unit=bureau)
    assert [held.role for held in grants_of(opened)] == [Role.OFFICER]


def test_nobody_grants_to_oneself_or_closes_oneself(system: Account, security: Account, bureau: Unit) -> None:
    with pytest.raises(UserError):
        grant(by=security, account=security, role=Role.OFFICER, unit=bureau)
    with pytest.raises(UserError):
        set_active(by=system, account=system, active=False)


def test_first_password_must_be_changed(client: Client, system: Account) -> None:
    opened, password = open_account(by=system, username="new")
    assert client.post("/accounts/login/", {"login": "new", "password": password}).status_code == 302
    assert client.get("/units/").headers["Location"] == "/accounts/password/change/"
    client.post(
        "/accounts/password/change/",
        {"oldpassword": password, "password1": "a-better-horse-7", "password2": "a-better-horse-7"},
    )
    opened.refresh_from_db()
    assert not opened.must_change_password


def test_page_shows_the_first_password_once(client: Client, system: Account) -> None:
    client.force_login(system)
    shown = client.post("/staff/new/", {"_key": "k1", "username": "new", "name": ""}).content.decode()
    password = re.search(r"<code>(.+)</code>", shown)
    opened = Account.objects.get(username="new")
    assert password is not None
    assert opened.check_password(password[1])
    assert "<code>" not in client.get(f"/staff/{opened.pk}/").content.decode()


@pytest.mark.parametrize(("count", "words"), [(0, "没有这个姓名"), (2, "不止一人")])
def test_name_must_mean_one_person(client: Client, operator: Account, system: Account, count: int, words: str) -> None:
    for _number in range(count):
        add_person(by=operator, name="甲乙")
    client.force_login(system)
    page = client.post("/staff/new/", {"_key": "k", "username": "new", "name": "甲乙"}).content.decode()
    assert words in page
    assert not Account.objects.filter(username="new").exists()


def test_taken_name_is_refused(system: Account) -> None:
    with pytest.raises(UserError):
        open_account(by=system, username="system")
    with pytest.raises(UserError):
        open_account(by=system, username="  ")


def test_security_operator_gives_and_withdraws_on_the_page(
    client: Client, system: Account, security: Account, bureau: Unit
) -> None:
    opened, _password = open_account(by=system, username="new")
    client.force_login(security)
    client.post(f"/staff/{opened.pk}/grant/", {"_key": "1", "role": "leader", "unit": bureau.pk})
    (held,) = grants_of(Account.objects.get(pk=opened.pk))
    assert held.role == Role.LEADER
    wrong = client.post(f"/staff/{opened.pk}/grant/", {"_key": "2", "role": "king", "unit": bureau.pk})
    assert wrong.status_code == 200
    assert "king" in wrong.content.decode()


def test_closed_account_reaches_nothing_and_opens_again(client: Client, system: Account, officer: Account) -> None:
    client.force_login(system)
    client.post(f"/staff/{officer.pk}/close/", {"_key": "1"})
    assert grants_of(Account.objects.get(pk=officer.pk)) == ()
    client.post(f"/staff/{officer.pk}/close/", {"_key": "2"})
    assert Account.objects.get(pk=officer.pk).is_active


def test_reset_replaces_the_password(client: Client, system: Account, officer: Account) -> None:
    old = Account.objects.get(pk=officer.pk).password
    password = reset_password(by=system, account=officer)
    assert Account.objects.get(pk=officer.pk).password != old
    assert officer.check_password(password)
    client.force_login(system)
    assert "<code>" in client.post(f"/staff/{officer.pk}/reset/", {"_key": "1"}).content.decode()


def test_list_asks_as_often_for_three_as_for_one(client: Client, system: Account) -> None:
    client.force_login(system)

    def queries() -> int:
        with CaptureQueriesContext(connection) as caught:
            assert client.get("/staff/").status_code == 200
        return len(caught)

    queries()
    at_one = queries()
    for number in range(3):
        open_account(by=system, username=f"more-{number}")
    assert queries() == at_one
    assert "more-1" in client.get("/staff/?text=more-1").content.decode()
