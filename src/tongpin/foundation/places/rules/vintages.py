"""How lists of several days fit together into one dated list.

Each list says what there was on its day. A village is valid from the day of the first list that has it to the day
before the next list that has it no more; those on the earliest list are valid since before the records begin. Because
nothing else is known, every list can be read back from the dated rows, and lists may arrive in any order.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Generic, TypeVar

K = TypeVar("K", bound=Hashable)  # what makes a row the same row: (code, name)
_DAY = dt.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Span(Generic[K]):
    """A row of the dated list: `id` is None while it is not in the database."""

    key: K
    valid_from: dt.date | None
    valid_to: dt.date | None
    id: int | None = None

    def in_force(self, day: dt.date) -> bool:
        """Say whether the row is valid on `day`."""
        return (self.valid_from is None or self.valid_from <= day) and (self.valid_to is None or day <= self.valid_to)


@dataclass(slots=True)
class Plan(Generic[K]):
    """What a list changes: rows to add, rows whose dates change, rows that stay."""

    added: list[Span[K]] = field(default_factory=list)
    changed: list[Span[K]] = field(default_factory=list)
    kept: int = 0


def plan_list(rows: Iterable[Span[K]], days: Iterable[dt.date], day: dt.date, keys: Iterable[K]) -> Plan[K]:
    """Say how the dated rows change when the list of `day` (not among `days`, the lists known) has exactly `keys`.

    Rows are never removed: a new list can split a span in two, never join two.
    """
    rows = list(rows)
    all_days = sorted({*days, day})
    new = set(keys)
    before: dict[K, list[Span[K]]] = defaultdict(list)
    for row in rows:
        before[row.key].append(row)
    plan: Plan[K] = Plan()
    for key in [*before, *sorted(new - before.keys(), key=repr)]:
        spans = before[key]
        present = [key in new if one == day else any(row.in_force(one) for row in spans) for one in all_days]
        _compare(plan, key, _runs(all_days, present), spans)
    return plan


def _runs(days: Sequence[dt.date], present: Sequence[bool]) -> list[tuple[dt.date | None, dt.date | None]]:
    """Return (first day, last day) of each unbroken run of lists that have the row."""
    runs: list[tuple[dt.date | None, dt.date | None]] = []
    start: dt.date | None = None
    inside = False
    for at, (day, here) in enumerate(zip(days, present, strict=True)):
        if here and not inside:
            start = None if at == 0 else day
        if inside and not here:
            runs.append((start, day - _DAY))
        inside = here
    return [*runs, (start, None)] if inside else runs


def _compare(
    plan: Plan[K], key: K, runs: Sequence[tuple[dt.date | None, dt.date | None]], spans: Sequence[Span[K]]
) -> None:
    """Match runs with the rows there are: a split leaves the existing row the later part."""
    rows = sorted(spans, key=lambda row: row.valid_from or dt.date.min, reverse=True)
    for (start, end), row in zip(reversed(runs), [*rows, *[None] * (len(runs) - len(rows))], strict=True):
        span = Span(key, start, end, row.id if row else None)
        if row is None:
            plan.added.append(span)
        elif (row.valid_from, row.valid_to) == (start, end):
            plan.kept += 1
        else:
            plan.changed.append(span)
