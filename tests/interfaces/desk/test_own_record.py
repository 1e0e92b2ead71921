"""What a member sees of themselves: what they took part in, wherever it was."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from django.test import Client

from tests.conftest import MakeAccount
from tests.screens import MOST_QUERIES, queries_of
from tongpin.foundation.access.enums import Role
from tongpin.foundation.people.actions import add_person
from tongpin.foundation.people.models import Account, Person
from tongpin.foundation.units.actions import admit_member
from tongpin.foundation.units.enums import Standing
from tongpin.foundation.units.models import Unit
from tongpin.records.activities.actions import cancel_activity, record_activity
from tongpin.records.activities.models import Activity
from tongpin.records.activities.rules import Content, RosterEntry

pytestmark = pytest.mark.django_db


@pytest.fixture
def person(operator: Account, branch: Unit) -> Person:
    person = add_person(by=operator, name="单文丽")
    admit_member(by=operator, person=person, unit=branch, standing=Standing.FULL)
    return person


@pytest.fixture
def member(make_account: MakeAccount, branch: Unit, person: Person) -> Account:
    return make_account(Role.MEMBER, branch, "member", person=person)


def attended(officer: Account, content: Content, person: Person, day: int, **changes: object) -> Activity:
    roster = (RosterEntry(person.name, person.pk),)
    changed = replace(content, starts_on=dt.date(2025, 3, day), roster=roster, **changes)  # type: ignore[arg-type]
    return record_activity(by=officer, content=changed)


def test_own_record_lists_what_one_took_part_in_newest_first(
    client: Client, officer: Account, member: Account, person: Person, meeting: Content, sibling: Unit
) -> None:
    own = attended(officer, meeting, person, 5)
    elsewhere = attended(officer, meeting, person, 6, unit_id=sibling.pk, title="外支部的党课")
    cancelled = attended(officer, meeting, person, 7)
    cancel_activity(by=officer, activity=cancelled, reason="没有开成")
    record_activity(by=officer, content=meeting)  # nobody was called
    client.force_login(member)
    response = client.get("/me/")
    assert list(response.context["attended"].rows) == [elsewhere, own]
    html = response.content.decode()
    assert f'href="/activities/{own.pk}/"' in html
    assert "外支部的党课" in html
    assert f'href="/activities/{elsewhere.pk}/"' not in html  # its record is not open to this member


def test_own_record_says_that_nobody_signs_in_themselves(client: Client, member: Account) -> None:
    client.force_login(member)
    assert "您不需要自己签到" in client.get("/me/").content.decode()


def test_own_record_takes_no_more_queries_with_more_rows(
    client: Client, officer: Account, member: Account, person: Person, meeting: Content
) -> None:
    attended(officer, meeting, person, 5)
    client.force_login(member)
    before = queries_of(client, "/me/")
    for day in (6, 7):
        attended(officer, meeting, person, day)
    assert queries_of(client, "/me/") == before <= MOST_QUERIES
