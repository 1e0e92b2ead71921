"""The sample's terms stand in every state, and its elections are whole."""

from __future__ import annotations

import pytest

from tongpin.foundation.kernel import clock as time
from tongpin.foundation.people.actions import add_person
from tongpin.foundation.people.models import Account
from tongpin.foundation.units.actions import admit_member, appoint
from tongpin.foundation.units.enums import Standing, TermState
from tongpin.foundation.units.models import Post, Term, Unit
from tongpin.records.elections.enums import Again, Stage, State
from tongpin.records.elections.models import Election, Poll
from tongpin.records.elections.queries import clock
from tongpin.records.elections.queries.norms import book_of
from tongpin.sample import organisation, terms


@pytest.fixture
def people(operator: Account, catalogue: None) -> dict[str, Account]:
    """The sample's tree with twelve members in each of the two branches that hold elections."""
    organisation.build_units(by=operator)
    for one in organisation.ACCOUNTS:
        person, unit = add_person(by=operator, name=f"甲{one.username}"), Unit.objects.get(name=one.branch)
        admit_member(by=operator, person=person, unit=unit, standing=Standing.FULL)
    for name in (organisation.BRANCH, organisation.OTHER_BRANCH):
        unit = Unit.objects.get(name=name)
        for number in range(12):
            person = add_person(by=operator, name=f"乙{number}")
            admit_member(by=operator, person=person, unit=unit, standing=Standing.FULL)
            if number < 2:
                appoint(by=operator, person=person, unit=unit, title="组织委员" if number else "书记")
    names = {one.username: f"甲{one.username}" for one in organisation.ACCOUNTS}
    return organisation.build_accounts(by=operator, names=names)


def test_terms_stand_in_every_state_and_come_once(people: dict[str, Account]) -> None:
    terms.build(by=people["officer"], unit_officer=people["library"])
    rows = clock.rows(Unit.objects.all(), book_of(time.today()))
    states = {row.state for row in rows if row.exempt is None}
    assert {TermState.OVERDUE, TermState.DUE_SOON, TermState.POSTPONED} <= states
    assert [row.unit.name for row in rows if row.exempt is not None] == ["局党组"]
    before = Term.objects.count(), Election.objects.count()
    terms.build(by=people["officer"], unit_officer=people["library"])
    assert (Term.objects.count(), Election.objects.count()) == before


def test_one_election_was_held_to_its_approval_and_one_waits_at_its_count(people: dict[str, Account]) -> None:
    terms.build(by=people["officer"], unit_officer=people["library"])
    done, waiting = Election.objects.get(state=State.DONE), Election.objects.get(state=State.RUNNING)
    assert list(done.polls.values_list("again", flat=True).order_by("pk")) == ["", Again.TIE, ""]
    assert done.term is not None
    assert done.exclusions.count() == 1
    assert Post.objects.filter(unit=done.unit, valid_to=None).count() == 3
    assert Poll.objects.get(election=waiting).stage == Stage.COUNT
