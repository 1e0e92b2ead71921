"""Who should be at a meeting, who was, and who of them has a vote."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class OnRoll:
    """Somebody on the roll on the day of a meeting.

    `exempt`: nothing is demanded of this member (《教管条例》第二十三条). `votes`: full members do, probationary ones
    attend without a vote.
    """

    person_id: int
    name: str
    probationary: bool = False
    exempt: bool = False
    votes: bool = True


@dataclass(frozen=True, slots=True)
class Roll:
    """The roll of a meeting. Not `complete`: the records do not say who belongs to this body (a small group that is no
    unit, a committee without posts), so that numbers are typed and nobody is absent by not being called. `closed`: it
    comes from memberships, so that more than these cannot have been there; posts may not all have been entered.
    """

    people: tuple[OnRoll, ...] = ()
    complete: bool = False
    closed: bool = False

    def without_votes(self, people: Collection[int]) -> Roll:
        """Return the roll on which these members have no vote for now: 留党察看, which the roll itself does not say."""
        changed = tuple(replace(one, votes=False) if one.person_id in people else one for one in self.people)
        return replace(self, people=changed)

    def named(self, person_id: int | None) -> OnRoll | None:
        """Return the entry of a person, None where they are not on it."""
        return next((one for one in self.people if one.person_id == person_id), None)


@dataclass(frozen=True, slots=True)
class Count:
    """应到, 实到, and both for those with a vote."""

    expected: int
    present: int
    entitled: int
    voters: int


def count(roll: Roll, present: Collection[int]) -> Count:
    """Count a roll. Whoever is exempt and stays away is not expected; one who comes counts like everyone."""
    due = [one for one in roll.people if one.person_id in present or not one.exempt]
    there = [one for one in roll.people if one.person_id in present]
    return Count(len(due), len(there), sum(one.votes for one in due), sum(one.votes for one in there))
