"""Terms and elections in a browser, on the desk and on the phone."""

from __future__ import annotations

import datetime as dt

import pytest

from tests.browser.conftest import OpenPage, axe_findings, small_targets, too_wide, wide_parts
from tests.records.elections.helpers import count, poll_of, roll_of, started, to_count
from tongpin.foundation.people.models import Account
from tongpin.foundation.units.actions import enter_term
from tongpin.foundation.units.models import Unit
from tongpin.records.elections.actions import record_count
from tongpin.records.elections.models import Poll

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def poll(officer: Account, operator: Account, branch: Unit, sibling: Unit, catalogue: None) -> Poll:
    """A vote with equal votes for the last place, a further vote to be opened."""
    people = roll_of(branch)
    enter_term(by=operator, unit=branch, number=4, began_on=dt.date(2022, 6, 15), years=3, seats=3)
    enter_term(by=operator, unit=sibling, number=1, began_on=dt.date(2019, 6, 15), years=3)
    waiting = to_count(officer, poll_of(started(officer, branch)), people[:4], people[4:6], 8)
    votes = dict(zip(people[:4], (8, 6, 5, 5), strict=True))
    return record_count(by=officer, poll=waiting, count=count(votes, 8))


@pytest.mark.parametrize("size", ["desktop", "phone"])
def test_pages_are_accessible_and_fit_the_window(
    open_page: OpenPage, officer: Account, branch: Unit, sibling: Unit, poll: Poll, size: str
) -> None:
    people, other = roll_of(sibling, 6, 0), started(officer, sibling, seats=0)
    vote, running = f"/elections/{poll.election_id}/votes/{poll.pk}/", poll_of(other)
    to_count(officer, running, people[:1], people[1:3], 6)
    open_vote = f"/elections/{other.pk}/votes/{running.pk}/"
    term = branch.terms.get()
    addresses = ["/elections/", "/elections/new/", "/elections/terms/", "/elections/terms/due/?year=2025"]
    addresses += [f"/elections/terms/of/{branch.pk}/", f"/elections/terms/of/{branch.pk}/new/"]
    addresses += [f"/elections/terms/{term.pk}/move/", f"/elections/terms/{term.pk}/correct/"]
    addresses += [f"/elections/{poll.election_id}/", vote]
    addresses += [f"/elections/{other.pk}/{step}/" for step in ("base", "cancel")]
    addresses += [f"{open_vote}{step}/" for step in ("candidates", "attendance", "tellers", "count", "print")]
    addresses += [f"/elections/{other.pk}/complete/", f"/elections/{other.pk}/plan/"]
    page = open_page("/elections/", size, officer)
    base = page.url.split("/elections/")[0]
    found = {}
    for address in addresses:
        response = page.goto(base + address)
        assert response is not None
        problems = [] if response.status == 200 else [f"answers {response.status}"]
        problems += axe_findings(page) + small_targets(page, 44)
        problems += wide_parts(page) if too_wide(page) else []
        if problems:
            found[address] = problems
    assert found == {}
