"""The running year up to its last full month: what the branches held, as ledgers like those of the years before.

Now and then something was not held: the pages that say what is late have something to say.
"""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from . import ledgers, vocabulary, year
from .world import World
from .year import Year


def told_until(story: World, today: dt.date) -> Year:
    """Return the organisational life of the year of `today`, the running month left out."""
    told, cut = year.invent(story, today.year), today.replace(day=1)
    return Year(
        today.year,
        meetings=[one for one in told.meetings if one.on < cut],
        party_days=[one for one in told.party_days if one.on < cut],
    )


def write(story: World, today: dt.date, folder: Path) -> Path | None:
    """Write the ledgers below `folder` and return their own one; None where the year has no full month yet."""
    told = told_until(story, today)
    if today.year in vocabulary.YEARS or not (told.meetings and told.party_days):
        return None
    place = folder / str(today.year)
    ledgers.write_ledgers(story, told, place, ledgers.OF_BRANCHES)
    return place
