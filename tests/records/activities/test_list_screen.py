"""The list of records, its month sheet and its workbook."""

from __future__ import annotations

import io
from dataclasses import replace

import openpyxl
import pytest
from django.test import Client

from tests.conftest import MakeAccount
from tests.records.activities.making import another
from tests.screens import MOST_QUERIES, form_key, queries_of
from tongpin.foundation.access.enums import Role
from tongpin.foundation.audit.models import Event
from tongpin.foundation.people.actions import add_person
from tongpin.foundation.people.models import Account
from tongpin.foundation.units.models import Unit
from tongpin.records.activities.actions import record_activity
from tongpin.records.activities.models import Activity
from tongpin.records.activities.rules import Content, RosterEntry

pytestmark = pytest.mark.django_db


LIST = "/activities/"


def test_list_shows_only_what_the_role_reaches(
    client: Client, secretary: Account, officer: Account, held: Activity, foreign: Activity
) -> None:
    client.force_login(secretary)
    assert list(client.get(LIST).context["rows"]) == [held]
    client.force_login(officer)
    assert set(client.get(LIST).context["rows"]) == {held, foreign}


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({}, 1),
        ({"text": "发展对象"}, 1),
        ({"text": "没有这样的字"}, 0),
        ({"kind": "meeting.committee"}, 1),
        ({"kind": "party_day"}, 0),
        ({"status": "held"}, 1),
        ({"status": "confirmed"}, 0),
        ({"date_from": "2025年3月5日", "date_to": "20250305"}, 1),
        ({"date_from": "2025-03-06"}, 0),
        ({"date_to": "2025年2月"}, 0),
        ({"date_from": "2025年3月"}, 1),
        ({"evidence": "none"}, 1),
        ({"evidence": "any"}, 0),
        ({"kind": "no.such.kind", "date_from": "昨天", "page": "9999", "sort": "password"}, 1),
    ],
)
def test_list_is_filtered(
    client: Client, secretary: Account, held: Activity, query: dict[str, str], found: int
) -> None:
    client.force_login(secretary)
    assert client.get(LIST, query).context["page"].paginator.count == found


def test_list_filters_by_unit_and_below(
    client: Client, officer: Account, held: Activity, foreign: Activity, committee: Unit, sibling: Unit
) -> None:
    client.force_login(officer)
    assert client.get(LIST, {"unit": committee.pk}).context["page"].paginator.count == 2
    assert list(client.get(LIST, {"unit": sibling.pk}).context["rows"]) == [foreign]


def test_list_finds_by_the_initials_of_someone_present_only_where_names_are_seen(
    client: Client, operator: Account, secretary: Account, make_account: MakeAccount, bureau: Unit, meeting: Content
) -> None:
    person = add_person(by=operator, name="单文丽")
    record_activity(by=secretary, content=replace(meeting, roster=(RosterEntry("单文丽", person.pk),)))
    client.force_login(secretary)
    assert client.get(LIST, {"text": "swl"}).context["page"].paginator.count == 1
    client.force_login(make_account(Role.AUDITOR, bureau, "auditor"))
    assert client.get(LIST, {"text": "swl"}).context["page"].paginator.count == 0
    assert client.get(LIST, {"text": "单文丽"}).context["page"].paginator.count == 0


def test_list_remembers_its_filters_until_they_are_cleared(client: Client, secretary: Account, held: Activity) -> None:
    client.force_login(secretary)
    client.get(LIST, {"kind": "party_day"})
    assert client.get(LIST)["Location"] == "/activities/?kind=party_day"
    assert client.get(LIST, {"reset": "1"})["Location"] == LIST
    assert client.get(LIST).status_code == 200


def test_list_takes_no_more_queries_with_more_rows(
    client: Client, secretary: Account, held: Activity, meeting: Content
) -> None:
    client.force_login(secretary)
    before = queries_of(client, LIST)
    for day in (1, 2):
        another(secretary, meeting, day)
    assert queries_of(client, LIST) == before <= MOST_QUERIES


@pytest.mark.parametrize(("sort", "first"), [("date", "支委会1"), ("-date", "支委会2"), ("title", "支委会1")])
def test_list_is_sorted_as_asked(client: Client, secretary: Account, meeting: Content, sort: str, first: str) -> None:
    for day in (1, 2):
        another(secretary, meeting, day)
    client.force_login(secretary)
    assert client.get(LIST, {"sort": sort}).context["rows"][0].title == first


def test_empty_list_says_the_next_step(client: Client, secretary: Account) -> None:
    client.force_login(secretary)
    html = client.get(LIST).content.decode()
    assert "还没有记录" in html
    assert 'href="/activities/new/"' in html


def test_month_shows_its_days_and_pages_to_its_neighbours(client: Client, secretary: Account, held: Activity) -> None:
    client.force_login(secretary)
    response = client.get(LIST, {"view": "month", "month": "2025-03"})
    assert [day.date for day in response.context["sheet"].days] == [held.starts_on]
    assert "month=2025-04" in response.content.decode()
    assert client.get(LIST, {"view": "month", "month": "2025-13"}).status_code == 200


def test_workbook_holds_what_the_list_shows_and_is_logged(
    client: Client, secretary: Account, held: Activity, foreign: Activity
) -> None:
    Activity.objects.filter(pk=held.pk).update(title="=1+1")
    client.force_login(secretary)
    page = client.get("/activities/export/").content.decode()
    response = client.post("/activities/export/", {"_key": form_key(page), "reason": "季度报表"})
    sheet = openpyxl.load_workbook(io.BytesIO(response.content)).active
    assert [cell.value for cell in sheet["B"][3:]] == ["=1+1"]
    assert sheet["B4"].data_type == "s"
    event = Event.objects.get(action="activity.export")
    assert event.details == '{"filters":[],"reason":"季度报表","rows":1}'


def test_workbook_needs_a_reason(client: Client, secretary: Account, held: Activity) -> None:
    client.force_login(secretary)
    page = client.get("/activities/export/").content.decode()
    response = client.post("/activities/export/", {"_key": form_key(page), "reason": " "})
    assert response["Content-Type"].startswith("text/html")
    assert not Event.objects.filter(action="activity.export").exists()


def test_search_for_a_host_does_not_look_behind_masks(
    client: Client, secretary: Account, make_account: MakeAccount, bureau: Unit, meeting: Content
) -> None:
    record_activity(by=secretary, content=replace(meeting, host="单文丽"))
    client.force_login(secretary)
    assert client.get(LIST, {"text": "单文丽 发展"}).context["page"].paginator.count == 1
    client.force_login(make_account(Role.AUDITOR, bureau, "auditor"))
    assert client.get(LIST, {"text": "单文丽"}).context["page"].paginator.count == 0
    assert client.get(LIST, {"text": "发展"}).context["page"].paginator.count == 1
