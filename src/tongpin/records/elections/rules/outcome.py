"""Who is elected by a count. Plain Python."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Outcome:
    """`elected` by votes; `tied` have equal votes for the last places; `open_places` stay without a holder."""

    elected: tuple[int, ...]
    tied: tuple[int, ...]
    open_places: int


def outcome(votes: Mapping[int, int], *, places: int, needed: int, run_off: bool = False) -> Outcome:
    """Return who is elected: those with `needed` votes or more, by votes where they are more than the places.

    Equal votes at the last place elect nobody there: the tied are voted on again. In that vote (`run_off`), in which
    each of them had the majority before, the votes alone decide.
    """
    passed = [person for person, count in votes.items() if count >= (1 if run_off else needed)]
    ranked = sorted(passed, key=lambda person: -votes[person])
    if len(ranked) <= places:
        return Outcome(tuple(ranked), (), places - len(ranked))
    last = votes[ranked[places - 1]]
    above = [person for person in ranked if votes[person] > last]
    level = [person for person in ranked if votes[person] == last]
    if len(above) + len(level) == places:
        return Outcome(tuple(above + level), (), 0)
    return Outcome(tuple(above), tuple(level), places - len(above))
