"""How an organisation stands with one rule in one period, as of a day."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from ..enums import Reason, State


@dataclass(frozen=True, slots=True)
class Duty:
    """What is owed: how many, from the first day of the period until the deadline, both included.

    `binding` is False for 一般: whoever did not hold it is reminded, and has violated nothing.
    """

    needed: int
    binding: bool
    first: dt.date
    deadline: dt.date


@dataclass(frozen=True, slots=True)
class Found:
    """The days of the records that count for a period, each in order; records after the day asked about left out.

    `planned` holds plans whose day has not passed; `overdue` plans whose day has, without anybody saying whether they
    were held; `short` meetings at which too few were present to count. Where a rule asks for other things than meetings
    (talks, members with enough hours, posts), `lacking` of the `asked` demands are open, and `vacant` names the open
    posts; `unformed` says that they are those of a committee the branch must set up first. `deadline` is the day where
    it is the organisation's own and not the period's (the end of a term). What is `lasting` is open in the year that
    follows as well for as long as it is open. `excused` says why nothing is asked.
    """

    confirmed: tuple[dt.date, ...] = ()
    held: tuple[dt.date, ...] = ()
    planned: tuple[dt.date, ...] = ()
    overdue: tuple[dt.date, ...] = ()
    short: tuple[dt.date, ...] = ()
    lacking: int = 0
    asked: int = 0
    vacant: tuple[str, ...] = ()
    unformed: bool = False
    deadline: dt.date | None = None
    lasting: bool = False
    excused: Reason | None = None


NOTHING = Found()


def judge(duty: Duty, found: Found, on: dt.date) -> State:
    """Return how a duty stands on the day `on`.

    Held records nobody has confirmed are enough not to be late, but shown apart. A plan is enough to be planned while
    there is time, never afterwards. Demands that are no meetings are met when none is open.
    """
    if found.asked and not found.lacking:
        return State.DONE
    confirmed, held = len(found.confirmed), len(found.held)
    if confirmed >= duty.needed:
        in_time = duty.needed == 0 or found.confirmed[duty.needed - 1] <= duty.deadline
        return State.DONE if in_time else State.DONE_LATE
    if confirmed + held >= duty.needed:
        return State.WAITING
    if on > duty.deadline:
        return State.LATE if duty.binding else State.MISSED
    if confirmed + held + len(found.planned) >= duty.needed:
        return State.PLANNED
    return State.NOT_YET if on < duty.first else State.DUE
