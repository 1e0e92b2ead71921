"""The ledgers: the bureau's columns, and read back by the program's own import as the same meetings."""

from __future__ import annotations

import datetime as dt
import io
from dataclasses import replace

import pytest
from django.test import Client
from python_calamine import CalamineWorkbook

from tests.conftest import MakeAccount
from tests.screens import MOST_QUERIES, form_key, queries_of
from tongpin.foundation.access.enums import Role
from tongpin.foundation.audit.models import Event
from tongpin.foundation.people.models import Account, Person
from tongpin.foundation.units.models import Unit
from tongpin.interfaces.exchange.actions import commit_import, start_import
from tongpin.interfaces.exchange.queries import read_file
from tongpin.interfaces.exchange.rules.rows import Happening
from tongpin.projects.tasks.actions import finish_task
from tongpin.projects.tasks.models import Task
from tongpin.records.activities.actions import cancel_activity, confirm_activity, record_activity
from tongpin.records.activities.models import Activity
from tongpin.records.activities.rules import Content, RosterEntry
from tongpin.records.meetings.actions import record_meeting
from tongpin.records.meetings.rules.minutes import Away, Decided, Minutes, Moved
from tongpin.records.meetings.rules.votes import Tally

from .conftest import DAY

pytestmark = pytest.mark.django_db


@pytest.fixture
def held(
    secretary: Account, officer: Account, assembly: Content, branch: Unit, roll: dict[str, Person]
) -> list[Activity]:
    """An assembly with everything, a Party day that was a lecture too, a bare committee's meeting, a cancelled one."""
    guest = RosterEntry("上级来人")
    minutes = Minutes(
        number="第1次", chair="丁一", recorder="王二", summary="学习文件\n讨论工作", resolutions="通过计划",
        absent=(Away(roll["周九"].pk, "周九", "leave"),), guests=(guest,), motions=(Moved("同意计划", Tally(7, 1)),),
    )  # fmt: skip
    content = replace(assembly, roster=(*assembly.roster, guest))
    first = record_meeting(by=secretary, content=content, minutes=minutes).activity
    confirm_activity(by=officer, activity=first)
    day = replace(assembly, kind="party_day", title="走进展厅", starts_on=DAY + dt.timedelta(days=20), hours=4)
    decided = Decided("整理档案", dt.date(2025, 4, 30), branch.pk)
    second = record_meeting(
        by=secretary, content=day, minutes=Minutes(form="现场教学"), decisions=[decided], also="meeting.lecture"
    ).activity
    finish_task(by=secretary, task=Task.objects.get(), on=dt.date(2025, 4, 20), note="已归档")
    bare = Content(
        "meeting.committee", "研究党务", branch.pk, DAY + dt.timedelta(days=2), expected=3, attended=3, host="丁一",
        note="逐项研究\n缺席：无\n记录：李三",
    )  # fmt: skip
    third = record_activity(by=secretary, content=bare)
    gone = record_activity(by=secretary, content=replace(bare, title="取消了的会"))
    cancel_activity(by=secretary, activity=gone, reason="改期")
    return [first, second, third]


@pytest.fixture
def desk(client: Client, secretary: Account) -> Client:
    client.force_login(secretary)
    return client


def book(client: Client, branch: Unit, code: str = "meetings") -> bytes:
    address = f"/meetings/units/{branch.pk}/2025/{code}/"
    key = form_key(client.get(address).content.decode())
    response = client.post(f"{address}xlsx/", {"_key": key, "reason": "存档"})
    assert response.status_code == 200
    return response.content


def rows(data: bytes) -> list[list[object]]:
    return CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_index(0).to_python()


def test_ledger_of_meetings_tells_everything_in_order(desk: Client, held: list[Activity], branch: Unit) -> None:
    table = rows(book(desk, branch))
    assert table[0][0] == f"{branch.name}2025年三会一课台账"
    assert table[3] == [
        1, "支部党员大会", "第1次", "2025-03-05 14:30-16:05", "二楼会议室", "丁一", "王二", 11, 9, "周九（事假）",
        "上级来人", "讨论季度工作", "学习文件；讨论工作", "通过计划；同意计划：赞成 7、反对 1、弃权 0，通过", "",
    ]  # fmt: skip
    assert [row[1] for row in table[3:]] == ["支部党员大会", "支委会", "党课"]
    assert table[4][5:13] == ["丁一", "李三", 3, 3, "无", "", "研究党务", "逐项研究"]
    assert "与主题党日合并开展" in str(table[5][14])


def test_ledger_of_party_days_tells_what_became_of_decisions(desk: Client, held: list[Activity], branch: Unit) -> None:
    table = rows(book(desk, branch, "party_days"))
    assert len(table) == 4
    assert table[3][:9] == [1, 3, "2025-03-25 14:30-16:05", "走进展厅", "现场教学", "二楼会议室", branch.name, 9, 4]
    assert table[3][10] == "整理档案（2025-04-30 前，已完成，已归档）"


@pytest.mark.parametrize("code", ["meetings", "party_days"])
def test_import_reads_its_own_ledger_as_the_same_meetings(
    desk: Client, held: list[Activity], branch: Unit, officer: Account, code: str
) -> None:
    data = book(desk, branch, code)
    ledger = read_file(data, "台账.xlsx", year=None, kinds={})
    read = [row.record for row in ledger.rows]
    kinds = {"meetings": ["meeting.general", "meeting.committee", "meeting.lecture"], "party_days": ["party_day"]}[code]
    expected = Activity.objects.filter(kind__in=kinds).exclude(status="cancelled").order_by("starts_on")
    assert all(isinstance(one, Happening) for one in read)
    assert [(one.kind, one.title, one.start, one.count, one.unit) for one in read] == [
        (one.kind, one.title, one.starts_on, one.attended, branch.name) for one in expected
    ]
    before = list(Activity.objects.order_by("pk").values_list("pk", "version", "digest", "status"))
    batch = start_import(by=officer, data=data, name="台账.xlsx")
    commit_import(by=officer, batch=batch)
    assert list(Activity.objects.order_by("pk").values_list("pk", "version", "digest", "status")) == before


def test_export_is_logged_with_its_reason(desk: Client, held: list[Activity], branch: Unit) -> None:
    book(desk, branch)
    details = Event.objects.get(action="meeting.export").details
    assert '"reason":"存档"' in details
    assert '"rows":3' in details


def test_ledger_without_a_reason_is_refused(desk: Client, held: list[Activity], branch: Unit) -> None:
    address = f"/meetings/units/{branch.pk}/2025/meetings/"
    key = form_key(desk.get(address).content.decode())
    assert desk.post(f"{address}xlsx/", {"_key": key, "reason": " "}).status_code == 400


def test_names_and_reasons_are_hidden_outside_the_branch(
    client: Client, held: list[Activity], branch: Unit, bureau: Unit, make_account: MakeAccount
) -> None:
    client.force_login(make_account(Role.LEADER, bureau, "leader"))
    html = client.get(f"/meetings/units/{branch.pk}/2025/meetings/").content.decode()
    assert "丁*" in html
    assert "缺席 1 人" in html
    for hidden in ("丁一", "周九", "事假", "上级来人"):
        assert hidden not in html


def test_page_takes_no_more_queries_with_more_rows(
    desk: Client, secretary: Account, held: list[Activity], branch: Unit, assembly: Content
) -> None:
    address = f"/meetings/units/{branch.pk}/2025/meetings/"
    before = queries_of(desk, address)
    for month in (6, 9):
        record_meeting(
            by=secretary, content=replace(assembly, starts_on=dt.date(2025, month, 5)), minutes=Minutes(chair="丁一")
        )
    assert queries_of(desk, address) == before <= MOST_QUERIES


@pytest.mark.parametrize("path", ["2025/nothing/", "1899/meetings/", "9999/meetings/"])
def test_ledger_that_cannot_be_is_no_page(desk: Client, branch: Unit, path: str) -> None:
    assert desk.get(f"/meetings/units/{branch.pk}/{path}").status_code == 404
