"""Times of day as clerks write them. Plain Python."""

from __future__ import annotations

import datetime as dt
import re

AFTERNOON, NOON = ("下午", "晚上", "晚", "傍晚", "夜间"), 12
_TIME = re.compile(
    r"(?P<part>上午|下午|中午|晚上|傍晚|夜间|早上|晚)?\s*(?<!\d)(?P<hour>[01]?\d|2[0-3])"
    r"(?:\s*[:：]\s*(?P<minute>[0-5]\d)|\s*[点时](?P<half>半)?(?:(?P<spoken>[0-5]?\d)分?)?(?P<whole>整)?)"
)


def times(text: str) -> tuple[dt.time, dt.time | None] | None:
    """Return the beginning and, where told, the end: 14:30-16:00, 上午9点半, 下午3点至5点; None where none is."""
    found = list(_TIME.finditer(text))
    if not found:
        return None
    part = found[0]["part"] or ""
    start = _time(found[0], part)
    end = _time(found[1], found[1]["part"] or part) if len(found) > 1 else None
    return start, end if end is not None and end > start else None


def _time(match: re.Match[str], part: str) -> dt.time:
    hour, minute = int(match["hour"]), int(match["minute"] or match["spoken"] or (30 if match["half"] else 0))
    if part in AFTERNOON and hour < NOON:
        hour += NOON
    return dt.time(hour, minute)
