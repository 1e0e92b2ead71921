"""Where an election stands: which votes it still needs, and which step comes next."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ..enums import STAGES, Body, Office, Stage
from ..models import Election, Poll


@dataclass(frozen=True, slots=True)
class Want:
    """A vote an election needs."""

    office: Office
    body: Body
    places: int


def wanted(election: Election) -> Iterator[Want]:
    """Yield the votes in their order: committee members, then secretary, then deputies.

    With a committee its plenary meeting elects the leaders, without one the members' meeting does.
    """
    members = Body(election.body)
    leaders = Body.COMMITTEE if has_committee(election) else members
    if election.seats:
        yield Want(Office.MEMBER, members, election.seats)
    if election.secretaries:
        yield Want(Office.SECRETARY, leaders, election.secretaries)
    if election.deputies:
        yield Want(Office.DEPUTY, leaders, election.deputies)


def has_committee(election: Election) -> bool:
    """Say whether the organisation is led by a committee: all but branches without one are."""
    return election.seats > 0 or election.unit.has_committee or election.unit.kind != "branch"


def polls_of(election: Election) -> list[Poll]:
    """Return the votes of an election in the order they were opened."""
    return list(election.polls.select_related("again_of", "activity", "followed_by").order_by("pk"))


def settled(poll: Poll) -> bool:
    """Say whether a vote leaves nothing open: counted, and each open place given up."""
    return poll.stage == Stage.COUNTED and poll.open_places == poll.waived


def last_of(polls: list[Poll], office: Office) -> Poll | None:
    """Return the newest vote for an office."""
    return next((poll for poll in reversed(polls) if poll.office == office), None)


def next_want(election: Election, polls: list[Poll]) -> Want | None:
    """Return the vote to open next; None while one is open, or when all are settled."""
    for want in wanted(election):
        last = last_of(polls, want.office)
        if last is None:
            return want
        if not settled(last):
            return None
    return None


def all_settled(election: Election, polls: list[Poll]) -> bool:
    """Say whether every office has been voted on and nothing is left open."""
    return all((last := last_of(polls, want.office)) is not None and settled(last) for want in wanted(election))


def current(polls: list[Poll]) -> Poll | None:
    """Return the vote that is going on or waits for a further one."""
    return next((poll for poll in reversed(polls) if not settled(poll) and not hasattr(poll, "followed_by")), None)


def reached(poll: Poll, stage: Stage) -> bool:
    """Say whether a vote is at this step or past it."""
    return poll.stage in STAGES and STAGES.index(Stage(poll.stage)) >= STAGES.index(stage)


def is_open(poll: Poll) -> bool:
    """Say whether a vote has not been counted yet."""
    return poll.stage not in (Stage.COUNTED, Stage.VOID)
