"""Screens of figures, as ordinary roles meet them."""

from __future__ import annotations

import csv
import datetime as dt
import io
from dataclasses import replace
from decimal import Decimal

import pytest
from django.test import Client

from tests.conftest import MakeAccount
from tests.screens import MOST_QUERIES, queries_of
from tongpin.derived.indicators.rules import definitions
from tongpin.foundation.access.enums import Role
from tongpin.foundation.audit.models import Event
from tongpin.foundation.kernel import clock
from tongpin.foundation.people.actions import add_person
from tongpin.foundation.people.models import Account
from tongpin.foundation.units.actions import admit_member
from tongpin.foundation.units.enums import Standing
from tongpin.foundation.units.models import Unit
from tongpin.records.activities.actions import confirm_activity, record_activity
from tongpin.records.activities.rules import Content

pytestmark = pytest.mark.django_db
PAGE = "/figures/party_days/"


@pytest.fixture(autouse=True)
def _in_2025(db: None):  # type: ignore[no-untyped-def] # a generator
    with clock.frozen(dt.datetime(2025, 6, 1, tzinfo=dt.UTC)):
        yield


@pytest.fixture
def party_day(meeting: Content) -> Content:
    return replace(meeting, kind="party_day", title="主题党日")


@pytest.fixture
def second(make_account: MakeAccount, bureau: Unit) -> Account:
    return make_account(Role.OFFICER, bureau, "second-officer")


def confirmed(content: Content, first: Account, second: Account, *, day: int = 5, **changes: object) -> None:
    changed = replace(content, starts_on=dt.date(2025, 3, day), **changes)  # type: ignore[arg-type]
    confirm_activity(by=second, activity=record_activity(by=first, content=changed))


def test_figure_shows_value_words_and_share_with_evidence(
    client: Client, officer: Account, second: Account, party_day: Content
) -> None:
    confirmed(party_day, officer, second)
    client.force_login(officer)
    response = client.get(PAGE)
    html = response.content.decode()
    assert (response.context["value"], response.context["figure"].records) == ("1", 1)
    assert definitions()["party_days"].words in html
    assert "1 条记录中 0 条有佐证（0%）" in html
    assert '<script id="chart-trend" type="application/json">' in html


def test_figure_of_the_own_unit_leaves_others_out(
    client: Client, officer: Account, second: Account, secretary: Account, party_day: Content, sibling: Unit
) -> None:
    confirmed(party_day, officer, second)
    confirmed(party_day, officer, second, unit_id=sibling.pk)
    client.force_login(secretary)
    assert client.get(PAGE).context["value"] == "1"
    client.force_login(officer)
    assert client.get(PAGE).context["value"] == "2"
    assert client.get(PAGE, {"unit": sibling.pk}).context["value"] == "1"


def test_figure_of_a_foreign_unit_answers_404(
    client: Client, secretary: Account, sibling: Unit, catalogue: None
) -> None:
    client.force_login(secretary)
    assert client.get(PAGE, {"unit": sibling.pk}).status_code == 404
    assert client.get(PAGE, {"unit": "x"}).status_code == 404


@pytest.mark.parametrize("query", [{"year": "1800"}, {"year": "x"}, {"by": "password"}, {"page": "-3"}])
def test_figure_falls_back_where_the_query_makes_no_sense(
    client: Client, officer: Account, catalogue: None, query: dict[str, str]
) -> None:
    client.force_login(officer)
    response = client.get(PAGE, query)
    assert (response.status_code, response.context["scope"].year) == (200, 2025)


def test_figure_without_records_is_a_dash_and_says_why(client: Client, officer: Account, catalogue: None) -> None:
    client.force_login(officer)
    response = client.get(PAGE)
    assert response.context["value"] == "—"
    assert "本期没有任何记录" in response.content.decode()


def test_figure_without_source_says_so(client: Client, officer: Account, catalogue: None) -> None:
    client.force_login(officer)
    html = client.get("/figures/tasks/").content.decode()
    assert "尚无来源" in html
    assert "chart-trend" not in html


def test_ratio_links_its_parts(client: Client, officer: Account, catalogue: None) -> None:
    client.force_login(officer)
    html = client.get("/figures/tour.coverage/").content.decode()
    assert 'href="/figures/tour.villages/?year=2025"' in html
    assert 'href="/figures/villages.administrative/?year=2025"' in html


def test_unknown_figure_answers_404(client: Client, officer: Account) -> None:
    client.force_login(officer)
    assert client.get("/figures/no.such/").status_code == 404


@pytest.mark.parametrize("code", sorted(definitions()))
def test_every_figure_of_the_register_has_its_page(
    client: Client, officer: Account, catalogue: None, code: str
) -> None:
    client.force_login(officer)
    assert client.get(f"/figures/{code}/").status_code == 200


def test_figure_takes_no_more_queries_with_more_records(
    client: Client, officer: Account, second: Account, party_day: Content
) -> None:
    confirmed(party_day, officer, second)
    client.force_login(officer)
    before = queries_of(client, PAGE)
    for day in (6, 7):
        confirmed(party_day, officer, second, day=day)
    assert queries_of(client, PAGE) == before <= MOST_QUERIES + 5


def test_register_names_every_indicator_also_those_without_a_source(
    client: Client, officer: Account, catalogue: None
) -> None:
    client.force_login(officer)
    html = client.get("/figures/").content.decode()
    assert [one.name for one in definitions().values() if one.name not in html] == []
    assert "尚无来源" in html


def test_register_computes_values_only_when_asked(
    client: Client, officer: Account, second: Account, party_day: Content
) -> None:
    confirmed(party_day, officer, second)
    client.force_login(officer)
    assert queries_of(client, "/figures/") <= MOST_QUERIES
    rows = {row["definition"].code: row for row in client.get("/figures/", {"values": "1"}).context["rows"]}
    assert (rows["party_days"]["value"], rows["honours"]["value"]) == ("1", "—")
    before = queries_of(client, "/figures/?values=1")
    confirmed(party_day, officer, second, day=6)
    assert queries_of(client, "/figures/?values=1") == before


@pytest.mark.parametrize("role", [Role.MEMBER, Role.CITIZEN, Role.SYSTEM_OPERATOR])
def test_roles_without_figures_are_refused(client: Client, make_account: MakeAccount, branch: Unit, role: Role) -> None:
    client.force_login(make_account(role, branch))
    assert client.get("/figures/").status_code == 403
    assert client.get(PAGE).status_code == 403


def test_records_come_as_csv_without_formulas_and_are_logged(
    client: Client, officer: Account, second: Account, party_day: Content
) -> None:
    confirmed(party_day, officer, second, title="=HYPERLINK(1)")
    client.force_login(officer)
    response = client.post(f"{PAGE}records.csv?year=2025", {"_key": "a", "reason": "核对"})
    text = b"".join(response.streaming_content).decode("utf-8-sig")  # type: ignore[arg-type]
    head, *rows = csv.reader(io.StringIO(text))
    assert head[:3] == ["编号", "日期", "名称"]
    assert [row[1:3] for row in rows] == [["2025-03-05", "'=HYPERLINK(1)"]]
    assert Event.objects.get(action="figure.records").details == (
        '{"code":"party_days","reason":"核对","rows":1,"year":2025}'
    )


def test_records_need_a_reason(client: Client, officer: Account, catalogue: None) -> None:
    client.force_login(officer)
    response = client.post(f"{PAGE}records.csv?year=2025", {"_key": "a", "reason": " "})
    assert response.status_code == 400
    assert "请写明明细的用途。" in response.content.decode()


def test_records_of_a_figure_without_source_do_not_exist(client: Client, officer: Account, catalogue: None) -> None:
    client.force_login(officer)
    assert client.post("/figures/tasks/records.csv", {"_key": "a", "reason": "核对"}).status_code == 404


def test_records_are_shown_in_words_and_empty_columns_left_out(
    client: Client, officer: Account, second: Account, party_day: Content, operator: Account, branch: Unit
) -> None:
    admit_member(by=operator, person=add_person(by=operator, name="甲一"), unit=branch, standing=Standing.FULL)
    confirmed(party_day, officer, second, hours=Decimal("1.50"))
    client.force_login(officer)
    members = client.get("/figures/members/").context["portion"]
    assert dict(members.rows[0][1])["类别"] == "正式党员"
    days = client.get(PAGE).context["portion"]
    assert "村（社区）" not in days.columns
    assert dict(days.rows[0][1])["时长（小时）"] == "1.5"
    assert "2025-03-05" in dict(days.rows[0][1])["日期"]
