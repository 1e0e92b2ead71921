"""Needs on screen."""

from __future__ import annotations

import datetime as dt
import io

import pytest
from django.test import Client
from python_calamine import CalamineWorkbook

from tests.conftest import MakeAccount
from tests.screens import MOST_QUERIES, form_key, queries_of
from tongpin.foundation.access.enums import Role
from tongpin.foundation.audit.models import Event
from tongpin.foundation.kernel import clock
from tongpin.foundation.people.models import Account
from tongpin.foundation.places.models import Village
from tongpin.foundation.units.models import Unit
from tongpin.records.visits.actions import answer_need, record_need
from tongpin.records.visits.forms import COMMON
from tongpin.records.visits.models import Need
from tongpin.records.visits.rules import NeedContent

pytestmark = pytest.mark.django_db

DAY = dt.date(2025, 3, 5)


def heard(by: Account, unit: Unit, asked: str = "路灯坏了", **more: object) -> Need:
    fields = {"received_on": DAY, "asker": "李大明", "visitor": "王晓", "category": "公共文化设施", **more}
    return record_need(by=by, content=NeedContent(asked=asked, unit_id=unit.pk, **fields))


@pytest.fixture
def need(secretary: Account, branch: Unit) -> Need:
    return heard(secretary, branch)


@pytest.fixture
def desk(client: Client, secretary: Account) -> Client:
    client.force_login(secretary)
    return client


def send(client: Client, address: str, **fields: object) -> object:
    """Fill in the form of an address and return the response."""
    key = form_key(client.get(address).content.decode())
    return client.post(address, {"_key": key, **fields})


def test_list_shows_own_needs_and_not_those_of_others(
    desk: Client, need: Need, operator: Account, officer: Account, sibling: Unit
) -> None:
    other = heard(officer, sibling, "书架太旧")
    html = desk.get("/needs/").content.decode()
    assert need.asked in html
    assert other.asked not in html
    assert "/needs/new/" in html


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"status": "answered"}, 1),
        ({"status": "open"}, 2),
        ({"status": "late"}, 1),
        ({"category": "文艺演出"}, 1),
        ({"year": "2024"}, 1),
        ({"text": "吕剧"}, 1),
        ({"text": "李大明 路灯"}, 1),
        ({"text": "没有"}, 0),
        ({"status": "poem", "year": "abc", "category": "无"}, 3),
    ],
    ids=str,
)
def test_list_is_filtered(
    desk: Client, secretary: Account, branch: Unit, need: Need, query: dict[str, str], found: int
) -> None:
    heard(secretary, branch, "想看吕剧", category="文艺演出", due_on=DAY, asker="赵六")
    old = heard(secretary, branch, "添书", received_on=dt.date(2024, 1, 1), asker="钱七")
    answer_need(by=secretary, need=old, version=1, answer="已添")
    assert desk.get("/needs/", query).context["page"].paginator.count == found


def test_list_takes_no_more_queries_with_more_needs(desk: Client, secretary: Account, branch: Unit, need: Need) -> None:
    desk.get("/needs/?reset=1")
    before = queries_of(desk, "/needs/")
    for asked in ("甲", "乙"):
        heard(secretary, branch, asked)
    assert queries_of(desk, "/needs/") == before <= MOST_QUERIES


def test_page_takes_no_more_queries_with_more_history(desk: Client, secretary: Account, need: Need) -> None:
    before = queries_of(desk, f"/needs/{need.pk}/")
    answer_need(by=secretary, need=need, version=1, answer="已修")
    assert queries_of(desk, f"/needs/{need.pk}/") == before <= MOST_QUERIES


def test_foreign_need_answers_like_one_that_does_not_exist(desk: Client, officer: Account, sibling: Unit) -> None:
    other = heard(officer, sibling)
    for step in ("", "edit/", "answer/", "refuse/", "word/", "reopen/"):
        assert desk.get(f"/needs/{other.pk}/{step}").status_code == 404
        assert desk.get(f"/needs/99999/{step}").status_code == 404


def test_names_are_clear_to_the_branch_and_masked_to_the_leader(
    desk: Client, need: Need, make_account: MakeAccount, bureau: Unit
) -> None:
    assert "李大明" in desk.get(f"/needs/{need.pk}/").content.decode()
    desk.force_login(make_account(Role.LEADER, bureau, "leader"))
    html = desk.get(f"/needs/{need.pk}/").content.decode()
    assert "李**" in html
    assert "李大明" not in html
    assert "更正" not in html
    assert desk.get("/needs/", {"text": "李大明"}).context["page"].paginator.count == 0
    assert desk.get("/needs/", {"text": "路灯"}).context["page"].paginator.count == 1


def test_names_are_masked_in_the_history_too(desk: Client, need: Need, make_account: MakeAccount, bureau: Unit) -> None:
    send(
        desk, f"/needs/{need.pk}/edit/", version=1, reason="写错名", unit=need.unit_id, received_on="2025-03-05",
        asked=need.asked, asker="李小明", category=need.category, visitor="王晓",
    )  # fmt: skip
    assert "<del>李大明</del> → <ins>李小明</ins>" in desk.get(f"/needs/{need.pk}/").content.decode()
    desk.force_login(make_account(Role.AUDITOR, bureau, "auditor"))
    html = desk.get(f"/needs/{need.pk}/").content.decode()
    assert "写错名" in html
    assert "李大明" not in html
    assert "李小明" not in html


def test_need_is_recorded_in_at_most_eight_fields(desk: Client, branch: Unit, village: Village) -> None:
    html = desk.get("/needs/new/").content.decode()
    assert html.count('class="field"') == 8  # the seven of a secretary and the one that folds away
    assert len(COMMON) <= 8
    today = clock.today()
    response = send(
        desk, "/needs/new/", unit=branch.pk, received_on=f"{today.month}月{today.day}日", asked="添长椅",
        village="试验镇 东村", asker="李大明", category="文体设施", owner="市文化馆", due_on="",
    )  # fmt: skip
    made = Need.objects.get()
    assert response["Location"] == f"/needs/{made.pk}/"
    assert made.received_on == today
    assert (made.village_id, made.unit_id, made.status) == (village.pk, branch.pk, "open")


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"asked": ""}, "asked"),
        ({"asked": "字" * 301}, "asked"),
        ({"received_on": "2月30日"}, "received_on"),
        ({"received_on": "2100-01-01"}, "received_on"),
        ({"received_on": "2025年3月"}, "received_on"),
        ({"village": "试验镇 西村"}, "village"),
        ({"unit": "99999"}, "unit"),
        ({"unit": "x"}, "unit"),
        ({"due_on": "2025-03-01"}, "due_on"),
        ({"category": "字" * 31}, "category"),
        ({"asked": "a\x00b"}, "asked"),
    ],
    ids=str,
)
def test_bad_field_is_named_and_nothing_recorded(
    desk: Client, branch: Unit, village: Village, fields: dict[str, str], field: str
) -> None:
    good = {"unit": branch.pk, "received_on": "2025-03-05", "asked": "添长椅"}
    response = send(desk, "/needs/new/", **{**good, **fields})
    assert response.status_code == 200
    assert list(response.context["form"].errors) == [field]
    assert not Need.objects.exists()


def test_unit_out_of_reach_cannot_be_chosen(desk: Client, sibling: Unit) -> None:
    response = send(desk, "/needs/new/", unit=sibling.pk, received_on="2025-03-05", asked="添长椅")
    assert list(response.context["form"].errors) == ["unit"]


def test_form_sent_twice_records_one_need(desk: Client, branch: Unit) -> None:
    key = form_key(desk.get("/needs/new/").content.decode())
    data = {"_key": key, "unit": branch.pk, "received_on": "2025-03-05", "asked": "添长椅"}
    first, again = desk.post("/needs/new/", data), desk.post("/needs/new/", data)
    assert first["Location"] == again["Location"]
    assert Need.objects.count() == 1


def test_need_goes_its_way_on_screen(desk: Client, need: Need) -> None:
    base = f"/needs/{need.pk}/"
    assert send(desk, f"{base}answer/", version=1, answer="已修", owner="市文化馆").status_code == 302
    assert "已答复，待回访" in desk.get(base).content.decode()
    said = send(desk, f"{base}word/", version=2, satisfaction="basically", followed_up_on="2025-03-09")
    assert said.status_code == 302
    html = desk.get(base).content.decode()
    assert "已办结" in html
    assert "基本满意" in html
    assert send(desk, f"{base}reopen/", version=3, reason="又坏了").status_code == 302
    assert send(desk, f"{base}refuse/", version=4, because="不属本局").status_code == 302
    html = desk.get(base).content.decode()
    assert "不能办理的原因" in html
    assert "：又坏了" in html


@pytest.mark.parametrize(
    ("step", "fields", "field"),
    [
        ("answer", {"version": 1, "answer": ""}, "answer"),
        ("answer", {"version": "", "answer": "已修"}, "version"),
        ("refuse", {"version": 1, "because": " "}, "because"),
        ("refuse", {"version": 9, "because": "不属本局"}, "__all__"),
        ("word", {"version": 1, "satisfaction": "wonderful", "followed_up_on": "2025-03-09"}, "satisfaction"),
        ("word", {"version": 1, "satisfaction": "satisfied", "followed_up_on": "2025-03-09"}, "__all__"),
        ("reopen", {"version": 1, "reason": "又坏了"}, "__all__"),
    ],
)
def test_bad_step_is_told_and_nothing_changes(
    desk: Client, need: Need, step: str, fields: dict[str, object], field: str
) -> None:
    response = send(desk, f"/needs/{need.pk}/{step}/", **fields)
    assert list(response.context["form"].errors) == [field]
    need.refresh_from_db()
    assert (need.version, need.status) == (1, "open")


def test_correction_wants_a_reason_and_the_version_looked_at(desk: Client, need: Need) -> None:
    good = {"unit": need.unit_id, "received_on": "2025-03-05", "asked": "两盏路灯坏了", "version": 1, "reason": "数目"}
    address = f"/needs/{need.pk}/edit/"
    assert list(send(desk, address, **{**good, "reason": ""}).context["form"].errors) == ["reason"]
    assert list(send(desk, address, **{**good, "version": 7}).context["form"].errors) == ["__all__"]
    assert send(desk, address, **good).status_code == 302
    assert Need.objects.get().asked == "两盏路灯坏了"


def test_leader_reads_but_neither_records_nor_answers(
    client: Client, need: Need, make_account: MakeAccount, bureau: Unit
) -> None:
    client.force_login(make_account(Role.LEADER, bureau, "leader"))
    assert client.get("/needs/").status_code == 200
    for address in ("/needs/new/", f"/needs/{need.pk}/answer/", f"/needs/{need.pk}/edit/"):
        assert client.get(address).status_code == 403
        assert client.post(address, {"_key": "k", "version": 1, "answer": "已修"}).status_code == 403


def test_member_has_no_needs_to_see(client: Client, need: Need, make_account: MakeAccount, branch: Unit) -> None:
    client.force_login(make_account(Role.MEMBER, branch, "member"))
    assert client.get("/needs/").status_code == 403
    assert client.get(f"/needs/{need.pk}/").status_code == 403


def test_workbook_wants_a_reason_holds_no_names_and_is_logged(
    desk: Client, secretary: Account, branch: Unit, need: Need
) -> None:
    heard(secretary, branch, '=HYPERLINK("http://x")')
    assert list(send(desk, "/needs/export/", reason="").context["form"].errors) == ["reason"]
    response = send(desk, "/needs/export/", reason="季度报表")
    rows = CalamineWorkbook.from_filelike(io.BytesIO(response.content)).get_sheet_by_index(0).to_python()
    cells = {str(cell) for row in rows for cell in row}
    assert {"路灯坏了", '=HYPERLINK("http://x")'} <= cells
    assert not {cell for cell in cells if "李大明" in cell or "王晓" in cell}
    event = Event.objects.get(action="need.export")
    assert '"reason":"季度报表"' in event.details
    assert '"rows":2' in event.details


def test_same_need_entered_twice_is_pointed_out(desk: Client, secretary: Account, branch: Unit, need: Need) -> None:
    again = heard(secretary, branch)
    html = desk.get(f"/needs/{need.pk}/").content.decode()
    assert f'href="/needs/{again.pk}/"' in html
