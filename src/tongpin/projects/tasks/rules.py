"""What a task says, when it is late, and where tasks come from. Plain Python."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class TaskContent:
    """What is to be done, by which unit, by whom in it (or nobody in particular), and by which day.

    `source_text` says in words where it comes from. `source_kind` and `source_id` name the record: a kind somebody has
    registered with `register_source`, and a key; both or neither.
    """

    title: str
    unit_id: int
    due_on: dt.date
    owner_id: int | None = None
    source_text: str = ""
    source_kind: str = ""
    source_id: int | None = None
    parent_id: int | None = None


_sources: dict[str, str] = {}


def register_source(kind: str, url_name: str) -> None:
    """Say which page shows the record a task of this kind comes from; the address gets the key as its argument.

    Apps of later stages call it in `AppConfig.ready`, so that tasks link to them without knowing them.
    """
    _sources[kind] = url_name


def source_page(kind: str) -> str:
    """Return the name of the page for sources of a kind, "" where nobody has registered it."""
    return _sources.get(kind, "")


def is_late(*, state: str, due_on: dt.date, today: dt.date) -> bool:
    """Say whether a task is late: still open after its day; on the day itself it is not."""
    return state == "open" and due_on < today
