"""Yearly cycles and talks: which year a meeting counts for, one gathering for two meetings, pairs still missing."""

from __future__ import annotations

import datetime as dt

import pytest

from tests.conftest import MakeAccount
from tests.derived.compliance.making import cell, hold, state
from tongpin.derived.compliance.queries import entries_of
from tongpin.foundation.access.enums import Role
from tongpin.foundation.kernel import clock
from tongpin.foundation.people.actions import add_person
from tongpin.foundation.people.models import Account, Person
from tongpin.foundation.units.actions import admit_member, appoint
from tongpin.foundation.units.enums import Standing
from tongpin.foundation.units.models import Unit
from tongpin.records.activities.models import Activity
from tongpin.records.conversations.enums import Way
from tongpin.records.conversations.models import Conversation
from tongpin.records.conversations.rules import pair_of
from tongpin.records.reviews.models import Review

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_june_2026")]
LIFE, APPRAISAL, TALKS = "ORG.组织生活会", "ORG.民主评议", "ORG.谈心谈话"


@pytest.fixture
def january(branch: Unit, officer: Account, make_account: MakeAccount, bureau: Unit) -> Activity:
    """A meeting in January that names no year."""
    return hold(officer, branch, "org_life", "2026-01-23", confirmed_by=make_account(Role.OFFICER, bureau, "second"))


def cycle(branch: Unit, by: Account, year: int, **steps: Activity) -> Review:
    return Review.objects.create(unit=branch, year=year, opened_by=by, opened_at=clock.now(), **steps)


def test_meeting_counts_for_the_year_of_its_cycle(branch: Unit, officer: Account, january: Activity) -> None:
    assert [state(branch, LIFE, year, "2026-06-01") for year in ("2025", "2026")] == ["late", "done"]
    cycle(branch, officer, 2025, org_life=january)
    assert [state(branch, LIFE, year, "2026-06-01") for year in ("2025", "2026")] == ["done", "due"]


def test_one_gathering_counts_once_for_each_meeting(branch: Unit, officer: Account, january: Activity) -> None:
    cycle(branch, officer, 2025, org_life=january, appraisal=january)
    for code in (LIFE, APPRAISAL):
        assert state(branch, code, "2025", "2026-06-01") == "done"
        found = cell(branch, code, "2025", "2026-06-01")
        assert found is not None
        assert found.have == 1
        assert [one.activity for one in entries_of(branch, found, dt.date(2026, 6, 1)) if one.counts] == [january]
    assert state(branch, APPRAISAL, "2026", "2026-06-01") == "due"


def test_meeting_of_january_without_a_year_is_shown_beside_the_open_year(branch: Unit, january: Activity) -> None:
    found = cell(branch, LIFE, "2025", "2026-06-01")
    assert found is not None
    (entry,) = entries_of(branch, found, dt.date(2026, 6, 1))
    assert (entry.activity, entry.counts, entry.unnamed) == (january, False, True)


@pytest.fixture
def three(operator: Account, branch: Unit) -> list[Person]:
    """Two of the committee and one other member."""
    found = []
    for name, title in (("甲一", "书记"), ("甲二", "组织委员"), ("甲三", "")):
        person = add_person(by=operator, name=name)
        admit_member(by=operator, person=person, unit=branch, standing=Standing.FULL, valid_from=dt.date(2024, 1, 1))
        if title:
            appoint(by=operator, person=person, unit=branch, title=title, valid_from=dt.date(2024, 1, 1))
        found.append(person)
    return found


def talk(branch: Unit, by: Account, one: Person, two: Person, day: str) -> None:
    first, second = pair_of(one.pk, two.pk)
    Conversation.objects.create(
        unit=branch, first_id=first, second_id=second, held_on=day, way=Way.FACE, digest="0" * 64, recorded_by=by,
        recorded_at=clock.now(),
    )  # fmt: skip


def test_talks_are_a_reminder_until_no_pair_is_missing(branch: Unit, officer: Account, three: list[Person]) -> None:
    assert state(branch, TALKS, "2025", "2025-06-01") == "due"
    assert state(branch, TALKS, "2025", "2026-01-01") == "missed"  # 一般: never late
    talk(branch, officer, three[0], three[1], "2025-03-05")
    found = cell(branch, TALKS, "2025", "2025-06-01")
    assert found is not None
    assert (found.found.lacking, found.found.asked) == (1, 2)
    talk(branch, officer, three[1], three[2], "2025-04-05")
    assert state(branch, TALKS, "2025", "2025-06-01") == "done"
    assert state(branch, TALKS, "2025", "2025-04-04") == "due"  # as of the day before the last talk


def test_a_branch_without_members_owes_no_talks(branch: Unit) -> None:
    assert state(branch, TALKS, "2025", "2025-06-01") == "off:nobody"
