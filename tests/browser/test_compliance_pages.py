"""Compliance and local rules in a browser, on the desk and on the phone."""

from __future__ import annotations

import pytest

from tests.browser.conftest import OpenPage, axe_findings, small_targets, too_wide, wide_parts
from tests.derived.compliance.making import hold
from tests.derived.compliance.test_leaders import add_leader
from tongpin.foundation.kernel import clock
from tongpin.foundation.people.models import Account
from tongpin.foundation.units.actions import add_unit
from tongpin.foundation.units.enums import UnitKind
from tongpin.foundation.units.models import Unit

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize("size", ["desktop", "phone"])
def test_pages_are_accessible_and_fit_the_window(
    open_page: OpenPage, catalogue: None, operator: Account, officer: Account, bureau: Unit, branch: Unit, size: str
) -> None:
    group = add_unit(by=operator, kind=UnitKind.PARTY_GROUP, name="局党组", parent=bureau)
    add_leader(operator, group, branch, "王一")
    year = clock.today().year
    hold(officer, branch, "party_day", f"{year}-01-01")
    page = open_page("/compliance/", size, officer)
    base = page.url.split("/compliance/")[0]
    addresses = ["/compliance/", "/compliance/open/", "/compliance/list/", "/compliance/leaders/"]
    addresses += [f"/compliance/{branch.pk}/", f"/compliance/{branch.pk}/ORG.主题党日/{year}-01/"]
    addresses += ["/compliance/leaders/export/", "/units/contacts/new/", "/standards/local/ORG.组织生活会/new/"]
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


def test_secretary_finds_what_is_due_on_the_phone_and_goes_on_to_record_it(
    open_page: OpenPage, catalogue: None, secretary: Account, branch: Unit
) -> None:
    page = open_page("/", "phone", secretary)
    page.get_by_role("link", name="项组织生活或者换届一个月内到期").click()
    page.get_by_role("link", name=branch.name).first.click()
    page.get_by_role("link", name="登记或计划").first.click()
    page.get_by_role("button", name="先列入计划").wait_for()
