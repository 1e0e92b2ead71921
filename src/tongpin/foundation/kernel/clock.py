"""The one clock. Tests freeze it; nothing else asks the machine for the time."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from zoneinfo import ZoneInfo

SHANGHAI = ZoneInfo("Asia/Shanghai")
_frozen: ContextVar[dt.datetime | None] = ContextVar("frozen_now", default=None)


def now() -> dt.datetime:
    """Return the present moment, aware, in UTC."""
    return _frozen.get() or dt.datetime.now(dt.UTC)


def today() -> dt.date:
    """Return today's date in Asia/Shanghai, the only civil calendar this program keeps."""
    return now().astimezone(SHANGHAI).date()


@contextmanager
def frozen(moment: dt.datetime) -> Iterator[None]:
    """Hold the clock at `moment` (aware) inside the block."""
    token = _frozen.set(moment)
    try:
        yield
    finally:
        _frozen.reset(token)
