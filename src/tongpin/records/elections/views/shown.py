"""Elections as one reader may see them: steps with their state, votes with names masked outside the organisation."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from tongpin.foundation.people.models import Account, Person
from tongpin.foundation.people.rules import mask_name

from ..access import RUN
from ..enums import STAGES, Again, Body, Duty, Office, Stage, State
from ..models import Candidate, Election, Poll
from ..queries import people
from ..queries.progress import all_settled, current

DONE, NOW, LATER = "done", "now", "later"


def clear_for(account: Account, election: Election) -> bool:
    """Say whether the reader sees names whole: who runs the election knows them. No query."""
    return RUN.can_in(account, election.unit)


def name_of(person: Person, *, clear: bool) -> str:
    """Return a name, masked unless `clear`."""
    return person.name if clear else mask_name(person.name)


@dataclass(frozen=True, slots=True)
class Step:
    """A step of the procedure: what it is, how it stands, what it says by now, and where it is taken."""

    label: str
    state: str
    told: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """The steps of one vote, or those around all votes."""

    title: str
    steps: Sequence[Step]


def poll_title(poll: Poll) -> str:
    """Return which vote this is."""
    title = f"{Office(poll.office).label}（{Body(poll.body).label}）"
    if not poll.again:
        return title
    return _("%(vote)s: %(why)s") % {"vote": title, "why": Again(poll.again).label}


def sections(election: Election, polls: Sequence[Poll], *, may_run: bool, may_approve: bool) -> list[Section]:
    """Return all steps in their order. Steps of the past stay open as long as they may be corrected."""
    running = election.state == State.RUNNING
    return [
        Section(_("Before the vote"), list(_preparation(election, polls, may_run and running))),
        *(Section(poll_title(poll), list(_of_poll(poll, may_run and running))) for poll in polls),
        Section(_("Superior's approval"), list(_closing(election, polls, may_approve and running))),
    ]


def _preparation(election: Election, polls: Sequence[Poll], open_: bool) -> Iterator[Step]:
    untouched = open_ and all(poll.returned is None for poll in polls)
    told = _("%(day)s, approved by %(who)s %(no)s") % {
        "day": election.held_on.isoformat(), "who": election.superior, "no": election.approval_no,
    }  # fmt: skip
    yield Step(
        _("Plan of the election"), DONE, told, reverse("elections:replan", args=[election.pk]) if untouched else ""
    )
    base = election.should_attend
    told = _("%(n)s should attend with the right to vote") % {"n": base} if base else ""
    url = reverse("elections:base", args=[election.pk]) if untouched else ""
    yield Step(_("Voting base"), DONE if base else NOW, told, url)


def _of_poll(poll: Poll, open_: bool) -> Iterator[Step]:
    counted = poll.stage in (Stage.COUNTED, Stage.VOID)
    place = len(STAGES) if counted else STAGES.index(Stage(poll.stage))
    told = {
        Stage.CANDIDATES: _("%(n)s for %(places)s places") % {"n": _put_up(poll), "places": poll.places},
        Stage.ATTENDANCE: _("%(n)s of %(all)s voters") % {"n": poll.present, "all": poll.should_attend},
        Stage.COUNT: _("%(valid)s valid of %(returned)s returned") % {"valid": poll.valid, "returned": poll.returned},
    }
    for number, stage in enumerate(STAGES[:-1]):
        state = DONE if number < place else NOW if number == place else LATER
        given = stage is Stage.CANDIDATES and poll.again == Again.TIE
        url = reverse(f"elections:{stage.value}", args=[poll.election_id, poll.pk])
        yield Step(
            str(stage.label),
            DONE if given else state,
            told.get(stage, "") if state == DONE else "",
            "" if given or counted or not open_ or state == LATER else url,
        )
    yield Step(
        _("Result of the vote"),
        DONE if counted else LATER,
        _result_text(poll) if counted else "",
        reverse("elections:vote", args=[poll.election_id, poll.pk]) if counted else "",
    )


def _put_up(poll: Poll) -> int:
    return sum(not row.written_in for row in poll.candidates.all())


def _result_text(poll: Poll) -> str:
    if poll.stage == Stage.VOID:
        return str(Stage.VOID.label)
    elected = sum(row.elected for row in poll.candidates.all())
    left = poll.open_places - poll.waived
    told = _("%(n)s elected") % {"n": elected}
    return told + _(", %(n)s places open") % {"n": left} if left else told


def _closing(election: Election, polls: Sequence[Poll], open_: bool) -> Iterator[Step]:
    ready = all_settled(election, list(polls))
    done = election.state == State.DONE
    told = f"{election.result_no} {election.result_on}" if done else ""
    url = reverse("elections:complete", args=[election.pk]) if ready and open_ else ""
    yield Step(_("Papers to the superior"), DONE if done or ready else LATER)
    yield Step(_("Approval received"), DONE if done else NOW if ready else LATER, told, url)


def next_step(election: Election, polls: Sequence[Poll], found: Sequence[Section]) -> Step | None:
    """Return the step to take next, or None when it is somebody else's turn."""
    waiting = current(list(polls))
    if waiting is not None and waiting.stage == Stage.COUNTED:
        return Step(_("Vote on the open places"), NOW, "", reverse("elections:vote", args=[election.pk, waiting.pk]))
    return next((step for section in found for step in section.steps if step.state == NOW and step.url), None)


@dataclass(frozen=True, slots=True)
class Line:
    """The votes of one candidate."""

    row: Candidate
    name: str


def lines(poll: Poll, *, clear: bool) -> list[Line]:
    """Return the candidates of a vote with their totals."""
    return [Line(row, name_of(row.person, clear=clear)) for row in people.candidates(poll)]


def tellers(poll: Poll, *, clear: bool) -> list[tuple[str, str]]:
    """Return who oversees and who counts, as name and value."""
    rows = list(poll.tellers.select_related("person"))
    named = {duty: [name_of(one.person, clear=clear) for one in rows if one.duty == duty] for duty in Duty}
    return [(str(duty.label), "、".join(names)) for duty, names in named.items() if names]
