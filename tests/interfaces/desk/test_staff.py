"""The register of Party-affairs staff and hand-overs on the screen."""

from __future__ import annotations

import datetime as dt
import io
from decimal import Decimal

import pytest
from django.test import Client
from python_calamine import CalamineWorkbook

from tests.conftest import MakeAccount
from tests.screens import MOST_QUERIES, queries_of
from tongpin.foundation.access.enums import Role
from tongpin.foundation.audit.models import Event
from tongpin.foundation.people.actions import add_person
from tongpin.foundation.people.models import Account, Person
from tongpin.foundation.units.actions import add_skill, admit_member, appoint, end_post
from tongpin.foundation.units.enums import Standing
from tongpin.foundation.units.models import HandOver, Membership, Post, Skill, Unit
from tongpin.interfaces.desk.queries import staff as read

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("catalogue")]
SINCE, DAY = dt.date(2024, 7, 1), dt.date(2025, 7, 1)


def admit(by: Account, unit: Unit, name: str) -> Person:
    person = add_person(by=by, name=name)
    admit_member(by=by, person=person, unit=unit, standing=Standing.FULL, valid_from=SINCE)
    return person


@pytest.fixture
def first(operator: Account, branch: Unit) -> Person:
    return admit(operator, branch, "单文丽")


@pytest.fixture
def second(operator: Account, branch: Unit) -> Person:
    return admit(operator, branch, "曾桂")


@pytest.fixture
def post(operator: Account, branch: Unit, first: Person) -> Post:
    return appoint(by=operator, person=first, unit=branch, title="书记", valid_from=SINCE)


def send(client: Client, address: str, key: str, **data: object) -> str:
    response = client.post(address, {"_key": key, **data})
    return response["Location"] if response.status_code == 302 else response.content.decode()


def test_register_names_holders_and_what_the_norms_want_besides(
    client: Client, officer: Account, branch: Unit, sibling: Unit, post: Post
) -> None:
    client.force_login(officer)
    context = client.get("/party-staff/").context
    assert [(row.post.title, row.name) for row in context["rows"]] == [("书记", "单文丽")]
    vacant = {(one.unit_name, one.title) for one in context["vacancies"]}
    assert {title for unit, title in vacant if unit == branch.name} == {"组织委员", "宣传委员", "纪检委员"}
    assert {title for unit, title in vacant if unit == sibling.name} == {"书记"}
    assert {title for unit, title in vacant if unit == "机关党委"} == {"书记", "副书记", "党务专干"}


def test_one_title_for_two_posts_fills_both(
    client: Client, officer: Account, operator: Account, branch: Unit, first: Person
) -> None:
    appoint(by=operator, person=first, unit=branch, title="书记兼组织委员", valid_from=SINCE)
    client.force_login(officer)
    vacant = {one.title for one in client.get("/party-staff/").context["vacancies"] if one.unit == branch}
    assert vacant == {"宣传委员", "纪检委员"}


def test_register_of_an_earlier_day(client: Client, officer: Account, operator: Account, post: Post) -> None:
    end_post(by=operator, post=post, on=dt.date(2025, 6, 30))
    client.force_login(officer)
    assert len(client.get("/party-staff/?on=2025-06-30").context["rows"]) == 1
    assert len(client.get("/party-staff/?on=2025-07-01").context["rows"]) == 0
    assert len(client.get("/party-staff/?on=2018-01-01").context["vacancies"]) == 0  # no norm yet


def test_dual_skilled_is_a_business_post_or_a_skill(
    client: Client, officer: Account, operator: Account, bureau: Unit, branch: Unit, post: Post, second: Person
) -> None:
    appoint(by=operator, person=second, unit=branch, title="组织委员", valid_from=SINCE)
    appoint(by=operator, person=second, unit=branch, title="工会小组长", valid_from=SINCE)
    client.force_login(officer)
    address = "/party-staff/?show=dual"
    assert client.get(address).context["rows"] == []
    appoint(by=operator, person=post.person, unit=bureau, title="科长", valid_from=SINCE)
    add_skill(by=operator, person=second, words="讲解")
    rows = client.get(address).context["rows"]
    assert {(row.name, *row.business, *row.skills) for row in rows} == {
        ("单文丽", f"{bureau.name}科长"),
        ("曾桂", "讲解"),
    }


@pytest.mark.parametrize(
    ("query", "rows", "vacant"), [("show=vacant", 0, True), ("text=单文丽", 1, False), ("text=无此人", 0, False)]
)
def test_register_is_filtered(
    client: Client, officer: Account, post: Post, query: str, rows: int, vacant: bool
) -> None:
    client.force_login(officer)
    context = client.get(f"/party-staff/?{query}").context
    assert (len(context["rows"]), bool(context["vacancies"])) == (rows, vacant)


def test_names_are_clear_to_leaders_and_masked_to_auditors(
    client: Client, make_account: MakeAccount, bureau: Unit, sibling: Unit, post: Post
) -> None:
    client.force_login(make_account(Role.LEADER, bureau, "leader"))
    assert "单文丽" in client.get("/party-staff/").content.decode()
    client.force_login(make_account(Role.AUDITOR, bureau, "auditor"))
    assert "单文丽" not in client.get("/party-staff/").content.decode()
    assert client.get("/party-staff/?text=文丽").context["rows"] == []
    client.force_login(make_account(Role.SECRETARY, sibling, "other"))
    assert client.get("/party-staff/").context["rows"] == []


def test_training_hours_stand_beside_the_post_where_there_are_any(
    client: Client, officer: Account, post: Post, monkeypatch: pytest.MonkeyPatch
) -> None:
    client.force_login(officer)
    monkeypatch.setattr(read, "training_hours", lambda persons, day: {})
    assert "未登记" in client.get("/party-staff/").content.decode()
    monkeypatch.setattr(read, "training_hours", lambda persons, day: dict.fromkeys(persons, Decimal("57.00")))
    assert ">57<" in client.get("/party-staff/").content.decode()


def test_register_takes_no_more_queries_with_more_posts(
    client: Client, officer: Account, operator: Account, branch: Unit, post: Post
) -> None:
    client.force_login(officer)
    queries_of(client, "/party-staff/")
    before = queries_of(client, "/party-staff/")
    for title in ("组织委员", "宣传委员"):
        appoint(by=operator, person=admit(operator, branch, f"甲{title}"), unit=branch, title=title)
    assert queries_of(client, "/party-staff/") == before <= MOST_QUERIES


def test_register_leaves_for_a_reason_with_its_vacancies(client: Client, officer: Account, post: Post) -> None:
    client.force_login(officer)
    assert "<form" in send(client, "/party-staff/export/", "1")
    response = client.post("/party-staff/export/", {"_key": "2", "reason": "年报"})
    rows = CalamineWorkbook.from_filelike(io.BytesIO(response.content)).get_sheet_by_index(0).to_python()
    assert rows[3][1:4] == ["市文化馆党支部", "书记", "单文丽"]
    assert [row[3] for row in rows[4:]] == ["空缺"] * (len(rows) - 4) != []
    assert "年报" in Event.objects.get(action="roll.export").details


def test_post_is_handed_over_and_both_confirm(
    client: Client, secretary: Account, make_account: MakeAccount, branch: Unit, post: Post, second: Person
) -> None:
    client.force_login(secretary)
    address = f"/units/posts/{post.pk}/hand-over/"
    assert "没有这个姓名" in send(client, address, "1", name="无此人", on="2025-07-01")
    assert "已担任该职务" in send(client, address, "2", name="单文丽", on="2025-07-01")
    led = send(client, address, "3", name="曾桂", on="2025-07-01", documents="名册", seals="支部印章")
    made = HandOver.objects.get()
    assert led == f"/party-staff/hand-overs/{made.pk}/"
    assert Post.objects.get(valid_to=None).person == second
    for person, side in ((post.person, "giver"), (second, "taker")):
        client.force_login(make_account(Role.MEMBER, branch, side, person=person))
        assert "本人确认交接" in client.get(led).content.decode()
        send(client, f"{led}{side}/", side)
    made.refresh_from_db()
    assert made.done


def test_one_side_cannot_confirm_the_other(
    client: Client, secretary: Account, make_account: MakeAccount, branch: Unit, post: Post, second: Person
) -> None:
    client.force_login(secretary)
    led = send(client, f"/units/posts/{post.pk}/hand-over/", "1", name="曾桂", on="2025-07-01")
    client.force_login(make_account(Role.MEMBER, branch, "taker", person=second))
    assert "已在纸上签字" not in client.get(led).content.decode()
    assert client.post(f"{led}giver/", {"_key": "2"}).status_code == 400
    assert HandOver.objects.get().given_on is None
    client.force_login(secretary)  # neither of the two: notes the signed sheet
    assert "已在纸上签字" in client.get(led).content.decode()
    send(client, f"{led}giver/", "3")
    assert HandOver.objects.get().given_by == secretary
    assert client.post(f"{led}somebody/", {"_key": "4"}).status_code == 404


def test_hand_over_after_an_election_is_recorded_from_the_register(
    client: Client, officer: Account, operator: Account, branch: Unit, post: Post, second: Person
) -> None:
    end_post(by=operator, post=post, on=dt.date(2025, 6, 30))
    new = appoint(by=operator, person=second, unit=branch, title="书记", valid_from=DAY)
    client.force_login(officer)
    address = f"/units/posts/{new.pk}/taken-over/"
    assert address in client.get("/party-staff/").content.decode()
    assert "由 单文丽 移交给 曾桂" in client.get(address).content.decode()
    led = send(client, address, "1", on="2025-07-02", tasks="整改两项")
    assert "整改两项" in client.get(led).content.decode()
    assert client.get(address)["Location"] == led
    assert [row.hand_over_state for row in client.get("/party-staff/?show=open").context["rows"]] == ["open"]


def test_post_without_a_predecessor_has_nothing_to_take_over(client: Client, officer: Account, post: Post) -> None:
    client.force_login(officer)
    assert client.get(f"/units/posts/{post.pk}/taken-over/").status_code == 404


def test_skills_are_added_and_taken_away(client: Client, secretary: Account, first: Person, second: Person) -> None:
    client.force_login(secretary)
    pk = Membership.objects.get(person=first).pk
    send(client, f"/members/{pk}/skills/", "1", words="  讲解 ")
    skill = Skill.objects.get()
    assert (skill.words, skill.person) == ("讲解", first)
    assert "讲解" in client.get(f"/members/{pk}/").content.decode()
    other = Membership.objects.get(person=second).pk
    assert client.post(f"/members/{other}/skills/{skill.pk}/remove/", {"_key": "2"}).status_code == 404
    send(client, f"/members/{pk}/skills/{skill.pk}/remove/", "3")
    assert not Skill.objects.exists()
