"""What is no meeting: terms by their own last day, hours of study, posts; and set-ups as they stood in each month."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal

import pytest

from tests.derived.compliance.making import cell, hold, state
from tongpin.derived.compliance.queries import MEETINGS, owed
from tongpin.derived.compliance.views.missing import what_is_missing
from tongpin.foundation.kernel import clock
from tongpin.foundation.people.actions import add_person
from tongpin.foundation.people.models import Account, Person
from tongpin.foundation.units.actions import (
    add_unit,
    admit_member,
    appoint,
    change_unit,
    end_post,
    exempt_person,
    set_form,
)
from tongpin.foundation.units.actions.terms import enter_term, postpone_term, renew_term
from tongpin.foundation.units.enums import BranchForm, Ground, Standing, UnitKind
from tongpin.foundation.units.models import Term, Unit
from tongpin.records.activities.actions import confirm_activity, record_activity
from tongpin.records.activities.rules import Content, RosterEntry
from tongpin.records.elections.models import Election
from tongpin.standards.actions import change_entry
from tongpin.standards.enums import EntryType
from tongpin.standards.rules import shipped

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_june_2026")]
D = dt.date
TERM, HOURS, LEADING = "TERM.renew", "EDU.党员学时", "EDU.书记班子学时"
COMMITTEE, GROUPS = "ORG.支委会", "ORG.党小组会"
LONG_AGO = D(2020, 1, 1)
WITH, WITHOUT = "STAFF.branch.committee", "STAFF.branch"


def term(by: Account, unit: Unit, began: str) -> Term:
    return enter_term(by=by, unit=unit, number=3, began_on=D.fromisoformat(began), years=3)


def people(by: Account, unit: Unit, number: int, since: D = LONG_AGO) -> list[Person]:
    found = [add_person(by=by, name=f"{unit.pk}之{n}") for n in range(number)]
    for one in found:
        admit_member(by=by, person=one, unit=unit, standing=Standing.FULL, valid_from=since)
    return found


def test_term_is_asked_for_by_its_own_last_day(operator: Account, branch: Unit) -> None:
    assert state(branch, TERM, "2025", "2025-06-01") == "off:no_term"
    term(operator, branch, "2022-03-10")  # until 2025-03-09
    found = cell(branch, TERM, "2025", "2025-03-09")
    assert found is not None
    assert (found.state, found.deadline) == ("due", D(2025, 3, 9))
    assert state(branch, TERM, "2025", "2025-03-10") == "late"
    assert state(branch, TERM, "2024", "2025-03-10") == "off:term_runs"
    assert state(branch, TERM, "2026", "2026-06-01") == "late"  # overdue since the year before
    renew_term(by=operator, unit=branch, number=4, began_on=D(2025, 3, 20), years=3)
    assert state(branch, TERM, "2025", "2026-06-01") == "done_late"
    assert state(branch, TERM, "2026", "2026-06-01") == "off:term_runs"


@pytest.mark.parametrize(
    ("began", "wanted"), [("2025-03-10", "done"), ("2025-01-15", "done"), ("2025-03-11", "done_late")]
)
def test_new_term_the_day_after_the_last_one_is_in_time(
    operator: Account, branch: Unit, began: str, wanted: str
) -> None:
    term(operator, branch, "2022-03-10")
    renew_term(by=operator, unit=branch, number=4, began_on=D.fromisoformat(began), years=3)
    assert state(branch, TERM, "2025", "2025-12-01") == wanted


def test_approved_day_counts_and_an_election_under_way_is_planned(
    operator: Account, officer: Account, branch: Unit
) -> None:
    running = term(operator, branch, "2022-11-10")
    postpone_term(
        by=operator, term=running, until=D(2026, 7, 31), approved_by="机关党委", doc_no="1号",
        approved_on=D(2025, 10, 1), reason="搬迁",
    )  # fmt: skip
    assert state(branch, TERM, "2025", "2025-09-30") == "due"
    assert state(branch, TERM, "2025", "2025-12-31") == "off:term_runs"
    assert state(branch, TERM, "2026", "2026-06-01") == "due"
    Election.objects.create(
        unit=branch, kind="term", number=4, held_on=D(2026, 6, 20), body="general", seats=3, superior="机关党委",
        approved_on=D(2026, 5, 1), roll_full=9, roll_probationary=0, should_attend=9,
        recorded_by=officer, recorded_at=clock.now(),
    )  # fmt: skip
    assert state(branch, TERM, "2026", "2026-06-01") == "planned"
    assert state(branch, TERM, "2026", "2026-06-21") == "due"


def test_temporary_branch_and_party_group_owe_no_election(operator: Account, bureau: Unit, branch: Unit) -> None:
    group = add_unit(by=operator, kind=UnitKind.PARTY_GROUP, name="局党组", parent=bureau)
    set_form(by=operator, unit=branch, form=BranchForm.TEMPORARY)
    assert state(group, TERM, "2025", "2025-06-01") == ""
    assert state(branch, TERM, "2025", "2025-06-01") == "off:temporary"


def test_overdue_term_is_told_once_and_not_among_the_meetings(operator: Account, branch: Unit) -> None:
    term(operator, branch, "2023-03-10")  # until 2026-03-09
    for day in (D(2026, 4, 1), D(2027, 1, 10)):
        late = [one for one in owed([branch], day).late if one.norm.code == TERM]
        assert [one.deadline for one in late] == [D(2026, 3, 9)]
    assert all(one.norm.kind for one in owed([branch], D(2026, 4, 1), only=MEETINGS).late)


def study(by: Account, second: Account, unit: Unit, day: str, hours: int, present: list[Person]) -> None:
    roster = tuple(RosterEntry(one.name, one.pk) for one in present)
    content = Content("study.training", "培训", unit.pk, D.fromisoformat(day), hours=Decimal(hours), roster=roster)
    content = replace(content, ends_on=content.starts_on + dt.timedelta(days=9))
    confirm_activity(by=second, activity=record_activity(by=by, content=content))


def test_hours_count_members_are_due_in_the_year_and_a_reminder_after(
    operator: Account, officer: Account, second: Account, branch: Unit
) -> None:
    assert state(branch, HOURS, "2025", "2025-12-31") == "off:nobody"
    one, two, ill = people(operator, branch, 3)
    exempt_person(by=operator, person=ill, ground=Ground.ILL, valid_from=D(2025, 1, 1))
    people(operator, branch, 1, since=D(2025, 5, 1))  # for a part of the year: nothing is asked
    study(officer, second, branch, "2025-03-03", 32, [one])
    study(officer, second, branch, "2024-03-03", 40, [two])
    found = cell(branch, HOURS, "2025", "2025-12-31")
    assert found is not None
    assert (found.state, found.needed, found.have) == ("due", 2, 1)
    assert state(branch, HOURS, "2025", "2026-01-01") == "missed"
    study(officer, second, branch, "2025-09-03", 31, [two])
    assert state(branch, HOURS, "2025", "2026-01-01") == "missed"
    study(officer, second, branch, "2025-10-13", 1, [two])
    assert state(branch, HOURS, "2025", "2025-10-12") == "due"
    assert state(branch, HOURS, "2025", "2025-10-13") == "done"


def test_leading_posts_are_asked_by_their_own_norm_while_it_holds(
    operator: Account, officer: Account, second: Account, branch: Unit
) -> None:
    lead, other = people(operator, branch, 2)
    appoint(by=operator, person=lead, unit=branch, title="书记", valid_from=D(2020, 1, 1))
    study(officer, second, branch, "2023-03-03", 40, [lead, other])
    assert state(branch, HOURS, "2023", "2024-01-01") == "done"
    assert state(branch, LEADING, "2023", "2023-12-31") == "due"
    assert state(branch, LEADING, "2023", "2024-01-01") == "late"  # 56, and it is binding
    assert state(branch, LEADING, "2025", "2026-01-01") == ""  # the plan of 2019 to 2023 has ended
    body = dict(next(one for one in shipped("norms") if one["code"] == LEADING))
    body["params"] = {**body["params"], "continued_locally": True}
    change_entry(by=officer, type_=EntryType.NORM, body=body, reason="本地续用", valid_from=D(2024, 1, 1))
    study(officer, second, branch, "2025-03-03", 60, [lead])
    assert state(branch, LEADING, "2025", "2026-01-01") == "done"
    assert state(branch, HOURS, "2025", "2026-01-01") == "missed"


def test_posts_of_a_committee_are_asked_where_one_is_due(operator: Account, sibling: Unit) -> None:
    """Seven full members must have a committee, six need none; before and after are told by who held what."""
    found = people(operator, sibling, 6)
    assert state(sibling, WITHOUT, "2026", "2026-06-01") == "due"
    assert state(sibling, WITH, "2026", "2026-06-01") == "off:no_committee"
    post = appoint(by=operator, person=found[0], unit=sibling, title="支部书记", valid_from=D(2025, 2, 1))
    assert state(sibling, WITHOUT, "2026", "2026-06-01") == "done"
    people(operator, sibling, 1, since=D(2026, 5, 1))
    assert state(sibling, WITHOUT, "2026", "2026-06-01") == ""  # the other rule asks
    lacking = cell(sibling, WITH, "2026", "2026-06-01")
    assert lacking is not None
    assert (lacking.state, lacking.found.vacant) == ("due", ("组织委员", "宣传委员", "纪检委员"))
    assert what_is_missing(lacking).endswith("正式党员已达到应设支委会的人数，尚未设支委会。")
    assert state(sibling, WITHOUT, "2025", "2026-06-01") == "done"
    end_post(by=operator, post=post, on=D(2025, 12, 30))
    assert state(sibling, WITHOUT, "2025", "2026-06-01") == "late"
    # a vacancy that lasts is told by this year's cell alone
    assert [one.period.year for one in owed([sibling], D(2026, 1, 15)).late if one.norm.code == WITHOUT] == []


def test_each_month_is_judged_by_how_the_branch_stood(operator: Account, officer: Account, sibling: Unit) -> None:
    """A committee since 10 June, small groups until 20 August."""

    def change(on: D, *, committee: bool, groups: bool) -> None:
        change_unit(
            by=operator, unit=sibling, host=None, valid_from=None, has_committee=committee, has_groups=groups, on=on
        )

    change(D(2025, 1, 1), committee=False, groups=True)
    change(D(2025, 6, 10), committee=True, groups=True)
    change(D(2025, 8, 20), committee=True, groups=False)
    months = {month: state(sibling, COMMITTEE, f"2025-{month:02d}", "2026-01-01") for month in range(4, 10)}
    assert months == {
        4: "off:no_committee", 5: "off:no_committee", 6: "off:no_committee", 7: "missed", 8: "missed", 9: "missed"
    }  # fmt: skip
    groups = [state(sibling, GROUPS, f"2025-{month:02d}", "2026-01-01") for month in (6, 7, 8, 9)]
    assert groups == ["missed", "missed", "off:no_groups", "off:no_groups"]
    hold(officer, sibling, "meeting.committee", "2025-06-12")
    assert state(sibling, COMMITTEE, "2025-06", "2025-06-30") == "off:no_committee"


def test_groups_that_became_units_meet_by_themselves_since_then(operator: Account, committee: Unit) -> None:
    parent = add_unit(by=operator, kind=UnitKind.BRANCH, name="机关党支部", parent=committee, has_groups=True)
    add_unit(by=operator, kind=UnitKind.GROUP, name="第一党小组", parent=parent, valid_from=D(2025, 6, 1))
    assert state(parent, GROUPS, "2025-05", "2026-01-01") == "missed"
    assert state(parent, GROUPS, "2025-06", "2026-01-01") == "off:by_its_groups"
