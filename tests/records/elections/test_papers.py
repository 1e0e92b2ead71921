"""The papers of an election, as Word reads them."""

from __future__ import annotations

import io

import docx
import pytest
from django.test import Client

from tongpin.foundation.people.models import Account, Person
from tongpin.foundation.units.models import Unit
from tongpin.records.elections.actions import (
    prepare_election,
    record_count,
    set_base,
    void_poll,
    vote_again,
    waive_places,
)
from tongpin.records.elections.enums import Ground
from tongpin.records.elections.models import Election, Poll
from tongpin.records.elections.queries.papers import ballot, paper_names, record, request, result
from tongpin.records.elections.queries.progress import polls_of

from .helpers import count, plan, poll_of, roll_of, started, to_count

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


def at(poll: Poll, step: str = "") -> str:
    return f"/elections/{poll.election_id}/votes/{poll.pk}/{step}"


def text_of(content: bytes) -> str:
    document = docx.Document(io.BytesIO(content))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(one.text for one in document.paragraphs), *cells])


def test_papers_say_what_was_voted(desk: Client, counted: Poll) -> None:
    response = desk.get(f"/elections/{counted.election_id}/result.docx")
    said = text_of(response.content)
    for words in (
        "正式党员8人、预备党员1人",
        "发出选票8张，收回8张，有效票8张",
        "当选须得赞成票5张以上",
        "当选：丁一、王二。",
    ):
        assert words in said
    assert "请予备案" not in said
    filed = text_of(desk.get(f"/elections/{counted.election_id}/report.docx").content)
    assert "报请备案" in filed
    assert "2025年6月10日" in filed
    assert desk.get(f"/elections/{counted.election_id}/request.docx").status_code == 404
    assert desk.get(f"/elections/{counted.election_id}/secret.docx").status_code == 404


def test_ballot_lists_candidates_by_strokes_and_lines_for_others(poll: Poll) -> None:
    said = text_of(ballot(poll))
    assert said.index("丁一") < said.index("王二") < said.index("方三") < said.index("甘四")
    assert said.count("\n另选他人：\n") == 3
    assert "无记名投票，不得委托他人代为投票" in said


def test_ballot_of_a_run_off_has_no_line_for_others(secretary: Account, counted: Poll) -> None:
    assert "另选他人" not in text_of(ballot(vote_again(by=secretary, poll=counted)))


def test_record_of_the_tellers_can_be_printed_before_the_count(poll: Poll) -> None:
    said = text_of(record(poll))
    assert "田五" in said
    assert "有效" in said
    assert "选举有效" not in said


def test_ballot_page_and_poll_papers_are_given(desk: Client, poll: Poll) -> None:
    assert "另选他人" in desk.get(at(poll, "print/")).content.decode()
    assert desk.get(at(poll, "record.docx")).status_code == 200
    assert desk.get(at(poll, "other.docx")).status_code == 404


def test_result_tells_void_votes_nobody_elected_and_places_given_up(
    secretary: Account, poll: Poll, people: list[Person]
) -> None:
    again = to_count(secretary, void_poll(by=secretary, poll=poll, issued=7, returned=8), people[:4], people[4:6], 8)
    again = record_count(by=secretary, poll=again, count=count(dict.fromkeys(people[:4], 4), 8))
    third = to_count(secretary, vote_again(by=secretary, poll=again), people[:4], people[4:6], 8)
    third = record_count(by=secretary, poll=third, count=count(dict(zip(people[:4], (8, 7, 4, 3), strict=True)), 8))
    waive_places(by=secretary, poll=third, agreed=7)
    said = text_of(result(poll.election))
    for words in ("选举无效，重新选举", "无人当选", "经7人同意，减少名额1名", "当选：丁一、王二。"):
        assert words in said
    assert "选举无效，应当重新选举" in text_of(record(Poll.objects.get(pk=poll.pk)))


def test_request_names_secretary_and_deputies(officer: Account, sibling: Unit, catalogue: None) -> None:
    people = roll_of(sibling, 6, 0)
    election = started(officer, sibling, seats=0, deputies=1)
    for one in people[:2]:
        vote = to_count(officer, poll_of(election), [one], people[2:4], 6)
        record_count(by=officer, poll=vote, count=count({one: 6}, 6))
    said = text_of(request(election))
    assert "书记：丁一；副书记：王二。" in said
    assert "妥否，请批示。" in said
    assert paper_names(election, polls_of(election)) == ["result", "request"]


def test_result_of_a_congress_counts_delegates(officer: Account, committee: Unit, people: list[Person]) -> None:
    election = started(officer, committee, seats=3, delegates=20, scattered=True)
    assert "应到会代表20人" in text_of(result(election))
    vote = to_count(officer, poll_of(election), people[:4], people[4:6], 16)
    assert (vote.present, vote.body) == (16, "congress")


def test_exclusions_and_their_consent_stand_in_the_result(
    secretary: Account, branch: Unit, people: list[Person]
) -> None:
    election = prepare_election(by=secretary, plan=plan(branch))
    left_out = {people[7].pk: Ground.AWAY}
    set_base(by=secretary, election=election, exclusions=left_out, consent_no="机党〔2025〕7号", consented=True)
    assert "1人（上级同意文号：机党〔2025〕7号，并经党员大会通过）" in text_of(result(Election.objects.get()))
