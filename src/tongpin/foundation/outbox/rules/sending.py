"""When messages may leave, and how many. Plain Python.

The hours are settings (sending.yaml); the frame around them is not: rules.md §6.9 wants reminders in working hours, so
what would allow the night or a second reminder a day is refused, wherever it was written.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

import yaml

from tongpin.foundation.kernel.clock import SHANGHAI
from tongpin.foundation.kernel.workdays import is_workday, next_workday

EARLIEST, LATEST = dt.time(8, 0), dt.time(18, 0)
MOST_A_DAY = 1
MOST_TESTS = 3


class NotPermitted(ValueError):  # noqa: N818 - it is a refusal
    """Settings that would send at night or too often; `code` says which: "hours" or "number"."""

    def __init__(self, code: str, detail: str) -> None:
        super().__init__(f"{code}: {detail}")
        self.code, self.detail = code, detail


@dataclass(frozen=True, slots=True)
class Sending:
    """Hours of the day between which messages leave on workdays, and the most of them a day for one channel."""

    opens: dt.time
    closes: dt.time
    most_a_day: int
    tests_a_day: int
    source: str

    def is_open(self, moment: dt.datetime) -> bool:
        """Say whether messages may leave at `moment` (aware)."""
        local = moment.astimezone(SHANGHAI)
        return is_workday(local.date()) and self.opens <= local.time() < self.closes

    def next_opening(self, moment: dt.datetime) -> dt.datetime:
        """Return `moment` if messages may leave then, else the next moment at which they may."""
        if self.is_open(moment):
            return moment
        local = moment.astimezone(SHANGHAI)
        day = local.date() if local.time() < self.opens else local.date() + dt.timedelta(days=1)
        return dt.datetime.combine(next_workday(day), self.opens, SHANGHAI)


def checked(body: Mapping[str, object]) -> Sending:
    """Read the settings. Raises NotPermitted for hours outside the frame and for more than one reminder a day."""
    try:
        opens, closes = dt.time.fromisoformat(str(body["opens"])), dt.time.fromisoformat(str(body["closes"]))
        most, tests = int(str(body["most_a_day"])), int(str(body["tests_a_day"]))
    except (KeyError, ValueError) as error:
        raise NotPermitted("hours", str(error)) from error
    if not EARLIEST <= opens < closes <= LATEST:
        raise NotPermitted("hours", f"{opens:%H:%M}-{closes:%H:%M}")
    if not 0 <= most <= MOST_A_DAY or not 0 <= tests <= MOST_TESTS:
        raise NotPermitted("number", f"{most}, {tests}")
    return Sending(opens, closes, most, tests, str(body.get("source", "")))


@lru_cache
def _body() -> Mapping[str, object]:
    text = resources.files(__package__).joinpath("../sending.yaml").read_text("utf-8")
    body: Mapping[str, object] = yaml.safe_load(text)
    return body


def sending() -> Sending:
    """Return the settings in force. Raises NotPermitted."""
    return checked(_body())
