"""The roll on the screen: admitting, standing, transfer, leaving, posts, correcting."""

from __future__ import annotations

import datetime as dt

import pytest
from django.test import Client

from tests.screens import MOST_QUERIES, queries_of
from tongpin.foundation.audit.models import Event
from tongpin.foundation.people.actions import add_person
from tongpin.foundation.people.models import Account, Person
from tongpin.foundation.units.actions import admit_member, appoint, end_membership
from tongpin.foundation.units.enums import Standing
from tongpin.foundation.units.models import Membership, Post, Transfer, Unit

pytestmark = pytest.mark.django_db
SINCE = dt.date(2024, 7, 1)


@pytest.fixture
def probationer(operator: Account, branch: Unit) -> Membership:
    person = add_person(by=operator, name="单文丽", phone="13800001234")
    return admit_member(by=operator, person=person, unit=branch, standing=Standing.PROBATIONARY, valid_from=SINCE)


def send(client: Client, address: str, key: str = "k", **data: object) -> str:
    """Send a form and return where it led, or the page where it did not."""
    response = client.post(address, {"_key": key, **data})
    return response["Location"] if response.status_code == 302 else response.content.decode()


def test_secretary_admits_someone_new(client: Client, secretary: Account, branch: Unit) -> None:
    client.force_login(secretary)
    led = send(
        client, f"/units/{branch.pk}/members/new/", name="曾 桂", standing="full", valid_from="2020.7.1", gender="女",
        ethnicity="汉族", birth_month="1990年3月", joined_party_on="2012-07-01", phone="13900005678",
    )  # fmt: skip
    row = Membership.objects.select_related("person").get()
    assert led == f"/members/{row.pk}/"
    assert (row.person.name, row.person.birth_month, row.person.phone) == ("曾桂", dt.date(1990, 3, 1), "13900005678")
    assert (row.unit, row.valid_from) == (branch, dt.date(2020, 7, 1))


def test_secretary_reaches_no_other_roll(
    client: Client, secretary: Account, operator: Account, sibling: Unit, probationer: Membership
) -> None:
    other = admit_member(
        by=operator, person=add_person(by=operator, name="甲"), unit=sibling, standing=Standing.FULL, valid_from=SINCE
    )
    post = appoint(by=operator, person=other.person, unit=sibling, title="书记")
    client.force_login(secretary)
    for address in (
        f"/units/{sibling.pk}/members/new/",
        f"/units/{sibling.pk}/posts/new/",
        f"/units/posts/{post.pk}/end/",
        *(f"/members/{other.pk}/{name}/" for name in ("correct", "standing", "end")),
    ):
        assert client.get(address).status_code == 404
    assert client.get(f"/members/{probationer.pk}/transfer/").status_code == 403


def test_known_name_asks_who_is_meant(
    client: Client, officer: Account, operator: Account, branch: Unit, sibling: Unit, probationer: Membership
) -> None:
    end_membership(by=operator, membership=probationer, on=dt.date(2025, 3, 5), reason="moved_out")
    client.force_login(officer)
    address, form = (
        f"/units/{sibling.pk}/members/new/",
        {"name": "单文丽", "standing": "full", "valid_from": "2025-6-1"},
    )
    html = send(client, address, **form)
    assert "已有同名人员" in html
    assert "曾在市文化馆党支部名册，至 2025-03-05" in html
    assert Membership.objects.count() == 1
    send(client, address, "2", person=probationer.person_id, **form)
    assert Membership.objects.get(valid_to=None).person == probationer.person
    assert Person.objects.count() == 1
    assert Person.objects.get().phone == "13800001234"


def test_someone_else_of_a_known_name_is_a_new_person(
    client: Client, officer: Account, sibling: Unit, probationer: Membership
) -> None:
    client.force_login(officer)
    form = {"name": "单文丽", "standing": "full"}
    html = send(client, f"/units/{sibling.pk}/members/new/", **form)
    assert "请由机关党务干部办理转接" in html
    assert f'value="{probationer.person_id}"' not in html
    send(client, f"/units/{sibling.pk}/members/new/", "2", person="new", **form)
    assert Person.objects.filter(name="单文丽").count() == 2


def test_branch_of_a_namesake_stays_hidden_from_another_secretary(
    client: Client, secretary: Account, operator: Account, branch: Unit, sibling: Unit
) -> None:
    person = add_person(by=operator, name="甲乙")
    admit_member(by=operator, person=person, unit=sibling, standing=Standing.FULL)
    client.force_login(secretary)
    html = send(client, f"/units/{branch.pk}/members/new/", name="甲乙", standing="full")
    assert "其他党支部的甲乙" in html
    assert sibling.name not in html


def test_admitting_ahead_or_without_a_name_is_refused(client: Client, officer: Account, branch: Unit) -> None:
    client.force_login(officer)
    html = send(client, f"/units/{branch.pk}/members/new/", name="", standing="full", valid_from="2099-01-01")
    assert "这一天还没有到" in html
    assert not Membership.objects.exists()


def test_probationer_becomes_full(client: Client, secretary: Account, probationer: Membership) -> None:
    client.force_login(secretary)
    assert "转为正式党员" in client.get(f"/members/{probationer.pk}/").content.decode()
    led = send(client, f"/members/{probationer.pk}/standing/", on="2025年7月1日")
    full = Membership.objects.get(valid_to=None)
    assert led == f"/members/{full.pk}/"
    assert (full.standing, full.valid_from) == (Standing.FULL, dt.date(2025, 7, 1))
    assert "转为正式党员" not in client.get(led).content.decode()


def test_day_before_the_first_is_said_on_the_form(client: Client, secretary: Account, probationer: Membership) -> None:
    client.force_login(secretary)
    assert "2024-07-01" in send(client, f"/members/{probationer.pk}/standing/", on="2024-06-01")
    assert Membership.objects.count() == 1


def test_officer_transfers(client: Client, officer: Account, sibling: Unit, probationer: Membership) -> None:
    client.force_login(officer)
    send(client, f"/members/{probationer.pk}/transfer/", unit=sibling.pk, on="2025-07-01")
    moved = Membership.objects.get(valid_to=None)
    assert (moved.unit, moved.person) == (sibling, probationer.person)


def test_bureau_has_no_roll_to_transfer_to(
    client: Client, officer: Account, bureau: Unit, probationer: Membership
) -> None:
    client.force_login(officer)
    send(client, f"/members/{probationer.pk}/transfer/", unit=bureau.pk, on="2025-07-01")
    assert Membership.objects.get().valid_to is None
    assert client.get(f"/units/{bureau.pk}/members/new/").status_code == 404


def test_member_leaves_with_a_reason_in_the_log(client: Client, secretary: Account, probationer: Membership) -> None:
    client.force_login(secretary)
    assert "<form" in send(client, f"/members/{probationer.pk}/end/", on="2025-07-01")
    assert Membership.objects.get().valid_to is None
    form = {"on": "2025-07-01", "reason": "moved_out", "note": "调往外市"}
    assert "请填写转往的党组织" in send(client, f"/members/{probationer.pk}/end/", "2", **form)
    letter = {"organisation": "外市文化局机关党委", "letter_no": "第007号"}
    send(client, f"/members/{probationer.pk}/end/", "3", **form, **letter)
    transfer = Transfer.objects.get()
    assert (transfer.direction, transfer.organisation, transfer.letter_no) == ("out", *letter.values())
    assert Membership.objects.get().valid_to == dt.date(2025, 7, 1)
    assert "moved_out: 调往外市" in Event.objects.get(action="member.end").details
    assert client.get(f"/members/{probationer.pk}/end/").status_code == 404


def test_post_is_given_and_ended(client: Client, secretary: Account, branch: Unit, probationer: Membership) -> None:
    client.force_login(secretary)
    address = f"/units/{branch.pk}/posts/new/"
    assert "没有这个姓名" in send(client, address, name="无此人", title="书记")
    send(client, address, "2", name="单文丽", title="宣传委员", valid_from="2025-01-01")
    post = Post.objects.get()
    assert (post.person, post.unit, post.title) == (probationer.person, branch, "宣传委员")
    assert f"/units/posts/{post.pk}/end/" in client.get(f"/units/{branch.pk}/").content.decode()
    assert "早于" in send(client, f"/units/posts/{post.pk}/end/", "3", on="2024-12-31")
    send(client, f"/units/posts/{post.pk}/end/", "4", on="2025-06-30")
    assert Post.objects.get().valid_to == dt.date(2025, 6, 30)


def test_post_asks_which_of_two(
    client: Client, officer: Account, operator: Account, bureau: Unit, sibling: Unit, probationer: Membership
) -> None:
    other = add_person(by=operator, name="单文丽")
    admit_member(by=operator, person=other, unit=sibling, standing=Standing.FULL)
    client.force_login(officer)
    assert "已有同名人员" in send(client, f"/units/{bureau.pk}/posts/new/", name="单文丽", title="科长")
    send(client, f"/units/{bureau.pk}/posts/new/", "2", name="单文丽", title="科长", person=other.pk)
    assert Post.objects.get().person == other


def test_telephone_is_shown_on_demand_and_logged(client: Client, secretary: Account, probationer: Membership) -> None:
    client.force_login(secretary)
    assert "13800001234" not in client.get(f"/members/{probationer.pk}/").content.decode()
    assert "13800001234" in send(client, f"/members/{probationer.pk}/phone/")
    event = Event.objects.get(action="person.phone")
    assert (event.actor_id, event.target_id) == (secretary.pk, str(probationer.person_id))


def test_correcting_keeps_the_telephone_until_another_is_given(
    client: Client, secretary: Account, probationer: Membership
) -> None:
    client.force_login(secretary)
    address = f"/members/{probationer.pk}/correct/"
    html = client.get(address).content.decode()
    assert "138****1234" in html
    assert "13800001234" not in html
    send(client, address, name="单文莉", birth_month="1990-03")
    person = Person.objects.get()
    assert (person.name, person.phone, person.birth_month) == ("单文莉", "13800001234", dt.date(1990, 3, 1))
    send(client, address, "2", name="单文莉", phone="１３９００００５６７８")
    assert Person.objects.get().phone == "13900005678"
    send(client, address, "3", name="单文莉", no_phone="on")
    assert Person.objects.get().phone == ""


def test_namesakes_are_hinted_at_and_counted_where_hidden(
    client: Client, secretary: Account, officer: Account, operator: Account, sibling: Unit, probationer: Membership
) -> None:
    admit_member(by=operator, person=add_person(by=operator, name="单文丽"), unit=sibling, standing=Standing.FULL)
    client.force_login(secretary)
    html = client.get(f"/members/{probationer.pk}/").content.decode()
    assert "其他支部还有 1 名" in html
    assert sibling.name not in html
    client.force_login(officer)
    assert sibling.name in client.get(f"/members/{probationer.pk}/").content.decode()


def test_member_page_takes_no_more_queries_with_more_namesakes(
    client: Client, officer: Account, operator: Account, branch: Unit, probationer: Membership
) -> None:
    client.force_login(officer)

    def namesake() -> None:
        person = add_person(by=operator, name="单文丽")
        admit_member(by=operator, person=person, unit=branch, standing=Standing.FULL)

    namesake()
    queries_of(client, f"/members/{probationer.pk}/")
    before = queries_of(client, f"/members/{probationer.pk}/")
    namesake()
    namesake()
    assert queries_of(client, f"/members/{probationer.pk}/") == before <= MOST_QUERIES
