"""Counting a vote from paper, in totals, and what follows: elected, void, voted again, places given up."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from tongpin.foundation.audit.actions import record
from tongpin.foundation.kernel.errors import UserError
from tongpin.foundation.people.models import Account

from ..access import RUN
from ..enums import Again, Office, Stage
from ..models import Candidate, Poll
from ..notices import RULE_OF_PROBLEM, place_text, problem_text
from ..queries import people
from ..queries.guards import chosen, hold, hold_poll
from ..queries.norms import Book, book_of, source
from ..rules import Count, Outcome, outcome, problems, share, void, votes_needed
from .polls import open_next


@transaction.atomic
def record_count(*, by: Account, poll: Poll, count: Count) -> Poll:
    """Record the totals of a vote and say who is elected by the rule of that day.

    Raises UserError with the place and the rule where the ballots do not add up, and for a written-in name that cannot
    be elected. When more ballots came back than were given out, `void_poll` is what remains.
    """
    RUN.require(by, poll.election)
    poll = hold_poll(poll, Stage.COUNT)
    book = book_of(poll.election.held_on)
    assert poll.present is not None
    _require_sound(count, poll, book)
    _write_votes(poll, count)
    poll.issued, poll.returned, poll.valid, poll.invalid = count.issued, count.returned, count.valid, count.invalid
    norm = book.rule("ELECT.majority")
    poll.needed = votes_needed(norm.params, should_attend=poll.should_attend, present=poll.present)
    result = outcome(
        {one.person_id: one.for_ for one in count.votes},
        places=poll.places,
        needed=poll.needed,
        run_off=poll.again == Again.TIE,
    )
    _write_result(poll, result)
    record(
        by=by,
        action="poll.count",
        target=poll,
        details={
            "issued": count.issued,
            "returned": count.returned,
            "valid": count.valid,
            "needed": poll.needed,
            "elected": len(result.elected),
        },
    )
    open_next(by=by, election=poll.election)
    return poll


def _require_sound(count: Count, poll: Poll, book: Book) -> None:
    for problem in problems(count, present=poll.present or 0, places=poll.places):
        norm = book.rule(RULE_OF_PROBLEM[problem.code])
        rule = f"{norm.title}（{source(norm)}）"
        raise UserError(problem_text(problem), place=place_text(problem), remedy=rule)


def _write_votes(poll: Poll, count: Count) -> None:
    listed = {row.person_id: row for row in poll.candidates.filter(written_in=False)}
    counted = {one.person_id: one for one in count.votes if not one.written_in}
    if listed.keys() != counted.keys():
        raise UserError(_("Give the votes of every candidate, and of no one else."), place=_("Candidates"))
    for person_id, row in listed.items():
        one = counted[person_id]
        row.votes_for, row.votes_against, row.abstained = one.for_, one.against, one.abstained
    Candidate.objects.bulk_update(listed.values(), ["votes_for", "votes_against", "abstained"])
    written = {one.person_id: one.for_ for one in count.votes if one.written_in}
    refusal = _("cannot be elected here; count such a choice as none")
    book = book_of(poll.election.held_on)
    others = [one for one in people.pool(poll) if one.pk not in listed]
    for person in chosen(others, written, refusal, source(book.rule("ELECT.suffrage"))):
        Candidate.objects.create(poll=poll, person=person, written_in=True, votes_for=written[person.pk])


def _write_result(poll: Poll, result: Outcome) -> None:
    poll.candidates.filter(person__in=result.elected).update(elected=True)
    poll.open_places, poll.tied, poll.stage = result.open_places, bool(result.tied), Stage.COUNTED
    poll.save(update_fields=["issued", "returned", "valid", "invalid", "needed", "open_places", "tied", "stage"])


@transaction.atomic
def void_poll(*, by: Account, poll: Poll, issued: int, returned: int) -> Poll:
    """Note that more ballots came back than were given out: the vote is void, and a new one follows it.

    Returns the new vote. Raises UserError unless that is so.
    """
    RUN.require(by, poll.election)
    poll = hold_poll(poll, Stage.COUNT)
    if issued > (poll.present or 0):
        count = Count(issued, returned, 0, 0, ())
        _require_sound(count, poll, book_of(poll.election.held_on))
    if not void(Count(issued, returned, 0, 0, ())):
        raise UserError(_("A vote is void only when more ballots came back than were given out."), place=str(returned))
    poll.issued, poll.returned, poll.stage = issued, returned, Stage.VOID
    poll.save(update_fields=["issued", "returned", "stage"])
    record(by=by, action="poll.void", target=poll, details={"issued": issued, "returned": returned})
    return _follow(by, poll, Again.VOID, poll.places, [one.person_id for one in poll.candidates.all()])


@transaction.atomic
def vote_again(*, by: Account, poll: Poll) -> Poll:
    """Open a further vote on the places a vote left open: among those with equal votes, else among the not elected.

    Raises UserError when nothing is open, or another vote follows already.
    """
    RUN.require(by, poll.election)
    poll = _counted(poll)
    if poll.tied:
        rows = [one for one in poll.candidates.filter(elected=False) if one.votes_for == _level(poll)]
        return _follow(by, poll, Again.TIE, poll.open_places, [one.person_id for one in rows])
    left = poll.candidates.filter(elected=False, written_in=False)
    keys = [one.person_id for one in left] if poll.office == Office.MEMBER else []
    return _follow(by, poll, Again.SHORT, poll.open_places, keys)


def _level(poll: Poll) -> int:
    """Return the number of votes the tied have: the highest among those not elected."""
    votes = poll.candidates.filter(elected=False).values_list("votes_for", flat=True)
    return max(one or 0 for one in votes)


def _counted(poll: Poll) -> Poll:
    election = hold(poll.election)
    fresh = Poll.objects.get(pk=poll.pk)
    fresh.election = election
    if fresh.stage != Stage.COUNTED or fresh.open_places == fresh.waived:
        raise UserError(_("This vote leaves no place open."), place=str(election))
    if Poll.objects.filter(again_of=fresh).exists():
        raise UserError(_("A further vote follows this one already."), place=str(election))
    return fresh


def _follow(by: Account, poll: Poll, why: Again, places: int, candidates: list[int]) -> Poll:
    """Open the linked vote with its candidates; in a vote on equal votes they stand as they are."""
    made = Poll.objects.create(
        election=poll.election,
        office=poll.office,
        body=poll.body,
        places=places,
        should_attend=poll.should_attend,
        again_of=poll,
        again=why,
        activity=poll.activity,
        stage=Stage.ATTENDANCE if why is Again.TIE else Stage.CANDIDATES,
    )
    Candidate.objects.bulk_create(Candidate(poll=made, person_id=one) for one in candidates)
    record(by=by, action="poll.again", target=made, details={"why": why.value, "follows": poll.pk, "places": places})
    return made


@transaction.atomic
def waive_places(*, by: Account, poll: Poll, agreed: int) -> Poll:
    """Give up the places left open by decision of the meeting, `agreed` being in favour.

    Raises UserError for equal votes, which are voted on again, for leaders, whose places cannot stay open, and without
    enough in favour.
    """
    RUN.require(by, poll.election)
    poll = _counted(poll)
    norm = book_of(poll.election.held_on).rule("ELECT.shortage")
    rule = f"{norm.title}（{source(norm)}）"
    if poll.tied or poll.office != Office.MEMBER:
        raise UserError(_("These places are voted on again."), place=str(Office(poll.office).label), remedy=rule)
    if not people.elected(poll.election, Office.MEMBER):
        raise UserError(
            _("Nobody was elected: the vote is held again."), place=str(Office(poll.office).label), remedy=rule
        )
    least = share(poll.should_attend, int(str(norm.params["percent"])))
    if not least <= agreed <= (poll.present or 0):
        raise UserError(
            _("%(least)s must agree of the %(present)s present; %(agreed)s did.")
            % {"least": least, "present": poll.present, "agreed": agreed},
            place=_("Agreed to fewer places"),
            remedy=rule,
        )
    poll.waived, poll.waive_agreed = poll.open_places, agreed
    poll.save(update_fields=["waived", "waive_agreed"])
    record(by=by, action="poll.waive", target=poll, details={"places": poll.waived, "agreed": agreed})
    open_next(by=by, election=poll.election)
    return poll
