"""Two clerks at the same moment: one cycle for a branch and year, one decision."""

from __future__ import annotations

import pytest
from django.db import connection

from tests.records.activities.test_races import TOGETHER, at_once
from tests.records.reviews.conftest import JANUARY, counted
from tongpin.foundation.audit.models import Event
from tongpin.foundation.kernel.errors import UserError
from tongpin.foundation.people.models import Account, Person
from tongpin.foundation.units.models import Unit
from tongpin.records.activities.models import Activity
from tongpin.records.reviews.actions import Decision, decide_grades, open_review
from tongpin.records.reviews.enums import DecidedIn, Grade
from tongpin.records.reviews.models import Review

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgres]


@pytest.fixture(autouse=True)
def _needs_postgresql() -> None:
    if connection.vendor != "postgresql":
        pytest.skip("races show on PostgreSQL only: set TONGPIN_DATABASE_URL")


def test_cycle_begun_by_many_is_one(secretary: Account, branch: Unit, full: list[Person]) -> None:
    made = at_once(lambda _number: open_review(by=secretary, unit=branch, year=2023))
    assert len({one.pk for one in made if isinstance(one, Review)}) == 1
    assert Event.objects.filter(action="review.open").count() == 1


def test_one_of_many_decisions_stands(
    secretary: Account, review: Review, full: list[Person], gathering: Activity
) -> None:
    review = counted(secretary, review, full)
    grades = {one.pk: Grade.QUALIFIED for one in full}
    decision = Decision(JANUARY, DecidedIn.GENERAL, grades)

    def work(_number: int) -> Review:
        return decide_grades(by=secretary, review=review, decision=decision, version=review.version)

    assert sum(isinstance(one, UserError) for one in at_once(work)) == TOGETHER - 1
    assert Event.objects.filter(action="review.decide").count() == 1
