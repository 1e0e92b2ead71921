"""The sample's study: two years of the study group and the running one, trainings with rosters, a note.

The ledgers of the sample name no one of those present, so hours of study come from what is recorded here: kinds that no
ledger of the sample holds, so that their truth stays what it was.
"""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from tongpin.foundation.kernel import clock
from tongpin.foundation.people.models import Account, Person
from tongpin.foundation.units.actions import appoint
from tongpin.foundation.units.enums import UnitKind
from tongpin.foundation.units.models import Membership, Unit
from tongpin.records.activities.actions import attach_evidence, confirm_activity, record_activity
from tongpin.records.activities.enums import Grade
from tongpin.records.activities.rules import Content, RosterEntry
from tongpin.records.study_plans.actions import (
    add_paper,
    add_topic,
    make_up,
    name_lecturer,
    note_online,
    record_session,
)
from tongpin.records.study_plans.enums import Form, PaperKind, Way
from tongpin.records.study_plans.models import StudyAbsence, StudySession, StudyTopic
from tongpin.records.study_plans.queries import group_members, secretary_of, suggestions
from tongpin.records.study_plans.rules import SessionContent, TopicContent

from . import vocabulary as words
from .organisation import FIRST_BRANCH, SECOND_BRANCH

COMMITTEE = "局机关党委"
TOOK_OFFICE = dt.date(2021, 3, 1)


@dataclass(frozen=True, slots=True)
class Told:
    """A topic of the group's year: the day it was held, how, and for how many hours."""

    month: int
    day: int
    form: str
    title: str
    hours: int


TOPICS = (
    Told(2, 20, Form.GROUP, "学习全面从严治党有关要求", 4),
    Told(3, 18, Form.GROUP, "学习文化遗产保护有关精神", 4),
    Told(5, 15, Form.RESEARCH, "乡镇综合文化站使用情况调研", 8),
    Told(6, 17, Form.GROUP, "研讨公共文化服务怎样办到群众身边", 4),
    Told(7, 9, Form.REPORT, "上半年文旅形势与政策报告", 3),
    Told(9, 16, Form.GROUP, "学习文化和旅游融合发展有关文件", 4),
    Told(10, 22, Form.TUTORIAL, "安全生产法专题辅导", 3),
    Told(12, 10, Form.GROUP, "交流调研成果，研究明年工作", 4),
)
SELF_STUDY = Told(8, 1, Form.SELF, "自学党章党规和业务法规", 0)
# What the Party committee organised for all members: month, day, days, kind, title, hours.
FOR_MEMBERS = (
    (3, 27, 1, "study.report", "全国两会精神宣讲报告", 4),
    (4, 24, 2, "study.training", "党员集中培训班（第一期）", 12),
    (6, 26, 1, "study.tutorial", "党章党规专题辅导", 4),
    (9, 25, 1, "study.report", "国际国内形势报告", 4),
    (11, 13, 2, "study.training", "党员集中培训班（第二期）", 12),
)
TOLD = {"study.group": 5, "study.tutorials": 2, "study.research": 1, "study.reports": 3}
"""What a careful clerk would count of each whole year, by the codes of the indicators."""

ABSENT = {(3, 18): (1, "外出开会"), (9, 16): (2, "生病"), (12, 10): (1, "值班")}
"""Day of a session: the place of the member who missed it, and why. The last one is not made up yet."""


def build(*, by: Account, officer: Account) -> None:
    """Build the study of the sample once; `officer` records, `by` confirms as the second person."""
    group = Unit.objects.get(kind=UnitKind.PARTY_GROUP, valid_to=None)
    if StudyTopic.objects.filter(unit=group).exists():
        return
    _appoint(by, group)
    for year in (*words.YEARS, clock.today().year):
        _plan(officer, group, year)
        _hold(by, officer, group, year)
        _train(by, officer, year)
    _confirm_lecturers(officer)
    note_online(
        by=officer,
        unit=Unit.objects.get(name=FIRST_BRANCH),
        platform="干部网络学院",
        starts_on=dt.date(words.YEARS[-1], 5, 1),
        ends_on=dt.date(words.YEARS[-1], 5, 31),
        text="支部自愿选看理论课程，供讨论用。",
    )


def _appoint(by: Account, group: Unit) -> None:
    """Give the Party group its posts, unless it has them."""
    day = clock.today()
    titles = ("党组书记", "党组副书记", "党组成员", "党组成员", "党组成员")
    if not group_members(group, day):
        roll = _roll(FIRST_BRANCH)[:3] + _roll(SECOND_BRANCH)[:2]
        for person, title in zip(roll, titles, strict=False):
            appoint(by=by, person=person, unit=group, title=title, valid_from=TOOK_OFFICE)
    if secretary_of(group, day) is None:
        appoint(by=by, person=_roll(FIRST_BRANCH)[3], unit=group, title="学习秘书", valid_from=TOOK_OFFICE)


def _roll(branch: str) -> list[Person]:
    rows = Membership.objects.filter(unit__name=branch, valid_to=None).select_related("person").order_by("pk")
    return [row.person for row in rows]


def _plan(officer: Account, group: Unit, year: int) -> None:
    for one in (*TOPICS, SELF_STUDY):
        by_month = one.form == Form.SELF
        day = dt.date(year, one.month, 1 if by_month else one.day)
        members = group_members(group, day)
        leader = members[one.month % len(members)].pk if not by_month else None
        content = TopicContent(
            one.title, str(one.form), day, "month" if by_month else "day", leader, "文件原文和辅导材料"
        )
        add_topic(by=officer, unit=group, content=content)


def _hold(by: Account, officer: Account, group: Unit, year: int) -> None:
    """Hold what the year planned, as far as its days have come."""
    for one in TOPICS:
        day = dt.date(year, one.month, one.day)
        if day > clock.today():
            continue
        session = _session(officer, group, one, day)
        confirm_activity(by=by, activity=session.activity)
        if one.form == Form.GROUP:
            _file(officer, group, year, session)
        for absence in StudyAbsence.objects.filter(session=session):
            on = day + dt.timedelta(days=10)
            if one.month < 12 and on <= clock.today():
                make_up(by=officer, absence=absence, on=on, way=Way.MATERIALS, note="已补学文件原文")
    if year in words.YEARS:
        add_paper(by=officer, unit=group, year=year, kind=PaperKind.PLAN, title=f"{year}年度学习计划（虚构）")


def _session(officer: Account, group: Unit, one: Told, day: dt.date) -> StudySession:
    members = group_members(group, day)
    place, reason = ABSENT.get((one.month, one.day), (None, ""))
    missing = [members[place]] if place is not None and place < len(members) else []
    topic = StudyTopic.objects.get(unit=group, planned_on=day, title=one.title)
    content = SessionContent(
        unit_id=group.pk,
        form=str(one.form),
        title=one.title,
        starts_on=day,
        time_text="9:00",
        place="三楼会议室",
        hours=Decimal(one.hours),
        topic_id=topic.pk,
        leader_id=topic.leader_id,
        present=tuple(person.pk for person in members if person not in missing),
        absent=tuple((person.pk, reason) for person in missing),
    )
    return record_session(by=officer, content=content)


def _file(officer: Account, group: Unit, year: int, session: StudySession) -> None:
    for kind, title in ((PaperKind.RECORD, "集体学习记录（虚构）"), (PaperKind.ATTENDANCE, "考勤签名单（虚构）")):
        add_paper(by=officer, unit=group, year=year, kind=kind, title=title, activity=session.activity)


def _train(by: Account, officer: Account, year: int) -> None:
    """Train the members of the whole bureau; some are missing each time, always the same ones."""
    committee = Unit.objects.get(name=COMMITTEE)
    everyone = [person for name, *_rest in words.BRANCHES for person in _roll(name)]
    for month, day, days, kind, title, hours in FOR_MEMBERS:
        start = dt.date(year, month, day)
        if start > clock.today():
            continue
        roster = _roster(everyone, f"{title}-{year}")
        content = Content(
            kind, title, committee.pk, start, start + dt.timedelta(days=days - 1) if days > 1 else None,
            place="文化馆报告厅", expected=len(everyone), attended=len(roster), hours=Decimal(hours), roster=roster,
        )  # fmt: skip
        made = record_activity(by=officer, content=content)
        attach_evidence(by=officer, activity=made, grade=Grade.ROSTER, title="培训签名单（虚构）")
        confirm_activity(by=by, activity=made)


def _roster(everyone: Sequence[Person], seed: str) -> tuple[RosterEntry, ...]:
    dice = random.Random(seed)  # noqa: S311 - a sample, not a secret
    return tuple(RosterEntry(one.name, one.pk) for one in everyone if dice.random() < 0.88)


def _confirm_lecturers(officer: Account) -> None:
    """Confirm the leaders among the hosts of the sample's lectures; some of the last year wait as suggestions."""
    for year, most in zip(words.YEARS, (None, 3), strict=True):
        for one in suggestions(officer, year)[:most]:
            name_lecturer(by=officer, activity=one.activity, lecturer=one.person)
