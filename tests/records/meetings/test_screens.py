"""Meetings on screen: the form on a phone, the year, the plan, the papers."""

from __future__ import annotations

import datetime as dt
import io
import re
from dataclasses import replace

import docx
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.conftest import MakeAccount
from tests.screens import MOST_QUERIES, form_key, queries_of
from tongpin.foundation.access.enums import Role
from tongpin.foundation.kernel import clock
from tongpin.foundation.people.models import Account, Person
from tongpin.foundation.units.models import Unit
from tongpin.projects.tasks.models import Task
from tongpin.records.activities.actions import confirm_activity, record_activity
from tongpin.records.activities.models import Activity
from tongpin.records.activities.rules import Content
from tongpin.records.meetings.actions import record_meeting
from tongpin.records.meetings.forms.minutes import COMMON
from tongpin.records.meetings.models import Meeting, Plan
from tongpin.records.meetings.queries.year import telling
from tongpin.records.meetings.rules.minutes import Away, Minutes, Moved
from tongpin.records.meetings.rules.votes import Tally

from .conftest import DAY, NAMES

pytestmark = pytest.mark.django_db
FORMS = {
    "motions-TOTAL_FORMS": "2",
    "motions-INITIAL_FORMS": "0",
    "decisions-TOTAL_FORMS": "2",
    "decisions-INITIAL_FORMS": "0",
}


@pytest.fixture
def desk(client: Client, secretary: Account) -> Client:
    client.force_login(secretary)
    return client


def send(client: Client, address: str, **fields: object) -> object:
    key = form_key(client.get(address).content.decode())
    return client.post(address, {"_key": key, **FORMS, **fields})


def said(branch: Unit, roll: dict[str, Person], present: int = 8, **more: object) -> dict[str, object]:
    return {
        "unit": branch.pk, "when": "2025-03-05 14:30-16:05", "title": "讨论工作", "place": "会议室", "planned": "0",
        "present": [roll[name].pk for name in NAMES[:present]], "summary": "讨论了工作", **more,
    }  # fmt: skip


@pytest.fixture
def meeting(secretary: Account, assembly: Content, roll: dict[str, Person]) -> Meeting:
    minutes = Minutes(
        chair="丁一", recorder="王二", agenda="一\n二", summary="讨论", discussion="李三不同意", resolutions="通过",
        absent=(Away(roll["周九"].pk, "周九", "sick"),), motions=(Moved("同意计划", Tally(5, 2, 1)),),
    )  # fmt: skip
    return record_meeting(by=secretary, content=assembly, minutes=minutes)


def test_common_path_has_eight_fields_with_the_reasons_of_absence() -> None:
    assert len(COMMON) + 1 == 8


def test_meeting_is_recorded_with_votes_and_decisions_in_one_form(
    desk: Client, branch: Unit, roll: dict[str, Person]
) -> None:
    rows = {
        f"away_{roll['周九'].pk}": "leave",
        "motions-0-text": "同意计划", "motions-0-votes_for": "6", "motions-0-votes_against": "1",
        "decisions-0-text": "整理档案", "decisions-0-due_on": "4月30日", "decisions-0-owner": roll["王二"].pk,
        "guests": "上级来人、林某", "agenda": "讨论工作",
    }  # fmt: skip
    address = send(desk, "/meetings/new/meeting.general/", **said(branch, roll, **rows))["Location"]
    made = Meeting.objects.get()
    assert address == f"/meetings/{made.activity_id}/"
    assert (made.activity.attended, made.activity.expected, made.voters, made.entitled) == (8, 11, 8, 10)
    assert dict(made.absences.values_list("name", "reason")) == {
        "周九": "leave", "吴十": "", "郑预备": "", "冯老": "",
    }  # fmt: skip
    assert Task.objects.get().owner == roll["王二"]
    html = desk.get(address).content.decode()
    for text in (
        "有表决权：应到 10，实到 8，须到 5",
        "达到法定人数",
        "赞成满 6 票为通过",
        "缺席原因",
        "整理档案",
        "林某",
    ):
        assert text in html


def test_page_counts_before_anything_is_saved(desk: Client, branch: Unit, roll: dict[str, Person]) -> None:
    html = send(desk, "/meetings/new/meeting.general/", **said(branch, roll, 4), look="1").content.decode()
    assert re.search(r"data-voters>4</strong>.*data-entitled>10</strong>.*data-needed>5</strong>", html, re.S)
    assert re.search(r"data-enough hidden>", html)
    assert not Activity.objects.exists()


def test_members_without_a_vote_for_now_are_ticked(desk: Client, branch: Unit, roll: dict[str, Person]) -> None:
    data = said(branch, roll, 4, voteless=[roll[name].pk for name in ("周九", "吴十", "丁一")])
    html = send(desk, "/meetings/new/meeting.general/", **data, look="1").content.decode()
    assert re.search(r"data-voters>3</strong>.*data-entitled>7</strong>.*data-needed>4</strong>", html, re.S)
    send(desk, "/meetings/new/meeting.general/", **data)
    made = Meeting.objects.get()
    assert (made.activity.attended, made.voters, made.entitled) == (4, 3, 7)
    assert set(made.voteless) == {roll[name].pk for name in ("周九", "吴十", "丁一")}


@pytest.mark.parametrize(
    ("fields", "said_back"),
    [
        ({"when": ""}, "必填"),
        ({"when": "2025-03"}, "2025-03-05"),
        ({"when": "2025-03-05 16:00-14:00"}, "早于开始时间"),
        ({"when": "2100-01-01 9:00"}, "日期在未来"),
        ({"present": []}, "实到"),
        ({"present": ["99999"]}, "99999"),
        ({"motions-0-text": "同意", "motions-0-votes_for": "9"}, "票数超过了"),
        ({"motions-0-votes_for": "3"}, "表决什么"),
        ({"motions-0-text": "同意"}, "没有就填 0"),
        ({"decisions-0-text": "整理档案"}, "请写明期限"),
        ({"decisions-0-due_on": "2025-04-30"}, "要做什么"),
        ({"also": "org_life"}, "org_life"),
    ],
    ids=str,
)
def test_form_that_fails_says_why_and_keeps_its_text(
    desk: Client, branch: Unit, roll: dict[str, Person], fields: dict[str, object], said_back: str
) -> None:
    data = {**said(branch, roll), "summary": "写了很久的内容", **fields}
    html = send(desk, "/meetings/new/party_day/" if "also" in fields else "/meetings/new/meeting.general/", **data)
    text = html.content.decode()
    assert said_back in text
    assert "写了很久的内容" in text
    assert (Activity.objects.count(), Task.objects.count()) == (0, 0)


def test_party_day_is_ticked_as_a_lecture_too(desk: Client, branch: Unit, roll: dict[str, Person]) -> None:
    send(desk, "/meetings/new/party_day/", **said(branch, roll, also="meeting.lecture", hours="2"))
    assert set(Activity.objects.values_list("kind", "hours")) == {("party_day", 2), ("meeting.lecture", None)}
    first = Activity.objects.get(kind="party_day")
    twin = Activity.objects.get(kind="meeting.lecture")
    assert "同时计入：党课" in desk.get(f"/meetings/{first.pk}/").content.decode()
    assert desk.get(f"/meetings/{twin.pk}/")["Location"] == f"/meetings/{first.pk}/"
    assert desk.get(f"/meetings/{twin.pk}/minutes/")["Location"] == f"/meetings/{first.pk}/minutes/"


def test_bare_record_gets_minutes_by_the_button_on_its_page(
    desk: Client, secretary: Account, officer: Account, branch: Unit, roll: dict[str, Person]
) -> None:
    content = Content(
        "meeting.general", "讨论工作", branch.pk, DAY, attended=9, expected=11, host="丁一", note="学习\n记录：李三"
    )
    bare = confirm_activity(by=officer, activity=record_activity(by=secretary, content=content))
    address = f"/meetings/{bare.pk}/minutes/"
    assert address in desk.get(f"/activities/{bare.pk}/").content.decode()
    html = desk.get(address).content.decode()
    assert 'value="丁一"' in html
    assert 'value="李三"' in html
    data = {
        "unit": branch.pk,
        "when": "2025-03-05",
        "title": "讨论工作",
        "chair": "丁一",
        "recorder": "李三",
        "version": "1",
    }
    send(desk, address, **data, summary="学习", also="")
    bare.refresh_from_db()
    assert (bare.status, bare.version, Meeting.objects.get().recorder) == ("confirmed", 1, "李三")


def test_minutes_are_changed_and_what_they_said_stays_readable(
    desk: Client, meeting: Meeting, branch: Unit, roll: dict[str, Person]
) -> None:
    address = f"/meetings/{meeting.activity_id}/"
    present = [roll[name].pk for name in (*NAMES[:8], "郑预备")]
    data = said(branch, roll, title="讨论季度工作", place="二楼会议室", summary="改过的内容", version="1")
    data |= {"present": present, f"away_{roll['周九'].pk}": "sick", "chair": "丁一", "recorder": "王二"}
    assert "原因" in send(desk, f"{address}minutes/", **data).content.decode()
    assert send(desk, f"{address}minutes/", **data, reason="补内容")["Location"] == address
    html = desk.get(f"{address}history/").content.decode()
    for text in ("补内容", "李三不同意", "同意计划 5/2/1"):
        assert text in html


def test_plan_is_recorded_as_held(desk: Client, secretary: Account, branch: Unit, roll: dict[str, Person]) -> None:
    plan = record_activity(by=secretary, content=Content("party_day", "送书下乡", branch.pk, DAY), planned=True)
    send(desk, f"/meetings/{plan.pk}/minutes/", **said(branch, roll, title="送书下乡", version="1"), hold="1")
    plan.refresh_from_db()
    assert (plan.status, plan.attended) == ("held", 8)


def test_names_reasons_and_discussion_are_told_to_the_branch_only(
    client: Client, meeting: Meeting, make_account: MakeAccount, bureau: Unit, branch: Unit, secretary: Account
) -> None:
    pages = ("", "print/", "sheet/")
    client.force_login(secretary)
    whole = "".join(client.get(f"/meetings/{meeting.activity_id}/{page}").content.decode() for page in pages)
    for role, unit in ((Role.LEADER, bureau), (Role.MEMBER, branch)):
        client.force_login(make_account(role, unit))
        text = "".join(client.get(f"/meetings/{meeting.activity_id}/{page}").content.decode() for page in pages)
        for hidden in ("丁一", "周九", "病假", "李三不同意"):
            assert hidden in whole
            assert hidden not in text
        assert "丁*" in text


def words_of(content: bytes) -> str:
    paper = docx.Document(io.BytesIO(content))
    cells = [cell.text for table in paper.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(line.text for line in paper.paragraphs), *cells])


def test_minutes_as_word_hold_the_fields_of_the_norm_and_signatures(desk: Client, meeting: Meeting) -> None:
    """REC.会议记录: name, time to the minute, place, chair, recorder, who was absent and why, agenda, vote."""
    text = words_of(desk.get(f"/meetings/{meeting.activity_id}/word/").content)
    for word in (
        "会议记录", "支部党员大会", "2025-03-05 14:30-16:05", "二楼会议室", "丁一", "王二", "应到11人、实到9人",
        "周九（病假）", "同意计划：赞成 5、反对 2、弃权 1，未通过", "李三不同意", "主持人（签名）", "记录人（签名）",
    ):  # fmt: skip
        assert word in text


def test_sign_in_sheet_is_blank_and_in_the_order_of_strokes(desk: Client, meeting: Meeting) -> None:
    html = desk.get(f"/meetings/{meeting.activity_id}/sheet/").content.decode()
    text = words_of(desk.get(f"/meetings/{meeting.activity_id}/sheet/word/").content)
    for page in (html, text):
        places = [page.index(name) for name in ("丁一", "王二", "孙八", "李三", "吴十", "张四", "郑预备")]
        assert places == sorted(places)
    assert "签到表" in text
    assert "列席人员请在空行签名" in text


@pytest.mark.parametrize("address", ["", "minutes/", "print/", "sheet/"])
def test_pages_take_few_queries(desk: Client, meeting: Meeting, address: str) -> None:
    assert queries_of(desk, f"/meetings/{meeting.activity_id}/{address}") <= MOST_QUERIES


def test_record_with_minutes_takes_few_queries(desk: Client, meeting: Meeting) -> None:
    assert queries_of(desk, f"/activities/{meeting.activity_id}/") <= MOST_QUERIES


def test_new_meeting_takes_few_queries(desk: Client, roll: dict[str, Person]) -> None:
    assert queries_of(desk, "/meetings/new/party_day/") <= MOST_QUERIES


def test_year_shows_what_waits_and_what_was_held_in_few_queries(
    desk: Client, meeting: Meeting, secretary: Account, assembly: Content, branch: Unit
) -> None:
    address = f"/meetings/units/{branch.pk}/2025/"
    before = queries_of(desk, address)
    for day in (6, 7):
        record_meeting(by=secretary, content=replace(assembly, starts_on=dt.date(2025, day, 1)), minutes=Minutes())
    assert queries_of(desk, address) == before <= MOST_QUERIES
    html = desk.get(address).content.decode()
    assert "已开展，待确认（3）" in html
    assert "/meetings/new/meeting.committee/" in html
    assert "/meetings/new/meeting.group/" not in html  # a branch without groups


def test_home_of_an_officer_leads_where_something_is(
    client: Client, officer: Account, secretary: Account, assembly: Content, branch: Unit, sibling: Unit
) -> None:
    client.force_login(officer)
    first, second = sorted((branch, sibling), key=lambda one: one.path)
    theirs = replace(assembly, unit_id=second.pk, starts_on=dt.date(2024, 5, 6), roster=(), attended=5)
    record_meeting(by=officer, content=theirs, minutes=Minutes())
    assert client.get("/meetings/")["Location"] == f"/meetings/units/{second.pk}/2024/"
    now = replace(theirs, starts_on=clock.today())
    record_meeting(by=officer, content=now, minutes=Minutes())
    assert client.get("/meetings/")["Location"] == f"/meetings/units/{second.pk}/{clock.today().year}/"
    record_meeting(by=officer, content=replace(now, unit_id=first.pk), minutes=Minutes())
    assert client.get("/meetings/")["Location"] == f"/meetings/units/{first.pk}/{clock.today().year}/"
    assert client.get("/meetings/", {"unit": second.pk, "year": "2022"})["Location"].endswith(f"/{second.pk}/2022/")


def test_home_of_a_thousand_branches_reads_them_by_one_query(committee: Unit) -> None:
    branches = [Unit(pk=1000 + n, path=f"{committee.path}{1000 + n}/") for n in range(1100)]
    with CaptureQueriesContext(connection) as asked:
        assert telling(branches, 2026) == (branches[0], 2026)
    assert len(asked) == 1


def test_home_leads_to_the_running_year(desk: Client, branch: Unit) -> None:
    year = clock.today().year
    assert desk.get("/meetings/")["Location"] == f"/meetings/units/{branch.pk}/{year}/"
    assert desk.get("/meetings/", {"unit": branch.pk, "year": "2025"})["Location"].endswith("/2025/")
    assert desk.get("/meetings/", {"unit": "9999", "year": "99999"})["Location"].endswith(f"/{year}/")


def test_officer_chooses_whose_meeting_it_is(
    client: Client, officer: Account, branch: Unit, sibling: Unit, catalogue: None
) -> None:
    client.force_login(officer)
    html = client.get("/meetings/new/meeting.committee/").content.decode()
    assert branch.name not in html.split("<main")[1] or f"unit={branch.pk}" in html
    html = client.get("/meetings/new/party_day/").content.decode()
    assert f"?unit={branch.pk}" in html
    assert f"?unit={sibling.pk}" in html
    assert client.get("/meetings/new/tour.show/").status_code == 404


def test_plan_is_drafted_edited_and_accepted_on_screen(desk: Client, branch: Unit, catalogue: None) -> None:
    year = clock.today().year + 1
    address = f"/meetings/units/{branch.pk}/{year}/plan/"
    assert send(desk, address, draft="1")["Location"] == address
    rows = list(Plan.objects.get().rows.order_by("on", "pk"))
    data: dict[str, object] = {"rows-TOTAL_FORMS": len(rows) + 1, "rows-INITIAL_FORMS": len(rows)}
    for number, row in enumerate(rows):
        data |= {f"rows-{number}-key": row.pk, f"rows-{number}-kind": row.kind, f"rows-{number}-on": row.on.isoformat()}
        data |= {f"rows-{number}-title": "重温誓词" if number == 0 else "", f"rows-{number}-keep": "on"}
    del data["rows-1-keep"]
    last = f"rows-{len(rows)}"
    data |= {f"{last}-kind": "meeting.lecture", f"{last}-on": f"{year}-07-01", f"{last}-title": "讲党史"}
    assert send(desk, address, **data, save="1")["Location"] == address
    assert Plan.objects.get().rows.count() == len(rows)
    html = desk.get(address).content.decode()
    assert "重温誓词" in html
    assert "讲党史" in html
    assert queries_of(desk, address) <= MOST_QUERIES
    bad = {"rows-TOTAL_FORMS": 1, "rows-INITIAL_FORMS": 0, "rows-0-on": "2019-01-01", "rows-0-kind": "party_day"}
    assert send(desk, address, **bad, save="1").status_code == 400
    accepted = {"rows-TOTAL_FORMS": 0, "rows-INITIAL_FORMS": 0, "accept": "1"}
    send(desk, address, **accepted)
    assert Activity.objects.filter(status="planned", starts_on__year=year).count() == len(rows)
