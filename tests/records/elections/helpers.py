"""A branch with a roll, and the steps of its election up to where a test wants to be."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from tongpin.foundation.people.actions import add_person, command_line_account
from tongpin.foundation.people.models import Account, Person
from tongpin.foundation.units.actions import admit_member
from tongpin.foundation.units.enums import Standing
from tongpin.foundation.units.models import Unit
from tongpin.records.elections.actions import (
    Attendance,
    name_tellers,
    note_attendance,
    prepare_election,
    put_up,
    record_count,
    set_base,
)
from tongpin.records.elections.enums import Kind
from tongpin.records.elections.models import Election, Poll
from tongpin.records.elections.queries.progress import current, polls_of
from tongpin.records.elections.rules import Count, Plan, Votes

HELD, ASKED = dt.date(2025, 6, 10), dt.date(2025, 5, 20)
NAMES = ("丁一", "王二", "方三", "甘四", "田五", "乐六", "江七", "李八", "陈九", "周十")


def roll_of(unit: Unit, number: int = 8, probationary: int = 1) -> list[Person]:
    """Put full members and probationary ones on the roll; return the full ones."""
    by = command_line_account()
    people = []
    for name in (*NAMES[:number], *(f"预备{n}" for n in range(probationary))):
        person = add_person(by=by, name=name)
        standing = Standing.PROBATIONARY if name.startswith("预备") else Standing.FULL
        admit_member(by=by, person=person, unit=unit, standing=standing, valid_from=dt.date(2020, 1, 1))
        people.append(person)
    return people[:number]


def plan(unit: Unit, **more: object) -> Plan:
    said = {
        "kind": Kind.TERM, "number": 5, "held_on": HELD, "superior": "机关党委", "approval_no": "机党〔2025〕6号",
        "approved_on": ASKED, "seats": 3, "secretaries": 1, **more,
    }  # fmt: skip
    return Plan(unit_id=unit.pk, **said)  # type: ignore[arg-type] # a test's own plan


def poll_of(election: Election) -> Poll:
    """Return the vote that is going on."""
    found = current(polls_of(election))
    assert found is not None
    return found


def started(by: Account, unit: Unit, **more: object) -> Election:
    """Prepare an election and take its voting base."""
    return set_base(by=by, election=prepare_election(by=by, plan=plan(unit, **more)), exclusions={})


def keys(people: Sequence[Person]) -> list[int]:
    return [one.pk for one in people]


def to_count(by: Account, poll: Poll, candidates: Sequence[Person], tellers: Sequence[Person], present: int) -> Poll:
    """Take a vote up to its count; the first teller oversees, the second counts."""
    if poll.stage == "candidates":
        poll = put_up(by=by, poll=poll, persons=keys(candidates))
    poll = note_attendance(by=by, poll=poll, came=Attendance(present))
    return name_tellers(by=by, poll=poll, overseers=[tellers[0].pk], counters=[tellers[1].pk], passed=True)


def count(for_: dict[Person, int], valid: int, *, invalid: int = 0, written: dict[Person, int] | None = None) -> Count:
    """Return a count that adds up: who is not voted for is voted against."""
    votes = [Votes(one.pk, one.name, number, valid - number) for one, number in for_.items()]
    votes += [Votes(one.pk, one.name, number, written_in=True) for one, number in (written or {}).items()]
    return Count(valid + invalid, valid + invalid, valid, invalid, votes)


def counted(by: Account, poll: Poll, for_: dict[Person, int], tellers: Sequence[Person], valid: int) -> Poll:
    """Take a vote through its count; everyone present gives a valid ballot."""
    poll = to_count(by, poll, list(for_), tellers, valid)
    return record_count(by=by, poll=poll, count=count(for_, valid))
