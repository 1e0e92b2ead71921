"""Rows that hold from a day to a day."""

from __future__ import annotations

import datetime as dt

from django.db.models import Q


def in_force(day: dt.date, prefix: str = "") -> Q:
    """Return the condition "holds on `day`" for rows with valid_from and valid_to, both days included.

    An empty valid_from means since before the records begin, an empty valid_to until further notice. `prefix` is the
    way to such a row from another ("unit__").
    """
    start, end = f"{prefix}valid_from", f"{prefix}valid_to"
    return (Q(**{start: None}) | Q(**{f"{start}__lte": day})) & (Q(**{end: None}) | Q(**{f"{end}__gte": day}))
