"""Hours of study from records: what counts and what never does, by the same few queries."""

from __future__ import annotations

import ast
import datetime as dt
from decimal import Decimal

import pytest
from django.db import connection, models
from django.test.utils import CaptureQueriesContext

from tests.laws.house import name_of, python_files
from tongpin.derived.study.enums import Outcome
from tongpin.derived.study.queries import counts_by_unit, hours_of, own_standing, standing_of, standings_in
from tongpin.foundation.people.models import Account
from tongpin.foundation.units.actions import appoint, transfer_member
from tongpin.foundation.units.enums import Ground
from tongpin.foundation.units.models import Exemption, Membership, Unit
from tongpin.records.activities.actions import cancel_activity
from tongpin.records.activities.models import Attendance
from tongpin.records.study_plans.actions import note_online
from tongpin.records.study_plans.models import OnlineNote, StudyAbsence, StudySession
from tongpin.standards.actions import change_entry
from tongpin.standards.enums import EntryType
from tongpin.standards.rules import shipped

from .conftest import Admit, Hold

pytestmark = pytest.mark.django_db
END = dt.date(2025, 12, 31)


def total(row: Membership, year: int = 2025, on: dt.date = END) -> Decimal:
    found = hours_of([row.person_id], year, on).get(row.person_id)
    return found.total if found else Decimal(0)


def test_confirmed_sessions_of_the_year_count_and_nothing_else(
    officer: Account, branch: Unit, admit: Admit, hold: Hold
) -> None:
    row = admit("甲一")
    hold(row.person)
    hold(row.person, on=dt.date(2025, 4, 1), kind="party_day", hours="2")
    assert total(row) == 6
    hold(row.person, on=dt.date(2025, 4, 2), confirmed=False)
    hold(row.person, on=dt.date(2024, 12, 31))
    hold(row.person, on=dt.date(2025, 4, 3), kind="meeting.committee")
    hold(row.person, on=dt.date(2025, 4, 4), hours=None)
    cancelled = hold(row.person, on=dt.date(2025, 4, 5))
    cancel_activity(by=officer, activity=cancelled, reason="登记错误")
    note_online(
        by=officer, unit=branch, person=row.person, platform="某平台", starts_on=END, ends_on=END, text="在线50小时"
    )
    assert total(row) == 6
    assert total(row, on=dt.date(2025, 3, 31)) == 4


def test_nobody_is_counted_twice_for_one_session(admit: Admit, hold: Hold) -> None:
    row = admit("甲一")
    activity = hold(row.person)
    Attendance.objects.create(activity=activity, person=row.person, name="甲一")
    assert total(row) == 4


def test_nothing_outside_the_notes_reads_online_notes() -> None:
    """rules.md §6.2 item 5: no figure, no hours and no points may ever know of time online."""
    named = {
        name_of(path)
        for path in python_files()
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.ImportFrom) and {one.name for one in node.names} & {"OnlineNote", "online_notes"}
    }
    assert {name.split("/")[1] for name in named} == {"study_plans"}
    numbers = (models.IntegerField, models.DecimalField, models.FloatField, models.DurationField)
    held = [one for one in OnlineNote._meta.concrete_fields if isinstance(one, numbers) and not one.primary_key]
    assert held == []


def absence(officer: Account, row: Membership, hold: Hold, made_up_on: dt.date, **session: object) -> StudyAbsence:
    activity = hold(**session)
    kept = StudySession.objects.create(activity=activity, opened_by=officer, opened_at=activity.recorded_at)
    return StudyAbsence.objects.create(
        session=kept, person=row.person, made_up_on=made_up_on, way="materials", made_up_by=officer
    )


def test_session_made_up_counts_in_the_year_of_its_day(officer: Account, admit: Admit, hold: Hold) -> None:
    row = admit("甲一")
    absence(officer, row, hold, dt.date(2025, 1, 8), on=dt.date(2024, 12, 20), kind="study.group")
    assert (total(row), total(row, 2024, dt.date(2024, 12, 31))) == (4, 0)
    [one] = hours_of([row.person_id], 2025, END)[row.person_id].sessions
    assert (one.made_up, one.on) == (True, dt.date(2025, 1, 8))


def test_made_up_session_counts_only_where_the_catalogue_says_so(officer: Account, admit: Admit, hold: Hold) -> None:
    row = admit("甲一")
    absence(officer, row, hold, dt.date(2025, 3, 8), kind="study.group")
    body = next(one for one in shipped("norms") if one["code"] == "EDU.折算")
    change_entry(
        by=officer, type_=EntryType.NORM, body={**body, "params": {**body["params"], "make_ups_count": False}},
        reason="本局补学不计学时", valid_from=dt.date(2025, 3, 1),
    )  # fmt: skip
    assert total(row) == 0


def test_record_is_judged_by_the_rule_of_its_own_day(officer: Account, admit: Admit, hold: Hold) -> None:
    row = admit("甲一")
    hold(row.person, on=dt.date(2025, 3, 5))
    hold(row.person, on=dt.date(2025, 9, 5))
    body = next(one for one in shipped("norms") if one["code"] == "EDU.计入")
    change_entry(
        by=officer, type_=EntryType.NORM, body={**body, "params": {"counted_kinds": "study.group"}},
        reason="局务会议定", valid_from=dt.date(2025, 7, 1),
    )  # fmt: skip
    assert total(row) == 4


def judged(row: Membership, year: int = 2025) -> tuple[Outcome, int]:
    found = standing_of(row, year, dt.date(year, 12, 31))
    return found.verdict.outcome, found.wanted.hours


def test_secretary_falls_back_to_32_after_2023_until_the_officer_continues_56(
    operator: Account, officer: Account, branch: Unit, admit: Admit, hold: Hold
) -> None:
    row = admit("甲一")
    appoint(by=operator, person=row.person, unit=branch, title="书记")
    for year in (2023, 2024):
        for month in range(1, 11):
            hold(row.person, on=dt.date(year, month, 5))
    assert judged(row, 2023) == (Outcome.MISSING, 56)
    assert judged(row, 2024) == (Outcome.REACHED, 32)
    body = next(one for one in shipped("norms") if one["code"] == "EDU.书记班子学时")
    change_entry(
        by=officer, type_=EntryType.NORM, body={**body, "params": {**body["params"], "continued_locally": True}},
        reason="局党组2024年第1次会议决定续用", valid_from=dt.date(2024, 1, 1),
    )  # fmt: skip
    assert judged(row, 2024) == (Outcome.MISSING, 56)
    assert judged(row, 2023) == (Outcome.MISSING, 56)


def test_exempt_member_owes_nothing_and_says_why(admit: Admit, catalogue: None) -> None:
    row = admit("甲一")
    Exemption.objects.create(person=row.person, ground=Ground.FRAIL)
    found = standing_of(row, 2025, END)
    assert (found.verdict.outcome, found.exempt_reason) == (Outcome.NOT_APPLICABLE, Ground.FRAIL.label)


def test_whoever_came_during_the_year_owes_no_whole_year(admit: Admit, catalogue: None) -> None:
    assert judged(admit("甲一", since=dt.date(2025, 7, 1)))[0] is Outcome.NOT_APPLICABLE
    assert judged(admit("甲二", since=dt.date(2025, 1, 1)))[0] is Outcome.MISSING
    assert judged(admit("甲三", since=dt.date(2024, 7, 1)))[0] is Outcome.MISSING


def test_hours_go_along_with_a_transfer_inside_the_bureau(
    operator: Account, sibling: Unit, branch: Unit, admit: Admit, hold: Hold
) -> None:
    row = admit("甲一", since=dt.date(2024, 1, 1))
    for month in range(1, 9):
        hold(row.person, on=dt.date(2025, month, 5))
    moved = transfer_member(by=operator, membership=row, unit=sibling, on=dt.date(2025, 9, 1))
    assert [one.membership.pk for one in standings_in(branch, 2025, END)] == []
    [found] = standings_in(sibling, 2025, END)
    assert (found.membership.pk, found.hours.total, found.verdict.outcome) == (moved.pk, 32, Outcome.REACHED)


def test_list_stands_in_stroke_order_whatever_the_hours(branch: Unit, admit: Admit, hold: Hold) -> None:
    rows = [admit(name) for name in ("魏三", "丁一", "王二")]
    hold(rows[0].person)
    assert [one.membership.person.name for one in standings_in(branch, 2025, END)] == ["丁一", "王二", "魏三"]


def test_counts_of_an_organisation_add_up(branch: Unit, sibling: Unit, admit: Admit, hold: Hold) -> None:
    first = admit("甲一")
    admit("甲二")
    admit("甲三", unit=sibling, since=dt.date(2025, 7, 1))
    for month in range(1, 9):
        hold(first.person, on=dt.date(2025, month, 5))
    found = {
        one.unit.name: (one.reached, one.missing, one.not_applicable, one.members)
        for one in counts_by_unit(Unit.objects.all(), 2025, END)
    }
    assert found == {branch.name: (1, 1, 0, 2), sibling.name: (0, 0, 1, 1)}


def test_cost_grows_neither_with_members_nor_with_records(branch: Unit, admit: Admit, hold: Hold) -> None:
    rows = [admit("甲一")]
    hold(rows[0].person)

    def cost() -> tuple[int, int]:
        with CaptureQueriesContext(connection) as branchwide:
            standings_in(branch, 2025, END)
        with CaptureQueriesContext(connection) as one:
            own_standing(rows[0].person_id, 2025, END)
        return len(branchwide), len(one)

    before = cost()
    rows += [admit(name) for name in ("甲二", "甲三")]
    for month in (4, 5, 6):
        hold(*(row.person for row in rows), on=dt.date(2025, month, 5))
    assert cost() == before
    assert max(before) <= 6


def test_whoever_is_on_no_roll_has_no_standing(catalogue: None) -> None:
    assert own_standing(None, 2025, END) is None
    assert own_standing(999_999, 2025, END) is None
