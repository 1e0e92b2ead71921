"""Needs, honours, the catalogue and the log in a browser, on the desk and on the phone."""

from __future__ import annotations

import datetime as dt

import pytest

from tests.browser.conftest import OpenPage, axe_findings, small_targets, too_wide, wide_parts
from tests.conftest import MakeAccount
from tongpin.foundation.access.enums import Role
from tongpin.foundation.people.models import Account
from tongpin.foundation.units.models import Unit
from tongpin.records.honours.actions import record_honour
from tongpin.records.honours.rules import HonourContent
from tongpin.records.visits.actions import answer_need, record_need, reopen_need
from tongpin.records.visits.models import Need
from tongpin.records.visits.rules import NeedContent

pytestmark = pytest.mark.django_db(transaction=True)
DAY = dt.date(2025, 3, 5)


@pytest.fixture
def need(secretary: Account, branch: Unit) -> Need:
    content = NeedContent(
        received_on=DAY, asked="农家书屋的书太旧，希望添一些种植养殖方面的新书", unit_id=branch.pk, asker="李大明",
        owner="市图书馆", due_on=DAY,
    )  # fmt: skip
    need = record_need(by=secretary, content=content)
    need = answer_need(by=secretary, need=need, version=1, answer="已补充图书120册。")
    need = reopen_need(by=secretary, need=need, version=2, reason="群众仍希望再添一些")
    return answer_need(by=secretary, need=need, version=3, answer="又补充图书40册。")


@pytest.mark.parametrize("size", ["desktop", "phone"])
def test_pages_are_accessible_and_fit_the_window(
    open_page: OpenPage, catalogue: None, officer: Account, branch: Unit, need: Need, size: str
) -> None:
    content = HonourContent(
        title="全国公共文化设施开展学雷锋志愿服务优秀单位", level="national", awarded_on=DAY, unit_id=branch.pk
    )
    honour = record_honour(by=officer, content=content)
    page = open_page("/needs/", size, officer)
    base = page.url.split("/needs/")[0]
    addresses = [f"/needs/{need.pk}/{step}" for step in ("", "edit/", "word/", "reopen/")]
    addresses += ["/needs/", "/needs/new/", "/needs/export/", "/needs/?text=没有"]
    addresses += ["/honours/", "/honours/new/", f"/honours/{honour.pk}/", f"/honours/{honour.pk}/edit/"]
    addresses += ["/standards/norm/ORG.支委会/", "/standards/kind/party_day/edit/", "/standards/refused/"]
    found = {}
    for address in addresses:
        response = page.goto(base + address)
        assert response is not None
        problems = [] if response.status == 200 else [f"answers {response.status}"]
        problems += axe_findings(page) + small_targets(page, 44)
        problems += wide_parts(page) if too_wide(page) else []
        if problems:
            found[address] = problems
    assert found == {}


@pytest.mark.parametrize("size", ["desktop", "phone"])
def test_log_is_accessible_and_fits_the_window(
    open_page: OpenPage, make_account: MakeAccount, bureau: Unit, need: Need, size: str
) -> None:
    page = open_page("/log/", size, make_account(Role.AUDITOR, bureau, "auditor"))
    assert axe_findings(page) == []
    assert too_wide(page) == 0, wide_parts(page)
    page.get_by_role("link", name="核验日志").click()
    page.get_by_role("button", name="逐条核验").click()
    page.get_by_text("日志完好。").wait_for()
    assert axe_findings(page) == []
    assert too_wide(page) == 0


def test_refused_entry_of_the_catalogue_keeps_what_was_typed(
    open_page: OpenPage, catalogue: None, officer: Account
) -> None:
    page = open_page("/standards/kind/party_day/edit/", "desktop", officer)
    typed = page.get_by_label("条目内容").input_value().replace("签到表", "扫码签到")
    page.get_by_label("条目内容").fill(typed)
    page.get_by_label("修改原因").fill("试试")
    page.get_by_role("button", name="检查并保存").click()
    page.get_by_role("heading", name="检查结果").wait_for()
    assert page.get_by_text("不得设置打卡签到").count() >= 2
    assert page.get_by_label("条目内容").input_value() == typed


def test_secretary_records_a_need_and_closes_it_by_the_askers_word_on_the_phone(
    open_page: OpenPage, secretary: Account
) -> None:
    page = open_page("/needs/new/", "phone", secretary)
    assert page.locator("form[data-autosave] > .field").count() <= 8
    page.get_by_label("诉求事项").fill("文化广场路灯坏了")
    page.get_by_role("button", name="登记", exact=True).click()
    page.get_by_role("link", name="答复", exact=True).click()
    page.get_by_label("办理情况").fill("已修好")
    page.get_by_role("button", name="保存").click()
    page.get_by_role("link", name="登记回访评价").click()
    page.get_by_label("基本满意").check()
    page.get_by_role("button", name="保存").click()
    page.get_by_role("heading", name="文化广场路灯坏了").wait_for()
    made = Need.objects.get()
    assert (made.status, made.satisfaction) == ("closed", "basically")
