"""Which days are worked: weekends, the State Council's yearly arrangement, and the days worked in exchange.

Source: 国务院办公厅关于部分节假日安排的通知, one each year (holidays.yaml).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from functools import lru_cache
from importlib import resources
from typing import Any

import yaml

SATURDAY = 5


@lru_cache
def _table() -> Mapping[str, Any]:
    table: Mapping[str, Any] = yaml.safe_load(resources.files(__package__).joinpath("holidays.yaml").read_text("utf-8"))
    return table


@lru_cache
def _year(year: int) -> tuple[frozenset[dt.date], frozenset[dt.date]]:
    """Return the days off of a year besides its weekends, and the weekend days worked."""
    told = _table()["years"].get(year)
    if told is None:
        fixed = (dt.date.fromisoformat(f"{year}-{day}") for day in _table()["fixed"]["rest"])
        return frozenset(fixed), frozenset()
    return frozenset(day for days in told["rest"].values() for day in days), frozenset(told["worked"])


def is_announced(year: int) -> bool:
    """Say whether the arrangement of a year is known; else only weekends and the days fixed by law are off."""
    return year in _table()["years"]


def is_workday(day: dt.date) -> bool:
    """Say whether offices work on `day`."""
    off, worked = _year(day.year)
    return day in worked or (day.weekday() < SATURDAY and day not in off)


def next_workday(day: dt.date) -> dt.date:
    """Return `day` if it is worked, else the first worked day after it."""
    while not is_workday(day):
        day += dt.timedelta(days=1)
    return day
