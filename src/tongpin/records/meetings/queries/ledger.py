"""The rows of a ledger: what a branch held in a year, with its minutes and what its decisions became. Five queries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tongpin.foundation.units.models import Unit
from tongpin.projects.tasks.models import Task
from tongpin.records.activities.enums import Status
from tongpin.records.activities.models import Activity

from ..models import Meeting
from ..rules.ledger import Shape
from ..rules.minutes import Minutes
from .minutes import PARTS, decisions_of, minutes_of, of_year

HELD = (Status.HELD, Status.CONFIRMED)


@dataclass(frozen=True)
class Entry:
    """One row: the activity, its minutes (empty where there are none), and the tasks it led to."""

    activity: Activity
    minutes: Minutes
    tasks: Sequence[Task]


def entries(unit: Unit, year: int, shape: Shape) -> list[Entry]:
    """Return what stands in a ledger of a unit and year, by day; plans and what was cancelled stay out."""
    rows = list(of_year(unit.path, year).filter(kind__in=shape.kinds, status__in=HELD))
    by_activity = minutes_by_activity(rows)
    tasks: dict[int, list[Task]] = defaultdict(list)
    for task in decisions_of(rows):
        tasks[task.source_id or 0].append(task)
    return [
        Entry(one, by_activity.get(key, Minutes()), tasks.get(key, []))
        for one in rows
        for key in [one.twin_of_id or one.pk]
    ]


def minutes_by_activity(rows: Sequence[Activity]) -> Mapping[int, Minutes]:
    """Return the minutes of several activities by the key of the activity; those of a twin stand with its first."""
    keys = {one.twin_of_id or one.pk for one in rows}
    found = Meeting.objects.filter(activity__in=keys).prefetch_related(*PARTS)
    return {meeting.activity_id: minutes_of(meeting) for meeting in found}
