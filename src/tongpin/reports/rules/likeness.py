"""How like two surroundings of a number are, from 0 to 1."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from functools import lru_cache

from .story import Context
from .tokens import normal

SAME_PLACE = 0.34  # one side unchanged, or both half changed
ANOTHER_CELL = 0.3
_NUMBERS = re.compile(r"[\d.,%]+")


def likeness(registered: Context, present: Context, *, flowing: bool = False) -> float:
    """Compare surroundings; in a table the headings decide, in prose the words nearest to the number count most.

    `flowing` is a PDF: paragraphs and cells are unknown there, so only the registered length of each side is compared.
    """
    in_table = registered.row or registered.column
    if in_table and not flowing:
        if (registered.row, registered.column) != (present.row, present.column):
            return ANOTHER_CELL
        if not registered.before and not registered.after:
            return 1.0
        return max(0.5, _prose(registered, present))
    if not flowing and (present.row or present.column):
        return ANOTHER_CELL
    return _prose(registered, present)


def _prose(registered: Context, present: Context) -> float:
    sides = []
    if registered.before:
        sides.append(_side(registered.before[::-1], present.before[::-1]))
    if registered.after:
        sides.append(_side(registered.after, present.after))
    return sum(sides) / len(sides) if sides else 0.5


@lru_cache(maxsize=20_000)
def _side(registered: str, present: str) -> float:
    """Compare one side, both texts reading away from the number; other numbers on the way count as one sign."""
    one, two = _NUMBERS.sub("#", normal(registered)), _NUMBERS.sub("#", normal(present))[: len(registered)]
    run = 0
    while run < min(len(one), len(two)) and one[run] == two[run]:
        run += 1
    if run == len(one):
        return 1.0
    return max(min(1.0, run / 4), SequenceMatcher(None, one, two, autojunk=False).ratio())
