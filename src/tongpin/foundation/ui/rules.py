"""What pages are made of, as plain values: navigation, quotes of regulations, charts, month sheets."""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

TYPE_SIZES = (18, 22, 26, 30)
"""Sizes in px of the large-type mode; 0 stands for the ordinary size."""

TYPE_COOKIE = "type_size"


@dataclass(frozen=True)
class NavItem:
    """One entry of the desk's navigation; every app registers its own in `AppConfig.ready`.

    `allowed` gets the account and says whether to show the entry: it saves a click into a refusal, it protects nothing.
    `prefix` is the start of the paths under which the entry counts as the current one.
    """

    label: Any  # a lazy translation; kept untyped so that this file does not import Django
    url_name: str
    order: int
    prefix: str
    allowed: Callable[[Any], bool]
    group: str = ""  # a key of `ui.queries.group_labels`; empty: stands by itself


_registry: dict[str, NavItem] = {}


def register_nav(item: NavItem) -> None:
    """Add `item` to the navigation; registering the same url again replaces it."""
    _registry[item.url_name] = item


def nav_items(account: Any) -> list[NavItem]:
    """Return the entries `account` may follow, in their order."""
    return sorted((item for item in _registry.values() if item.allowed(account)), key=lambda item: item.order)


@dataclass(frozen=True)
class Quote:
    """A regulation quoted beside a field. `strict` is False for “一般”: a reminder, never a violation."""

    text: str
    source: str
    article: str = ""
    date: str = ""
    verified: bool = True
    strict: bool = True


@dataclass(frozen=True)
class Series:
    """One row of numbers of a chart, aligned with its categories; None leaves a gap and reads “—” in the table."""

    name: str
    values: Sequence[float | None]


@dataclass(frozen=True)
class Chart:
    """A chart and, with the same numbers, its table. `kind` is "bar" or "line"; `key` is unique on the page."""

    key: str
    title: str
    kind: str
    unit: str
    category_name: str
    categories: Sequence[str]
    series: Sequence[Series]

    def payload(self) -> dict[str, Any]:
        """Return what the script draws from, as JSON-ready values."""
        return {
            "title": self.title,
            "kind": self.kind,
            "unit": self.unit,
            "categories": [str(name) for name in self.categories],
            "series": [{"name": str(row.name), "values": list(row.values)} for row in self.series],
        }

    def rows(self) -> list[tuple[str, list[float | None]]]:
        """Return the table's rows: a category and its value in each series."""
        return [
            (name, [row.values[place] if place < len(row.values) else None for row in self.series])
            for place, name in enumerate(self.categories)
        ]


@dataclass(frozen=True)
class DayEntry:
    """Something on a day of the month sheet."""

    label: str
    url: str
    state: str = ""
    state_label: str = ""


@dataclass(frozen=True)
class Day:
    """A cell of the month sheet."""

    date: dt.date
    in_month: bool
    is_today: bool
    entries: Sequence[DayEntry] = ()


@dataclass(frozen=True)
class MonthSheet:
    """A month in weeks from Monday, with its neighbours for paging."""

    first: dt.date
    weeks: Sequence[Sequence[Day]]
    previous: str
    next: str
    today: dt.date = field(default=dt.date.min)

    @property
    def days(self) -> list[Day]:
        """Return the month's own days that hold something, for the phone and the table."""
        return [day for week in self.weeks for day in week if day.in_month and day.entries]


def month_sheet(first: dt.date, entries: Mapping[dt.date, Sequence[DayEntry]], today: dt.date) -> MonthSheet:
    """Lay the month of `first` out in weeks; `entries` holds each day's things in their order."""
    weeks = [
        [Day(day, day.month == first.month, day == today, tuple(entries.get(day, ()))) for day in week]
        for week in calendar.Calendar(firstweekday=0).monthdatescalendar(first.year, first.month)
    ]
    return MonthSheet(first.replace(day=1), weeks, _shift(first, -1), _shift(first, 1), today)


def _shift(first: dt.date, months: int) -> str:
    """Return the month `months` after `first` as 2025-03."""
    ordinal = first.year * 12 + first.month - 1 + months
    return f"{ordinal // 12:04d}-{ordinal % 12 + 1:02d}"


def page_numbers(number: int, count: int, *, around: int = 2) -> list[int | None]:
    """Return the page numbers to link: both ends and those around `number`; None marks a gap."""
    wanted = sorted({1, count, *range(max(1, number - around), min(count, number + around) + 1)})
    out: list[int | None] = []
    for page in wanted:
        if out and page - (out[-1] or 0) > 1:
            out.append(None)
        out.append(page)
    return out


def parse_type_size(text: str | None) -> int:
    """Return the type size named by a cookie or a form, 0 for anything else."""
    return int(text) if text and text.isdecimal() and int(text) in TYPE_SIZES else 0
