"""The tree and its picture as of a day; merging, ending, covering on the screen."""

from __future__ import annotations

import datetime as dt

import pytest
from django.test import Client

from tests.conftest import MakeAccount
from tests.screens import MOST_QUERIES, queries_of
from tongpin.foundation.access.enums import Role
from tongpin.foundation.people.actions import add_person
from tongpin.foundation.people.models import Account
from tongpin.foundation.units.actions import add_unit, admit_member, merge_unit, move_unit, set_form
from tongpin.foundation.units.enums import BranchForm, Standing, UnitKind
from tongpin.foundation.units.models import Coverage, Membership, Unit

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("catalogue")]
SINCE, DAY = dt.date(2024, 7, 1), dt.date(2025, 7, 1)
PAGES = ("/units/", "/units/picture/")


@pytest.fixture
def desk(client: Client, officer: Account) -> Client:
    client.force_login(officer)
    return client


def admit(by: Account, unit: Unit, name: str, standing: Standing = Standing.FULL) -> Membership:
    return admit_member(by=by, person=add_person(by=by, name=name), unit=unit, standing=standing, valid_from=SINCE)


def page(client: Client, address: str) -> str:
    return client.get(address).content.decode()


@pytest.mark.parametrize("address", PAGES)
def test_ended_branch_shows_on_its_days_only(
    desk: Client, operator: Account, branch: Unit, sibling: Unit, address: str
) -> None:
    merge_unit(by=operator, unit=branch, into=sibling, on=DAY)
    assert branch.name in page(desk, f"{address}?on=2025-06-30")
    assert branch.name not in page(desk, f"{address}?on=2025年7月1日")
    assert "后已撤销" in page(desk, f"{address}?on=20250630")


def test_picture_shows_members_committee_and_reminders_of_the_day(
    desk: Client, operator: Account, branch: Unit, sibling: Unit
) -> None:
    admit(operator, branch, "甲")
    admit(operator, branch, "乙", Standing.PROBATIONARY)
    html = page(desk, "/units/picture/")
    assert "正式 1 名、预备 1 名" in html
    assert "提醒 2 条" in html  # too few full members, and a committee all the same
    assert "现有正式党员 1 名，规范为不少于 3 名。" in html
    assert "正式 0 名、预备 0 名" in page(desk, "/units/picture/?on=2024-06-30")


def test_picture_stands_below_the_parent_of_the_day(
    desk: Client, operator: Account, committee: Unit, branch: Unit
) -> None:
    general = add_unit(by=operator, kind=UnitKind.GENERAL_BRANCH, name="党总支", parent=committee)
    move_unit(by=operator, unit=branch, parent=general, on=DAY)

    def parent(day: str) -> str:
        rows = desk.get(f"/units/picture/?on={day}").context["rows"]
        node = next(row for row in rows if row.unit == branch)
        above = next(row for row in rows if node in row.children)
        return str(above.name)

    assert (parent("2025-06-30"), parent("2025-07-01")) == (committee.name, general.name)


def test_secretary_sees_the_own_branch_and_a_member_no_numbers(
    client: Client, secretary: Account, make_account: MakeAccount, operator: Account, branch: Unit, sibling: Unit
) -> None:
    member = admit(operator, branch, "甲")
    client.force_login(secretary)
    html = page(client, "/units/picture/")
    assert (branch.name in html, sibling.name in html, "正式 1 名" in html) == (True, False, True)
    client.force_login(make_account(Role.MEMBER, branch, "member", person=member.person))
    html = page(client, "/units/picture/")
    assert (branch.name in html, "正式 1 名" in html, "提醒" in html) == (True, False, False)


@pytest.mark.parametrize("address", PAGES)
def test_page_takes_no_more_queries_with_more_units(
    desk: Client, operator: Account, committee: Unit, branch: Unit, address: str
) -> None:
    set_form(by=operator, unit=branch, form=BranchForm.JOINT)
    queries_of(desk, address)
    before = queries_of(desk, address)
    for number in (1, 2):
        admit(operator, add_unit(by=operator, kind=UnitKind.BRANCH, name=f"支部{number}", parent=committee), "甲")
    assert queries_of(desk, address) == before <= MOST_QUERIES


def test_unreadable_day_shows_today(desk: Client, branch: Unit) -> None:
    response = desk.get("/units/picture/?on=昨天")
    assert response.status_code == 200
    assert branch.name in response.content.decode()


def test_unit_page_shows_the_roll_of_the_day(desk: Client, operator: Account, branch: Unit, sibling: Unit) -> None:
    admit(operator, branch, "单文丽")
    merge_unit(by=operator, unit=branch, into=sibling, on=DAY)
    html = page(desk, f"/units/{branch.pk}/")
    assert "单文丽" in html
    assert "该组织截至 2025-06-30，并入" in html
    assert "单文丽" not in page(desk, f"/units/{branch.pk}/?on=2024-06-30")
    assert "单文丽" in page(desk, f"/units/{sibling.pk}/")
    assert desk.get(f"/units/{branch.pk}/merge/").status_code == 404


def test_officer_merges(desk: Client, operator: Account, committee: Unit, branch: Unit, sibling: Unit) -> None:
    admit(operator, branch, "甲")
    address = f"/units/{branch.pk}/merge/"
    assert f'value="{committee.pk}"' not in page(desk, address)
    assert "2024-07-01" in desk.post(address, {"_key": "1", "into": sibling.pk, "on": "2024-07-01"}).content.decode()
    assert desk.post(address, {"_key": "2", "into": sibling.pk, "on": "2025-07-01"}).status_code == 302
    assert Unit.objects.get(pk=branch.pk).merged_into == sibling
    assert Membership.objects.get(valid_to=None).unit == sibling


def test_officer_dissolves_with_the_roll(desk: Client, operator: Account, branch: Unit) -> None:
    admit(operator, branch, "甲")
    address = f"/units/{branch.pk}/end/"
    assert "还有党员" in desk.post(address, {"_key": "1", "on": "2025-07-01"}).content.decode()
    desk.post(address, {"_key": "2", "on": "2025-07-01", "leaving": "moved_out"})
    assert (Unit.objects.get(pk=branch.pk).valid_to, Membership.objects.get().valid_to) == (DAY, DAY)


def test_joint_branch_names_what_it_covers(desk: Client, branch: Unit, sibling: Unit) -> None:
    edit = {"_key": "1", "name": branch.name, "parent": branch.parent_id, "form": "joint", "has_committee": "on"}
    desk.post(f"/units/{branch.pk}/edit/", edit)
    address = f"/units/{branch.pk}/covers/"
    assert "只有联合党支部" in desk.post(f"/units/{sibling.pk}/covers/", {"_key": "2", "name": "甲会"}).content.decode()
    desk.post(address, {"_key": "3", "name": "演出协会", "valid_from": "2024-07-01"})
    cover = Coverage.objects.get()
    assert "演出协会" in page(desk, f"/units/{branch.pk}/")
    assert "联合党支部登记覆盖单位 1 个" in page(desk, f"/units/{branch.pk}/")
    desk.post(f"/units/covers/{cover.pk}/end/", {"_key": "4", "on": "2025-07-01"})
    assert Coverage.objects.get().valid_to == DAY
    assert "演出协会" in page(desk, address)


def test_covers_take_no_more_queries_with_more_units(desk: Client, branch: Unit) -> None:
    address = f"/units/{branch.pk}/covers/"
    Coverage.objects.create(branch=branch, name="甲会")
    queries_of(desk, address)
    before = queries_of(desk, address)
    for name in ("乙会", "丙会"):
        Coverage.objects.create(branch=branch, name=name)
    assert queries_of(desk, address) == before <= MOST_QUERIES


def test_changes_of_a_unit_hold_from_the_day_given(desk: Client, branch: Unit, committee: Unit) -> None:
    sent = {"_key": "1", "name": "市文化艺术中心党支部", "parent": committee.pk, "on": "2025-07-01"}
    desk.post(f"/units/{branch.pk}/edit/", sent)
    html = page(desk, f"/units/{branch.pk}/")
    assert "沿革" in html
    assert branch.name in page(desk, "/units/?on=2025-06-30")
    assert "市文化艺术中心党支部" in page(desk, "/units/?on=2025-07-01")


def test_approval_of_fewer_members_ends_the_reminder(desk: Client, committee: Unit) -> None:
    assert "未登记上级批准" in page(desk, f"/units/{committee.pk}/")
    sent = {"_key": "1", "name": committee.name, "parent": committee.parent_id, "approval": "1号"}
    assert "文号和日期" in desk.post(f"/units/{committee.pk}/edit/", sent).content.decode()
    desk.post(f"/units/{committee.pk}/edit/", {**sent, "_key": "2", "approved_on": "2019-06-03"})
    assert "未登记上级批准" not in page(desk, f"/units/{committee.pk}/")


def test_temporary_branch_is_told_what_it_does_not_do(desk: Client, operator: Account, branch: Unit) -> None:
    set_form(by=operator, unit=branch, form=BranchForm.TEMPORARY)
    assert "临时党支部不发展党员" in page(desk, f"/units/{branch.pk}/")
