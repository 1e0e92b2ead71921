"""Study hours on the screen: own, of a branch, of the organisations; names by strokes, never by hours."""

from __future__ import annotations

import datetime as dt
import io
import re

import pytest
from django.test import Client
from python_calamine import CalamineWorkbook

from tests.conftest import MakeAccount
from tests.screens import MOST_QUERIES, queries_of
from tongpin.foundation.access.enums import Role
from tongpin.foundation.audit.models import Event
from tongpin.foundation.people.models import Account
from tongpin.foundation.units.models import Membership, Unit

from .conftest import Admit, Hold

pytestmark = pytest.mark.django_db


@pytest.fixture
def rows(admit: Admit, hold: Hold) -> list[Membership]:
    """Three members; the last in stroke order has studied most."""
    found = [admit(name) for name in ("魏三", "丁一", "王二")]
    for month in range(1, 9):
        hold(found[0].person, on=dt.date(2025, month, 5))
    hold(found[2].person)
    return found


def names(html: str) -> list[str]:
    return re.findall(r'<th scope="row"><a href="/study/member/\d+/\?year=2025">(.+?)</a>', html)


@pytest.mark.parametrize("query", ["", "&sort=hours", "&sort=-hours", "&sort=-total", "&order=hours"])
def test_branch_list_stands_by_strokes_and_offers_no_other_order(
    client: Client, secretary: Account, branch: Unit, rows: list[Membership], query: str
) -> None:
    client.force_login(secretary)
    html = client.get(f"/study/unit/{branch.pk}/?year=2025{query}").content.decode()
    assert names(html) == ["丁一", "王二", "魏三"]
    assert "aria-sort" not in html
    assert "已达到" in html
    assert "还差28学时" in html


def test_workbook_stands_by_strokes_and_is_logged_with_its_reason(
    client: Client, secretary: Account, branch: Unit, rows: list[Membership]
) -> None:
    client.force_login(secretary)
    address = f"/study/unit/{branch.pk}/export/?year=2025"
    assert client.post(address, {"_key": "a", "reason": ""}).status_code == 200
    assert not Event.objects.filter(action="study.hours.export").exists()
    response = client.post(address, {"_key": "b", "reason": "季度检查"})
    book = CalamineWorkbook.from_filelike(io.BytesIO(response.content)).get_sheet_by_index(0).to_python()
    assert [(row[1], row[3]) for row in book[3:]] == [("丁一", 0.0), ("王二", 4.0), ("魏三", 32.0)]
    assert Event.objects.get(action="study.hours.export").details.count("季度检查") == 1


def test_totals_name_nobody(client: Client, make_account: MakeAccount, bureau: Unit, rows: list[Membership]) -> None:
    client.force_login(make_account(Role.LEADER, bureau))
    page = client.get("/study/?year=2025")
    html = page.content.decode()
    assert [(one.reached, one.missing, one.not_applicable) for one, _opens in page.context["counts"]] == [(1, 2, 0)]
    assert not any(name in html for name in ("丁一", "王二", "魏三"))
    assert "/study/unit/" not in html
    assert [list(series.values) for series in page.context["chart"].series] == [[1], [2], [0]]


def test_ended_norm_says_so_until_it_is_continued(client: Client, officer: Account, rows: list[Membership]) -> None:
    client.force_login(officer)
    html = client.get("/study/?year=2025").content.decode()
    assert "的规划期已于2023-12-31届满" in html
    assert "待党务干部复核" in html
    assert "届满" not in client.get("/study/?year=2023").content.decode()


def test_member_sees_own_hours_and_opens_the_records_behind_them(
    client: Client, make_account: MakeAccount, branch: Unit, sibling: Unit, rows: list[Membership]
) -> None:
    client.force_login(make_account(Role.MEMBER, branch, person=rows[2].person))
    html = client.get("/study/own/?year=2025").content.decode()
    assert 'href="/activities/' in html
    assert "还差28学时" in html
    assert client.get(f"/study/member/{rows[0].pk}/").status_code == 403
    client.force_login(make_account(Role.MEMBER, sibling, "elsewhere", person=rows[2].person))
    assert (
        "/activities/" not in client.get("/study/own/?year=2025").content.decode().split("<main")[1].split("</main")[0]
    )


def test_account_without_a_person_is_told_what_to_do(client: Client, officer: Account, catalogue: None) -> None:
    client.force_login(officer)
    assert "没有" in client.get("/study/own/?year=nonsense").content.decode()


def test_navigation_has_one_entry_for_each_reader(
    client: Client, secretary: Account, make_account: MakeAccount, branch: Unit, catalogue: None
) -> None:
    for account, address in ((secretary, "/study/"), (make_account(Role.MEMBER, branch), "/study/own/")):
        client.force_login(account)
        nav = client.get("/").content.decode().split('id="site-nav"')[1].split("</nav>")[0]
        assert re.findall(r'href="(/study/[^"]*)"', nav) == [address]


def test_pages_cost_the_same_however_many_members_and_records(
    client: Client, officer: Account, branch: Unit, admit: Admit, hold: Hold
) -> None:
    first = admit("甲一")
    hold(first.person)
    client.force_login(officer)
    pages = ["/study/?year=2025", f"/study/unit/{branch.pk}/?year=2025", f"/study/member/{first.pk}/?year=2025"]
    for page in pages:
        client.get(page)
    before = [queries_of(client, page) for page in pages]
    others = [admit(name) for name in ("甲二", "甲三")]
    for month in (4, 5):
        hold(first.person, *(one.person for one in others), on=dt.date(2025, month, 6))
    assert [queries_of(client, page) for page in pages] == before
    assert max(before) <= MOST_QUERIES
