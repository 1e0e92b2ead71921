"""The papers of an election in Word: ballot, record of the tellers, result, request and report to the superior."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from tongpin.foundation.kernel.papers import Paper, Table, wordings

from ..enums import Again, Body, Duty, Office, Stage
from ..models import Candidate, Election, Poll
from . import people
from .progress import polls_of

PACKAGE = "tongpin.records.elections"
PAPERS = ("result", "request", "report")


def said(name: str) -> Any:
    """Return a fixed wording."""
    return wordings(PACKAGE)[name]


def day_text(day: dt.date) -> str:
    """Return a day as official papers write it: 2025年3月5日."""
    return str(said("day")).format(year=day.year, month=day.month, day=day.day)


def what(election: Election) -> str:
    """Return what the election is, in the words of the papers."""
    return str(said(f"what_{election.kind}")).format(number=election.number)


def meeting_title(poll: Poll) -> str:
    """Return the title under which the meeting of a vote is recorded."""
    name = "meeting_committee" if poll.body == Body.COMMITTEE else "meeting_members"
    return str(said(name)).format(unit=poll.election.unit.name, what=what(poll.election))


def _title(name: str, election: Election, **more: str) -> str:
    return str(said(f"{name}_title")).format(unit=election.unit.name, what=what(election), **more)


def _office(poll: Poll) -> str:
    return str(Office(poll.office).label)


def ballot_rows(poll: Poll) -> list[list[str]]:
    """Return the rows of a ballot: the candidates by strokes, then lines for names written in."""
    rows = [[row.person.name, "", "", ""] for row in people.candidates(poll) if not row.written_in]
    if poll.again != Again.TIE:
        rows += [[f"{said('other')}：", "", "—", "—"] for _place in range(poll.places)]
    return rows


def ballot(poll: Poll) -> bytes:
    """Return a ballot to be copied."""
    election = poll.election
    paper = Paper(_title("ballot", election, office=_office(poll)))
    wording = said("ballot_run_off" if poll.again == Again.TIE else "ballot")
    values = {"day": day_text(election.held_on), "places": poll.places}
    table = Table(said("heads_ballot"), ballot_rows(poll), (4, 2, 2, 2))
    return paper.lines(wording, values, {"choices": table}).file()


def _numbers(poll: Poll) -> dict[str, object]:
    names = ("present", "issued", "returned", "valid", "invalid", "needed")
    counts = {name: "　" if getattr(poll, name) is None else getattr(poll, name) for name in names}
    bar = str(said("bar_run_off" if poll.again == Again.TIE else "bar_majority")).format(**counts)
    return {"should": poll.should_attend, "places": poll.places, "bar": bar, **counts}


def _votes(poll: Poll) -> Table:
    rows = [_line(row) for row in people.candidates(poll)]
    return Table(said("heads_votes"), rows, (4, 2, 2, 2, 2))


def _line(row: Candidate) -> list[object]:
    mark = said("is_elected") if row.elected else said("not_elected")
    name = f"{row.person.name}{said('written_in')}" if row.written_in else row.person.name
    return [name, row.votes_for, row.votes_against, row.abstained, mark]


def record(poll: Poll) -> bytes:
    """Return the record the tellers sign; before the count its numbers are left open to be written in."""
    election = poll.election
    paper = Paper(_title("record", election, office=_office(poll)))
    names: dict[str, list[str]] = {Duty.OVERSEE: [], Duty.COUNT: []}
    for row in poll.tellers.select_related("person"):
        names[row.duty].append(row.person.name)
    verdict = said("verdict_void" if poll.stage == Stage.VOID else "verdict_valid") if poll.issued is not None else ""
    values = {
        **_numbers(poll),
        "day": day_text(election.held_on),
        "body": Body(poll.body).label,
        "office": _office(poll),
        "verdict": verdict,
        "overseers": "　　　".join(f"{name}（　　　　）" for name in names[Duty.OVERSEE]),
        "counters": "　　　".join(f"{name}（　　　　）" for name in names[Duty.COUNT]),
    }
    return paper.lines(said("record"), values, {"votes": _votes(poll)}).file()


def result(election: Election) -> bytes:
    """Return the report of the result (选举结果报告单): every vote with its numbers."""
    paper = Paper(_title("result", election))
    consent = str(said("consent_text")).format(number=election.consent_no) if election.consented else ""
    values = {
        "roll": (election.roll_full or 0) + (election.roll_probationary or 0),
        "full": election.roll_full,
        "probationary": election.roll_probationary,
        "left_out": election.exclusions.count(),
        "consent": consent,
        "should": election.should_attend,
    }
    paper.lines(said("result_congress" if election.body == Body.CONGRESS else "result"), values)
    for place, poll in enumerate(polls_of(election), start=1):
        _result_of(paper, poll, place)
    return paper.signed(election.unit.name, election.held_on).file()


def _result_of(paper: Paper, poll: Poll, place: int) -> None:
    mark = str(said("numerals"))[min(place, 9)]
    again = f"（{Again(poll.again).label}）" if poll.again else ""
    values = {**_numbers(poll), "heading": f"{mark}、{Body(poll.body).label}：{_office(poll)}{again}"}
    if poll.stage == Stage.VOID:
        paper.lines(said("result_void"), values)
        return
    if poll.stage != Stage.COUNTED:
        return
    paper.lines(said("result_poll"), values, {"votes": _votes(poll)})
    names = [row.person.name for row in people.candidates(poll) if row.elected]
    if names:
        paper.lines(said("result_elected"), {"elected": "、".join(names)})
    else:
        paper.lines(said("result_nobody"), {})
    if poll.waived:
        paper.lines(said("result_waived"), {"agreed": poll.waive_agreed, "waived": poll.waived})


def _to_superior(election: Election, name: str, more: Mapping[str, object]) -> bytes:
    first = polls_of(election)[0]
    values = {
        "superior": election.superior,
        "approval": election.approval_no,
        "unit": election.unit.name,
        "day": day_text(election.held_on),
        "what": what(election),
        "should": first.should_attend,
        "present": first.present,
        **more,
    }
    paper = Paper(_title(name, election)).lines(said(name), values)
    paper.text("", str(said("attachments")).format(unit=election.unit.name, what=what(election)))
    return paper.signed(election.unit.name, None).file()


def request(election: Election) -> bytes:
    """Return the request that secretary and deputies be approved (请示)."""
    lines = []
    for office in (Office.SECRETARY, Office.DEPUTY):
        names = [row.person.name for row in people.elected(election, office)]
        if names:
            lines.append(str(said("leader_line")).format(office=office.label, names="、".join(names)))
    return _to_superior(election, "request", {"leaders": "；".join(lines) + "。"})


def report(election: Election) -> bytes:
    """Return the report by which committee members are filed (报告备案)."""
    names = [row.person.name for row in people.elected(election, Office.MEMBER)]
    return _to_superior(election, "report", {"members": str(said("member_line")).format(names="、".join(names)) + "。"})


def paper_names(election: Election, polls: Sequence[Poll]) -> list[str]:
    """Return which papers there are by now."""
    if not any(poll.stage in (Stage.COUNTED, Stage.VOID) for poll in polls):
        return []
    found = ["result"]
    if any(row.poll.office != Office.MEMBER for row in people.elected(election)):
        found.append("request")
    if any(row.poll.office == Office.MEMBER for row in people.elected(election)):
        found.append("report")
    return found
