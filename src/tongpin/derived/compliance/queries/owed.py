"""What is open today: late, due soon, due later."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from tongpin.foundation.kernel import clock
from tongpin.foundation.units.models import Unit
from tongpin.standards.rules import Rulebook

from ..enums import OPEN, State
from .records import Source
from .standing import Cell, OrgYear, standings

SOON = dt.timedelta(days=31)
LOOKED_BACK = dt.timedelta(days=92)
"""In the first weeks of a year what the year before left open is still shown, as far as it is no older than this."""


@dataclass(frozen=True, slots=True)
class Owed:
    """What some organisations owe on a day, each in the order of its deadline.

    `missed` are reminders (一般): no violation. `unconfirmed` wait for a second person.
    """

    late: Sequence[Cell]
    soon: Sequence[Cell]
    later: Sequence[Cell]
    missed: Sequence[Cell]
    unconfirmed: Sequence[Cell]


def owed(
    units: Iterable[Unit],
    on: dt.date | None = None,
    *,
    only: Collection[Source] | None = None,
    book: Rulebook | None = None,
) -> Owed:
    """Return what these organisations owe on `on` (today): of this year, and what last year left open.

    For the home, the page of an organisation and for messages. As many queries as `standing` takes, fewer with `only`
    some sources; those of the rulebook fall away where the caller has read it.
    """
    day = on or clock.today()
    return sorted_out(standings(units, [day.year - 1, day.year], day, only=only, book=book), day)


def sorted_out(years: Mapping[int, Sequence[OrgYear]], day: dt.date) -> Owed:
    """Return what is owed on a day from its year and the one before, both read already.

    What lasts (a term that is over, a vacant post) is told by this year's cell alone.
    """
    before = [cell for one in years[day.year - 1] for cell in one.cells if not cell.found.lasting]
    past = [cell for cell in before if cell.deadline >= day - LOOKED_BACK]
    cells = [*past, *(cell for one in years[day.year] for cell in one.cells)]
    cells.sort(key=lambda cell: cell.deadline)
    coming = [cell for cell in cells if cell.state in OPEN and cell.state is not State.LATE]
    return Owed(
        late=[cell for cell in cells if cell.state is State.LATE],
        soon=[cell for cell in coming if cell.deadline <= day + SOON],
        later=[cell for cell in coming if cell.deadline > day + SOON],
        missed=[cell for cell in cells if cell.state is State.MISSED],
        unconfirmed=[cell for cell in cells if cell.state is State.WAITING],
    )
