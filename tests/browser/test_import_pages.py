"""The import on the desk and on the phone: hand in, preview with doubts, outcome."""

from __future__ import annotations

import pytest

from tests.browser.conftest import OpenPage, axe_findings, small_targets, too_wide
from tongpin.foundation.people.models import Account
from tongpin.foundation.places.models import Town, Village
from tongpin.interfaces.exchange.actions import commit_import, start_import
from tongpin.interfaces.exchange.models import ImportBatch

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("catalogue")]

LEDGER = "\n".join(
    [
        "2025年送戏下乡演出登记",
        "日期,时段,村,剧团,剧目,观众,怪列",
        "3月5日,下午,东村,一团,墙头记,约300,x",
        "3月6日,下午,东村,一团,墙头记,200,",
        "2月30日,下午,西村,一团,墙头记,100,",
        "3月8日,下午,西村,一团,墙头记,100,",
        "合计,,,,,700,",
    ]
).encode()


@pytest.fixture
def batch(officer: Account, village: Village) -> ImportBatch:
    other = Town.objects.create(code="990001102", name="邻镇")
    for number, name in ((201, "东村村民委员会"), (202, "西村村民委员会")):
        Village.objects.create(code=f"990001102{number}", name=name, town=other, is_administrative=True)
    return start_import(by=officer, data=LEDGER, name="送戏下乡.csv")


@pytest.mark.parametrize("size", ["desktop", "phone"])
def test_import_pages_are_accessible_and_fit(
    open_page: OpenPage, officer: Account, batch: ImportBatch, size: str
) -> None:
    for address in ("/import/", f"/import/{batch.pk}/"):
        page = open_page(address, size, officer)
        assert axe_findings(page) == []
        assert not too_wide(page)
        assert small_targets(page, 24) == []
    commit_import(by=officer, batch=batch)
    page = open_page(f"/import/{batch.pk}/", size, officer)
    assert axe_findings(page) == []
    assert not too_wide(page)
