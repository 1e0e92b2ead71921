"""The records behind a figure, as a page or a file shows them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from .compiling import known, period_of, rows_of
from .sources import SOURCES


@dataclass(frozen=True, slots=True)
class Lineage:
    """The rows of a figure and the columns to show of each.

    `page` is the url name of one row's own page, or empty, `link` the way to the key it takes.
    """

    rows: QuerySet[Any]
    columns: Sequence[str]
    paths: Sequence[str]
    page: str
    link: str

    def __iter__(self) -> Iterator[tuple[Any, ...]]:
        """Yield (key, *columns) of every row in the order of their keys."""
        return iter(self.rows.values_list("pk", *self.paths).iterator(chunk_size=2000))


def lineage(code: str, *, year: int, as_of: dt.date | None = None, within: str = "") -> Lineage | None:
    """Return the records behind a figure; of a ratio those of its numerator; None where nothing records it yet."""
    definition = known(code)
    if definition.ratio:
        definition = known(definition.ratio[0])
    if not definition.has_source:
        return None
    source = SOURCES[definition.source]
    rows = rows_of(definition, period_of(year, as_of), within).order_by("pk")
    return Lineage(
        rows, [str(label) for label in source.columns], list(source.columns.values()), source.page, source.key
    )
