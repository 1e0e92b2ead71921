"""Talks on screen: four fields, the picture of pairs, names only for those who may see them."""

from __future__ import annotations

import datetime as dt
import io

import pytest
from django.test import Client
from python_calamine import CalamineWorkbook

from tests.conftest import MakeAccount
from tests.records.conversations.conftest import People, exempt, member
from tests.records.conversations.test_actions import talk
from tests.screens import MOST_QUERIES, form_key, queries_of
from tongpin.foundation.access.enums import Role
from tongpin.foundation.audit.models import Event
from tongpin.foundation.kernel import clock
from tongpin.foundation.people.models import Account
from tongpin.foundation.people.rules import stroke_key
from tongpin.foundation.units.actions import add_unit
from tongpin.foundation.units.enums import UnitKind
from tongpin.foundation.units.models import Unit
from tongpin.records.conversations.forms import TalkForm
from tongpin.records.conversations.models import Conversation
from tongpin.records.conversations.views.shown import Line

pytestmark = pytest.mark.django_db

DAY = dt.date(2025, 3, 5)


@pytest.fixture
def desk(client: Client, secretary: Account) -> Client:
    client.force_login(secretary)
    return client


def send(client: Client, address: str, **fields: object) -> object:
    key = form_key(client.get(address).content.decode())
    return client.post(address, {"_key": key, **fields})


def line_of(client: Client, unit: Unit, name: str, year: int = 2025) -> Line:
    lines: list[Line] = client.get(f"/conversations/branch/{unit.pk}/?year={year}").context["lines"]
    return next(line for line in lines if line.name == name)


def test_talks_are_recorded_in_four_fields(desk: Client, branch: Unit, people: People) -> None:
    assert list(TalkForm.base_fields) == ["person", "partners", "held_on", "way"]
    fields = {"unit": branch.pk, "person": people.chief.pk, "held_on": "20250305", "way": "phone"}
    response = send(desk, "/conversations/new/", partners=[people.first.pk, people.second.pk], **fields)
    assert response.status_code == 302
    assert Conversation.objects.filter(held_on=DAY, way="phone").count() == 2
    again = desk.get(response["Location"]).content.decode()
    assert "已登记 2 次谈话" in again
    response = send(desk, "/conversations/new/", partners=[people.first.pk, people.third.pk], **fields)
    assert "另有 1 次此前已登记" in desk.get(response["Location"]).content.decode()


def test_secretary_finds_their_own_name_chosen(
    client: Client, make_account: MakeAccount, branch: Unit, people: People
) -> None:
    client.force_login(make_account(Role.SECRETARY, branch, "chief", people.chief))
    form = client.get("/conversations/new/").context["form"]
    assert form["person"].value() == str(people.chief.pk)
    names = [name for _key, name in form.fields["partners"].choices]
    assert names == sorted(["赵一", "钱二", "孙三", "李四", "周五"], key=stroke_key)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"partners": "self"}, "不能与本人谈"),
        ({"held_on": (clock.today() + dt.timedelta(days=1)).isoformat()}, "未来"),
        ({"held_on": "2019-12-31"}, "不在“市文化馆党支部”的名册上"),
        ({"partners": "stranger"}, "选择一个有效的选项"),
        ({"partners": []}, "必填"),
    ],
    ids=str,
)
def test_bad_form_says_why_and_keeps_what_was_chosen(
    desk: Client, branch: Unit, people: People, change: dict[str, object], words: str
) -> None:
    fields = {"unit": branch.pk, "person": people.chief.pk, "partners": [people.first.pk], "way": "video"}
    fields |= {"held_on": "2025-03-05", **change}
    named = {"self": [people.chief.pk], "stranger": [people.stranger.pk]}
    if isinstance(fields["partners"], str):
        fields["partners"] = named[fields["partners"]]
    response = send(desk, "/conversations/new/", **fields)
    assert words in response.content.decode()
    assert response.context["form"]["way"].value() == "video"
    assert not Conversation.objects.exists()


def test_officer_chooses_the_branch_first(client: Client, officer: Account, branch: Unit, people: People) -> None:
    client.force_login(officer)
    html = client.get("/conversations/new/").content.decode()
    assert f"?unit={branch.pk}" in html
    assert client.get(f"/conversations/new/?unit={branch.pk}").context["unit"] == branch


def test_picture_shows_who_talked_and_who_still_has_to(
    desk: Client, secretary: Account, branch: Unit, people: People
) -> None:
    exempt(people.third)
    talk(secretary, branch, people.chief, people.first)
    chief, first = line_of(desk, branch, "赵一"), line_of(desk, branch, "孙三")
    assert (chief.committee, chief.partners, chief.lacks) == (True, 1, ["钱二"])
    assert (first.committee, first.lacks) == (False, ["其他党员任一人"])
    assert line_of(desk, branch, "李四").lacks == ["支委任一人", "其他党员任一人"]
    third = line_of(desk, branch, "周五")
    assert (third.exempt, third.lacks) == (True, [])
    states = [cell.state for cell in chief.cells]
    assert {state: states.count(state) for state in set(states)} == {"own": 1, "done": 1, "lacking": 1, "free": 2}


def test_a_reminder_is_not_called_a_violation(desk: Client, branch: Unit, people: People) -> None:
    html = desk.get(f"/conversations/branch/{branch.pk}/").content.decode()
    assert "待党务干部复核" in html
    assert "提醒，不算违规" in html


def test_names_are_masked_outside_the_branch(
    client: Client, secretary: Account, make_account: MakeAccount, bureau: Unit, branch: Unit, people: People
) -> None:
    (row,) = talk(secretary, branch, people.chief, people.first)
    client.force_login(make_account(Role.LEADER, bureau, "leader"))
    for address in ("/conversations/?year=2025", f"/conversations/branch/{branch.pk}/", f"/conversations/{row.pk}/"):
        html = client.get(address).content.decode()
        assert "赵*" in html, address
        assert "赵一" not in html, address


def test_member_sees_only_the_own_talks(
    client: Client, secretary: Account, make_account: MakeAccount, branch: Unit, people: People
) -> None:
    (own,) = talk(secretary, branch, people.chief, people.first)
    (foreign,) = talk(secretary, branch, people.chief, people.second)
    client.force_login(make_account(Role.MEMBER, branch, "first", people.first))
    response = client.get("/conversations/?year=2025")
    html = response.content.decode()
    assert "赵一" in html
    assert "李四" not in html
    assert response.context["overview"] == []
    assert client.get(f"/conversations/{own.pk}/").status_code == 200
    assert client.get(f"/conversations/{foreign.pk}/").status_code == 404
    assert client.get(f"/conversations/branch/{branch.pk}/").status_code == 403


def test_workbook_wants_a_reason_and_holds_four_columns(
    desk: Client, secretary: Account, officer: Account, branch: Unit, sibling: Unit, operator: Account, people: People
) -> None:
    talk(secretary, branch, people.chief, people.first)
    talk(officer, sibling, people.stranger, member(operator, sibling, "郑七"))
    response = send(desk, "/conversations/export/?year=2025", reason="")
    assert response.status_code == 200
    assert not Event.objects.filter(action="talk.export").exists()
    response = send(desk, "/conversations/export/?year=2025", reason="年度检查")
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(response.content)).get_sheet_by_index(0).to_python()
    assert sheet[2] == ["谈话日期", "一方", "另一方", "方式"]
    assert len(sheet) == 4
    assert sorted(sheet[3][1:3]) == sorted(["孙三", "赵一"])
    event = Event.objects.get(action="talk.export")
    assert "年度检查" in event.details
    assert "孙三" not in event.details


def test_record_is_corrected_and_taken_back(desk: Client, secretary: Account, branch: Unit, people: People) -> None:
    (row,) = talk(secretary, branch, people.chief, people.first)
    address = f"/conversations/{row.pk}/"
    send(desk, f"{address}edit/", version=1, held_on="2025-03-06", way="video", why="wrong_day")
    html = desk.get(address).content.decode()
    assert "日期填错" in html
    assert "2025-03-06" in html
    stale = send(desk, f"{address}edit/", version=1, held_on="2025-03-07", way="video", why="wrong_day")
    assert "已有他人修改" in stale.content.decode()
    send(desk, f"{address}cancel/", version=2, why="not_held")
    assert "实际未谈" in desk.get(address).content.decode()
    assert desk.get(f"{address}edit/").status_code == 404


def test_pages_take_no_more_queries_with_more_rows(
    desk: Client, secretary: Account, officer: Account, operator: Account, branch: Unit, people: People
) -> None:
    talk(secretary, branch, people.chief, people.first)
    addresses = ("/conversations/?year=2025", f"/conversations/branch/{branch.pk}/?year=2025", "/conversations/new/")
    desk.get("/conversations/?year=2025")
    before = [queries_of(desk, address) for address in addresses]
    member(operator, branch, "郑七")
    talk(secretary, branch, people.chief, people.second, people.third)
    assert [queries_of(desk, address) for address in addresses] == before
    assert max(before) <= MOST_QUERIES


def test_overview_of_branches_takes_no_more_queries_with_more_branches(
    client: Client, officer: Account, operator: Account, committee: Unit, branch: Unit, people: People
) -> None:
    client.force_login(officer)
    client.get("/conversations/?year=2025")
    before = queries_of(client, "/conversations/?year=2025")
    for name in ("三支部", "四支部"):
        add_unit(by=operator, kind=UnitKind.BRANCH, name=name, parent=committee)
    assert queries_of(client, "/conversations/?year=2025") == before <= MOST_QUERIES


def test_page_of_a_branch_of_fifty_stays_small(desk: Client, operator: Account, branch: Unit, people: People) -> None:
    for number in range(45):
        member(operator, branch, f"党员{number}")
    assert len(desk.get(f"/conversations/branch/{branch.pk}/").content) < 150_000
