"""The study group on the screen."""

from __future__ import annotations

import io

import docx
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from python_calamine import CalamineWorkbook

from tests.conftest import MakeAccount
from tests.screens import MOST_QUERIES, queries_of
from tongpin.foundation.access.enums import Role
from tongpin.foundation.audit.models import Event
from tongpin.foundation.people.actions import add_person
from tongpin.foundation.people.models import Account
from tongpin.foundation.units.actions import admit_member
from tongpin.foundation.units.enums import Standing
from tongpin.foundation.units.models import Unit
from tongpin.records.activities.actions import record_activity
from tongpin.records.activities.models import Activity
from tongpin.records.activities.rules import Content
from tongpin.records.study_plans.actions import add_topic, record_session
from tongpin.records.study_plans.models import ArchivePaper, Lecture, OnlineNote, StudyAbsence, StudySession, StudyTopic
from tongpin.records.study_plans.rules import TopicContent

from .conftest import DAY, Group

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.4\n1 0 obj <<>> endobj\ntrailer <<>>\n%%EOF\n"


@pytest.fixture
def reader(client: Client, study_secretary: Account) -> Client:
    client.force_login(study_secretary)
    return client


@pytest.fixture
def session(study_secretary: Account, group: Group) -> StudySession:
    return record_session(by=study_secretary, content=group.session())


def form(group: Group, **changes: object) -> dict[str, object]:
    said: dict[str, object] = {
        "_key": "k", "form": "study.group", "title": "学习有关精神", "starts_on": "2025-03-18 9:00", "hours": "4",
        "present": [one.pk for one in group.members[:2]], "absent": "赵三：出差",
    }  # fmt: skip
    return said | changes


def test_session_is_recorded_on_one_page_of_eight_fields(reader: Client, group: Group) -> None:
    page = reader.get(f"/study/plans/{group.unit.pk}/session/")
    assert len(page.context["form"].common_bound) == 8
    response = reader.post(f"/study/plans/{group.unit.pk}/session/", form(group))
    session = StudySession.objects.get()
    assert response["Location"] == f"/activities/{session.activity_id}/"
    assert (session.activity.hours, session.activity.time_text, session.activity.expected) == (4, "9:00", 3)
    assert [(one.person.name, one.reason) for one in session.absences.all()] == [("赵三", "出差")]


def test_whoever_is_neither_called_nor_named_is_absent_without_a_reason(reader: Client, group: Group) -> None:
    reader.post(f"/study/plans/{group.unit.pk}/session/", form(group, absent=""))
    assert [(one.person.name, one.reason) for one in StudyAbsence.objects.all()] == [("赵三", "")]


def test_topic_of_the_plan_gives_the_title(reader: Client, study_secretary: Account, group: Group) -> None:
    topic = add_topic(by=study_secretary, unit=group.unit, content=TopicContent("文化遗产保护", "study.group", DAY))
    page = reader.get(f"/study/plans/{group.unit.pk}/session/?topic={topic.pk}")
    assert page.context["form"]["form"].value() == "study.group"
    reader.post(f"/study/plans/{group.unit.pk}/session/", form(group, title="", topic=topic.pk))
    assert StudySession.objects.get().activity.title == "文化遗产保护"


@pytest.mark.parametrize(
    ("changes", "field", "message"),
    [
        ({"absent": "王一：出差"}, "absent", "王一不能既到会又缺席"),
        ({"absent": "钱秘：出差"}, "absent", "中心组成员里没有"),
        ({"absent": "赵三\n赵三"}, "absent", "赵三写了两次"),
        ({"title": ""}, "title", "请写题目"),
        ({"starts_on": "2099-01-01"}, None, "日期在未来"),
        ({"starts_on": "不知道"}, "starts_on", ""),
        ({"hours": "25"}, None, "一天不超过24小时"),
        ({"hours": "-1"}, None, "学时不能为负"),
        ({"invited": "钱秘（不存在的支部）"}, "invited", "不存在的支部名册里没有钱秘"),
        ({"invited": "王一"}, None, "王一是中心组成员"),
    ],
)
def test_session_that_cannot_be_keeps_its_text_and_says_why(
    reader: Client, group: Group, changes: dict[str, object], field: str | None, message: str
) -> None:
    page = reader.post(f"/study/plans/{group.unit.pk}/session/", form(group, **changes))
    errors = page.context["form"].errors["__all__" if field is None else field]
    assert message in " ".join(errors)
    assert "出差" in page.content.decode() or "absent" in changes
    assert not Activity.objects.exists()


def test_invited_are_found_on_the_roll_and_strangers_stay_names(
    reader: Client, operator: Account, group: Group, branch: Unit, sibling: Unit
) -> None:
    for unit in (branch, sibling):
        person = add_person(by=operator, name="孙同")
        admit_member(by=operator, person=person, unit=unit, standing=Standing.FULL)
    address = f"/study/plans/{group.unit.pk}/session/"
    refused = reader.post(address, form(group, invited="孙同"))
    assert "有多人叫孙同" in " ".join(refused.context["form"].errors["invited"])
    reader.post(address, form(group, _key="l", invited=f"孙同（{sibling.name}）、外来专家"))
    activity = Activity.objects.get()
    assert [(one.name, one.person_id is not None) for one in activity.attendances.order_by("pk")][2:] == [
        ("孙同", True),
        ("外来专家", False),
    ]
    assert (activity.expected, activity.attended) == (5, 4)


def test_year_shows_plan_sessions_quarters_and_what_is_missing(
    reader: Client, study_secretary: Account, session: StudySession, group: Group
) -> None:
    add_topic(
        by=study_secretary, unit=group.unit, content=TopicContent("年底专题", "study.group", DAY.replace(month=12))
    )
    page = reader.get(f"/study/plans/{group.unit.pk}/2025/")
    html = page.content.decode()
    assert [(line.title, line.state) for line in page.context["rows"]] == [
        ("学习有关精神", "held"),
        ("年底专题", "reminder"),
    ]
    assert [one.state for one in page.context["quarters"]] == ["done", "reminder", "reminder", "reminder"]
    assert "赵三" in html
    assert "待党务干部复核" in html
    assert page.context["secretary"] == "钱秘"


def test_names_are_masked_for_whoever_neither_runs_the_group_nor_belongs_to_it(
    client: Client, make_account: MakeAccount, bureau: Unit, session: StudySession, group: Group
) -> None:
    for account, clear in (
        (make_account(Role.AUDITOR, bureau), False),
        (make_account(Role.LEADER, bureau, "a-member", person=group.members[0]), True),
    ):
        client.force_login(account)
        for page in ("", "attendance/"):
            html = client.get(f"/study/plans/{group.unit.pk}/2025/{page}").content.decode().split("<main")[1]
            assert ("赵三" in html) is clear
            assert ("生病" in html) is clear


def test_branch_is_told_that_it_has_no_study_group(
    client: Client, secretary: Account, branch: Unit, group: Group
) -> None:
    client.force_login(secretary)
    assert "没有理论学习中心组" in client.get(f"/study/plans/{branch.pk}/2025/").content.decode()
    assert "没有理论学习中心组" in client.get("/study/plans/").content.decode()


@pytest.mark.parametrize("year", [1999, 2101])
def test_year_no_plan_has_answers_404(reader: Client, group: Group, year: int) -> None:
    for page in ("", "topic/", "attendance/", "attendance/export/", "archive/", "archive/word/", "archive/paper/"):
        assert reader.get(f"/study/plans/{group.unit.pk}/{year}/{page}").status_code == 404


def test_list_leads_to_the_one_group(reader: Client, group: Group) -> None:
    assert reader.get("/study/plans/")["Location"].startswith(f"/study/plans/{group.unit.pk}/")


def test_absence_is_made_up_on_the_screen(reader: Client, session: StudySession) -> None:
    absence = session.absences.get()
    refused = reader.post(
        f"/study/plans/absence/{absence.pk}/", {"_key": "a", "made_up_on": "2025-03-17", "way": "materials"}
    )
    assert "补学不能早于学习当天" in refused.content.decode()
    reader.post(f"/study/plans/absence/{absence.pk}/", {"_key": "b", "made_up_on": "2025-03-28", "way": "materials"})
    absence.refresh_from_db()
    assert str(absence.made_up_on) == "2025-03-28"
    assert "03-28补学" in reader.get(f"/activities/{session.activity_id}/").content.decode()


def test_reasons_are_given_afterwards(reader: Client, session: StudySession, group: Group) -> None:
    key = f"reason_{group.members[2].pk}"
    reader.post(f"/study/plans/activity/{session.activity_id}/absences/", {"_key": "a", key: "住院"})
    assert session.absences.get().reason == "住院"


def test_attendance_leaves_as_names_by_sessions(reader: Client, session: StudySession, group: Group) -> None:
    response = reader.post(f"/study/plans/{group.unit.pk}/2025/attendance/export/", {"_key": "a", "reason": "归档"})
    rows = CalamineWorkbook.from_filelike(io.BytesIO(response.content)).get_sheet_by_index(0).to_python()
    assert rows[2] == ["序号", "姓名", "03-18 学习有关精神", "应到", "实到"]
    assert rows[3:] == [
        [1.0, "王一", "√", 1.0, 1.0],
        [2.0, "李二", "√", 1.0, 1.0],
        [3.0, "赵三", "缺席：生病", 1.0, 0.0],
    ]
    assert Event.objects.filter(action="study.attendance.export").count() == 1


def test_plan_is_written_changed_and_dropped(reader: Client, group: Group) -> None:
    address = f"/study/plans/{group.unit.pk}/2025/topic/"
    data = {"title": "专题一", "form": "study.group", "planned_on": "2025-05", "leader": group.members[0].pk}
    wrong = reader.post(address, {**data, "_key": "a", "planned_on": "2024-05"})
    assert "这一天不在计划年度内" in wrong.content.decode()
    span = reader.post(address, {**data, "_key": "b", "planned_on": "2025-05-01 ~ 2025-05-03"})
    assert "请写到日或月" in span.content.decode()
    reader.post(address, {**data, "_key": "c"})
    topic = StudyTopic.objects.get()
    assert (str(topic.planned_on), topic.precision, topic.leader) == ("2025-05-01", "month", group.members[0])
    page = reader.get(f"/study/plans/topic/{topic.pk}/")
    assert page.context["form"]["planned_on"].value() == "2025-05"
    reader.post(f"/study/plans/topic/{topic.pk}/", {**data, "_key": "d", "title": "专题二", "planned_on": "2025-05-20"})
    reader.post(f"/study/plans/topic/{topic.pk}/drop/", {"_key": "e", "reason": "并入下季度"})
    topic.refresh_from_db()
    assert (topic.title, topic.precision, topic.dropped_reason) == ("专题二", "day", "并入下季度")


def test_papers_are_filed_listed_and_handed_out(reader: Client, session: StudySession, group: Group) -> None:
    address = f"/study/plans/{group.unit.pk}/2025/archive/"
    upload = SimpleUploadedFile("计划.pdf", PDF)
    reader.post(f"{address}paper/", {"_key": "a", "kind": "plan", "title": "年度计划", "file": upload})
    data = {"_key": "b", "kind": "record", "title": "学习记录", "session": session.activity_id}
    reader.post(f"{address}paper/", data)
    page = reader.get(address)
    assert [(kind, one.title) for kind, one in page.context["filed"]] == [
        ("年度计划", "年度计划"),
        ("集中学习记录", "学习记录"),
    ]
    plan = ArchivePaper.objects.get(kind="plan")
    assert reader.get(f"/study/plans/paper/{plan.pk}/").content.startswith(b"%PDF")
    assert reader.get(f"/study/plans/paper/{ArchivePaper.objects.get(kind='record').pk}/").status_code == 404
    word = docx.Document(io.BytesIO(reader.get(f"{address}word/").content))
    cells = [[cell.text for cell in row.cells] for row in word.tables[0].rows]
    assert cells == [
        ["序号", "材料类别", "题名", "日期", "页次"],
        ["1", "年度计划", "年度计划", "2025", ""],
        ["2", "集中学习记录", "学习记录", "2025-03-18", ""],
    ]
    reader.post(f"/study/plans/paper/{plan.pk}/withdraw/", {"_key": "c", "reason": "放错"})
    assert len(reader.get(address).context["filed"]) == 1


def test_yearly_paper_beside_a_session_is_refused_on_the_form(
    reader: Client, session: StudySession, group: Group
) -> None:
    data = {"_key": "a", "kind": "summary", "title": "总结", "session": session.activity_id}
    page = reader.post(f"/study/plans/{group.unit.pk}/2025/archive/paper/", data)
    assert "属于全年" in page.content.decode()


def test_lecturer_is_named_on_the_page_of_the_record_and_confirmed_from_the_list(
    client: Client, officer: Account, secretary: Account, branch: Unit, group: Group
) -> None:
    lecture = record_activity(
        by=secretary, content=Content("meeting.lecture", "党课", branch.pk, DAY, attended=9, host="王一")
    )
    client.force_login(officer)
    assert "尚未指明是谁" in client.get(f"/activities/{lecture.pk}/").content.decode()
    page = client.get("/study/plans/lectures/?year=2025")
    assert [one.person.name for one in page.context["suggestions"]] == ["王一"]
    address = f"/study/plans/activity/{lecture.pk}/lecturer/"
    assert client.get(address).context["form"]["name"].value() == "王一"
    for name, message in (("无此人", "党员名册里没有无此人"), ("王一、李二", "请只写一人")):
        assert message in client.post(address, {"_key": name, "name": name}).content.decode()
    client.post(address, {"_key": "a", "name": "王一"})
    assert Lecture.objects.get().lecturer == group.members[0]
    assert client.get("/study/plans/lectures/?year=2025").context["suggestions"] == []


def test_online_note_is_written_and_withdrawn(
    client: Client, secretary: Account, branch: Unit, catalogue: None
) -> None:
    client.force_login(secretary)
    data = {
        "unit": branch.pk,
        "platform": "某平台",
        "starts_on": "2025-03-01",
        "ends_on": "2025-03-31",
        "text": "选看课程",
    }
    assert "hours" not in client.get("/study/plans/online/new/").context["form"].fields
    wrong = client.post("/study/plans/online/new/", {**data, "_key": "a", "person": "无此人"})
    assert "党员名册里没有无此人" in wrong.content.decode()
    client.post("/study/plans/online/new/", {**data, "_key": "b"})
    note = OnlineNote.objects.get()
    assert "选看课程" in client.get("/study/plans/online/?year=2025").content.decode()
    client.post(f"/study/plans/online/{note.pk}/withdraw/", {"_key": "c", "reason": "写错"})
    assert "写错" in client.get("/study/plans/online/?year=2025").content.decode()


def test_pages_cost_the_same_with_more_sessions(
    reader: Client, study_secretary: Account, session: StudySession, group: Group
) -> None:
    pages = [f"/study/plans/{group.unit.pk}/2025/{page}" for page in ("", "attendance/", "archive/")]
    for page in pages:
        reader.get(page)
    before = [queries_of(reader, page) for page in pages]
    for month in (4, 5):
        record_session(by=study_secretary, content=group.session(starts_on=DAY.replace(month=month)))
    assert [queries_of(reader, page) for page in pages] == before
    assert max(before) <= MOST_QUERIES
