"""Rows that hold from a day to a day."""

from __future__ import annotations

import datetime as dt
from typing import Protocol

from django.db.models import Q


class Dated(Protocol):
    """A row that holds from a day to a day, both included; None: without a beginning, without an end."""

    @property
    def valid_from(self) -> dt.date | None: ...
    @property
    def valid_to(self) -> dt.date | None: ...


def holds(row: Dated, day: dt.date) -> bool:
    """Say of a row that is read already what `in_force` asks of the database."""
    return (row.valid_from is None or row.valid_from <= day) and (row.valid_to is None or day <= row.valid_to)


def in_force(day: dt.date, prefix: str = "") -> Q:
    """Return the condition "holds on `day`" for rows with valid_from and valid_to, both days included.

    An empty valid_from means since before the records begin, an empty valid_to until further notice. `prefix` is the
    way to such a row from another ("unit__").
    """
    start, end = f"{prefix}valid_from", f"{prefix}valid_to"
    return (Q(**{start: None}) | Q(**{f"{start}__lte": day})) & (Q(**{end: None}) | Q(**{f"{end}__gte": day}))
