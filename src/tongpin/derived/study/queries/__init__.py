"""Hours of study, computed from records whenever they are asked for; nothing is stored."""

from .hours import hours_of
from .rulebook import Rulebook
from .standing import Standing, UnitCount, counts_by_unit, own_standing, standing_of, standings_in

__all__ = [
    "Rulebook",
    "Standing",
    "UnitCount",
    "counts_by_unit",
    "hours_of",
    "own_standing",
    "standing_of",
    "standings_in",
]
