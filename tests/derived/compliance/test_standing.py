"""Each rule of the catalogue by its boundary cases (rules.md §14)."""

from __future__ import annotations

import datetime as dt

import pytest

from tests.derived.compliance.making import cell, hold, state
from tongpin.derived.compliance.queries import live_units, owed, standing
from tongpin.foundation.people.models import Account
from tongpin.foundation.units.actions import add_unit, end_unit
from tongpin.foundation.units.enums import UnitKind
from tongpin.foundation.units.models import Unit
from tongpin.records.activities.actions import cancel_activity
from tongpin.standards.actions import add_local_rule, change_entry, end_local_rule
from tongpin.standards.enums import EntryType
from tongpin.standards.models import Entry
from tongpin.standards.rules import LocalTerms, shipped

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_june_2026")]
D = dt.date

MEETING, COMMITTEE, GROUPS, PARTY_DAY = "ORG.党员大会", "ORG.支委会", "ORG.党小组会", "ORG.主题党日"
LIFE, APPRAISAL, STUDY, DEMOCRATIC = "ORG.组织生活会", "ORG.民主评议", "ZX.中心组", "ORG.民主生活会"


@pytest.mark.parametrize(
    ("code", "period", "on", "wanted"),
    [
        (PARTY_DAY, "2025-03", "2025-03-31", "due"),
        (PARTY_DAY, "2025-03", "2025-04-01", "late"),  # 每月: must
        (PARTY_DAY, "2025-03", "2025-02-10", "not_yet"),
        (COMMITTEE, "2025-03", "2025-03-31", "due"),
        (COMMITTEE, "2025-03", "2025-04-01", "missed"),  # 一般每月
        (MEETING, "2025-Q1", "2025-03-31", "due"),
        (MEETING, "2025-Q1", "2025-04-01", "missed"),  # 一般每季度
        (MEETING, "2025-03", "2025-04-01", ""),  # counted by the quarter, never by the month
        (LIFE, "2025", "2026-03-31", "due"),  # last year's may be held until March
        (LIFE, "2025", "2026-04-01", "late"),
        (APPRAISAL, "2025", "2026-04-01", "missed"),
        (GROUPS, "2025-03", "2025-04-01", "off:no_groups"),
        (STUDY, "2025-Q1", "2025-04-01", ""),  # the Party group's, never a branch's
        (DEMOCRATIC, "2025", "2026-06-01", ""),  # the leading group's; a branch holds its own 组织生活会
        ("ORG.党课", "2025", "2026-06-01", ""),  # no national number
        ("CUL.送戏", "2025", "2026-06-01", ""),
    ],
)
def test_branch_with_a_committee_that_did_nothing(branch: Unit, code: str, period: str, on: str, wanted: str) -> None:
    assert state(branch, code, period, on) == wanted


@pytest.mark.parametrize(
    ("code", "period", "on", "wanted"),
    [
        (STUDY, "2025-Q2", "2025-06-30", "due"),
        (STUDY, "2025-Q2", "2025-07-01", "missed"),
        (DEMOCRATIC, "2025", "2026-04-01", "missed"),
        (PARTY_DAY, "2025-03", "2025-04-01", ""),
        (MEETING, "2025-Q1", "2025-04-01", ""),
        (LIFE, "2025", "2026-06-01", ""),
    ],
)
def test_party_group_owes_its_own_and_nothing_of_a_branch(
    party_group: Unit, code: str, period: str, on: str, wanted: str
) -> None:
    assert state(party_group, code, period, on) == wanted


def test_branch_without_a_committee_owes_no_committee_meeting(sibling: Unit) -> None:
    assert state(sibling, COMMITTEE, "2025-03", "2025-04-01") == "off:no_committee"


def test_party_committee_owes_its_election_and_its_posts_but_no_meeting(committee: Unit) -> None:
    (found,) = standing([committee], 2025)
    assert [row.norm.code for row in found.rows] == ["TERM.renew", "STAFF.party-committee"]


def test_small_groups_that_are_units_meet_by_themselves(operator: Account, officer: Account, committee: Unit) -> None:
    parent = add_unit(by=operator, kind=UnitKind.BRANCH, name="机关党支部", parent=committee, has_groups=True)
    assert state(parent, GROUPS, "2025-03", "2025-04-01") == "missed"
    one, two = (add_unit(by=operator, kind=UnitKind.GROUP, name=f"第{n}党小组", parent=parent) for n in "一二")
    assert state(parent, GROUPS, "2025-03", "2025-04-01") == "off:by_its_groups"
    hold(officer, one, "meeting.group", "2025-03-05")
    assert state(one, GROUPS, "2025-03", "2025-04-01") == "waiting"
    assert state(two, GROUPS, "2025-03", "2025-04-01") == "missed"
    hold(officer, parent, "meeting.group", "2025-03-06")  # what the branch records counts for each group
    assert state(two, GROUPS, "2025-03", "2025-04-01") == "waiting"
    assert state(two, PARTY_DAY, "2025-03", "2025-04-01") == ""


def test_planned_held_confirmed_and_cancelled(
    branch: Unit, secretary: Account, officer: Account, second: Account
) -> None:
    plan = hold(officer, branch, "party_day", "2025-03-20", planned=True)
    assert state(branch, PARTY_DAY, "2025-03", "2025-03-10") == "planned"
    assert state(branch, PARTY_DAY, "2025-03", "2025-03-25") == "due"  # nobody has said whether it was held
    cancel_activity(by=officer, activity=plan, reason="下雨")
    assert state(branch, PARTY_DAY, "2025-03", "2025-03-10") == "due"
    hold(officer, branch, "party_day", "2025-03-05")
    assert state(branch, PARTY_DAY, "2025-03", "2025-04-01") == "waiting"
    hold(officer, branch, "party_day", "2025-03-06", confirmed_by=second)
    assert state(branch, PARTY_DAY, "2025-03", "2025-04-01") == "done"


def test_later_records_do_not_change_an_earlier_day(branch: Unit, officer: Account, second: Account) -> None:
    hold(officer, branch, "party_day", "2025-03-20", confirmed_by=second)
    assert state(branch, PARTY_DAY, "2025-03", "2025-03-19") == "due"
    assert state(branch, PARTY_DAY, "2025-03", "2025-03-20") == "done"


def test_party_day_and_lecture_count_once_each(branch: Unit, officer: Account, second: Account) -> None:
    """Recorded as two records of one morning, each fulfils its own rule only."""
    body = next(one for one in shipped("norms") if one["code"] == "ORG.党课")
    local = {**body, "code": "LOCAL.党课", "subject": "branch", "period": "quarter", "min": 1, "local": True}
    change_entry(by=officer, type_=EntryType.NORM, body=local, reason="市委组织部要求", valid_from=D(2025, 1, 1))
    hold(officer, branch, "party_day", "2025-03-20", confirmed_by=second)
    assert state(branch, "LOCAL.党课", "2025-Q1", "2025-04-01") == "late"
    hold(officer, branch, "meeting.lecture", "2025-03-20", confirmed_by=second)
    assert state(branch, "LOCAL.党课", "2025-Q1", "2025-04-01") == "done"
    found = cell(branch, PARTY_DAY, "2025-03", "2025-04-01")
    assert found is not None
    assert found.have == 1


@pytest.mark.parametrize(
    ("day", "title", "y2025", "y2026"),
    [
        ("2026-01-23", "2025年度组织生活会", "done", "due"),  # January is not late
        ("2026-01-23", "组织生活会", "late", "done"),  # says no year: the year of its day
        ("2026-04-02", "2025年度组织生活会", "done_late", "due"),
        ("2025-11-20", "组织生活会", "done", "due"),
    ],
)
def test_yearly_meeting_counts_for_the_year_it_names(
    branch: Unit, officer: Account, second: Account, day: str, title: str, y2025: str, y2026: str
) -> None:
    hold(officer, branch, "org_life", day, title=title, confirmed_by=second)
    assert state(branch, LIFE, "2025", "2026-05-01") == y2025
    assert state(branch, LIFE, "2026", "2026-05-01") == y2026


@pytest.mark.parametrize(
    ("attended", "expected", "wanted"),
    [(6, 9, "done"), (5, 9, "missed"), (5, 7, "done"), (4, 7, "missed"), (4, None, "done")],
)
def test_leading_groups_meeting_needs_two_thirds(
    party_group: Unit, officer: Account, second: Account, attended: int, expected: int | None, wanted: str
) -> None:
    hold(
        officer, party_group, "democratic_life", "2025-12-20", confirmed_by=second, attended=attended, expected=expected
    )
    assert state(party_group, DEMOCRATIC, "2025", "2026-04-01") == wanted


@pytest.mark.parametrize(
    ("code", "period", "wanted"),
    [
        (PARTY_DAY, "2025-04", "off:not_founded"),
        (PARTY_DAY, "2025-05", "off:not_founded"),  # 11 days are left of May
        (PARTY_DAY, "2025-06", "late"),
        (MEETING, "2025-Q1", "off:not_founded"),
        (MEETING, "2025-Q2", "missed"),  # June is whole
        (LIFE, "2025", "late"),
        (PARTY_DAY, "2025-10", "late"),
        (PARTY_DAY, "2025-11", "off:ended"),
        (MEETING, "2025-Q4", "off:ended"),
    ],
)
def test_branch_founded_in_may_and_dissolved_in_november(
    operator: Account, committee: Unit, code: str, period: str, wanted: str
) -> None:
    made = add_unit(by=operator, kind=UnitKind.BRANCH, name="项目支部", parent=committee, valid_from=D(2025, 5, 21))
    if "off:ended" in wanted:
        end_unit(by=operator, unit=made, on=D(2025, 11, 20))
    assert state(made, code, period, "2026-06-01") == wanted


def test_units_of_a_year_are_those_that_lived_in_it(
    operator: Account, branch: Unit, committee: Unit, bureau: Unit
) -> None:
    made = add_unit(by=operator, kind=UnitKind.BRANCH, name="项目支部", parent=committee, valid_from=D(2024, 5, 21))
    end_unit(by=operator, unit=made, on=D(2025, 1, 1))
    assert [made in live_units(Unit.objects.all(), year) for year in (2023, 2024, 2025, 2026)] == [
        False,
        True,
        True,
        False,
    ]
    assert bureau not in live_units(Unit.objects.all(), 2025)


def test_rule_that_begins_mid_year(branch: Unit) -> None:
    """The ordinance on members' education is in force since 6 May 2019: the first whole month is June."""
    assert state(branch, PARTY_DAY, "2019-04", "2020-06-01") == ""
    assert state(branch, PARTY_DAY, "2019-05", "2020-06-01") == "off:no_rule"
    assert state(branch, PARTY_DAY, "2019-06", "2020-06-01") == "late"


def test_rule_that_ends_mid_year(branch: Unit, officer: Account) -> None:
    """A norm that ends on 15 September asks nothing of September: nobody knows the day it would have been held."""
    body = {**next(one for one in shipped("norms") if one["code"] == PARTY_DAY), "effective_to": "2025-09-15"}
    change_entry(by=officer, type_=EntryType.NORM, body=body, reason="废止", valid_from=D(2025, 1, 1))
    assert state(branch, PARTY_DAY, "2025-08", "2026-06-01") == "late"
    assert state(branch, PARTY_DAY, "2025-09", "2026-06-01") == ""


def test_edited_rule_judges_from_its_day_on(branch: Unit, officer: Account) -> None:
    body = {**next(one for one in shipped("norms") if one["code"] == MEETING), "min": 2}
    change_entry(by=officer, type_=EntryType.NORM, body=body, reason="试行", valid_from=D(2025, 7, 1))
    needed = [found.needed for quarter in (2, 3) if (found := cell(branch, MEETING, f"2025-Q{quarter}", "2026-01-01"))]
    assert needed == [1, 2]
    assert state(branch, MEETING, "2025-Q3", "2026-01-01") == "missed"  # no gap between the versions


def test_local_rule_excuses_one_branch_for_its_days(branch: Unit, sibling: Unit, officer: Account) -> None:
    frozen = LocalTerms(applies=False)
    rule = add_local_rule(
        by=officer,
        code=PARTY_DAY,
        unit=branch,
        terms=frozen,
        valid_from=D(2025, 4, 1),
        reason="机构改革冻结",
        source="党委会纪要",
    )
    assert state(branch, PARTY_DAY, "2025-03", "2026-01-01") == "late"
    assert state(branch, PARTY_DAY, "2025-04", "2026-01-01") == "off:local"
    assert state(sibling, PARTY_DAY, "2025-04", "2026-01-01") == "late"
    end_local_rule(by=officer, rule=rule, on=D(2025, 8, 31), reason="改革结束")
    assert state(branch, PARTY_DAY, "2025-08", "2026-01-01") == "off:local"
    assert state(branch, PARTY_DAY, "2025-09", "2026-01-01") == "late"


def test_local_rule_may_count_by_another_period(branch: Unit, officer: Account, second: Account) -> None:
    terms = LocalTerms(period="quarter")
    add_local_rule(
        by=officer,
        code=COMMITTEE,
        unit=branch,
        terms=terms,
        valid_from=D(2025, 7, 1),
        reason="仅3名党员",
        source="党委会纪要",
    )
    hold(officer, branch, "meeting.committee", "2025-08-05", confirmed_by=second)
    assert state(branch, COMMITTEE, "2025-06", "2026-01-01") == "missed"
    assert state(branch, COMMITTEE, "2025-08", "2026-01-01") == ""
    assert state(branch, COMMITTEE, "2025-Q3", "2026-01-01") == "done"
    (year,) = standing([branch], 2025, D(2026, 1, 1), [COMMITTEE])
    assert [one.period.name for one in year.cells] == [*(f"2025-{n:02d}" for n in range(1, 7)), "2025-Q3", "2025-Q4"]
    assert [bool(one.local) for one in year.cells] == [False] * 6 + [True] * 2


def test_rule_of_one_branch_goes_before_the_one_for_all(branch: Unit, sibling: Unit, officer: Account) -> None:
    for unit, terms in ((None, LocalTerms(least=2)), (branch, LocalTerms(applies=False))):
        add_local_rule(
            by=officer, code=MEETING, unit=unit, terms=terms, valid_from=D(2025, 1, 1), reason="试行", source="通知"
        )
    assert state(branch, MEETING, "2025-Q1", "2026-01-01") == "off:local"
    found = cell(sibling, MEETING, "2025-Q1", "2026-01-01")
    assert found is not None
    assert found.needed == 2


def test_what_is_owed_in_january_holds_last_years_open_ends(branch: Unit) -> None:
    found = owed([branch], D(2026, 1, 20))
    assert [(one.norm.code, one.period.name) for one in found.late] == [(PARTY_DAY, f"2025-{n}") for n in (10, 11, 12)]
    soon = {(one.norm.code, one.period.name) for one in found.soon}
    assert soon == {(PARTY_DAY, "2026-01"), (COMMITTEE, "2026-01")}
    later = [(one.norm.code, one.period.name) for one in found.later]
    assert (LIFE, "2025") in later
    assert (APPRAISAL, "2025") in later


def test_nothing_is_stored(branch: Unit, officer: Account) -> None:
    """A record taken back is gone from the picture at once, whatever way it was changed."""
    made = hold(officer, branch, "party_day", "2025-03-20")
    assert state(branch, PARTY_DAY, "2025-03", "2025-04-01") == "waiting"
    type(made).objects.filter(pk=made.pk).update(status="cancelled")
    assert state(branch, PARTY_DAY, "2025-03", "2025-04-01") == "late"
    Entry.objects.filter(code=PARTY_DAY).delete()
    assert state(branch, PARTY_DAY, "2025-03", "2025-04-01") == ""
