"""Terms of the sample's Party organisations; one election held to its approval, and one waiting at its count."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from tongpin.foundation.kernel import clock
from tongpin.foundation.people.models import Account, Person
from tongpin.foundation.units.models import Term, Unit
from tongpin.foundation.units.rules import last_day, months_after
from tongpin.records.activities.enums import Status
from tongpin.records.activities.models import Activity
from tongpin.records.elections.actions import (
    Attendance,
    complete_election,
    enter_term,
    move_term,
    name_tellers,
    note_attendance,
    prepare_election,
    put_up,
    record_count,
    set_base,
    vote_again,
)
from tongpin.records.elections.enums import Ground, Kind
from tongpin.records.elections.models import Election, Poll
from tongpin.records.elections.queries import people as lists
from tongpin.records.elections.queries.progress import current, polls_of
from tongpin.records.elections.rules import Approval, Count, Plan, TermEntry, Votes

from .organisation import BRANCH, FIRST_BRANCH, OTHER_BRANCH, SECOND_BRANCH

COMMITTEE, MUSEUM = "局机关党委", "博物馆党支部"
HALL, SQUAD = "革命纪念馆党支部", "文化市场综合执法大队党支部"
SUPERIOR_OF_COMMITTEE = "市直机关工委（虚构）"
ONE_DAY = dt.timedelta(days=1)


def build(*, by: Account, unit_officer: Account) -> None:
    """Enter terms in every state and hold two elections; `unit_officer` runs the one of the library's branch."""
    if Term.objects.exists():
        return
    today = clock.today()
    _done_by_entry(by)
    now = dt.date(today.year - 3, today.month, 1)
    _enter(by, HALL, 6, months_after(now, 4), seats=None)  # due soon
    _enter(by, SQUAD, 3, months_after(now, -3), seats=3)  # overdue
    postponed = _enter(by, MUSEUM, 5, months_after(now, -1), seats=3)
    move_term(
        by=by, term=postponed, until=months_after(postponed.due_on, 6), approved_by=COMMITTEE,
        doc_no=f"局机党〔{postponed.due_on.year}〕11号", approved_on=postponed.due_on - ONE_DAY * 20,
        reason="馆址搬迁，党员分散值守",
    )  # fmt: skip
    _library(by, unit_officer, today)
    _culture_hall(by)


def _enter(by: Account, name: str, number: int, began: dt.date, *, seats: int | None, **more: object) -> Term:
    entry = TermEntry(number, began, seats=seats, **more)  # type: ignore[arg-type] # years and ended_on
    return enter_term(by=by, unit=Unit.objects.get(name=name), entry=entry)


def _done_by_entry(by: Account) -> None:
    """Organisations whose elections lie before the program: the committee by the old length, two branches in 2024."""
    _enter(by, COMMITTEE, 4, dt.date(2018, 5, 18), seats=5, years=4, ended_on=dt.date(2022, 5, 16))
    _enter(by, COMMITTEE, 5, dt.date(2022, 5, 17), seats=5)
    for name, day in ((FIRST_BRANCH, dt.date(2024, 3, 12)), (SECOND_BRANCH, dt.date(2024, 6, 25))):
        _enter(by, name, 4, dt.date(2021, day.month, 28), seats=3, ended_on=day - ONE_DAY)
        _enter(by, name, 5, day, seats=3)


@dataclass(frozen=True, slots=True)
class _Cast:
    """Who is who in an election of the sample: the first are put up, those after them tell the votes."""

    electors: Sequence[Person]

    def candidates(self, number: int) -> list[Person]:
        return list(self.electors[:number])

    def tellers(self, number: int) -> dict[str, list[int]]:
        watching, counting = self.electors[number : number + 2]
        return {"overseers": [watching.pk], "counters": [counting.pk]}


def _plan(unit: Unit, number: int, held: dt.date, seats: int) -> Plan:
    return Plan(
        unit_id=unit.pk, kind=Kind.TERM, number=number, held_on=held, superior=COMMITTEE,
        approval_no=f"局机党〔{held.year}〕9号", approved_on=held - ONE_DAY * 15, seats=seats, secretaries=1,
    )  # fmt: skip


def _poll(election: Election) -> Poll:
    found = current(polls_of(election))
    assert found is not None
    return found


def _count(poll: Poll, votes: dict[Person, int], valid: int, invalid: int = 0) -> Count:
    said = [Votes(one.pk, one.name, number, valid - number) for one, number in votes.items()]
    return Count(valid + invalid, valid + invalid, valid, invalid, said)


def _told(by: Account, poll: Poll, came: Attendance, tellers: dict[str, list[int]]) -> Poll:
    poll = note_attendance(by=by, poll=poll, came=came)
    return name_tellers(by=by, poll=poll, passed=True, **tellers)


def _secretary_first(unit: Unit, electors: Sequence[Person]) -> list[Person]:
    """Return the electors with those in office first: the sample's secretaries go on."""
    held = lists.office_holders(unit, clock.today())
    return sorted(electors, key=lambda one: one.pk not in held)


def _culture_hall(by: Account) -> None:
    """Hold the election of 2025 at a meeting on record: equal votes for the last place, voted on again, approved."""
    unit = Unit.objects.get(name=BRANCH)
    meeting = _meeting(unit)
    held = meeting.starts_on if meeting else dt.date(2025, 6, 10)
    _enter(by, BRANCH, 5, months_after(held, -36) + ONE_DAY * 9, seats=3)
    election = prepare_election(by=by, plan=_plan(unit, 6, held, 3))
    left_out = {lists.full_members(election)[-1].pk: Ground.FRAIL}
    consent = f"局机党〔{held.year}〕10号"
    set_base(by=by, election=election, exclusions=left_out, consent_no=consent, consented=True)
    cast = _Cast(_secretary_first(unit, lists.electors(election)))
    four, base = cast.candidates(4), len(cast.electors)
    poll = put_up(by=by, poll=_poll(election), persons=[one.pk for one in four])
    poll = _told(by, poll, Attendance(base, meeting), cast.tellers(4))
    level = base // 2 + 1
    votes = dict(zip(four, (level + 1, level + 1, level, level), strict=True))
    poll = record_count(by=by, poll=poll, count=_count(poll, votes, base - 1, invalid=1))
    again = _told(by, vote_again(by=by, poll=poll), Attendance(base, meeting), cast.tellers(4))
    record_count(by=by, poll=again, count=_count(again, {four[2]: level + 1, four[3]: base - level - 1}, base))
    committee = lists.committee(election)
    leader = next(one for one in cast.electors if one in committee)
    second = put_up(by=by, poll=_poll(election), persons=[leader.pk])
    watching = next(one for one in committee if one != leader)
    tellers = {"overseers": [watching.pk], "counters": cast.tellers(4)["counters"]}
    second = _told(by, second, Attendance(3), tellers)
    record_count(by=by, poll=second, count=_count(second, {leader: 3}, 3))
    others = [one for one in committee if one != leader]
    titles = {others[0].pk: "组织委员", others[1].pk: "宣传委员"}
    if four[1] in others:
        titles = {one.pk: "组织委员" if one == four[1] else "宣传委员" for one in others}
    approval = Approval(f"局机党〔{held.year}〕14号", held + ONE_DAY * 12, held, titles)
    complete_election(by=by, election=election, approval=approval)


def _meeting(unit: Unit) -> Activity | None:
    rows = Activity.objects.filter(unit=unit, kind="meeting.general", status=Status.CONFIRMED, starts_on__year=2025)
    return rows.order_by("starts_on").first()


def _library(officer: Account, by: Account, today: dt.date) -> None:
    """Bring the library's election up to its count: the ballots are in, the numbers are not entered yet."""
    unit = Unit.objects.get(name=OTHER_BRANCH)
    term = _enter(officer, OTHER_BRANCH, 5, months_after(today, -36) + ONE_DAY * 20, seats=3)
    assert term.due_on == last_day(term.began_on, 3)
    election = prepare_election(by=by, plan=_plan(unit, 6, today - ONE_DAY, 3))
    set_base(by=by, election=election, exclusions={})
    cast = _Cast(_secretary_first(unit, lists.electors(election)))
    poll = put_up(by=by, poll=_poll(election), persons=[one.pk for one in cast.candidates(4)])
    _told(by, poll, Attendance(len(cast.electors) - 1), cast.tellers(4))
