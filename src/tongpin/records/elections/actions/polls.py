"""The steps of one vote before the count: opened, candidates put up, voters counted, tellers named."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from tongpin.foundation.audit.actions import record
from tongpin.foundation.kernel.errors import UserError
from tongpin.foundation.people.models import Account, Person
from tongpin.records.activities.actions import record_activity
from tongpin.records.activities.enums import Status
from tongpin.records.activities.models import Activity
from tongpin.records.activities.rules import Content, RosterEntry
from tongpin.standards.rules import Norm

from ..access import RUN
from ..enums import STAGES, Again, Body, Duty, Office, Stage
from ..models import Candidate, Election, Poll, Teller
from ..queries import people
from ..queries.guards import chosen, hold_poll
from ..queries.norms import book_of, source
from ..queries.progress import next_want, polls_of
from ..rules import least_candidates, least_present

MEETING_KIND = {
    Body.MEMBERS: "meeting.general",
    Body.CONGRESS: "meeting.general",
    Body.COMMITTEE: "meeting.committee",
}


@transaction.atomic
def open_next(*, by: Account, election: Election) -> Poll | None:
    """Open the vote for the next office, when the one before is settled; None when there is none to open."""
    want = next_want(election, polls_of(election))
    if want is None:
        return None
    base = len(people.committee(election)) if want.body == Body.COMMITTEE else election.should_attend
    if not base:
        raise UserError(_("Nobody is left to vote."), place=election.unit.name)
    poll = Poll.objects.create(
        election=election, office=want.office, body=want.body, places=want.places, should_attend=base
    )
    record(by=by, action="poll.open", target=poll, details={"office": want.office.value, "places": want.places})
    return poll


@transaction.atomic
def put_up(*, by: Account, poll: Poll, persons: Collection[int]) -> Poll:
    """Put up the candidates in place of those there were.

    Raises UserError for somebody who cannot be elected, for too few candidates (委员: 20 % more than places, rounded
    up), for leaders otherwise than as many as places, and in a vote on equal votes, whose candidates are given.
    """
    RUN.require(by, poll.election)
    poll = hold_poll(poll, Stage.CANDIDATES)
    if poll.again == Again.TIE:
        raise UserError(_("In a vote on equal votes the candidates are those who had them."), place=_("Candidates"))
    book = book_of(poll.election.held_on)
    norm = book.rule("ELECT.candidates" if poll.office == Office.MEMBER else "ELECT.leaders")
    refusal = _("is not on the roll of that day as somebody who can be elected here")
    found = chosen(people.pool(poll), persons, refusal, source(book.rule("ELECT.suffrage")))
    _require_enough(poll, len(found), norm)
    tellers = set(poll.tellers.values_list("person", flat=True))
    if busy := [one for one in found if one.pk in tellers]:
        raise UserError(_("is a teller of this vote"), place=busy[0].name, remedy=source(book.rule("ELECT.tellers")))
    poll.candidates.all().delete()
    Candidate.objects.bulk_create(Candidate(poll=poll, person=one) for one in found)
    _advance(poll, Stage.ATTENDANCE)
    record(by=by, action="poll.candidates", target=poll, details={"candidates": len(found)})
    return poll


def _require_enough(poll: Poll, number: int, norm: Norm) -> None:
    if poll.office != Office.MEMBER:
        least, fits = poll.places, number == poll.places
    elif poll.again == Again.SHORT:
        least, fits = poll.places, number >= poll.places
    else:
        least = least_candidates(poll.places, percent=int(str(norm.params["percent"])))
        fits = number >= least
    if not fits:
        raise UserError(
            _("For %(places)s places there must be %(least)s candidates; there are %(number)s.")
            % {"places": poll.places, "least": least, "number": number},
            place=_("Candidates"),
            remedy=f"{norm.title}（{source(norm)}）",
        )


@dataclass(frozen=True, slots=True)
class Attendance:
    """Who came: voters by number; and the meeting, either one on record or a new one with its roster called here."""

    present: int
    activity: Activity | None = None
    roster: tuple[Person, ...] = ()
    title: str = ""


@transaction.atomic
def note_attendance(*, by: Account, poll: Poll, came: Attendance) -> Poll:
    """Note how many voters are present; with a roster the meeting is recorded in the same transaction.

    Raises UserError below the quorum (4/5 of those who should attend), for more than should attend, and for a
    meeting of another organisation or day.
    """
    RUN.require(by, poll.election)
    poll = hold_poll(poll, Stage.ATTENDANCE)
    if came.present > poll.should_attend:
        raise UserError(
            _("%(present)s voters are more than the %(should)s who should attend.")
            % {"present": came.present, "should": poll.should_attend},
            place=_("Voters present"),
        )
    _require_quorum(poll, came.present)
    poll.activity = came.activity or (_meeting(by, poll, came) if came.roster else poll.activity)
    _require_same_meeting(poll)
    poll.present = came.present
    poll.save(update_fields=["activity", "present"])
    _advance(poll, Stage.TELLERS)
    record(
        by=by,
        action="poll.attendance",
        target=poll,
        details={"present": came.present, "should_attend": poll.should_attend, "activity": poll.activity_id},
    )
    return poll


def _require_quorum(poll: Poll, present: int) -> None:
    norm = book_of(poll.election.held_on).rule("ELECT.quorum")
    percent, strictly = int(str(norm.params["percent"])), bool(norm.params["strictly"])
    least = least_present(poll.should_attend, percent=percent, strictly=strictly)
    if present < least:
        raise UserError(
            _("%(should)s should attend, so %(least)s must be present; %(present)s are. The election cannot be held.")
            % {"should": poll.should_attend, "least": least, "present": present},
            place=_("Voters present"),
            remedy=f"{norm.title}（{source(norm)}）",
        )


def _meeting(by: Account, poll: Poll, came: Attendance) -> Activity:
    """Record the meeting with its roster; it waits for a second person like any other."""
    content = Content(
        kind=MEETING_KIND[Body(poll.body)],
        title=came.title,
        unit_id=poll.election.unit_id,
        starts_on=poll.election.held_on,
        expected=max(poll.should_attend, len(came.roster)),
        attended=len(came.roster),
        roster=tuple(RosterEntry(one.name, one.pk) for one in came.roster),
    )
    return record_activity(by=by, content=content)


def _require_same_meeting(poll: Poll) -> None:
    meeting = poll.activity
    if meeting is None:
        return
    same = meeting.unit_id == poll.election.unit_id and meeting.starts_on == poll.election.held_on
    if not same or meeting.kind != MEETING_KIND[Body(poll.body)] or meeting.status == Status.CANCELLED:
        raise UserError(
            _("This is no meeting of the organisation on the day of the election at which it could be held."),
            place=meeting.title,
        )


@transaction.atomic
def name_tellers(
    *, by: Account, poll: Poll, overseers: Collection[int], counters: Collection[int], passed: bool
) -> Poll:
    """Name who oversees the vote and who counts.

    Raises UserError without one of each, for a candidate, for an overseer without a vote, for one person with both
    duties, and unless the meeting approved of the overseers.
    """
    RUN.require(by, poll.election)
    poll = hold_poll(poll, Stage.TELLERS)
    norm = book_of(poll.election.held_on).rule("ELECT.tellers")
    rule = f"{norm.title}（{source(norm)}）"
    refusal = _("cannot be a teller: a candidate, or without a vote here")
    may_watch, may_count = people.possible_tellers(poll)
    watching = chosen(may_watch, overseers, refusal, rule)
    counting = chosen(may_count, counters, refusal, rule)
    if not (watching and counting):
        raise UserError(
            _("Name at least one who oversees and one who counts."), place=_("Tellers of the vote"), remedy=rule
        )
    if both := {one.pk for one in watching} & {one.pk for one in counting}:
        name = next(one.name for one in watching if one.pk in both)
        raise UserError(_("Whoever oversees does not count as well."), place=name)
    if not passed:
        raise UserError(
            _("The meeting has to approve of those who oversee."), place=_("Tellers of the vote"), remedy=rule
        )
    poll.tellers.all().delete()
    Teller.objects.bulk_create(
        [Teller(poll=poll, person=one, duty=Duty.OVERSEE) for one in watching]
        + [Teller(poll=poll, person=one, duty=Duty.COUNT) for one in counting]
    )
    poll.tellers_passed = True
    poll.save(update_fields=["tellers_passed"])
    _advance(poll, Stage.COUNT)
    record(by=by, action="poll.tellers", target=poll, details={"tellers": len(watching) + len(counting)})
    return poll


def _advance(poll: Poll, stage: Stage) -> None:
    """Open the next step; a step gone back to leaves the later ones open."""
    if STAGES.index(stage) > STAGES.index(Stage(poll.stage)):
        poll.stage = stage
        poll.save(update_fields=["stage"])
