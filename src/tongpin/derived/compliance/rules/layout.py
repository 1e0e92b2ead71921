"""A year of periods side by side in twelve columns."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from .periods import Period

C = TypeVar("C")


@dataclass(frozen=True, slots=True)
class Placed(Generic[C]):
    """A cell with the first month and the number of months it covers in the picture; None: nothing there."""

    cell: C | None
    first: int
    span: int


def in_columns(cells: Sequence[C], period_of: Callable[[C], Period]) -> list[Placed[C]]:
    """Place cells of one row so that together they fill twelve months.

    Where a rule changed its period within the year, the later cell begins where the earlier one ended.
    """
    placed: list[Placed[C]] = []
    after = 1
    for cell in sorted(cells, key=lambda one: (period_of(one).months[-1], period_of(one).months[0])):
        months = period_of(cell).months
        first = max(months[0], after)
        if first > months[-1]:
            continue
        if first > after:
            placed.append(Placed(None, after, first - after))
        placed.append(Placed(cell, first, months[-1] - first + 1))
        after = months[-1] + 1
    if after <= 12:
        placed.append(Placed(None, after, 13 - after))
    return placed
