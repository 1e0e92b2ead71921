"""Dual organisational life: own branch, contact branch, meeting of the leading group, from rosters."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.derived.compliance.making import hold
from tongpin.derived.compliance.queries import leader_records, leader_years, own_branch_attendances
from tongpin.foundation.kernel.errors import UserError
from tongpin.foundation.people.actions import add_person
from tongpin.foundation.people.models import Account, Person
from tongpin.foundation.units.actions import (
    admit_member,
    appoint,
    assign_contact,
    end_contact,
    end_membership,
)
from tongpin.foundation.units.enums import Standing
from tongpin.foundation.units.models import ContactBranch, Membership, Unit

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_june_2026")]
D = dt.date


def add_leader(by: Account, group: Unit, branch: Unit, name: str, title: str = "党组成员") -> Person:
    person = add_person(by=by, name=name)
    admit_member(by=by, person=person, unit=branch, standing=Standing.FULL, valid_from=D(2020, 1, 1))
    appoint(by=by, person=person, unit=group, title=title, valid_from=D(2025, 3, 1))
    return person


@pytest.fixture
def leader(operator: Account, party_group: Unit, branch: Unit) -> Person:
    return add_leader(operator, party_group, branch, "王一")


def sizes(person: Person, year: int = 2025) -> dict[str, int]:
    (found,) = [one for one in leader_years(year) if one.person == person]
    return {
        f"{column}-{part}": len(keys)
        for column in ("own", "contact", "democratic")
        for part in ("attended", "missed", "unknown")
        if (keys := getattr(getattr(found, column), part))
    }


def test_roster_says_who_was_there_and_its_absence_says_nothing(
    leader: Person, branch: Unit, officer: Account, second: Account, operator: Account
) -> None:
    other = add_person(by=operator, name="李二")
    hold(officer, branch, "party_day", "2025-03-05", present=(leader, other), confirmed_by=second)
    hold(officer, branch, "party_day", "2025-04-05", present=(other,), confirmed_by=second)
    hold(officer, branch, "party_day", "2025-05-05", confirmed_by=second)  # a number without names
    hold(officer, branch, "party_day", "2025-06-05", present=(other,))  # not confirmed
    hold(officer, branch, "meeting.lecture", "2025-06-06", present=(other,), confirmed_by=second)  # not everyone's
    hold(
        officer, branch, "meeting.committee", "2025-06-07", present=(leader,), confirmed_by=second
    )  # no ordinary member
    assert sizes(leader) == {"own-attended": 1, "own-missed": 1, "own-unknown": 1}


def test_days_before_the_post_and_after_the_transfer_do_not_count(
    leader: Person, branch: Unit, sibling: Unit, officer: Account, second: Account, operator: Account
) -> None:
    end_membership(by=operator, membership=Membership.objects.get(person=leader), on=D(2025, 6, 30), reason="moved_out")
    admit_member(by=operator, person=leader, unit=sibling, standing=Standing.FULL, valid_from=D(2025, 7, 1))
    for unit, day in ((branch, "2025-02-05"), (branch, "2025-03-05"), (branch, "2025-08-05"), (sibling, "2025-08-06")):
        hold(officer, unit, "party_day", day, title=day, present=(leader,), confirmed_by=second)
    assert sizes(leader) == {"own-attended": 2}
    (found,) = leader_years(2025)
    assert found.branches == [branch.name, sibling.name]
    rows = own_branch_attendances(D(2025, 1, 1), D(2025, 12, 31)).order_by("activity__starts_on")
    assert [(row.person_id, row.activity.title) for row in rows] == [
        (leader.pk, "2025-03-05"),
        (leader.pk, "2025-08-06"),
    ]


def test_contact_branch_counts_on_the_days_of_the_contact(
    leader: Person, sibling: Unit, officer: Account, second: Account, operator: Account
) -> None:
    contact = assign_contact(by=operator, person=leader, unit=sibling, valid_from=D(2025, 4, 1))
    end_contact(by=operator, contact=contact, on=D(2025, 8, 31))
    for day in ("2025-03-31", "2025-04-01", "2025-08-31", "2025-09-01"):
        hold(officer, sibling, "party_day", day, title=day, present=(leader,), confirmed_by=second)
    assert sizes(leader) == {"contact-attended": 2}
    found = leader_records(2025, leader.pk, "contact-attended")
    assert found is not None
    assert [row.title for row in found[1]] == ["2025-04-01", "2025-08-31"]


def test_meeting_of_january_counts_for_the_year_it_names(
    leader: Person, party_group: Unit, branch: Unit, officer: Account, second: Account, operator: Account
) -> None:
    absent = add_leader(operator, party_group, branch, "丁三", title="党组书记")
    hold(
        officer, party_group, "democratic_life", "2026-01-16", title="2025年度民主生活会", present=(leader,),
        confirmed_by=second,
    )  # fmt: skip
    assert sizes(leader) == {"democratic-attended": 1}
    assert sizes(absent) == {"democratic-missed": 1}
    assert sizes(leader, 2026) == {}


def test_study_secretary_is_no_member_of_the_group(operator: Account, party_group: Unit, branch: Unit) -> None:
    add_leader(operator, party_group, branch, "赵四", title="学习秘书")
    assert leader_years(2025) == []


def test_leaders_stand_in_stroke_order(operator: Account, party_group: Unit, branch: Unit) -> None:
    for name in ("魏五", "丁三", "王一"):
        add_leader(operator, party_group, branch, name)
    assert [one.person.name for one in leader_years(2025)] == ["丁三", "王一", "魏五"]


def test_table_takes_no_more_queries_with_more_leaders(
    leader: Person, party_group: Unit, branch: Unit, officer: Account, second: Account, operator: Account
) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            leader_years(2025)
        return len(captured)

    hold(officer, branch, "party_day", "2025-03-05", present=(leader,), confirmed_by=second)
    before = queries()
    for number, name in enumerate(("丁三", "魏五")):
        other = add_leader(operator, party_group, branch, name)
        hold(officer, branch, "party_day", f"2025-04-0{number + 1}", present=(leader, other), confirmed_by=second)
    assert queries() == before <= 11


@pytest.mark.parametrize(
    ("unit", "day", "words"),
    [("own", "2025-04-01", "所在的支部"), ("committee", "2025-04-01", "只有党支部"), ("again", "2025-04-02", "已经是")],
)
def test_contact_that_cannot_be_is_refused(
    leader: Person, branch: Unit, sibling: Unit, committee: Unit, operator: Account, unit: str, day: str, words: str
) -> None:
    assign_contact(by=operator, person=leader, unit=sibling, valid_from=D(2025, 4, 1))
    units = {"own": branch, "committee": committee, "again": sibling}
    with pytest.raises(UserError, match=words):
        assign_contact(by=operator, person=leader, unit=units[unit], valid_from=D.fromisoformat(day))
    assert ContactBranch.objects.count() == 1


def test_naming_a_contact_twice_changes_nothing(leader: Person, sibling: Unit, operator: Account) -> None:
    one = assign_contact(by=operator, person=leader, unit=sibling, valid_from=D(2025, 4, 1))
    assert assign_contact(by=operator, person=leader, unit=sibling, valid_from=D(2025, 4, 1)) == one
