"""Recording meetings with their minutes in one write, and minutes given later."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from django.db import IntegrityError, transaction

from tests.conftest import MakeAccount
from tongpin.foundation.access.enums import Role
from tongpin.foundation.audit.models import Event
from tongpin.foundation.kernel import clock
from tongpin.foundation.kernel.errors import NotAllowed, UserError
from tongpin.foundation.people.actions import erase_person
from tongpin.foundation.people.models import Account, Person
from tongpin.foundation.units.actions import add_unit, appoint
from tongpin.foundation.units.enums import UnitKind
from tongpin.foundation.units.models import Membership, Unit
from tongpin.projects.tasks.models import Task
from tongpin.projects.tasks.queries import source_link
from tongpin.records.activities.actions import confirm_activity, record_activity
from tongpin.records.activities.models import Activity
from tongpin.records.activities.queries import content_of, twin_of
from tongpin.records.activities.rules import Content, RosterEntry
from tongpin.records.meetings.actions import record_meeting, write_minutes
from tongpin.records.meetings.models import Meeting, MeetingVersion
from tongpin.records.meetings.queries.minutes import decisions_of, minutes_of
from tongpin.records.meetings.queries.roll import may_meet, norm_of_votes, roll_of
from tongpin.records.meetings.rules.minutes import Away, Decided, Minutes, Moved
from tongpin.records.meetings.rules.roll import Roll
from tongpin.records.meetings.rules.votes import Tally

from .conftest import DAY, NAMES, called

pytestmark = pytest.mark.django_db
MINUTES = Minutes(number="第1次", chair="丁一", recorder="王二", agenda="讨论工作", summary="讨论了工作")


def recorded(by: Account, content: Content, **more: object) -> Meeting:
    return record_meeting(by=by, content=content, minutes=more.pop("minutes", MINUTES), **more)  # type: ignore[arg-type]


def roll_on(unit: Unit, kind: str) -> Roll:
    return roll_of(unit, kind, DAY, norm_of_votes(kind, DAY))


def test_meeting_is_one_write_and_counted_from_the_roll(
    secretary: Account, assembly: Content, roll: dict[str, Person]
) -> None:
    away = (Away(roll["周九"].pk, "周九", "leave"), Away(roll["冯老"].pk, "冯老", "exempt"))
    meeting = recorded(secretary, assembly, minutes=replace(MINUTES, absent=away))
    activity = meeting.activity
    assert (activity.status, activity.expected, activity.attended, activity.host) == ("held", 11, 9, "丁一")
    assert (meeting.entitled, meeting.voters) == (10, 8)
    assert (meeting.begins, meeting.ends) == (dt.time(14, 30), dt.time(16, 5))
    assert {one.name: one.exempt for one in meeting.absences.all()} == {"周九": False, "冯老": True}
    assert Event.objects.filter(action__in=["activity.record", "meeting.write"]).count() == 2


def test_probationary_and_exempt_members_stand_on_the_roll_as_the_day_has_them(
    branch: Unit, roll: dict[str, Person], operator: Account
) -> None:
    found = roll_on(branch, "meeting.general")
    assert (found.complete, found.closed, len(found.people)) == (True, True, 12)
    assert [one.name for one in found.people if not one.votes] == ["郑预备"]
    assert [one.name for one in found.people if one.exempt] == ["冯老"]
    assert [one.name for one in found.people][:3] == ["丁一", "王二", "冯老"]  # by strokes: 2, 4, 5
    Membership.objects.filter(person=roll["吴十"]).update(valid_from=DAY + dt.timedelta(days=1))
    assert roll["吴十"].pk not in {one.person_id for one in roll_on(branch, "meeting.general").people}


def test_committee_is_who_holds_its_posts(operator: Account, branch: Unit, roll: dict[str, Person]) -> None:
    for name, title in (("丁一", "支部书记"), ("王二", "组织委员"), ("李三", "档案员")):
        appoint(by=operator, person=roll[name], unit=branch, title=title)
    found = roll_on(branch, "meeting.committee")
    assert ([one.name for one in found.people], found.complete, found.closed) == (["丁一", "王二"], True, False)


def test_group_that_is_a_unit_has_its_own_roll(operator: Account, branch: Unit, roll: dict[str, Person]) -> None:
    group = add_unit(by=operator, kind=UnitKind.GROUP, name="第一党小组", parent=branch)
    Membership.objects.filter(person=roll["丁一"]).update(unit=group)
    assert [one.name for one in roll_on(group, "meeting.group").people] == ["丁一"]
    assert roll_on(group, "meeting.group").complete
    assert not roll_on(branch, "meeting.group").complete
    assert (may_meet(group, "meeting.general"), may_meet(group, "meeting.group")) == (False, True)
    assert (may_meet(branch, "meeting.group"), may_meet(branch, "meeting.committee")) == (False, True)
    assert not may_meet(branch.parent.parent, "party_day")


def test_member_on_probation_within_the_party_attends_without_a_vote(
    secretary: Account, assembly: Content, roll: dict[str, Person]
) -> None:
    meeting = recorded(secretary, assembly, minutes=replace(MINUTES, voteless=(roll["丁一"].pk,)))
    assert (meeting.activity.attended, meeting.entitled, meeting.voters) == (9, 9, 7)
    assert minutes_of(Meeting.objects.get()).voteless == (roll["丁一"].pk,)


def test_guest_takes_part_without_being_counted(secretary: Account, assembly: Content) -> None:
    guest = RosterEntry("上级来人")
    content = replace(assembly, roster=(*assembly.roster, guest))
    meeting = recorded(secretary, content, minutes=replace(MINUTES, guests=(guest,)))
    assert (meeting.activity.attended, meeting.activity.attendances.count()) == (9, 10)
    assert meeting.guests == [["上级来人", None]]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"roster": (RosterEntry("路人"),)}, "路人当日不在本组织名册上"),
        ({"roster": (), "attended": 13}, "实到超过了党员人数（12 人）"),
        ({"roster": (), "attended": 5, "expected": 4}, "实到"),
        ({"time_text": "16:00-14:00"}, "早于开始时间"),
        ({"roster": (), "attended": None}, "实到"),
        ({"kind": "tour.show"}, "会议记录"),
    ],
)
def test_bad_meeting_is_refused_whole(
    secretary: Account, assembly: Content, change: dict[str, object], said: str
) -> None:
    with pytest.raises(UserError, match=said):
        recorded(secretary, replace(assembly, **change))  # type: ignore[arg-type]
    assert (Activity.objects.count(), Meeting.objects.count()) == (0, 0)


def test_refusal_names_the_rule(secretary: Account, assembly: Content) -> None:
    motion = Moved("同意", Tally(8, 1))
    with pytest.raises(UserError, match=r"支部工作条例.*第十一条"):
        recorded(secretary, assembly, minutes=replace(MINUTES, motions=(motion,)))


def test_absent_member_cannot_be_present(secretary: Account, assembly: Content, roll: dict[str, Person]) -> None:
    with pytest.raises(UserError, match="丁一既填为到会又填为缺席"):
        recorded(secretary, assembly, minutes=replace(MINUTES, absent=(Away(roll["丁一"].pk, "丁一", "leave"),)))


def test_decision_becomes_a_task_that_leads_back(
    secretary: Account, assembly: Content, branch: Unit, roll: dict[str, Person]
) -> None:
    decided = Decided("整理档案", dt.date(2025, 4, 30), branch.pk, roll["王二"].pk)
    meeting = recorded(secretary, assembly, decisions=[decided])
    task = Task.objects.get()
    assert (task.title, task.owner, task.due_on) == ("整理档案", roll["王二"], dt.date(2025, 4, 30))
    assert source_link(task) == f"/meetings/{meeting.activity_id}/"
    assert list(decisions_of([meeting.activity])) == [task]


def test_decision_for_a_foreign_unit_undoes_the_whole_meeting(
    secretary: Account, assembly: Content, sibling: Unit
) -> None:
    with pytest.raises(NotAllowed):
        recorded(secretary, assembly, decisions=[Decided("整理档案", dt.date(2025, 4, 30), sibling.pk)])
    assert (Activity.objects.count(), Task.objects.count()) == (0, 0)


def test_party_day_that_was_a_lecture_too_counts_once_as_each(
    secretary: Account, assembly: Content, officer: Account
) -> None:
    content = replace(assembly, kind="party_day", hours=4)
    meeting = recorded(secretary, content, also="meeting.lecture")
    twin = twin_of(meeting.activity)
    assert twin is not None
    assert (twin.kind, twin.hours, twin.attended) == ("meeting.lecture", None, 9)
    confirm_activity(by=officer, activity=meeting.activity)
    assert set(Activity.objects.values_list("kind", "status")) == {
        ("party_day", "confirmed"), ("meeting.lecture", "confirmed"),
    }  # fmt: skip


def test_purposes_the_norm_does_not_name_undo_the_meeting(secretary: Account, assembly: Content) -> None:
    with pytest.raises(UserError, match="合并"):
        recorded(secretary, assembly, also="org_life")
    assert not Activity.objects.exists()


@pytest.fixture
def confirmed(secretary: Account, officer: Account, branch: Unit, roll: dict[str, Person]) -> Activity:
    """A record without minutes that already counts."""
    content = Content("meeting.general", "讨论工作", branch.pk, DAY, attended=9, expected=11)
    return confirm_activity(by=officer, activity=record_activity(by=secretary, content=content))


def written(by: Account, activity: Activity, **more: object) -> Meeting:
    settings: dict[str, object] = {
        "content": content_of(activity), "minutes": MINUTES, "version": activity.version, **more,
    }  # fmt: skip
    return write_minutes(by=by, activity=activity, **settings)  # type: ignore[arg-type]


def test_minutes_given_later_leave_a_confirmed_record_confirmed(confirmed: Activity, secretary: Account) -> None:
    written(secretary, confirmed)
    after = Activity.objects.get(pk=confirmed.pk)
    assert (after.status, after.version, after.digest) == ("confirmed", 1, confirmed.digest)


def test_roster_called_later_corrects_the_record_which_waits_again(
    confirmed: Activity, secretary: Account, roll: dict[str, Person]
) -> None:
    content = replace(content_of(confirmed), roster=called(roll, *NAMES[:6]))
    with pytest.raises(UserError, match="原因"):
        written(secretary, confirmed, content=content)
    meeting = written(secretary, confirmed, content=content, reason="补点名")
    activity = Activity.objects.get(pk=confirmed.pk)
    assert (activity.status, activity.attended, activity.expected) == ("held", 6, 11)
    assert (meeting.entitled, meeting.voters) == (10, 6)


def test_minutes_are_changed_with_a_reason_and_stay_readable(confirmed: Activity, secretary: Account) -> None:
    written(secretary, confirmed)
    with pytest.raises(UserError, match="没有任何改动"):
        written(secretary, confirmed)
    other = replace(MINUTES, resolutions="通过")
    with pytest.raises(UserError, match="原因"):
        written(secretary, confirmed, minutes=other)
    meeting = written(secretary, confirmed, minutes=other, reason="补决议")
    before = MeetingVersion.objects.get()
    assert (meeting.version, before.reason, before.content["resolutions"]) == (2, "补决议", "")
    assert minutes_of(meeting) == other


def test_decision_alone_may_be_added(confirmed: Activity, secretary: Account, branch: Unit) -> None:
    written(secretary, confirmed)
    written(secretary, confirmed, decisions=[Decided("整理档案", dt.date(2025, 4, 30), branch.pk)])
    assert Task.objects.count() == 1
    assert not MeetingVersion.objects.exists()


def test_correction_by_two_at_once_is_refused(confirmed: Activity, secretary: Account) -> None:
    moved = replace(content_of(confirmed), place="多功能厅")
    with pytest.raises(UserError, match="已有他人更正"):
        written(secretary, confirmed, content=moved, reason="补地点", version=7)


def test_minutes_outside_the_unit_are_refused(confirmed: Activity, make_account: MakeAccount, sibling: Unit) -> None:
    with pytest.raises(NotAllowed):
        written(make_account(Role.SECRETARY, sibling), confirmed)


def test_plan_is_held_with_its_minutes(secretary: Account, assembly: Content) -> None:
    plan = record_meeting(
        by=secretary, content=replace(assembly, roster=(), time_text=""), minutes=Minutes(), planned=True
    )
    assert plan.activity.status == "planned"
    written(secretary, plan.activity, content=assembly, hold=True)
    activity = Activity.objects.get()
    assert (activity.status, activity.attended) == ("held", 9)


def test_plan_for_a_day_to_come_cannot_be_held(secretary: Account, assembly: Content) -> None:
    later = replace(assembly, starts_on=clock.today() + dt.timedelta(days=3))
    plan = record_meeting(by=secretary, content=replace(later, roster=()), minutes=Minutes(), planned=True)
    with pytest.raises(UserError, match="日期在未来"):
        written(secretary, plan.activity, content=later, hold=True)


def test_second_purpose_is_added_and_taken_back(secretary: Account, assembly: Content) -> None:
    meeting = recorded(secretary, replace(assembly, kind="party_day"))
    content = content_of(meeting.activity)
    minutes = minutes_of(meeting)
    written(secretary, meeting.activity, content=content, minutes=minutes, also="meeting.lecture")
    assert twin_of(meeting.activity) is not None
    with pytest.raises(UserError, match="第二条记录"):
        written(secretary, twin_of(meeting.activity))  # type: ignore[arg-type]
    written(secretary, meeting.activity, content=content, minutes=minutes, also="", reason="没有讲课")
    assert twin_of(meeting.activity) is None


@pytest.mark.parametrize("wrong", [{"begins": dt.time(16), "ends": dt.time(15)}, {"entitled": 3, "voters": 4}], ids=str)
def test_database_refuses_minutes_that_cannot_be(
    secretary: Account, assembly: Content, wrong: dict[str, object]
) -> None:
    meeting = recorded(secretary, assembly)
    with pytest.raises(IntegrityError), transaction.atomic():
        Meeting.objects.filter(pk=meeting.pk).update(**wrong)


def test_erased_person_leaves_minutes_and_their_history(
    secretary: Account, operator: Account, assembly: Content, roll: dict[str, Person]
) -> None:
    minutes = replace(MINUTES, summary="丁一汇报", absent=(Away(roll["周九"].pk, "周九", "sick"),))
    meeting = recorded(secretary, assembly, minutes=minutes)
    written(secretary, meeting.activity, content=content_of(meeting.activity), minutes=MINUTES, reason="改")
    Membership.objects.update(valid_to=DAY)
    for name in ("丁一", "周九"):
        erase_person(by=operator, person=roll[name], reason="本人申请")
    meeting.refresh_from_db()
    kept = str([minutes_of(Meeting.objects.get()), MeetingVersion.objects.get().content])
    assert "丁一" not in kept
    assert "周九" not in kept
