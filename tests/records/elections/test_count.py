"""The count, what follows from it, and that nothing in it could lead back to a voter."""

from __future__ import annotations

import json

import pytest
from django.apps import apps
from django.db import IntegrityError, models, transaction

from tongpin.foundation.audit.models import Event
from tongpin.foundation.kernel.errors import UserError
from tongpin.foundation.people.models import Account, Person
from tongpin.foundation.units.models import Unit
from tongpin.records.elections.actions import (
    Attendance,
    name_tellers,
    note_attendance,
    record_count,
    void_poll,
    vote_again,
    waive_places,
)
from tongpin.records.elections.enums import Again, Body, Office, Stage
from tongpin.records.elections.models import Candidate, Election, Poll
from tongpin.records.elections.queries import people as lists
from tongpin.records.elections.queries.progress import all_settled, polls_of
from tongpin.records.elections.rules import Count, Votes

from .helpers import count, counted, poll_of, roll_of, started, to_count

pytestmark = pytest.mark.django_db


@pytest.fixture
def people(branch: Unit, catalogue: None) -> list[Person]:
    return roll_of(branch)


@pytest.fixture
def election(secretary: Account, branch: Unit, people: list[Person]) -> Election:
    return started(secretary, branch)


@pytest.fixture
def poll(secretary: Account, election: Election, people: list[Person]) -> Poll:
    """The vote on the committee, waiting for its count: 8 should attend, 8 are present, 4 candidates for 3 places."""
    return to_count(secretary, poll_of(election), people[:4], people[4:6], 8)


def names(election: Election, *of: Office) -> list[str]:
    return [row.person.name for row in lists.elected(election, *of)]


def test_three_of_four_are_elected_and_the_vote_on_the_secretary_opens(
    secretary: Account, poll: Poll, people: list[Person]
) -> None:
    poll = record_count(by=secretary, poll=poll, count=count(dict(zip(people[:4], (8, 7, 5, 4), strict=True)), 8))
    assert (poll.stage, poll.needed, poll.open_places) == (Stage.COUNTED, 5, 0)
    assert names(poll.election) == ["丁一", "王二", "方三"]
    following = poll_of(poll.election)
    assert (following.office, following.body, following.should_attend) == (Office.SECRETARY, Body.COMMITTEE, 3)
    assert [one.name for one in lists.pool(following)] == ["丁一", "王二", "方三"]


@pytest.mark.parametrize(("votes", "elected"), [(4, False), (5, True)])
def test_half_of_eight_elects_nobody_and_one_more_does(
    secretary: Account, poll: Poll, people: list[Person], votes: int, elected: bool
) -> None:
    record_count(by=secretary, poll=poll, count=count(dict(zip(people[:4], (7, 6, votes, 3), strict=True)), 8))
    assert ("方三" in names(poll.election)) is elected


def test_majority_is_of_those_who_should_attend_not_of_those_present(
    secretary: Account, election: Election, people: list[Person]
) -> None:
    poll = to_count(secretary, poll_of(election), people[:4], people[4:6], 7)
    poll = record_count(by=secretary, poll=poll, count=count(dict(zip(people[:4], (7, 6, 4, 3), strict=True)), 7))
    assert poll.needed == 5
    assert names(election) == ["丁一", "王二"]


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"issued": 9, "returned": 8}, "实到的8人.*《中国共产党基层组织选举工作条例》"),
        ({"issued": 7}, "选举无效"),
        ({"invalid": 1}, "有效票8张、无效票1张"),
        ({"valid": 7}, "有效票7张、无效票0张"),
    ],
)
def test_ballots_that_do_not_add_up_are_refused_with_the_rule(
    secretary: Account, poll: Poll, people: list[Person], change: dict[str, int], says: str
) -> None:
    numbers = {"issued": 8, "returned": 8, "valid": 8, "invalid": 0, **change}
    votes = [Votes(one.pk, one.name, 5, 3) for one in people[:4]]
    with pytest.raises(UserError, match=says):
        record_count(by=secretary, poll=poll, count=Count(**numbers, votes=votes))
    assert Poll.objects.get(pk=poll.pk).stage == Stage.COUNT
    assert Candidate.objects.exclude(votes_for=None).count() == 0


def test_votes_of_one_candidate_that_do_not_add_up_name_the_candidate(
    secretary: Account, poll: Poll, people: list[Person]
) -> None:
    votes = [Votes(one.pk, one.name, 5, 3) for one in people[:3]] + [Votes(people[3].pk, "甘四", 5, 2)]
    with pytest.raises(UserError, match=r"甘四.*合计7票.*8张不符"):
        record_count(by=secretary, poll=poll, count=Count(8, 8, 8, 0, votes))


def test_more_choices_than_ballots_allow_are_refused(secretary: Account, poll: Poll, people: list[Person]) -> None:
    with pytest.raises(UserError, match=r"合计32人次.*至多24人次"):
        record_count(by=secretary, poll=poll, count=count(dict.fromkeys(people[:4], 8), 8))


def test_candidate_left_out_of_the_count_is_asked_for(secretary: Account, poll: Poll, people: list[Person]) -> None:
    with pytest.raises(UserError, match="逐一填写"):
        record_count(by=secretary, poll=poll, count=count(dict.fromkeys(people[:3], 5), 8))


def test_vote_is_counted_once(secretary: Account, poll: Poll, people: list[Person]) -> None:
    numbers = count(dict(zip(people[:4], (8, 7, 5, 4), strict=True)), 8)
    record_count(by=secretary, poll=poll, count=numbers)
    with pytest.raises(UserError, match="已经计票"):
        record_count(by=secretary, poll=poll, count=numbers)


def test_written_in_name_can_be_elected(secretary: Account, poll: Poll, people: list[Person]) -> None:
    numbers = count(dict(zip(people[:4], (8, 7, 2, 1), strict=True)), 8, written={people[5]: 5})
    record_count(by=secretary, poll=poll, count=numbers)
    assert names(poll.election) == ["丁一", "王二", "乐六"]
    assert Candidate.objects.get(person=people[5]).written_in


def test_written_in_name_of_nobody_eligible_is_refused(secretary: Account, poll: Poll, people: list[Person]) -> None:
    stranger = Person.objects.get(name="预备0")
    numbers = count(dict(zip(people[:4], (8, 7, 2, 1), strict=True)), 8, written={stranger: 5})
    with pytest.raises(UserError, match="预备0"):
        record_count(by=secretary, poll=poll, count=numbers)


def test_more_returned_than_issued_voids_the_vote_and_a_new_one_follows(
    secretary: Account, poll: Poll, people: list[Person]
) -> None:
    with pytest.raises(UserError, match="多于发出"):
        void_poll(by=secretary, poll=poll, issued=8, returned=8)
    new = void_poll(by=secretary, poll=poll, issued=7, returned=8)
    poll.refresh_from_db()
    assert (poll.stage, new.again, new.again_of, new.stage) == (Stage.VOID, Again.VOID, poll, Stage.CANDIDATES)
    assert [row.person.name for row in lists.candidates(new)] == ["丁一", "王二", "方三", "甘四"]
    assert not all_settled(poll.election, polls_of(poll.election))


def test_equal_votes_at_the_last_place_are_voted_on_again_among_the_tied(
    secretary: Account, poll: Poll, people: list[Person]
) -> None:
    poll = record_count(by=secretary, poll=poll, count=count(dict(zip(people[:4], (8, 6, 5, 5), strict=True)), 8))
    assert (poll.open_places, poll.tied, names(poll.election)) == (1, True, ["丁一", "王二"])
    with pytest.raises(UserError, match="再次投票"):
        waive_places(by=secretary, poll=poll, agreed=8)
    again = vote_again(by=secretary, poll=poll)
    assert (again.again, again.places, again.again_of) == (Again.TIE, 1, poll)
    assert [row.person.name for row in lists.candidates(again)] == ["方三", "甘四"]
    again = note_attendance(by=secretary, poll=again, came=Attendance(8))
    again = name_tellers(by=secretary, poll=again, overseers=[people[4].pk], counters=[people[5].pk], passed=True)
    again = record_count(by=secretary, poll=again, count=count({people[2]: 4, people[3]: 3}, 8))
    assert (again.open_places, names(poll.election)) == (0, ["丁一", "王二", "方三"])


def test_shortage_is_voted_on_again_among_the_not_elected(secretary: Account, poll: Poll, people: list[Person]) -> None:
    poll = record_count(by=secretary, poll=poll, count=count(dict(zip(people[:4], (8, 6, 4, 4), strict=True)), 8))
    assert (poll.open_places, poll.tied) == (1, False)
    again = vote_again(by=secretary, poll=poll)
    assert (again.again, again.places) == (Again.SHORT, 1)
    again = counted(secretary, again, {people[2]: 3, people[3]: 5}, people[4:6], 8)
    assert names(poll.election) == ["丁一", "王二", "甘四"]
    with pytest.raises(UserError, match=r"没有空缺|已另行"):
        vote_again(by=secretary, poll=poll)


@pytest.mark.parametrize(("agreed", "ok"), [(3, False), (4, True), (9, False)])
def test_places_are_given_up_when_half_agree(
    secretary: Account, poll: Poll, people: list[Person], agreed: int, ok: bool
) -> None:
    poll = record_count(by=secretary, poll=poll, count=count(dict(zip(people[:4], (8, 6, 4, 4), strict=True)), 8))
    if ok:
        assert waive_places(by=secretary, poll=poll, agreed=agreed).waived == 1
        assert poll_of(poll.election).office == Office.SECRETARY
    else:
        with pytest.raises(UserError, match="至少须有4人同意"):
            waive_places(by=secretary, poll=poll, agreed=agreed)


def test_vote_that_elected_nobody_is_held_again(secretary: Account, poll: Poll, people: list[Person]) -> None:
    poll = record_count(by=secretary, poll=poll, count=count(dict.fromkeys(people[:4], 4), 8))
    with pytest.raises(UserError, match="重新投票"):
        waive_places(by=secretary, poll=poll, agreed=8)
    assert vote_again(by=secretary, poll=poll).places == 3


def test_secretary_is_elected_by_the_committee_from_as_many_as_places(
    secretary: Account, poll: Poll, people: list[Person]
) -> None:
    record_count(by=secretary, poll=poll, count=count(dict(zip(people[:4], (8, 7, 5, 4), strict=True)), 8))
    second = poll_of(poll.election)
    with pytest.raises(UserError, match="等额"):
        to_count(secretary, second, people[:2], [people[2], people[5]], 3)
    counted(secretary, second, {people[0]: 2}, [people[1], people[5]], 3)
    assert names(poll.election, Office.SECRETARY) == ["丁一"]
    assert all_settled(poll.election, polls_of(poll.election))


# -- the secret of the ballot


def test_no_table_points_from_a_vote_to_a_voter() -> None:
    """Persons are named as candidates, tellers and lawfully left out; nowhere as voters, and no row is a ballot."""
    pointing = {
        f"{model.__name__}.{field.name}"
        for model in apps.get_app_config("elections").get_models()
        for field in model._meta.concrete_fields
        if field.is_relation and field.related_model is Person
    }
    assert pointing == {"Candidate.person", "Teller.person", "Exclusion.person"}
    assert {model.__name__ for model in apps.get_app_config("elections").get_models()} == {
        "Election", "Exclusion", "Poll", "Candidate", "Teller",
    }  # fmt: skip
    votes = [Candidate._meta.get_field(name) for name in ("votes_for", "votes_against", "abstained")]
    votes += [Poll._meta.get_field(name) for name in ("issued", "returned", "valid", "invalid")]
    assert all(type(field) is models.PositiveIntegerField for field in votes)


def test_log_of_a_count_names_no_person(secretary: Account, poll: Poll, people: list[Person]) -> None:
    record_count(by=secretary, poll=poll, count=count(dict(zip(people[:4], (8, 7, 5, 4), strict=True)), 8))
    told = json.loads(Event.objects.get(action="poll.count").details)
    assert set(told) == {"issued", "returned", "valid", "needed", "elected"}


def test_database_refuses_a_count_that_does_not_add_up(poll: Poll) -> None:
    rows = Poll.objects.filter(pk=poll.pk)
    for wrong in (
        {"stage": Stage.COUNTED, "issued": 8, "returned": 8, "valid": 8, "invalid": 1, "needed": 5},
        {"issued": 9},
        {"present": 9},
        {"stage": Stage.VOID, "issued": 8, "returned": 8},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            rows.update(**wrong)
