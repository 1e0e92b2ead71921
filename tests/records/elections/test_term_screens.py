"""The clock of terms on screen, and entering what it runs on."""

from __future__ import annotations

import datetime as dt
import io

import pytest
from django.test import Client
from python_calamine import CalamineWorkbook

from tests.screens import MOST_QUERIES, form_key, queries_of
from tongpin.foundation.people.models import Account, Person
from tongpin.foundation.units.actions import appoint, enter_term, postpone_term, renew_term
from tongpin.foundation.units.enums import UnitKind
from tongpin.foundation.units.models import Term, Unit

from .helpers import roll_of, started

pytestmark = pytest.mark.django_db


@pytest.fixture
def people(branch: Unit, catalogue: None) -> list[Person]:
    return roll_of(branch)


@pytest.fixture
def desk(client: Client, secretary: Account) -> Client:
    client.force_login(secretary)
    return client


def send(client: Client, address: str, **fields: object) -> str:
    """Fill in the form of an address and return the page one lands on."""
    key = form_key(client.get(address).content.decode())
    return client.post(address, {"_key": key, **fields}, follow=True).content.decode()


@pytest.fixture
def term(operator: Account, branch: Unit, people: list[Person]) -> Term:
    appoint(by=operator, person=people[0], unit=branch, title="书记")
    appoint(by=operator, person=people[1], unit=branch, title="组织委员")
    return enter_term(by=operator, unit=branch, number=4, began_on=dt.date(2022, 6, 15), years=3, seats=3)


@pytest.mark.parametrize(
    ("on", "says"),
    [("2024-12-13", "届期内"), ("2024-12-14", "即将届满"), ("2025-06-15", "届满未换"), ("2022-06-14", "未登记届次")],
)
def test_clock_is_shown_as_of_a_day(desk: Client, term: Term, on: str, says: str) -> None:
    html = desk.get("/elections/terms/", {"on": on}).content.decode()
    assert says in html.split("表格")[1]
    assert ("已超 1 天" in html) == (on == "2025-06-15")


def test_clock_counts_vacancies_and_offers_the_by_election(desk: Client, branch: Unit, term: Term) -> None:
    html = desk.get(f"/elections/terms/of/{branch.pk}/").content.decode()
    assert "应当补选" in html
    form = desk.get(f"/elections/new/?unit={branch.pk}&kind=vacancy").context["form"]
    assert (form["number"].value(), form["seats"].value(), form["kind"].value()) == (4, 1, "vacancy")


def test_party_group_stands_in_the_list_with_the_reason(
    desk: Client, officer: Account, bureau: Unit, term: Term
) -> None:
    Unit.objects.create(kind=UnitKind.PARTY_GROUP, name="局党组", parent=bureau, path=f"{bureau.path}99/")
    desk.force_login(officer)
    html = desk.get("/elections/terms/").content.decode()
    assert "党组由上级党组织批准设立" in html
    assert "待党务干部复核" in html


def test_filters_by_state_and_name(desk: Client, officer: Account, branch: Unit, sibling: Unit, term: Term) -> None:
    desk.force_login(officer)
    desk.get("/elections/terms/?reset=1")
    found = desk.get("/elections/terms/", {"state": "none"}).context["lines"]
    assert [line.row.unit.name for line in found] == ["机关党委", sibling.name]
    assert len(desk.get("/elections/terms/", {"text": "文化馆", "state": ""}).context["lines"]) == 1
    assert "没有符合条件" in desk.get("/elections/terms/", {"text": "没有"}).content.decode()


def test_workbook_holds_the_list(desk: Client, term: Term) -> None:
    response = desk.get("/elections/terms/export/", {"on": "2025-01-01"})
    rows = CalamineWorkbook.from_filelike(io.BytesIO(response.content)).get_sheet_by_index(0).to_python()
    assert rows[3][:2] == ["市文化馆党支部", 4.0]
    assert rows[3][4] == dt.date(2025, 6, 14)


def test_due_list_says_all_only_when_all_were_done(
    desk: Client, operator: Account, officer: Account, sibling: Unit, term: Term
) -> None:
    desk.force_login(officer)
    other = enter_term(by=operator, unit=sibling, number=1, began_on=dt.date(2022, 3, 1), years=3)
    html = desk.get("/elections/terms/due/", {"year": 2025}).content.decode()
    assert "尚未全部完成" in html
    postpone_term(
        by=operator, term=other, until=dt.date(2026, 1, 31), approved_by="机关党委", doc_no="3号",
        approved_on=dt.date(2025, 2, 1), reason="馆址搬迁",
    )  # fmt: skip
    renew_term(by=operator, unit=term.unit, number=5, began_on=dt.date(2025, 6, 10), years=3)
    html = desk.get("/elections/terms/due/", {"year": 2025}).content.decode()
    assert "全部完成换届" in html
    assert "馆址搬迁" in html
    assert "没有应换届" in desk.get("/elections/terms/due/", {"year": 2023}).content.decode()


def test_officer_enters_corrects_and_moves_a_term(
    client: Client, officer: Account, branch: Unit, catalogue: None
) -> None:
    client.force_login(officer)
    new = f"/elections/terms/of/{branch.pk}/new/"
    assert "2、3年" in send(client, new, number=4, began_on="2017-03-01")
    send(client, new, number=4, began_on="2022-06-15", seats=3)
    term = Term.objects.get()
    assert term.due_on == dt.date(2025, 6, 14)
    send(client, f"/elections/terms/{term.pk}/correct/", number=4, began_on="2022-06-20", seats=3, reason="写错")
    moved = {"approved_by": "机关党委", "doc_no": "3号", "approved_on": "2025-06-01", "reason": "改革"}
    too_far = send(client, f"/elections/terms/{term.pk}/move/", until="2026-06-20", **moved)
    assert "一般不超过1年" in too_far
    send(client, f"/elections/terms/{term.pk}/move/", until="2026-06-20", exceptional="on", **moved)
    html = client.get(f"/elections/terms/of/{branch.pk}/").content.decode()
    assert "2026-06-20" in html


def test_lists_take_no_more_queries_with_more_rows(
    desk: Client, officer: Account, operator: Account, committee: Unit, branch: Unit, sibling: Unit, term: Term
) -> None:
    desk.force_login(officer)
    desk.get("/elections/terms/?reset=1")
    addresses = ("/elections/terms/", "/elections/terms/due/?year=2025", "/elections/")
    before = {one: queries_of(desk, one) for one in addresses}
    for unit, years in ((sibling, 3), (committee, 5)):
        began = dt.date(2025 - years, 6, 1)
        enter_term(by=operator, unit=unit, number=1, began_on=began, years=years)
        roll_of(unit, 3)
        started(officer, unit, seats=3 if unit == committee else 0, number=2)
    after = {one: queries_of(desk, one) for one in addresses}
    assert after == before
    assert max(before.values()) <= MOST_QUERIES
