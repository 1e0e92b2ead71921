"""The organisation tree, a unit with its roll, one member."""

import datetime as dt

import pytest
from django.test import Client

from tests.conftest import MakeAccount
from tests.screens import MOST_QUERIES, queries_of
from tongpin.foundation.access.enums import Role
from tongpin.foundation.people.actions import add_person
from tongpin.foundation.people.models import Account, Person
from tongpin.foundation.units.actions import add_unit, admit_member, appoint
from tongpin.foundation.units.enums import Standing, UnitKind
from tongpin.foundation.units.models import Membership, Unit

SINCE = dt.date(2020, 1, 1)


@pytest.fixture
def person(operator: Account) -> Person:
    return add_person(by=operator, name="单文丽", phone="13800001234", joined_party_on=SINCE)


@pytest.fixture
def membership(operator: Account, person: Person, branch: Unit) -> Membership:
    return admit_member(by=operator, person=person, unit=branch, standing=Standing.FULL, valid_from=SINCE)


def _admit(operator: Account, unit: Unit, name: str) -> Membership:
    return admit_member(by=operator, person=add_person(by=operator, name=name), unit=unit, standing=Standing.FULL)


def test_tree_shows_officer_everything_and_secretary_only_the_own_branch(
    client: Client, officer: Account, secretary: Account, branch: Unit, sibling: Unit, membership: Membership
) -> None:
    client.force_login(officer)
    html = client.get("/units/").content.decode()
    assert branch.name in html
    assert sibling.name in html
    assert "1 名党员" in html
    client.force_login(secretary)
    html = client.get("/units/").content.decode()
    assert branch.name in html
    assert sibling.name not in html


def test_tree_sends_strangers_to_the_log_in(client: Client) -> None:
    assert client.get("/units/")["Location"].startswith("/accounts/login/")


def test_tree_takes_no_more_queries_with_more_units(
    client: Client, officer: Account, operator: Account, branch: Unit
) -> None:
    client.force_login(officer)
    before = queries_of(client, "/units/")
    for name in ("甲", "乙"):
        _admit(operator, add_unit(by=operator, kind=UnitKind.GROUP, name=name, parent=branch), name)
    assert queries_of(client, "/units/") == before <= MOST_QUERIES


def test_foreign_unit_answers_like_one_that_does_not_exist(client: Client, secretary: Account, sibling: Unit) -> None:
    client.force_login(secretary)
    assert client.get(f"/units/{sibling.pk}/").status_code == 404
    assert client.get("/units/99999/").status_code == 404


def test_branch_leads_to_the_pages_about_it_that_the_reader_may_open(
    client: Client, secretary: Account, make_account: MakeAccount, bureau: Unit, branch: Unit, catalogue: None
) -> None:
    client.force_login(secretary)
    links = client.get(f"/units/{branch.pk}/").context["links"]
    assert [words for _url, words in links] == ["三会一课", "履行情况", "届次与选举", "谈心谈话", "学习"]
    assert {client.get(url).status_code for url, _words in links} == {200}
    client.force_login(make_account(Role.SYSTEM_OPERATOR, bureau, "system"))
    assert client.get(f"/units/{branch.pk}/").context["links"] == []


def test_part_of_the_bureau_leads_to_no_organisational_life(client: Client, officer: Account, bureau: Unit) -> None:
    client.force_login(officer)
    assert client.get(f"/units/{bureau.pk}/").context["links"] == []


def test_roll_is_clear_to_the_branch_and_masked_to_the_auditor(
    client: Client, secretary: Account, make_account: MakeAccount, bureau: Unit, branch: Unit, membership: Membership
) -> None:
    client.force_login(secretary)
    assert "单文丽" in client.get(f"/units/{branch.pk}/").content.decode()
    client.force_login(make_account(Role.AUDITOR, bureau, "auditor"))
    html = client.get(f"/units/{branch.pk}/").content.decode()
    assert "单**" in html
    assert "单文丽" not in html


@pytest.mark.parametrize(("text", "found"), [("文丽", 1), ("swl", 1), ("SW", 1), ("王", 0)])
def test_roll_is_searched_by_name_and_initials(
    client: Client, secretary: Account, branch: Unit, membership: Membership, text: str, found: int
) -> None:
    client.force_login(secretary)
    assert client.get(f"/units/{branch.pk}/", {"text": text}).context["page"].paginator.count == found


def test_search_does_not_look_behind_masks(
    client: Client, make_account: MakeAccount, bureau: Unit, branch: Unit, membership: Membership
) -> None:
    client.force_login(make_account(Role.AUDITOR, bureau, "auditor"))
    assert client.get(f"/units/{branch.pk}/", {"text": "单文丽"}).context["page"].paginator.count == 0


def test_roll_ignores_a_filter_that_does_not_exist(
    client: Client, secretary: Account, branch: Unit, membership: Membership
) -> None:
    client.force_login(secretary)
    response = client.get(f"/units/{branch.pk}/", {"standing": "none", "page": "x"})
    assert response.status_code == 200
    assert response.context["page"].paginator.count == 1


def test_roll_takes_no_more_queries_with_more_members(
    client: Client,
    secretary: Account,
    operator: Account,
    branch: Unit,
    membership: Membership,
) -> None:
    client.force_login(secretary)
    before = queries_of(client, f"/units/{branch.pk}/")
    for name in ("甲", "乙"):
        _admit(operator, branch, name)
    assert queries_of(client, f"/units/{branch.pk}/") == before <= MOST_QUERIES


def test_member_page_masks_name_and_telephone_outside_the_branch(
    client: Client, secretary: Account, make_account: MakeAccount, bureau: Unit, membership: Membership
) -> None:
    client.force_login(secretary)
    html = client.get(f"/members/{membership.pk}/").content.decode()
    assert "单文丽" in html
    assert "13800001234" not in html
    client.force_login(make_account(Role.LEADER, bureau, "leader"))
    html = client.get(f"/members/{membership.pk}/").content.decode()
    assert "单文丽" not in html
    assert "138****1234" in html
    assert "入党时间" not in html


def test_member_of_another_branch_answers_404(
    client: Client, secretary: Account, operator: Account, sibling: Unit
) -> None:
    client.force_login(secretary)
    assert client.get(f"/members/{_admit(operator, sibling, '甲').pk}/").status_code == 404


def test_own_record_shows_the_reader_in_clear_and_posts(
    client: Client,
    operator: Account,
    make_account: MakeAccount,
    branch: Unit,
    person: Person,
    membership: Membership,
) -> None:
    appoint(by=operator, person=person, unit=branch, title="组织委员", valid_from=SINCE)
    client.force_login(make_account(Role.MEMBER, branch, "member", person=person))
    html = client.get("/me/").content.decode()
    assert "单文丽" in html
    assert "组织委员" in html


def test_own_record_without_membership_says_what_to_do(client: Client, officer: Account) -> None:
    client.force_login(officer)
    assert "没有查到您的党员名册记录" in client.get("/me/").content.decode()


@pytest.mark.parametrize("address", ["/units/", "/units/1/", "/members/1/", "/me/"])
def test_reading_pages_refuse_post(client: Client, officer: Account, address: str) -> None:
    client.force_login(officer)
    assert client.post(address, {"_key": "k"}).status_code == 405
