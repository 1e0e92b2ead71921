"""Two at once: an election is completed once, a vote counted once, one election of an organisation runs."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import connection

from tests.records.activities.test_races import at_once
from tongpin.foundation.kernel.errors import UserError
from tongpin.foundation.people.models import Account
from tongpin.foundation.units.models import Term, Unit
from tongpin.records.elections.actions import complete_election, prepare_election, record_count
from tongpin.records.elections.models import Election, Poll
from tongpin.records.elections.rules import Approval

from .helpers import HELD, count, counted, plan, poll_of, roll_of, started, to_count

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgres]


@pytest.fixture(autouse=True)
def _needs_postgresql() -> None:
    if connection.vendor != "postgresql":
        pytest.skip("races show on PostgreSQL only: set TONGPIN_DATABASE_URL")


def done(results: list[object]) -> int:
    """Return how many were carried out; the others were refused."""
    return sum(not isinstance(one, UserError) for one in results)


def test_two_elections_of_one_organisation_do_not_begin_at_once(
    secretary: Account, branch: Unit, catalogue: None
) -> None:
    roll_of(branch)
    assert done(at_once(lambda _number: prepare_election(by=secretary, plan=plan(branch)))) == 1
    assert Election.objects.count() == 1


def test_vote_is_counted_once(secretary: Account, branch: Unit, catalogue: None) -> None:
    people = roll_of(branch)
    poll = to_count(secretary, poll_of(started(secretary, branch)), people[:4], people[4:6], 8)
    numbers = count(dict(zip(people[:4], (8, 7, 5, 4), strict=True)), 8)
    copies = [Poll.objects.select_related("election__unit").get(pk=poll.pk) for _ in range(8)]
    assert done(at_once(lambda number: record_count(by=secretary, poll=copies[number], count=numbers))) == 1
    assert poll.election.polls.count() == 2


def test_election_is_completed_once(secretary: Account, officer: Account, branch: Unit, catalogue: None) -> None:
    people = roll_of(branch)
    made = started(secretary, branch)
    counted(secretary, poll_of(made), dict(zip(people[:4], (8, 7, 5, 4), strict=True)), people[4:6], 8)
    counted(secretary, poll_of(made), {people[1]: 3}, [people[0], people[5]], 3)
    approval = Approval("机党〔2025〕9号", dt.date(2025, 6, 20), HELD, {})
    copies = [Election.objects.select_related("unit").get(pk=made.pk) for _ in range(8)]
    results = at_once(lambda number: complete_election(by=officer, election=copies[number], approval=approval))
    assert done(results) == 1
    assert Term.objects.count() == 1
