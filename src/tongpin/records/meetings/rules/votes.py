"""What a vote at a meeting needs.

A meeting's vote is not an election: here half of those with a vote suffice to begin (「半数以上」 includes the half),
and more than half of those who *should* be there must agree (「超过」 does not include it); an election needs four
fifths. The shares are parameters of the norm (《中国共产党支部工作条例（试行）》第十一条), never numbers here.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from tongpin.standards.rules import Norm


@dataclass(frozen=True, slots=True)
class Tally:
    """Votes on one motion."""

    votes_for: int
    votes_against: int = 0
    abstained: int = 0

    @property
    def cast(self) -> int:
        """Return how many votes were given, abstentions included."""
        return self.votes_for + self.votes_against + self.abstained


def vote_norm(norms: Iterable[Norm]) -> Norm | None:
    """Return the norm of a kind of meeting that says how many must be there, None where none does."""
    return next((norm for norm in norms if "quorum" in norm.params), None)


def share(norm: Norm, name: str) -> Fraction | None:
    """Return a share the norm names ("1/2"), None where it names none or something else than a share."""
    try:
        return Fraction(str(norm.params[name]))
    except (KeyError, ValueError, ZeroDivisionError):
        return None


def least_present(norm: Norm, entitled: int) -> int | None:
    """Return how many of those with a vote must be there: not fewer than the share, so of 8 with one half 4."""
    part = share(norm, "quorum")
    return None if part is None else math.ceil(entitled * part)


def least_for(norm: Norm, entitled: int) -> int | None:
    """Return how many must agree: more than the share of those who should be there, so of 8 with one half 5."""
    part = share(norm, "majority")
    return None if part is None else math.floor(entitled * part) + 1


def verdict(norm: Norm | None, tally: Tally, *, entitled: int | None, present: int | None) -> str:
    """Return what became of a motion: carried, lost, no_quorum, or counted where no rule or no base is known."""
    if norm is None or entitled is None or present is None:
        return "counted"
    needed, majority = least_present(norm, entitled), least_for(norm, entitled)
    if needed is not None and present < needed:
        return "no_quorum"
    if majority is None:
        return "counted"
    return "carried" if tally.votes_for >= majority else "lost"
