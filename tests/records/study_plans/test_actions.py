"""Plan, sessions, absences made up, papers, lecturers and notes: what is written, and what is refused."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from django.db import IntegrityError, transaction

from tongpin.derived.indicators.queries.compute import figure
from tongpin.foundation.audit.models import Event
from tongpin.foundation.kernel import clock
from tongpin.foundation.kernel.errors import NotAllowed, UserError
from tongpin.foundation.people.models import Account
from tongpin.foundation.units.models import Unit
from tongpin.records.activities.actions import attach_evidence, confirm_activity, correct_activity, record_activity
from tongpin.records.activities.enums import Grade, Status
from tongpin.records.activities.models import Activity
from tongpin.records.activities.queries import content_of
from tongpin.records.activities.rules import Content, RosterEntry
from tongpin.records.study_plans import actions, queries
from tongpin.records.study_plans.models import Lecture, StudyAbsence, StudySession, StudyTopic
from tongpin.records.study_plans.rules import TopicContent

from .conftest import DAY, Group

pytestmark = pytest.mark.django_db
TOPIC = TopicContent("文化遗产保护", "study.group", DAY)


@pytest.fixture
def session(study_secretary: Account, group: Group) -> StudySession:
    return actions.record_session(by=study_secretary, content=group.session())


@pytest.fixture
def absence(session: StudySession) -> StudyAbsence:
    return session.absences.get()


def test_session_is_the_activity_and_the_absence_at_once(session: StudySession, group: Group) -> None:
    activity = session.activity
    assert (activity.kind, activity.status, activity.expected, activity.attended) == ("study.group", Status.HELD, 3, 2)
    assert [one.person_id for one in activity.attendances.order_by("pk")] == [one.pk for one in group.members[:2]]
    assert [(one.person.name, one.reason) for one in session.absences.all()] == [("赵三", "生病")]


def test_refused_session_leaves_nothing_behind(study_secretary: Account, group: Group) -> None:
    before = Event.objects.count()
    future = clock.today() + dt.timedelta(days=1)
    for content, message in (
        (group.session(absent=((group.members[0].pk, ""),)), "王一不能既到会又缺席"),
        (group.session(present=(group.members[0].pk, group.stranger.pk), absent=()), "钱秘当天不是中心组成员"),
        (group.session(starts_on=future), "日期在未来"),
        (group.session(hours=-1), "学时不能为负"),
        (group.session(hours=25), "一天不超过24小时"),
        (group.session(starts_on=dt.date(2023, 12, 31)), "这一天没有登记中心组成员"),
        (group.session(form="self"), "自学只列入计划"),
        (group.session(topic_id=999_999), "这个专题不在中心组计划里"),
        (group.session(leader_id=group.stranger.pk), "领学人须是当天的中心组成员"),
    ):
        with pytest.raises(UserError, match=message), transaction.atomic():
            actions.record_session(by=study_secretary, content=content)
    assert (Activity.objects.count(), StudySession.objects.count(), Event.objects.count()) == (0, 0, before)


def test_branch_has_no_study_group(secretary: Account, branch: Unit, group: Group) -> None:
    with pytest.raises(UserError, match="理论学习中心组是党组的"):
        actions.record_session(by=secretary, content=group.session(unit_id=branch.pk))
    with pytest.raises(UserError, match="理论学习中心组是党组的"):
        actions.add_topic(by=secretary, unit=branch, content=TOPIC)


def test_others_may_not_run_the_group(secretary: Account, group: Group) -> None:
    with pytest.raises(NotAllowed):
        actions.record_session(by=secretary, content=group.session())
    with pytest.raises(NotAllowed):
        actions.add_topic(by=secretary, unit=group.unit, content=TOPIC)


def test_absence_is_made_up_with_its_day_and_way(study_secretary: Account, absence: StudyAbsence) -> None:
    done = actions.make_up(by=study_secretary, absence=absence, on=DAY, way="materials", note="已补")
    done.refresh_from_db()
    assert (done.made_up_on, done.way, done.note, done.made_up_by) == (DAY, "materials", "已补", study_secretary)
    [held] = queries.held_sessions(done.session.activity.unit, 2025)
    assert held.not_made_up == []


@pytest.mark.parametrize(
    ("shift", "way", "message"),
    [(-1, "materials", "补学不能早于学习当天"), (9999, "materials", "日期还没有到"), (1, "essay", "请选择补学方式")],
)
def test_make_up_is_refused(
    study_secretary: Account, absence: StudyAbsence, shift: int, way: str, message: str
) -> None:
    with pytest.raises(UserError, match=message):
        actions.make_up(by=study_secretary, absence=absence, on=DAY + dt.timedelta(days=shift), way=way)


def test_make_up_is_whole_or_not_at_all_in_the_database(absence: StudyAbsence) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        StudyAbsence.objects.filter(pk=absence.pk).update(made_up_on=DAY)


def test_whoever_a_correction_calls_as_present_is_absent_no_more(
    study_secretary: Account, session: StudySession, group: Group
) -> None:
    activity, third = session.activity, group.members[2]
    content = content_of(activity)
    content = replace(content, attended=3, roster=(*content.roster, RosterEntry(third.name, third.pk)))
    correct_activity(by=study_secretary, activity=activity, content=content, reason="漏点一人", version=1)
    [held] = queries.held_sessions(group.unit, 2025)
    assert held.absences == ()


def test_absences_of_a_plainly_recorded_session_can_be_given(study_secretary: Account, group: Group) -> None:
    first, second, third = group.members
    content = Content(
        "study.group", "学习", group.unit.pk, DAY, attended=1, roster=(RosterEntry(first.name, first.pk),)
    )
    activity = record_activity(by=study_secretary, content=content)
    actions.set_absences(by=study_secretary, activity=activity, reasons={second.pk: "出差", third.pk: ""})
    actions.set_absences(by=study_secretary, activity=activity, reasons={second.pk: "开会"})
    assert {one.person_id: one.reason for one in queries.absences_of(activity).values()} == {second.pk: "开会"}
    with pytest.raises(UserError, match="不能既到会又缺席"):
        actions.set_absences(by=study_secretary, activity=activity, reasons={first.pk: ""})


def test_plan_is_changed_and_dropped_but_never_after_it_was_held(study_secretary: Account, group: Group) -> None:
    topic = actions.add_topic(by=study_secretary, unit=group.unit, content=TOPIC)
    assert actions.change_topic(by=study_secretary, topic=topic, content=TOPIC) is False
    assert actions.change_topic(by=study_secretary, topic=topic, content=replace(TOPIC, title="改题")) is True
    other = actions.add_topic(by=study_secretary, unit=group.unit, content=TOPIC)
    actions.record_session(by=study_secretary, content=group.session(topic_id=topic.pk))
    with pytest.raises(UserError, match="这个专题已经学过"):
        actions.drop_topic(by=study_secretary, topic=topic, reason="并入")
    with pytest.raises(UserError, match="请写明取消专题的原因"):
        actions.drop_topic(by=study_secretary, topic=other, reason=" ")
    actions.drop_topic(by=study_secretary, topic=other, reason="并入下季度")
    actions.drop_topic(by=study_secretary, topic=other, reason="又一次")
    assert StudyTopic.objects.get(pk=other.pk).dropped_reason == "并入下季度"


@pytest.mark.parametrize(
    ("changes", "message"),
    [({"title": " "}, "请写学习专题"), ({"form": "dance"}, "请选择学习形式"), ({"leader_id": 0}, "领学人须是")],
)
def test_topic_that_says_nothing_is_refused(
    study_secretary: Account, group: Group, changes: dict[str, object], message: str
) -> None:
    with pytest.raises(UserError, match=message):
        actions.add_topic(by=study_secretary, unit=group.unit, content=replace(TOPIC, **changes))  # type: ignore[arg-type]


def test_paper_of_a_session_is_its_evidence_and_leaves_with_it(
    study_secretary: Account, session: StudySession, group: Group
) -> None:
    said = {"by": study_secretary, "unit": group.unit, "year": 2025}
    paper = actions.add_paper(**said, kind="attendance", title="签名单", activity=session.activity)
    actions.add_paper(**said, kind="plan", title="年度计划，党办第3卷")
    attach_evidence(by=study_secretary, activity=session.activity, grade=Grade.RECEIPT, title="照片")
    held = queries.held_sessions(group.unit, 2025)
    found = queries.archive(group.unit, 2025, held)
    assert [(one.kind, one.title) for one in found.filed] == [
        ("plan", "年度计划，党办第3卷"),
        ("attendance", "签名单"),
        ("", "照片"),
    ]
    assert [kind for kind, _held in found.lacking] == ["summary", "record"]
    actions.withdraw_paper(by=study_secretary, paper=paper, reason="放错")
    paper.evidence.refresh_from_db()
    assert (paper.evidence.withdrawn_reason, paper.withdrawn_reason) == ("放错", "放错")
    assert [kind for kind, _held in queries.archive(group.unit, 2025, held).lacking] == [
        "summary",
        "record",
        "attendance",
    ]


def test_paper_is_refused_where_it_does_not_belong(
    study_secretary: Account, session: StudySession, group: Group
) -> None:
    said = {"by": study_secretary, "unit": group.unit}
    with pytest.raises(UserError, match="属于全年"):
        actions.add_paper(**said, year=2025, kind="plan", title="计划", activity=session.activity)
    with pytest.raises(UserError, match="不是该中心组当年的学习"):
        actions.add_paper(**said, year=2024, kind="record", title="记录", activity=session.activity)
    with pytest.raises(UserError, match="材料题名"):
        actions.add_paper(**said, year=2025, kind="plan", title=" ")
    with pytest.raises(UserError, match="材料类别"):
        actions.add_paper(**said, year=2025, kind="essay", title="计划")


@pytest.fixture
def lecture(officer: Account, operator: Account, branch: Unit, group: Group) -> Activity:
    content = Content("meeting.lecture", "党课", branch.pk, DAY, attended=9, host="王一")
    return record_activity(by=officer, content=content)


def leaders(year: int = 2025) -> list[str]:
    rows = queries.lectures_by_leaders(dt.date(year, 1, 1), dt.date(year, 12, 31))
    return [one.lecturer.name for one in rows]


def test_leader_is_found_by_the_person_named_and_the_posts_of_that_day(
    officer: Account, secretary: Account, lecture: Activity, group: Group
) -> None:
    actions.name_lecturer(by=officer, activity=lecture, lecturer=group.members[0])
    assert leaders() == []  # not confirmed yet
    confirm_activity(by=secretary, activity=lecture)
    assert leaders() == ["王一"]
    actions.name_lecturer(by=officer, activity=lecture, lecturer=group.stranger)  # the study secretary leads nothing
    assert leaders() == []
    actions.name_lecturer(by=officer, activity=lecture, lecturer=group.members[2])
    group.unit.posts.filter(person=group.members[2]).update(valid_to=DAY)
    assert leaders() == ["赵三"]
    group.unit.posts.filter(person=group.members[2]).update(valid_to=DAY - dt.timedelta(days=1))
    assert leaders() == []


def test_written_host_is_only_suggested_and_never_of_two_meanings(
    officer: Account, lecture: Activity, group: Group, operator: Account
) -> None:
    assert [(one.activity.pk, one.person.name) for one in queries.suggestions(officer, 2025)] == [(lecture.pk, "王一")]
    assert not Lecture.objects.exists()
    Activity.objects.filter(pk=lecture.pk).update(host="王一、李二")
    assert queries.suggestions(officer, 2025) == []
    Activity.objects.filter(pk=lecture.pk).update(host="王一一")
    assert queries.suggestions(officer, 2025) == []
    Activity.objects.filter(pk=lecture.pk).update(host="王一")
    actions.name_lecturer(by=officer, activity=lecture, lecturer=group.members[0])
    assert queries.suggestions(officer, 2025) == []


def test_only_a_lecture_has_a_lecturer(study_secretary: Account, session: StudySession, group: Group) -> None:
    with pytest.raises(UserError, match="只有党课才有主讲人"):
        actions.name_lecturer(by=study_secretary, activity=session.activity, lecturer=group.members[0])


def test_lecture_of_the_group_names_its_lecturer_at_once(study_secretary: Account, group: Group) -> None:
    content = group.session(form="meeting.lecture", leader_id=group.members[1].pk)
    session = actions.record_session(by=study_secretary, content=content)
    assert Lecture.objects.get(activity=session.activity).lecturer == group.members[1]
    assert session.activity.host == "李二"


def test_online_note_reaches_no_figure(officer: Account, branch: Unit, catalogue: None) -> None:
    said = {"by": officer, "unit": branch, "platform": "某学习平台", "starts_on": DAY, "ends_on": DAY}
    actions.note_online(**said, text="在线40小时")
    assert str(figure("study.online", year=2025).state) == "no_source"
    with pytest.raises(UserError, match="截止日期早于起始日期"):
        actions.note_online(**{**said, "ends_on": DAY - dt.timedelta(days=1)}, text="备注")
    with pytest.raises(UserError, match="平台名称"):
        actions.note_online(**said, text=" ")
    note = queries.online_notes(2025).get()
    actions.withdraw_online_note(by=officer, note=note, reason="写错")
    assert queries.online_notes(2025).get().withdrawn_reason == "写错"


def test_attendance_leaves_only_with_a_reason(study_secretary: Account, group: Group) -> None:
    with pytest.raises(UserError, match="请写明用途"):
        actions.note_attendance_export(by=study_secretary, unit=group.unit, year=2025, reason=" ")
    actions.note_attendance_export(by=study_secretary, unit=group.unit, year=2025, reason="归档")
    assert Event.objects.filter(action="study.attendance.export").count() == 1


def test_figure_of_leaders_lectures_counts_those_named_and_confirmed(
    officer: Account, secretary: Account, lecture: Activity, group: Group
) -> None:
    confirm_activity(by=secretary, activity=lecture)
    assert figure("lectures.leaders", year=2025).value in {None, 0}
    actions.name_lecturer(by=officer, activity=lecture, lecturer=group.members[0])
    assert figure("lectures.leaders", year=2025).value == 1
    actions.name_lecturer(by=officer, activity=lecture, lecturer=group.stranger)
    assert figure("lectures.leaders", year=2025).value in {None, 0}
