"""The plan of a year: drafted, edited, accepted, and never doubled."""

from __future__ import annotations

import datetime as dt

import pytest

from tests.conftest import MakeAccount
from tongpin.foundation.access.enums import Role
from tongpin.foundation.kernel import clock
from tongpin.foundation.kernel.errors import NotAllowed, UserError
from tongpin.foundation.people.models import Account
from tongpin.foundation.units.actions import add_unit
from tongpin.foundation.units.enums import UnitKind
from tongpin.foundation.units.models import Unit
from tongpin.records.activities.actions import cancel_activity, record_activity
from tongpin.records.activities.models import Activity
from tongpin.records.activities.rules import Content
from tongpin.records.meetings.actions import PlanChange, accept_plan, change_plan, draft_plan
from tongpin.records.meetings.models import Plan, PlanRow

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("catalogue", "_january")]
YEAR = 2026


@pytest.fixture
def _january() -> object:
    with clock.frozen(dt.datetime(2026, 1, 2, 4, tzinfo=dt.UTC)):
        yield


@pytest.fixture
def plan(secretary: Account, branch: Unit) -> Plan:
    return draft_plan(by=secretary, unit=branch, year=YEAR)


def planned(by: Account, unit: Unit, kind: str, on: dt.date, title: str = "自己排的") -> Activity:
    return record_activity(by=by, content=Content(kind, title, unit.pk, on), planned=True)


def test_draft_holds_what_the_branch_owes(plan: Plan) -> None:
    """A branch with a committee and without groups."""
    kinds = list(plan.rows.values_list("kind", flat=True))
    assert {kind: kinds.count(kind) for kind in set(kinds)} == {
        "party_day": 12, "meeting.committee": 12, "meeting.general": 4, "org_life": 1, "appraisal": 1,
    }  # fmt: skip
    assert Activity.objects.count() == 0


def test_groups_that_are_units_are_planned_each(operator: Account, secretary: Account, branch: Unit) -> None:
    groups = [add_unit(by=operator, kind=UnitKind.GROUP, name=name, parent=branch) for name in ("第一组", "第二组")]
    plan = draft_plan(by=secretary, unit=branch, year=YEAR)
    assert set(plan.rows.filter(kind="meeting.group").values_list("unit", flat=True)) == {one.pk for one in groups}


def test_accepting_makes_planned_activities_once(plan: Plan, secretary: Account) -> None:
    assert accept_plan(by=secretary, plan=plan) == 30
    assert set(Activity.objects.values_list("status", flat=True)) == {"planned"}
    assert accept_plan(by=secretary, plan=plan) == 0
    assert Activity.objects.count() == 30
    assert draft_plan(by=secretary, unit=plan.unit, year=YEAR).rows.count() == 30


def test_what_is_planned_by_hand_meanwhile_is_taken_and_not_doubled(
    plan: Plan, secretary: Account, branch: Unit
) -> None:
    own = planned(secretary, branch, "meeting.general", dt.date(2026, 2, 10))  # its row lies in March: the same quarter
    accept_plan(by=secretary, plan=plan)
    assert Activity.objects.filter(kind="meeting.general").count() == 4
    assert PlanRow.objects.get(activity=own).on.month == 3


def test_cancelled_meeting_does_not_stand_for_a_row(plan: Plan, secretary: Account, branch: Unit) -> None:
    own = planned(secretary, branch, "meeting.general", dt.date(2026, 2, 10))
    cancel_activity(by=secretary, activity=own, reason="改期")
    accept_plan(by=secretary, plan=plan)
    assert Activity.objects.filter(kind="meeting.general", status="planned").count() == 4


def test_rows_are_moved_taken_out_and_added(plan: Plan, secretary: Account) -> None:
    first, second = plan.rows.order_by("on", "pk")[:2]
    changes = [
        PlanChange(first.pk, first.kind, dt.date(2026, 1, 20), "重温誓词"),
        PlanChange(second.pk, second.kind, second.on, keep=False),
        PlanChange(None, "meeting.lecture", dt.date(2026, 7, 1), "讲党史"),
    ]
    change_plan(by=secretary, plan=plan, changes=changes)
    first.refresh_from_db()
    assert (first.on, first.title) == (dt.date(2026, 1, 20), "重温誓词")
    assert not PlanRow.objects.filter(pk=second.pk).exists()
    assert PlanRow.objects.get(kind="meeting.lecture").origin == "own"


@pytest.mark.parametrize(
    "change",
    [PlanChange(None, "party_day", dt.date(2027, 1, 5)), PlanChange(None, "tour.show", dt.date(2026, 3, 5))],
    ids=["another year", "no meeting"],
)
def test_row_that_cannot_be_is_refused(plan: Plan, secretary: Account, change: PlanChange) -> None:
    with pytest.raises(UserError):
        change_plan(by=secretary, plan=plan, changes=[change])
    assert plan.rows.count() == 30


def test_row_whose_day_has_passed_is_left(plan: Plan, secretary: Account) -> None:
    with clock.frozen(dt.datetime(2026, 12, 10, 4, tzinfo=dt.UTC)):
        accept_plan(by=secretary, plan=plan)
    assert set(Activity.objects.values_list("starts_on__month", flat=True)) <= {12}
    assert plan.rows.filter(activity=None, on__lt=dt.date(2026, 12, 10)).exists()


def test_year_that_is_over_and_body_that_is_no_branch_are_refused(
    secretary: Account, officer: Account, branch: Unit, committee: Unit
) -> None:
    with pytest.raises(UserError, match="过去"):
        draft_plan(by=secretary, unit=branch, year=2025)
    with pytest.raises(UserError, match="党支部"):
        draft_plan(by=officer, unit=committee, year=YEAR)


def test_plan_of_a_foreign_branch_is_refused(plan: Plan, make_account: MakeAccount, sibling: Unit) -> None:
    stranger = make_account(Role.SECRETARY, sibling)
    for write in (
        lambda: draft_plan(by=stranger, unit=plan.unit, year=YEAR),
        lambda: change_plan(by=stranger, plan=plan, changes=[]),
        lambda: accept_plan(by=stranger, plan=plan),
    ):
        with pytest.raises(NotAllowed):
            write()
