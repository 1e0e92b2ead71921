"""What is planned for an election. Plain Python."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Plan:
    """An election as prepared: whose, why, when, by which approval, and how many places.

    `seats` are committee members, none where the organisation has no committee. `delegates` is set where a congress
    of delegates votes in place of the members' meeting; `scattered`: the organisations below lie far apart.
    """

    unit_id: int
    kind: str
    number: int
    held_on: dt.date
    superior: str
    approval_no: str
    approved_on: dt.date
    seats: int = 0
    secretaries: int = 0
    deputies: int = 0
    delegates: int | None = None
    scattered: bool = False


@dataclass(frozen=True, slots=True)
class Approval:
    """The superior's answer to the result: its number and day, when the new term counts from, and who holds which post.

    `titles` are the posts of elected committee members by person, as the committee divided its work.
    """

    number: str
    on: dt.date
    began_on: dt.date
    titles: dict[int, str]


@dataclass(frozen=True, slots=True)
class TermEntry:
    """A term as it is entered; `years` only where the rule of that day leaves a choice, `ended_on` when it is over."""

    number: int
    began_on: dt.date
    years: int | None = None
    seats: int | None = None
    ended_on: dt.date | None = None
    village: bool = False
