"""Dual organisational life and one local rule: posts, contact branches, meetings of the Party group, rosters."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace

from tongpin.foundation.kernel import clock
from tongpin.foundation.people.models import Account, Person
from tongpin.foundation.units.actions import appoint, assign_contact
from tongpin.foundation.units.models import ContactBranch, Membership, Post, Unit
from tongpin.records.activities.actions import confirm_activity, correct_activity, record_activity
from tongpin.records.activities.enums import Status
from tongpin.records.activities.models import Activity
from tongpin.records.activities.queries import content_of
from tongpin.records.activities.rules import Content, RosterEntry
from tongpin.standards.actions import add_local_rule
from tongpin.standards.models import LocalRule
from tongpin.standards.rules import LocalTerms

from .organisation import BRANCH, FIRST_BRANCH, OTHER_BRANCH, SECOND_BRANCH
from .vocabulary import YEARS

GROUP = "局党组"
TITLES = ("党组书记", "党组成员", "党组成员", "党组成员")
CONTACTS = (BRANCH, OTHER_BRANCH, "博物馆党支部", "革命纪念馆党支部")
ROSTERS = {"meeting.general": 3, "party_day": 8}
"""How many records of a year and branch get a roster; the others stay without, as ledgers are."""

SPARED = "文化市场综合执法大队党支部"


def build(*, by: Account, officer: Account) -> None:
    """Build it once: `by` records, the officer confirms as the second person."""
    if ContactBranch.objects.exists():
        return
    group = Unit.objects.get(name=GROUP)
    leaders = _leaders(by, group)
    for person, name in zip(leaders, CONTACTS, strict=False):
        unit = Unit.objects.get(name=name)
        assign_contact(by=by, person=person, unit=unit, valid_from=dt.date(YEARS[0], 1, 1))
    for number, year in enumerate(YEARS):
        _democratic(by, officer, group, year, leaders if number == 0 else leaders[:-1], len(leaders))
        for branch in (FIRST_BRANCH, SECOND_BRANCH):
            _call_rolls(by, officer, branch, year, leaders)
    _visit(by, officer, leaders)
    _spare(officer)


def _leaders(by: Account, group: Unit) -> list[Person]:
    """Return the members of the Party group; where nobody has appointed them yet, appoint four."""
    if not Post.objects.filter(unit=group, title__in=TITLES).exists():
        rolls = [_roll(FIRST_BRANCH)[:2], _roll(SECOND_BRANCH)[:2]]
        for person, title in zip([one for roll in rolls for one in roll], TITLES, strict=False):
            appoint(by=by, person=person, unit=group, title=title, valid_from=dt.date(YEARS[0], 1, 1))
    posts = Post.objects.filter(unit=group, title__contains="党组").select_related("person").order_by("pk")
    return list({post.person_id: post.person for post in posts}.values())


def _roll(branch: str) -> list[Person]:
    rows = Membership.objects.filter(unit__name=branch, valid_to=None).select_related("person").order_by("pk")
    return [row.person for row in rows]


def _democratic(
    by: Account, officer: Account, group: Unit, year: int, present: Sequence[Person], expected: int
) -> None:
    """Hold the year's meeting of the leading group in the January after it, as is usual."""
    day = dt.date(year + 1, 1, 16)
    if day > clock.today():
        return
    content = Content(
        "democratic_life",
        f"{year}年度领导班子民主生活会",
        group.pk,
        day,
        place="局机关三楼会议室",
        expected=expected,
        roster=tuple(RosterEntry(one.name, one.pk) for one in present),
    )
    confirm_activity(by=officer, activity=record_activity(by=by, content=content))


def _call_rolls(by: Account, officer: Account, branch: str, year: int, leaders: Sequence[Person]) -> None:
    """Add rosters to some confirmed records of a branch: everyone but as many as were absent, now and then a leader."""
    roll = _roll(branch)
    for kind, wanted in ROSTERS.items():
        rows = Activity.objects.filter(
            unit__name=branch, kind=kind, status=Status.CONFIRMED, starts_on__year=year, attendances=None
        )
        for number, row in enumerate(rows.order_by("starts_on", "pk")[:wanted]):
            attended = row.attended or len(roll)
            absent_first = sorted(roll, key=lambda one: (one not in leaders) if number % 3 == 0 else (one in leaders))
            _with_roster(by, officer, row, absent_first[max(len(roll) - attended, 0) :])


def _visit(by: Account, officer: Account, leaders: Sequence[Person]) -> None:
    """Put the leaders on rosters of their contact branches: twice a year, the last leader never."""
    for person, name in zip(leaders[:-1], CONTACTS, strict=False):
        for year in YEARS:
            rows = Activity.objects.filter(
                unit__name=name, kind="party_day", status=Status.CONFIRMED, starts_on__year=year, attendances=None
            )
            for row in rows.order_by("starts_on", "pk")[:2]:
                present = [person, *_roll(name)][: row.attended or 1]
                _with_roster(by, officer, row, present)


def _with_roster(by: Account, officer: Account, row: Activity, present: Sequence[Person]) -> None:
    content = replace(content_of(row), roster=tuple(RosterEntry(one.name, one.pk) for one in present))
    again = correct_activity(by=by, activity=row, content=content, reason="补录参加人员名单", version=row.version)
    confirm_activity(by=officer, activity=again)


def _spare(officer: Account) -> None:
    """Let one branch hold its committee meeting by the quarter."""
    if LocalRule.objects.exists():
        return
    add_local_rule(
        by=officer,
        code="ORG.支委会",
        unit=Unit.objects.get(name=SPARED),
        terms=LocalTerms(period="quarter"),
        valid_from=dt.date(YEARS[1], 7, 1),
        reason="支委常年在外执法，经机关党委同意按季度召开",
        source="局机关党委会议纪要（虚构）",
    )
