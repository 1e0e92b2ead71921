"""Minutes beside the sample's imported meetings, what they decided, and the plan of the running year.

Only the records the ledgers brought are added to: nothing here changes what the figures count.
"""

from __future__ import annotations

import datetime as dt

from tongpin.foundation.kernel import clock
from tongpin.foundation.people.models import Account
from tongpin.foundation.units.models import Membership, Unit
from tongpin.projects.tasks.actions import finish_task
from tongpin.projects.tasks.models import Task
from tongpin.records.activities.enums import Status
from tongpin.records.activities.models import Activity
from tongpin.records.activities.queries import content_of
from tongpin.records.activities.rules import Content, RosterEntry
from tongpin.records.meetings.actions import accept_plan, draft_plan, record_meeting, write_minutes
from tongpin.records.meetings.models import Meeting
from tongpin.records.meetings.queries.minutes import meetings, of_year
from tongpin.records.meetings.queries.roll import norm_of_votes, roll_of
from tongpin.records.meetings.rules.ledger import read_note
from tongpin.records.meetings.rules.minutes import Away, Decided, Minutes, Moved
from tongpin.records.meetings.rules.votes import Tally

from . import vocabulary as words
from .organisation import BRANCH

AGENDA = {
    "meeting.general": "听取支部工作报告\n讨论并表决本季度重点工作",
    "meeting.committee": "研究本月党务工作\n安排主题党日",
    "meeting.lecture": "集中学习\n交流讨论",
    "party_day": "集中学习\n民主议事",
}
SUMMARY = {
    "meeting.general": "支部书记通报上季度工作完成情况，党员逐项讨论，形成一致意见。",
    "meeting.committee": "支委逐项汇报分工落实情况，研究下一步安排。",
    "meeting.lecture": "结合业务讲身边的党员故事，现场交流体会。",
    "party_day": "重温入党志愿，结合惠民服务开展现场讨论。",
}
DECISIONS = ("修订志愿服务排班表", "整理上半年会议档案", "走访辖区三个文化广场", "为老年读者开设手机课")


def build(*, by: Account) -> None:
    """Write minutes to two years' meetings of the sample branch, once; and plan the running year."""
    branch = Unit.objects.get(name=BRANCH)
    for year in words.YEARS:
        _year(by, branch, year)
    _combined(by, branch)
    _plan(by, branch)


def _year(by: Account, branch: Unit, year: int) -> None:
    rows = of_year(branch.path, year).filter(kind__in=AGENDA, status=Status.CONFIRMED)
    known = set(Meeting.objects.filter(activity__in=rows).values_list("activity", flat=True))
    for number, activity in enumerate(rows.prefetch_related("attendances", "measures"), 1):
        if activity.pk not in known:
            _write(by, branch, activity, number)


def _write(by: Account, branch: Unit, activity: Activity, number: int) -> None:
    """Give minutes to one imported record, exactly as it says who and how many."""
    note = read_note(activity.note)
    roll = roll_of(branch, activity.kind, activity.starts_on, norm_of_votes(activity.kind, activity.starts_on))
    away = max((activity.expected or 0) - (activity.attended or 0), 0)
    voters = sum(one.votes for one in roll.people)
    is_general = activity.kind == "meeting.general"
    minutes = Minutes(
        number=f"{activity.starts_on.year}年第{number}次" if activity.kind != "party_day" else "",
        form="现场教学" if activity.kind == "party_day" else "",
        chair=activity.host or roll.people[0].name,
        recorder=note.recorder or roll.people[1].name,
        agenda=AGENDA[activity.kind],
        summary=SUMMARY[activity.kind],
        discussion="多数同志赞成；个别同志建议放慢进度。" if is_general else "",
        resolutions="通过本季度重点工作安排" if is_general else "",
        absent=tuple(
            Away(one.person_id, one.name, reason)
            for one, reason in zip(roll.people[-away:] if away else (), ("duty", "leave"), strict=False)
            if activity.kind != "meeting.committee"
        ),
        motions=(Moved("同意本季度重点工作安排", Tally(voters - away - 1, 0, 1)),) if is_general else (),
        entitled=voters if is_general else None,
        voters=voters - away if is_general else None,
    )
    write_minutes(
        by=by,
        activity=activity,
        content=content_of(activity),
        minutes=minutes,
        decisions=_decisions(branch, activity) if is_general else (),
        version=activity.version,
    )
    for task in Task.objects.filter(source_kind="meeting", source_id=activity.pk, state="open"):
        _follow(by, task)


def _decisions(branch: Unit, activity: Activity) -> list[Decided]:
    text = DECISIONS[activity.starts_on.month // 3 % len(DECISIONS)]
    owner = Membership.objects.filter(unit=branch, valid_to=None).order_by("pk")[activity.starts_on.month % 5]
    return [Decided(text, activity.starts_on + dt.timedelta(days=45), branch.pk, owner.person_id)]


def _follow(by: Account, task: Task) -> None:
    """Close a task, but for the last one of the last year: something is always late."""
    if task.due_on < dt.date(words.YEARS[-1], 12, 1):
        finish_task(by=by, task=task, on=task.due_on - dt.timedelta(days=5), note="已完成并在支部公开栏公示")


def _combined(by: Account, branch: Unit) -> None:
    """Record one Party day of the running weeks that was a lecture too; it waits for its second person."""
    on = clock.today() - dt.timedelta(days=3)
    title = "主题党日：在展厅里上党课"
    if meetings().filter(unit=branch, title=title).exists():
        return
    base = roll_of(branch, "party_day", on, None)
    roster = tuple(RosterEntry(one.name, one.person_id) for one in base.people[:-1])
    last = base.people[-1]
    record_meeting(
        by=by,
        content=Content("party_day", title, branch.pk, on, time_text="14:30-16:30", place="一楼展厅", roster=roster),
        minutes=Minutes(
            form="现场教学",
            chair=roster[0].name,
            recorder=roster[1].name,
            agenda="参观展览\n听党课\n讨论",
            summary="在展厅现场听讲，随后分两组讨论。",
            absent=(Away(last.person_id, last.name, "duty"),),
        ),
        also="meeting.lecture",
    )


def _plan(by: Account, branch: Unit) -> None:
    """Draft and accept the plan of the running year; the next one stays a draft."""
    year = clock.today().year
    accept_plan(by=by, plan=draft_plan(by=by, unit=branch, year=year))
    draft_plan(by=by, unit=branch, year=year + 1)
