"""The superior's approval: posts change hands, the old term ends, the new one begins, all or nothing."""

from __future__ import annotations

import datetime as dt

import pytest

from tongpin.foundation.kernel.errors import NotAllowed, UserError
from tongpin.foundation.people.models import Account, Person
from tongpin.foundation.units.actions import appoint, enter_term
from tongpin.foundation.units.models import Post, Term, Unit
from tongpin.foundation.units.queries import terms
from tongpin.records.elections.actions import complete_election, prepare_election, set_base
from tongpin.records.elections.enums import Kind, State
from tongpin.records.elections.models import Election
from tongpin.records.elections.rules import Approval

from .helpers import HELD, counted, plan, poll_of, roll_of, started

pytestmark = pytest.mark.django_db
ON = dt.date(2025, 6, 20)
BEFORE = ON - dt.timedelta(days=1)


@pytest.fixture
def people(branch: Unit, catalogue: None) -> list[Person]:
    return roll_of(branch)


@pytest.fixture
def term(operator: Account, branch: Unit, people: list[Person]) -> Term:
    """The outgoing body: 李八 secretary, 丁一 in charge of organisation."""
    appoint(by=operator, person=people[7], unit=branch, title="书记", valid_from=dt.date(2022, 6, 12))
    appoint(by=operator, person=people[0], unit=branch, title="组织委员", valid_from=dt.date(2022, 6, 12))
    appoint(by=operator, person=people[6], unit=branch, title="党小组组长")
    return enter_term(by=operator, unit=branch, number=4, began_on=dt.date(2022, 6, 12), years=3, seats=3)


@pytest.fixture
def election(secretary: Account, branch: Unit, people: list[Person], term: Term) -> Election:
    """All voted: 丁一, 王二, 方三 in the committee, 王二 its secretary."""
    made = started(secretary, branch)
    counted(secretary, poll_of(made), dict(zip(people[:4], (8, 7, 5, 4), strict=True)), people[4:6], 8)
    counted(secretary, poll_of(made), {people[1]: 3}, [people[0], people[5]], 3)
    return made


def approval(people: list[Person], **more: object) -> Approval:
    said = {"number": "机党〔2025〕9号", "on": ON, "began_on": HELD, "titles": {people[0].pk: "组织委员"}, **more}
    return Approval(**said)  # type: ignore[arg-type] # a test's own approval


def held(unit: Unit, day: dt.date) -> dict[str, str]:
    rows = Post.objects.filter(unit=unit).select_related("person")
    return {
        post.person.name: post.title
        for post in rows
        if (post.valid_from is None or post.valid_from <= day) and (post.valid_to is None or post.valid_to >= day)
    }


def test_posts_change_hands_and_the_new_term_begins(
    officer: Account, branch: Unit, people: list[Person], term: Term, election: Election
) -> None:
    done = complete_election(by=officer, election=election, approval=approval(people))
    assert held(branch, BEFORE) == {"李八": "书记", "丁一": "组织委员", "江七": "党小组组长"}
    assert held(branch, ON) == {"王二": "书记", "丁一": "组织委员", "方三": "委员", "江七": "党小组组长"}
    term.refresh_from_db()
    new = terms.open_term(branch)
    assert new is not None
    assert (term.ended_on, new.number, new.began_on, new.due_on, new.seats) == (
        dt.date(2025, 6, 9), 5, HELD, dt.date(2028, 6, 9), 3,
    )  # fmt: skip
    assert (done.state, done.term, done.result_no) == (State.DONE, new, "机党〔2025〕9号")
    assert (terms.due(dt.date(2025, 12, 31)).count(), terms.done(dt.date(2025, 12, 31)).count()) == (1, 1)


def test_who_keeps_the_same_post_keeps_it_without_a_break(
    officer: Account, people: list[Person], election: Election
) -> None:
    before = Post.objects.get(person=people[0])
    complete_election(by=officer, election=election, approval=approval(people))
    assert Post.objects.get(person=people[0]) == before
    assert Post.objects.get(person=people[0]).valid_to is None


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"number": " "}, "批复文号"),
        ({"on": HELD - dt.timedelta(days=1), "began_on": HELD}, "批复日期"),
        ({"on": dt.date(2999, 1, 1)}, "批复日期"),
        ({"began_on": HELD - dt.timedelta(days=1)}, "任期起算日"),
        ({"began_on": ON + dt.timedelta(days=1)}, "任期起算日"),
    ],
)
def test_approval_out_of_order_changes_nothing(
    officer: Account, branch: Unit, people: list[Person], election: Election, change: dict[str, object], says: str
) -> None:
    with pytest.raises(UserError, match=says):
        complete_election(by=officer, election=election, approval=approval(people, **change))
    assert held(branch, ON)["李八"] == "书记"
    assert Term.objects.count() == 1


def test_title_that_is_no_elected_post_undoes_everything(
    officer: Account, branch: Unit, people: list[Person], election: Election
) -> None:
    with pytest.raises(UserError, match="不是当选人的职务"):
        complete_election(by=officer, election=election, approval=approval(people, titles={people[2].pk: "局长"}))
    assert Election.objects.get().state == State.RUNNING


def test_only_the_officer_notes_the_approval(secretary: Account, people: list[Person], election: Election) -> None:
    with pytest.raises(NotAllowed):
        complete_election(by=secretary, election=election, approval=approval(people))


def test_election_with_a_place_open_is_not_completed(
    secretary: Account, officer: Account, branch: Unit, people: list[Person], term: Term
) -> None:
    made = started(secretary, branch)
    with pytest.raises(UserError, match="名额未选出"):
        complete_election(by=officer, election=made, approval=approval(people))


def test_completed_election_is_not_completed_again(officer: Account, people: list[Person], election: Election) -> None:
    complete_election(by=officer, election=election, approval=approval(people))
    with pytest.raises(UserError, match="已经结束"):
        complete_election(by=officer, election=election, approval=approval(people))


def test_by_election_fills_a_vacancy_within_the_term(
    secretary: Account, officer: Account, branch: Unit, people: list[Person], term: Term
) -> None:
    said = plan(branch, kind=Kind.VACANCY, number=4, seats=1, secretaries=0)
    made = set_base(by=secretary, election=prepare_election(by=secretary, plan=said), exclusions={})
    counted(secretary, poll_of(made), {people[1]: 6, people[2]: 2}, people[4:6], 8)
    complete_election(by=officer, election=made, approval=approval(people, titles={people[1].pk: "宣传委员"}))
    assert held(branch, ON) == {
        "李八": "书记", "丁一": "组织委员", "王二": "宣传委员", "江七": "党小组组长",
    }  # fmt: skip
    assert terms.open_term(branch) == term


def test_by_election_of_the_secretary_is_held_by_the_committee_in_office(
    secretary: Account, officer: Account, branch: Unit, people: list[Person], term: Term
) -> None:
    said = plan(branch, kind=Kind.VACANCY, number=4, seats=1, secretaries=1)
    made = set_base(by=secretary, election=prepare_election(by=secretary, plan=said), exclusions={})
    counted(secretary, poll_of(made), {people[1]: 6, people[2]: 2}, people[4:6], 8)
    second = poll_of(made)
    assert second.should_attend == 3
    counted(secretary, second, {people[1]: 3}, [people[0], people[5]], 3)
    complete_election(by=officer, election=made, approval=approval(people))
    assert held(branch, ON) == {"王二": "书记", "丁一": "组织委员", "江七": "党小组组长"}


def test_branch_without_committee_elects_its_secretary_at_the_members_meeting(
    officer: Account, sibling: Unit, catalogue: None
) -> None:
    people = roll_of(sibling, 6, 0)
    made = started(officer, sibling, seats=0, number=1)
    poll = poll_of(made)
    assert (poll.body, poll.should_attend) == ("members", 6)
    counted(officer, poll, {people[0]: 5}, people[1:3], 6)
    complete_election(by=officer, election=made, approval=approval(people))
    assert held(sibling, ON) == {people[0].name: "书记"}
    assert Term.objects.get(unit=sibling).seats is None
