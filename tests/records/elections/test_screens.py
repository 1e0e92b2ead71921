"""Terms and elections on screen: who sees what, each step by its form, refusals that keep what was typed."""

from __future__ import annotations

import datetime as dt

import pytest
from django.test import Client

from tests.conftest import MakeAccount
from tests.screens import MOST_QUERIES, form_key, queries_of
from tongpin.foundation.access.enums import Role
from tongpin.foundation.people.models import Account, Person
from tongpin.foundation.units.models import Term, Unit
from tongpin.records.activities.models import Activity
from tongpin.records.activities.models import Attendance as Roster
from tongpin.records.elections.actions import record_count, vote_again
from tongpin.records.elections.enums import Stage, State
from tongpin.records.elections.forms.plan import COMMON
from tongpin.records.elections.models import Candidate, Election, Poll, Teller

from .helpers import HELD, count, poll_of, roll_of, started, to_count

pytestmark = pytest.mark.django_db


@pytest.fixture
def people(branch: Unit, catalogue: None) -> list[Person]:
    return roll_of(branch)


@pytest.fixture
def election(secretary: Account, branch: Unit, people: list[Person]) -> Election:
    return started(secretary, branch)


@pytest.fixture
def poll(secretary: Account, election: Election, people: list[Person]) -> Poll:
    return to_count(secretary, poll_of(election), people[:4], people[4:6], 8)


@pytest.fixture
def counted(secretary: Account, poll: Poll, people: list[Person]) -> Poll:
    """Equal votes for the last place."""
    return record_count(by=secretary, poll=poll, count=count(dict(zip(people[:4], (8, 6, 5, 5), strict=True)), 8))


@pytest.fixture
def desk(client: Client, secretary: Account) -> Client:
    client.force_login(secretary)
    return client


def send(client: Client, address: str, **fields: object) -> str:
    """Fill in the form of an address and return the page one lands on."""
    key = form_key(client.get(address).content.decode())
    return client.post(address, {"_key": key, **fields}, follow=True).content.decode()


def plan_fields(unit: Unit, **more: object) -> dict[str, object]:
    return {
        "unit": unit.pk, "kind": "term", "number": 5, "held_on": "20250610", "seats": 3, "superior": "机关党委",
        "approval_no": "机党〔2025〕6号", "approved_on": "2025-05-20", "secretaries": 1, "deputies": 0, **more,
    }  # fmt: skip


def at(poll: Poll, step: str = "") -> str:
    return f"/elections/{poll.election_id}/votes/{poll.pk}/{step}"


def test_common_path_has_eight_fields() -> None:
    assert len(COMMON) == 8


def test_whole_election_is_run_by_forms(desk: Client, branch: Unit, people: list[Person], officer: Account) -> None:
    html = send(desk, "/elections/new/", **plan_fields(branch))
    assert "应到会人数" in html
    election = Election.objects.get()
    send(desk, f"/elections/{election.pk}/base/", **{f"ground_{people[0].pk}": ""})
    poll = poll_of(election)
    send(desk, at(poll, "candidates/"), persons=[one.pk for one in people[:4]])
    send(desk, at(poll, "attendance/"), roster=[one.pk for one in people])
    assert (Activity.objects.get().attended, Roster.objects.count()) == (8, 8)
    assert Activity.objects.get().title == "党员大会（市文化馆党支部第5届换届选举）"
    send(desk, at(poll, "tellers/"), overseers=[people[4].pk], counters=[people[5].pk], passed="on")
    votes = dict(zip(people[:4], (8, 7, 5, 3), strict=True))
    numbers: dict[str, object] = {"issued": 8, "returned": 8, "valid": 8, "invalid": 0}
    for one, number in votes.items():
        numbers |= {f"for_{one.pk}": number, f"against_{one.pk}": 8 - number, f"abstained_{one.pk}": 0}
    html = send(desk, at(poll, "count/"), **numbers)
    assert html.count("当选</span>") == 3
    second = poll_of(election)
    send(desk, at(second, "candidates/"), persons=[people[0].pk])
    send(desk, at(second, "attendance/"), present=3)
    send(desk, at(second, "tellers/"), overseers=[people[1].pk], counters=[people[5].pk], passed="on")
    chosen = {f"for_{people[0].pk}": 3, f"against_{people[0].pk}": 0, f"abstained_{people[0].pk}": 0}
    send(desk, at(second, "count/"), issued=3, returned=3, valid=3, invalid=0, **chosen)
    assert "由局党务干部登记" in desk.get(f"/elections/{election.pk}/").content.decode()
    desk.force_login(officer)
    send(
        desk, f"/elections/{election.pk}/complete/", number="机党〔2025〕9号", on="2025-06-20", began_on="2025-06-10",
        **{f"title_{people[1].pk}": "组织委员", f"title_{people[2].pk}": "宣传委员"},
    )  # fmt: skip
    election.refresh_from_db()
    assert (election.state, Term.objects.get().began_on) == (State.DONE, HELD)


def test_refusal_keeps_what_was_typed_and_names_the_rule(desk: Client, poll: Poll, people: list[Person]) -> None:
    numbers: dict[str, object] = {"issued": 8, "returned": 8, "valid": 7, "invalid": 0}
    for one in people[:4]:
        numbers |= {f"for_{one.pk}": 5, f"against_{one.pk}": 2, f"abstained_{one.pk}": 0}
    html = send(desk, at(poll, "count/"), **numbers)
    assert "与收回的8张不符" in html
    assert "《中国共产党基层组织选举工作条例》" in html
    assert 'name="valid" value="7"' in html
    assert Poll.objects.get(pk=poll.pk).stage == Stage.COUNT


def test_quorum_is_shown_at_once_and_failing_it_stops(desk: Client, poll: Poll) -> None:
    html = desk.get(at(poll, "attendance/")).content.decode()
    assert "至少到会人数" in html
    assert "应到8人，至少应到会7人，实到6人" in send(desk, at(poll, "attendance/"), present=6)


def test_roll_called_and_number_must_agree(desk: Client, poll: Poll, people: list[Person]) -> None:
    html = send(desk, at(poll, "attendance/"), roster=[one.pk for one in people[:7]], present=8)
    assert "点名到会的人中有选举权的为7人" in html


def test_probationary_member_called_is_no_voter(desk: Client, poll: Poll, people: list[Person]) -> None:
    probationer = Person.objects.get(name="预备0")
    send(desk, at(poll, "attendance/"), roster=[*(one.pk for one in people[:7]), probationer.pk])
    assert Poll.objects.get(pk=poll.pk).present == 7
    assert Roster.objects.count() == 8


@pytest.mark.parametrize(
    ("fields", "says"),
    [({"votes_1": 3}, "同时填写"), ({"other_1": "x"}, "x"), ({}, "必填")],
)
def test_written_in_name_needs_its_votes(
    desk: Client, poll: Poll, people: list[Person], fields: dict[str, object], says: str
) -> None:
    numbers: dict[str, object] = {"issued": 8, "returned": 8, "valid": 8, "invalid": 0}
    html = send(desk, at(poll, "count/"), **numbers, **fields)
    assert 'class="error-summary"' in html
    assert says in html
    assert Poll.objects.get(pk=poll.pk).stage == Stage.COUNT


def test_name_written_in_twice_is_refused(desk: Client, poll: Poll, people: list[Person]) -> None:
    numbers: dict[str, object] = {"issued": 8, "returned": 8, "valid": 8, "invalid": 0}
    for one in people[:4]:
        numbers |= {f"for_{one.pk}": 2, f"against_{one.pk}": 6, f"abstained_{one.pk}": 0}
    same = {"other_1": people[6].pk, "votes_1": 3, "other_2": people[6].pk, "votes_2": 3}
    assert "填写了两次" in send(desk, at(poll, "count/"), **numbers, **same)
    send(desk, at(poll, "count/"), **numbers, other_1=people[6].pk, votes_1=5)
    assert Candidate.objects.get(written_in=True).elected


def test_void_vote_is_noted_from_two_numbers(desk: Client, poll: Poll) -> None:
    assert "只有收回选票多于" in send(desk, at(poll, "count/"), issued=8, returned=8, void="1")
    html = send(desk, at(poll, "count/"), issued=7, returned=8, void="1")
    assert "选举无效" in html
    assert Poll.objects.count() == 2


def test_equal_votes_offer_a_further_vote_and_no_waiving(desk: Client, counted: Poll) -> None:
    html = desk.get(at(counted)).content.decode()
    assert "再次投票" in html
    assert "减少名额" not in html.split("制度依据")[0]
    key = form_key(html)
    desk.post(at(counted, "follow/"), {"_key": key, "do": "again"})
    assert Poll.objects.filter(again_of=counted, again="tie").exists()
    assert desk.get(at(poll_of(counted.election), "count/")).status_code == 200


def test_fewer_places_need_enough_in_favour(desk: Client, secretary: Account, poll: Poll, people: list[Person]) -> None:
    record_count(by=secretary, poll=poll, count=count(dict(zip(people[:4], (8, 6, 4, 4), strict=True)), 8))
    assert "至少须有4人同意" in send(desk, at(poll, "follow/"), do="waive", agreed=3)
    send(desk, at(poll, "follow/"), do="waive", agreed=6)
    assert Poll.objects.get(pk=poll.pk).waived == 1


def test_plan_is_changed_and_election_broken_off_by_forms(desk: Client, branch: Unit, election: Election) -> None:
    send(desk, f"/elections/{election.pk}/plan/", **plan_fields(branch, held_on="2025-06-12"))
    election.refresh_from_db()
    assert (election.held_on, election.should_attend) == (dt.date(2025, 6, 12), None)
    send(desk, f"/elections/{election.pk}/cancel/", reason="改期")
    assert "改期" in desk.get(f"/elections/{election.pk}/").content.decode()
    assert desk.get(f"/elections/{election.pk}/base/").status_code == 404


def test_teller_of_the_meeting_is_proposed_again(desk: Client, secretary: Account, counted: Poll) -> None:
    again = vote_again(by=secretary, poll=counted)
    Poll.objects.filter(pk=again.pk).update(stage=Stage.TELLERS, present=8)
    html = desk.get(at(again, "tellers/")).content.decode()
    named = set(Teller.objects.filter(poll=counted).values_list("person", flat=True))
    assert all(f'value="{one}"' in html for one in named)
    assert html.count("checked") == 2


def test_names_are_clear_to_the_branch_and_masked_to_the_leader(
    desk: Client, counted: Poll, make_account: MakeAccount, bureau: Unit
) -> None:
    assert "丁一" in desk.get(at(counted)).content.decode()
    desk.force_login(make_account(Role.LEADER, bureau, "leader"))
    for address in (at(counted), f"/elections/{counted.election_id}/"):
        html = desk.get(address).content.decode()
        assert "丁*" in html
        assert "丁一" not in html
    assert desk.get(f"/elections/{counted.election_id}/result.docx").status_code == 403


def test_pages_of_an_election_take_few_queries(desk: Client, counted: Poll, branch: Unit) -> None:
    addresses = [f"/elections/{counted.election_id}/", at(counted), f"/elections/terms/of/{branch.pk}/"]
    desk.get("/")  # the first page of a session writes it
    found = {one: queries_of(desk, one) for one in addresses}
    assert {one: number for one, number in found.items() if number > MOST_QUERIES} == {}


def test_pages_of_steps_take_few_queries(desk: Client, poll: Poll) -> None:
    steps = ("candidates/", "attendance/", "tellers/", "count/", "print/")
    desk.get("/")  # the first page of a session writes it
    found = {step: queries_of(desk, at(poll, step)) for step in steps}
    assert {step: number for step, number in found.items() if number > MOST_QUERIES} == {}


def test_vote_of_another_election_is_not_found_under_this_one(
    desk: Client, officer: Account, committee: Unit, poll: Poll, people: list[Person]
) -> None:
    other = poll_of(started(officer, committee, seats=3))
    assert desk.get(f"/elections/{poll.election_id}/votes/{other.pk}/").status_code == 404


def test_foreign_election_answers_like_one_that_does_not_exist(
    desk: Client, officer: Account, sibling: Unit, catalogue: None
) -> None:
    roll_of(sibling)
    other = poll_of(started(officer, sibling, seats=0))
    for address in (
        f"/elections/{other.election_id}/",
        at(other),
        at(other, "count/"),
        f"/elections/terms/of/{sibling.pk}/",
    ):
        assert desk.get(address).status_code == 404
