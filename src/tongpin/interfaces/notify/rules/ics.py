"""Calendars as RFC 5545 wants them. Plain Python.

The same entries give the same bytes, so that a calendar program that asks again is told "nothing new".
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from icalendar import Calendar, Event, Timezone, TimezoneStandard, vDuration

from tongpin.foundation.kernel.clock import SHANGHAI

PRODUCT = "-//Tongpin//Calendar//ZH"
TZID = "Asia/Shanghai"
AGAIN_AFTER = dt.timedelta(hours=6)


@dataclass(frozen=True, slots=True)
class Entry:
    """One event or due date. Without `starts_at` it takes the whole days from `first` to `last`, both included.

    `sequence` grows with each change; `changed_at` is when the last one happened.
    """

    uid: str
    title: str
    first: dt.date
    last: dt.date
    changed_at: dt.datetime
    sequence: int = 0
    starts_at: dt.time | None = None
    ends_at: dt.time | None = None
    place: str = ""
    note: str = ""
    url: str = ""
    status: str = "CONFIRMED"
    busy: bool = True


def calendar(name: str, entries: Iterable[Entry]) -> bytes:
    """Return a calendar of this name: UTF-8, folded, with its time zone."""
    sheet = Calendar()
    sheet.add("prodid", PRODUCT)
    sheet.add("version", "2.0")
    sheet.add("calscale", "GREGORIAN")
    sheet.add("method", "PUBLISH")
    sheet.add("x-wr-calname", name)
    sheet.add("x-wr-timezone", TZID)
    sheet.add("refresh-interval", vDuration(AGAIN_AFTER), parameters={"VALUE": "DURATION"})
    sheet.add("x-published-ttl", vDuration(AGAIN_AFTER))
    sheet.add_component(_zone())
    for entry in sorted(entries, key=lambda one: (one.first, one.uid)):
        sheet.add_component(_event(entry))
    text: bytes = sheet.to_ical(sorted=False)
    return text


def _zone() -> Timezone:
    """Return China's one time: eight hours ahead, without summer time since 1992."""
    zone, standard = Timezone(), TimezoneStandard()
    zone.add("tzid", TZID)
    standard.add("dtstart", dt.datetime(1992, 1, 1))  # noqa: DTZ001 - a VTIMEZONE speaks in local time
    standard.add("tzname", "CST")
    standard.add("tzoffsetfrom", dt.timedelta(hours=8))
    standard.add("tzoffsetto", dt.timedelta(hours=8))
    zone.add_component(standard)
    return zone


def _event(entry: Entry) -> Event:
    event = Event()
    event.add("uid", entry.uid)
    event.add("dtstamp", entry.changed_at.astimezone(dt.UTC))
    event.add("last-modified", entry.changed_at.astimezone(dt.UTC))
    event.add("sequence", entry.sequence)
    event.add("summary", entry.title)
    if entry.starts_at is None:
        event.add("dtstart", entry.first)
        event.add("dtend", entry.last + dt.timedelta(days=1))  # the day after the last one
    else:
        starts = dt.datetime.combine(entry.first, entry.starts_at, SHANGHAI)
        ends = dt.datetime.combine(entry.last, entry.ends_at or entry.starts_at, SHANGHAI)
        event.add("dtstart", starts)
        event.add("dtend", ends if ends > starts else starts + dt.timedelta(hours=1))
    for name, value in (("location", entry.place), ("description", entry.note), ("url", entry.url)):
        if value:
            event.add(name, value)
    event.add("status", entry.status)
    event.add("transp", "OPAQUE" if entry.busy else "TRANSPARENT")
    return event
