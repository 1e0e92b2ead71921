"""One's own home, and the self-check against formalism."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

import pytest
from django.test import Client, override_settings

from tests.conftest import MakeAccount
from tests.screens import MOST_QUERIES, queries_of
from tongpin.foundation.access.enums import Role
from tongpin.foundation.kernel import clock
from tongpin.foundation.people.actions import add_account
from tongpin.foundation.people.models import Account
from tongpin.foundation.units.models import Unit
from tongpin.interfaces.desk.queries.relief import checks
from tongpin.records.activities.actions import confirm_activity, record_activity
from tongpin.records.activities.models import Activity
from tongpin.records.activities.rules import Content
from tongpin.records.visits.actions import answer_need, record_need
from tongpin.records.visits.rules import NeedContent
from tongpin.standards.models import Entry

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _in_june(db: None) -> Iterator[None]:
    with clock.frozen(dt.datetime(2025, 6, 1, 4, tzinfo=dt.UTC)):
        yield


def plan(by: Account, content: Content, day: dt.date) -> Activity:
    return record_activity(by=by, content=replace(content, starts_on=day), planned=True)


def test_home_asks_strangers_to_log_in(client: Client) -> None:
    assert client.get("/")["Location"].startswith("/accounts/login/")


@pytest.mark.parametrize("role", list(Role))
def test_home_opens_for_every_role_with_six_figures_at_most(
    client: Client, make_account: MakeAccount, branch: Unit, catalogue: None, role: Role
) -> None:
    client.force_login(make_account(role, branch))
    response = client.get("/")
    assert response.status_code == 200
    seers = {Role.SECRETARY, Role.UNIT_OFFICER, Role.OFFICER, Role.LEADER, Role.AUDITOR}
    assert len(response.context["figures"]) == (6 if role in seers else 0)


@pytest.mark.parametrize(("role", "offered"), [(Role.OFFICER, True), (Role.SECRETARY, False)])
def test_home_offers_the_import_only_to_those_who_may_open_it(
    client: Client, make_account: MakeAccount, branch: Unit, catalogue: None, role: Role, offered: bool
) -> None:
    client.force_login(make_account(role, branch))
    assert ('class="btn btn-outline-secondary" href="/import/"' in client.get("/").content.decode()) is offered
    assert (client.get("/import/").status_code == 200) is offered


def test_home_of_an_account_without_a_role_says_what_to_do(client: Client, operator: Account) -> None:
    client.force_login(add_account(by=operator, username="new", password=None))
    assert "您还没有角色" in client.get("/").content.decode()


def test_home_speaks_of_the_own_part_of_the_bureau(
    client: Client, officer: Account, secretary: Account, bureau: Unit, branch: Unit, catalogue: None
) -> None:
    client.force_login(officer)
    assert client.get("/").context["part"].name == bureau.name
    client.force_login(secretary)
    response = client.get("/")
    assert response.context["part"].unit == branch
    assert all(f"unit={branch.pk}" in one.url for one in response.context["figures"])


def test_home_says_what_waits_and_leads_there(
    client: Client, officer: Account, secretary: Account, meeting: Content
) -> None:
    record_activity(by=officer, content=meeting)
    plan(secretary, meeting, dt.date(2025, 5, 30))
    for asked in ("路灯坏了", "添长椅", "添书"):
        content = NeedContent(received_on=dt.date(2025, 5, 1), asked=asked, unit_id=meeting.unit_id)
        need = record_need(by=secretary, content=content)
    answer_need(by=secretary, need=need, version=1, answer="已添")
    client.force_login(secretary)
    waiting = client.get("/").context["waiting"]
    assert [(one.count, one.url) for one in waiting] == [
        (6, "/compliance/open/?group=late"),  # the party days of January to May, last year's 组织生活会
        (3, "/compliance/open/?group=soon"),
        (1, "/activities/confirm/"),
        (1, "/activities/?status=planned&date_to=2025-05-31"),
        (2, "/needs/?status=open"),
        (1, "/needs/?status=answered"),
    ]
    for one in waiting:
        rows = client.get(one.url).context["page"].paginator.count
        assert rows == one.count


def test_home_does_not_ask_for_a_confirmation_of_ones_own(client: Client, secretary: Account, meeting: Content) -> None:
    record_activity(by=secretary, content=meeting)
    client.force_login(secretary)
    waiting = client.get("/").context["waiting"]
    assert [one.url for one in waiting if not one.url.startswith("/compliance/")] == []


def test_home_shows_what_comes_within_two_weeks_and_within_reach(
    client: Client, officer: Account, secretary: Account, meeting: Content, sibling: Unit
) -> None:
    soon = plan(secretary, meeting, dt.date(2025, 6, 10))
    plan(secretary, meeting, dt.date(2025, 7, 10))
    plan(officer, replace(meeting, unit_id=sibling.pk), dt.date(2025, 6, 10))
    client.force_login(secretary)
    assert client.get("/").context["coming"] == [soon]


def test_home_takes_no_more_queries_with_more_records(client: Client, secretary: Account, meeting: Content) -> None:
    plan(secretary, meeting, dt.date(2025, 6, 10))
    client.force_login(secretary)
    before = queries_of(client, "/")
    for day in (11, 12):
        plan(secretary, meeting, dt.date(2025, 6, day))
    # a year that says nothing yet is asked for twice: itself and the one before, two queries more; and inside the
    # transaction of a test the session's own write stands between two savepoints
    assert queries_of(client, "/") == before <= MOST_QUERIES + 2 + 2


def test_self_check_holds_for_this_program(client: Client, secretary: Account, catalogue: None) -> None:
    client.force_login(secretary)
    html = client.get("/relief/").content.decode()
    assert [check.rule for check in checks() if not check.good] == []
    assert html.count("state-done") == 5


@override_settings(AXES_DISABLE_ACCESS_LOG=False)
def test_self_check_sees_log_ins_that_are_recorded(catalogue: None) -> None:
    assert [check.good for check in checks()] == [True, True, False, True, True]


def test_self_check_sees_a_catalogue_that_was_bent_past_the_validator(catalogue: None) -> None:
    entry = Entry.objects.filter(type="kind").first()
    assert entry is not None
    Entry.objects.filter(pk=entry.pk).update(body={**entry.body, "evidence": "打卡截图"})
    assert [check.good for check in checks()] == [True, False, True, True, True]
    assert entry.code in str(checks()[1].findings)


def test_home_shows_the_year_before_while_the_new_one_says_nothing_yet(
    client: Client, officer: Account, secretary: Account, meeting: Content
) -> None:
    for kind, day in (("party_day", 1), ("meeting.general", 2), ("org_life", 3), ("volunteer", 4)):
        content = replace(meeting, kind=kind, title=kind, starts_on=dt.date(2024, 11, day), hours=Decimal(1))
        confirm_activity(by=officer, activity=record_activity(by=secretary, content=content))
    new = replace(meeting, title="新年第一会", starts_on=dt.date(2025, 1, 3), kind="study.research")
    confirm_activity(by=officer, activity=record_activity(by=secretary, content=new))
    client.force_login(secretary)
    assert client.get("/").context["year"] == 2024
    assert client.get("/", {"year": "2025"}).context["year"] == 2025
    assert client.get("/", {"year": "1999"}).context["year"] == 2024
