"""The officer changes the tree on the screen."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.screens import MOST_QUERIES, queries_of
from tongpin.foundation.kernel import clock
from tongpin.foundation.people.actions import add_person
from tongpin.foundation.people.models import Account
from tongpin.foundation.units.actions import add_alias, add_unit, admit_member
from tongpin.foundation.units.enums import Standing, UnitKind
from tongpin.foundation.units.models import Unit, UnitAlias
from tongpin.foundation.units.queries import find_unit

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(client: Client, officer: Account) -> Client:
    client.force_login(officer)
    return client


def page(client: Client, address: str) -> str:
    return client.get(address).content.decode()


def test_unit_page_offers_changes_to_the_officer_only(desk: Client, secretary: Account, branch: Unit) -> None:
    assert f"/units/{branch.pk}/edit/" in page(desk, f"/units/{branch.pk}/")
    desk.force_login(secretary)
    assert f"/units/{branch.pk}/edit/" not in page(desk, f"/units/{branch.pk}/")
    assert desk.get(f"/units/{branch.pk}/edit/").status_code == 403


def test_one_form_renames_moves_and_corrects(
    desk: Client, operator: Account, bureau: Unit, committee: Unit, branch: Unit
) -> None:
    general = add_unit(by=operator, kind=UnitKind.GENERAL_BRANCH, name="文化系统党总支", parent=committee)
    hall = add_unit(by=operator, kind=UnitKind.SUBORDINATE, name="市文化馆", parent=bureau)
    sent = {
        "_key": "1", "name": "市文化艺术中心党支部", "parent": general.pk, "host": hall.pk,
        "valid_from": "2019年6月3日", "has_groups": "on",
    }  # fmt: skip
    assert desk.post(f"/units/{branch.pk}/edit/", sent)["Location"] == f"/units/{branch.pk}/"
    kept = Unit.objects.get(pk=branch.pk)
    assert (kept.name, kept.parent, kept.host) == ("市文化艺术中心党支部", general, hall)
    assert (str(kept.valid_from), kept.has_committee, kept.has_groups) == ("2019-06-03", False, True)
    assert kept.path.startswith(general.path)
    assert find_unit("市文化馆党支部") == kept


def test_refused_move_leaves_the_name_too(desk: Client, branch: Unit, sibling: Unit, committee: Unit) -> None:
    sent = {"_key": "1", "name": sibling.name, "parent": committee.pk}
    assert "已有同名的单位" in desk.post(f"/units/{branch.pk}/edit/", sent).content.decode()
    wrong = desk.post(f"/units/{branch.pk}/edit/", {"_key": "2", "name": "新名", "parent": sibling.pk})
    assert wrong.status_code == 200
    assert Unit.objects.get(pk=branch.pk).name == branch.name


def test_only_kinds_that_may_stand_there_are_offered(desk: Client, branch: Unit, committee: Unit) -> None:
    html = page(desk, f"/units/{committee.pk}/add/")
    assert 'value="branch"' in html
    assert 'value="group"' not in html
    sent = {"_key": "1", "kind": "department", "name": "科室"}
    assert desk.post(f"/units/{committee.pk}/add/", sent).status_code == 200
    assert find_unit("科室") is None
    html = page(desk, f"/units/{branch.pk}/add/")
    assert 'name="has_committee"' not in html


def test_added_unit_opens(desk: Client, committee: Unit) -> None:
    sent = {"_key": "1", "kind": "branch", "name": "市博物馆党支部", "has_committee": "on", "valid_from": "20200101"}
    address = desk.post(f"/units/{committee.pk}/add/", sent)["Location"]
    added = Unit.objects.get(name="市博物馆党支部")
    assert address == f"/units/{added.pk}/"
    assert added.has_committee


def test_group_has_no_units_below(desk: Client, operator: Account, branch: Unit) -> None:
    group = add_unit(by=operator, kind=UnitKind.GROUP, name="第一党小组", parent=branch)
    assert "下面不设组织" in page(desk, f"/units/{group.pk}/add/")


def test_names_are_added_and_taken_away(desk: Client, branch: Unit, sibling: Unit) -> None:
    address = f"/units/{branch.pk}/names/"
    desk.post(address, {"_key": "1", "name": "文化馆支部"})
    assert "文化馆支部" in page(desk, address)
    alias = UnitAlias.objects.get()
    assert "已有同名的单位" in desk.post(address, {"_key": "2", "name": sibling.name}).content.decode()
    desk.post(f"/units/names/{alias.pk}/remove/", {"_key": "3"})
    assert not UnitAlias.objects.exists()


def test_names_take_no_more_queries_with_more_names(desk: Client, operator: Account, branch: Unit) -> None:
    add_alias(by=operator, unit=branch, name="甲")
    queries_of(desk, f"/units/{branch.pk}/names/")
    before = queries_of(desk, f"/units/{branch.pk}/names/")
    for name in ("乙", "丙"):
        add_alias(by=operator, unit=branch, name=name)
    assert queries_of(desk, f"/units/{branch.pk}/names/") == before <= MOST_QUERIES


def test_unit_with_members_is_not_ended(desk: Client, operator: Account, branch: Unit) -> None:
    admit_member(by=operator, person=add_person(by=operator, name="甲乙"), unit=branch, standing=Standing.FULL)
    today = clock.today().isoformat()
    assert "还有党员" in desk.post(f"/units/{branch.pk}/end/", {"_key": "1", "on": today}).content.decode()
    assert Unit.objects.get(pk=branch.pk).valid_to is None


def test_ended_unit_leaves_the_forms(desk: Client, sibling: Unit) -> None:
    desk.post(f"/units/{sibling.pk}/end/", {"_key": "1", "on": clock.today().isoformat()})
    assert Unit.objects.get(pk=sibling.pk).valid_to == clock.today()
    assert desk.get(f"/units/{sibling.pk}/edit/").status_code == 404
    assert f"/units/{sibling.pk}/edit/" not in page(desk, f"/units/{sibling.pk}/")


def test_form_sent_twice_adds_one_unit(desk: Client, committee: Unit) -> None:
    sent = {"_key": "same", "kind": "branch", "name": "市博物馆党支部"}
    first, second = (desk.post(f"/units/{committee.pk}/add/", sent)["Location"] for _time in range(2))
    assert first == second
    assert Unit.objects.filter(name="市博物馆党支部").count() == 1
