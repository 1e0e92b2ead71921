"""What each kind of receiver takes. Plain Python."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

import yaml

SPANS = (("per_second", dt.timedelta(seconds=1)), ("per_minute", dt.timedelta(minutes=1)), ("per_day", dt.timedelta(1)))
BACKOFF = (60, 300, 900, 3600, 3600)  # seconds until a receiver out of reach is tried again; then the message failed


@dataclass(frozen=True, slots=True)
class Limit:
    """Most tries in a second, a minute, a day (None: not told), for each channel or all of a kind together."""

    kind: str
    scope: str
    per_second: int
    per_minute: int
    per_day: int | None
    bytes: int
    pause: int
    source: str
    level: str

    def free_at(self, tries: Sequence[dt.datetime], now: dt.datetime) -> dt.datetime:
        """Return from when one more try is allowed, given the earlier ones of the last day; `now` when at once."""
        free = now
        for name, span in SPANS:
            most: int | None = getattr(self, name)
            recent = sorted(at for at in tries if at > now - span)
            if most is not None and len(recent) >= most:
                free = max(free, recent[len(recent) - most] + span)
        return free


@lru_cache
def limits() -> Mapping[str, Limit]:
    """Return the limits by kind of receiver."""
    text = resources.files(__package__).joinpath("../limits.yaml").read_text("utf-8")
    return {body["kind"]: Limit(**body) for body in yaml.safe_load(text)}


def wait_before_retry(tries: int) -> dt.timedelta | None:
    """Return how long to wait after the try number `tries` that found nobody; None: give up."""
    return dt.timedelta(seconds=BACKOFF[tries - 1]) if tries <= len(BACKOFF) else None
