"""A branch of nine full members, one probationary and one exempt, and its cycle of 2024."""

from __future__ import annotations

import datetime as dt

import pytest

from tongpin.foundation.people.actions import add_person
from tongpin.foundation.people.models import Account, Person
from tongpin.foundation.units.actions import admit_member, appoint
from tongpin.foundation.units.enums import Ground, Standing
from tongpin.foundation.units.models import Exemption, Unit
from tongpin.records.activities.models import Activity
from tongpin.records.activities.rules import Content
from tongpin.records.reviews.actions import Decision, count_ballots, decide_grades, open_review, record_meeting
from tongpin.records.reviews.enums import DecidedIn, Grade
from tongpin.records.reviews.models import Review
from tongpin.records.reviews.rules import Ballots, Tally

SINCE = dt.date(2020, 1, 1)
JANUARY = dt.date(2025, 1, 15)
NAMES = ("赵一", "钱二", "孙三", "李四", "周五", "吴六", "郑七", "王八一", "冯九")


def member(by: Account, unit: Unit, name: str, standing: Standing = Standing.FULL, *, exempt: bool = False) -> Person:
    person = add_person(by=by, name=name)
    admit_member(by=by, person=person, unit=unit, standing=standing, valid_from=SINCE)
    if exempt:
        Exemption.objects.create(person=person, ground=Ground.FRAIL)
    return person


@pytest.fixture
def full(operator: Account, branch: Unit, catalogue: None) -> list[Person]:
    """Nine full members; the first is the secretary."""
    persons = [member(operator, branch, name) for name in NAMES]
    appoint(by=operator, person=persons[0], unit=branch, title="书记", valid_from=SINCE)
    return persons


@pytest.fixture
def newcomer(operator: Account, branch: Unit, full: list[Person]) -> Person:
    return member(operator, branch, "陈十", Standing.PROBATIONARY)


@pytest.fixture
def elder(operator: Account, branch: Unit, full: list[Person]) -> Person:
    return member(operator, branch, "卫老", exempt=True)


@pytest.fixture
def review(secretary: Account, branch: Unit, full: list[Person]) -> Review:
    return open_review(by=secretary, unit=branch, year=2024)


def meeting_of(branch: Unit, on: dt.date = JANUARY, kind: str = "org_life") -> Content:
    return Content(kind=kind, title="2024年度组织生活会", unit_id=branch.pk, starts_on=on, attended=9, expected=9)


@pytest.fixture
def gathering(secretary: Account, review: Review, branch: Unit) -> Activity:
    """Both meetings in one, in January of the next year."""
    return record_meeting(by=secretary, review=review, content=meeting_of(branch), together=True)


def counted(by: Account, review: Review, persons: list[Person], valid: int = 9) -> Review:
    review.refresh_from_db()
    tallies = {one.pk: Tally(number, valid - number) for number, one in enumerate(persons)}
    ballots = Ballots(valid + 1, valid, valid, tallies)
    return count_ballots(
        by=by, review=review, ballots=ballots, self_on=JANUARY, peer_on=JANUARY, version=review.version
    )


def decided(by: Account, review: Review, persons: list[Person], excellent: int) -> Review:
    review.refresh_from_db()
    grades = {one.pk: Grade.EXCELLENT if number < excellent else Grade.QUALIFIED for number, one in enumerate(persons)}
    decision = Decision(JANUARY, DecidedIn.COMMITTEE, grades)
    return decide_grades(by=by, review=review, decision=decision, version=review.version)
