"""The register of honours on screen."""

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
from tongpin.foundation.people.models import Account
from tongpin.foundation.units.models import Unit
from tongpin.records.honours.actions import record_honour
from tongpin.records.honours.forms import COMMON
from tongpin.records.honours.models import Honour
from tongpin.records.honours.rules import HonourContent

pytestmark = pytest.mark.django_db

DAY = dt.date(2025, 7, 1)


def entered(by: Account, unit: Unit, title: str = "先进集体", **more: object) -> Honour:
    fields = {"level": "county", "awarded_on": DAY, **more}
    return record_honour(by=by, content=HonourContent(title=title, unit_id=unit.pk, **fields))


@pytest.fixture
def honour(secretary: Account, branch: Unit) -> Honour:
    return entered(secretary, branch, "优秀共产党员", holder_type="person", holder="孙小红", issuer="市直机关工委")


@pytest.fixture
def desk(client: Client, secretary: Account) -> Client:
    client.force_login(secretary)
    return client


def send(client: Client, address: str, **fields: object) -> object:
    """Fill in the form of an address and return the response."""
    key = form_key(client.get(address).content.decode())
    return client.post(address, {"_key": key, **fields})


def good(unit: Unit, **more: object) -> dict[str, object]:
    return {
        "unit": unit.pk, "title": "群众文艺汇演一等奖", "level": "prefecture", "awarded_on": "20250701",
        "issuer": "地级市文化和旅游局", "doc_no": "文旅发[2025]9号", "holder_type": "project", "holder": "小品", **more,
    }  # fmt: skip


def test_register_shows_own_honours_and_not_those_of_others(
    desk: Client, honour: Honour, officer: Account, sibling: Unit
) -> None:
    entered(officer, sibling, "最美图书馆")
    html = desk.get("/honours/").content.decode()
    assert honour.title in html
    assert "最美图书馆" not in html
    assert "无文号" in html


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"level": "national"}, 1),
        ({"holder_type": "person"}, 1),
        ({"year": "2024"}, 1),
        ({"document": "with"}, 1),
        ({"document": "without"}, 2),
        ({"text": "孙小红"}, 1),
        ({"text": "市图书馆"}, 1),
        ({"text": "没有"}, 0),
        ({"level": "city", "year": "x", "document": "?"}, 3),
    ],
    ids=str,
)
def test_register_is_filtered(
    desk: Client, secretary: Account, branch: Unit, honour: Honour, query: dict[str, str], found: int
) -> None:
    entered(secretary, branch, "示范案例", level="national", doc_no="文旅发〔2025〕1号", holder="市图书馆")
    entered(secretary, branch, "先进集体", awarded_on=dt.date(2024, 1, 1))
    assert desk.get("/honours/", query).context["page"].paginator.count == found


def test_register_takes_no_more_queries_with_more_entries(
    desk: Client, secretary: Account, branch: Unit, honour: Honour
) -> None:
    desk.get("/honours/?reset=1")
    before = queries_of(desk, "/honours/")
    for title in ("甲", "乙"):
        entered(secretary, branch, title)
    assert queries_of(desk, "/honours/") == before <= MOST_QUERIES


def test_page_takes_few_queries(desk: Client, honour: Honour) -> None:
    assert queries_of(desk, f"/honours/{honour.pk}/") <= MOST_QUERIES


def test_foreign_honour_answers_like_one_that_does_not_exist(desk: Client, officer: Account, sibling: Unit) -> None:
    other = entered(officer, sibling)
    for address in (f"/honours/{other.pk}/", f"/honours/{other.pk}/edit/", "/honours/99999/", "/honours/99999/edit/"):
        assert desk.get(address).status_code == 404


def test_person_is_clear_to_the_branch_and_masked_to_the_leader(
    desk: Client, honour: Honour, make_account: MakeAccount, bureau: Unit
) -> None:
    assert "孙小红" in desk.get("/honours/").content.decode()
    desk.force_login(make_account(Role.LEADER, bureau, "leader"))
    for address in ("/honours/", f"/honours/{honour.pk}/"):
        html = desk.get(address).content.decode()
        assert "孙**" in html
        assert "孙小红" not in html
    assert desk.get("/honours/", {"text": "孙小红"}).context["page"].paginator.count == 0


def test_honour_is_entered_in_eight_fields_with_its_number_as_text(desk: Client, branch: Unit) -> None:
    assert len(COMMON) == 8
    response = send(desk, "/honours/new/", **good(branch, rank="2", out_of="36"))
    made = Honour.objects.get()
    assert response["Location"] == f"/honours/{made.pk}/"
    assert (made.doc_no, made.rank, made.out_of, made.level) == ("文旅发〔2025〕9号", 2, 36, "prefecture")
    html = desk.get(response["Location"]).content.decode()
    assert "第 2 名（共 36）" in html
    assert "地市级" in html


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"title": ""}, "title"),
        ({"title": "字" * 121}, "title"),
        ({"level": ""}, "level"),
        ({"level": "市级"}, "level"),
        ({"awarded_on": "昨天"}, "awarded_on"),
        ({"awarded_on": "2100-01-01"}, "awarded_on"),
        ({"rank": "2"}, "out_of"),
        ({"out_of": "36"}, "rank"),
        ({"rank": "40", "out_of": "36"}, "rank"),
        ({"rank": "0", "out_of": "36"}, "rank"),
        ({"rank": "9" * 30, "out_of": "9" * 30}, "rank"),
        ({"holder_type": "person", "holder": ""}, "holder"),
        ({"holder_type": "team"}, "holder_type"),
        ({"unit": "99999"}, "unit"),
        ({"doc_no": "9" * 61}, "doc_no"),
    ],
    ids=lambda value: str(value)[:40],
)
def test_bad_field_is_named_and_nothing_entered(
    desk: Client, branch: Unit, fields: dict[str, object], field: str
) -> None:
    response = send(desk, "/honours/new/", **{**good(branch), **fields})
    assert response.status_code == 200
    assert next(iter(response.context["form"].errors)) == field
    assert not Honour.objects.exists()


def test_form_sent_twice_enters_one_honour(desk: Client, branch: Unit) -> None:
    key = form_key(desk.get("/honours/new/").content.decode())
    first, again = (desk.post("/honours/new/", {"_key": key, **good(branch)}) for _ in range(2))
    assert first["Location"] == again["Location"]
    assert Honour.objects.count() == 1


def test_correction_shows_in_the_history_with_who_and_why(desk: Client, branch: Unit, honour: Honour) -> None:
    address = f"/honours/{honour.pk}/edit/"
    same = good(branch, title=honour.title, level="county", holder_type="person", holder="孙小红")
    assert list(send(desk, address, **same, version=1, reason="").context["form"].errors) == ["reason"]
    assert list(send(desk, address, **same, version=5, reason="补文号").context["form"].errors) == ["__all__"]
    assert send(desk, address, **same, version=1, reason="补文号").status_code == 302
    html = desk.get(f"/honours/{honour.pk}/").content.decode()
    assert "secretary</strong>：补文号" in html
    assert "文号：<ins>文旅发〔2025〕9号</ins>" in html
    assert "授予机关：<del>市直机关工委</del> → <ins>地级市文化和旅游局</ins>" in html


def test_auditor_reads_but_does_not_enter(
    client: Client, honour: Honour, make_account: MakeAccount, bureau: Unit
) -> None:
    client.force_login(make_account(Role.AUDITOR, bureau, "auditor"))
    assert client.get(f"/honours/{honour.pk}/").status_code == 200
    for address in ("/honours/new/", f"/honours/{honour.pk}/edit/"):
        assert client.get(address).status_code == 403
        assert client.post(address, {"_key": "k"}).status_code == 403


def test_workbook_masks_as_the_list_does_and_is_logged(
    client: Client, honour: Honour, make_account: MakeAccount, bureau: Unit, officer: Account, branch: Unit
) -> None:
    entered(officer, branch, "=1+1")
    client.force_login(make_account(Role.LEADER, bureau, "leader"))
    assert list(send(client, "/honours/export/", reason=" ").context["form"].errors) == ["reason"]
    response = send(client, "/honours/export/", reason="季度报表")
    rows = CalamineWorkbook.from_filelike(io.BytesIO(response.content)).get_sheet_by_index(0).to_python()
    cells = {str(cell) for row in rows for cell in row}
    assert {"=1+1", "孙**"} <= cells
    assert "孙小红" not in cells
    assert '"rows":2' in Event.objects.get(action="honour.export").details


def test_same_honour_entered_twice_is_pointed_out(
    desk: Client, secretary: Account, branch: Unit, honour: Honour
) -> None:
    again = entered(secretary, branch, "优秀共产党员", holder_type="person", holder="孙小红")
    assert f'href="/honours/{again.pk}/"' in desk.get(f"/honours/{honour.pk}/").content.decode()
