"""Hours of study, computed from records whenever they are asked for; nothing is stored."""

from .hours import hours_of, sessions_of
from .rulebook import CODES, KINDS, LEADING, MEMBER, Rulebook
from .standing import Standing, UnitCount, counts_by_unit, own_standing, standing_of, standings_in

__all__ = [
    "CODES",
    "KINDS",
    "LEADING",
    "MEMBER",
    "Rulebook",
    "Standing",
    "UnitCount",
    "counts_by_unit",
    "hours_of",
    "own_standing",
    "sessions_of",
    "standing_of",
    "standings_in",
]
