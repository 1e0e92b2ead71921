"""The log as the auditor sees it: accounts and keys of objects, never what the objects say."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse

from tongpin.foundation.audit.models import Event

_DIGEST = re.compile(r"\b([0-9a-f]{12})[0-9a-f]{52}\b")
# Where an object has a page of its own that an auditor may open.
PAGES = {
    "activities.activity": "activities:detail",
    "honours.honour": "honours:detail",
    "units.unit": "desk:unit",
    "visits.need": "visits:detail",
}


@dataclass(frozen=True)
class Line:
    """An event with its details in words and the page of what it speaks of, if there is one."""

    event: Event
    details: str
    url: str

    @property
    def short(self) -> str:
        """Return the details with digests cut to their beginning, for reading."""
        return _DIGEST.sub(r"\1…", self.details)

    @property
    def target(self) -> str:
        """Return the object as the log names it; the filter takes the same form."""
        return f"{self.event.target_type}:{self.event.target_id}"


def lines(events: Iterable[Event]) -> list[Line]:
    """Return events as lines of the list. No query."""
    return [Line(event, _details(event.details), _url(event)) for event in events]


def _details(text: str) -> str:
    found = json.loads(text)
    return "；".join(f"{name}: {_plain(value)}" for name, value in found.items())


def _plain(value: object) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _url(event: Event) -> str:
    name = PAGES.get(event.target_type)
    return reverse(name, args=[event.target_id]) if name and event.target_id.isdecimal() else ""
