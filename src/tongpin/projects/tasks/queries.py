"""Reading tasks."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection

from django.db.models import Q, QuerySet
from django.urls import NoReverseMatch, reverse

from .enums import TaskState
from .models import Task
from .rules import source_page


def listing(
    *,
    state: str = "",
    unit_path: str = "",
    owner_id: int | None = None,
    late_on: dt.date | None = None,
    words: str = "",
) -> QuerySet[Task]:
    """Return tasks by filters, the one due first in front; `late_on` leaves those that are late on that day."""
    rows = Task.objects.select_related("unit", "owner", "parent")
    if state:
        rows = rows.filter(state=state)
    if unit_path:
        rows = rows.filter(unit__path__startswith=unit_path)
    if owner_id is not None:
        rows = rows.filter(owner=owner_id)
    if late_on is not None:
        rows = rows.filter(state=TaskState.OPEN, due_on__lt=late_on)
    for word in words.split():
        rows = rows.filter(Q(title__icontains=word) | Q(source_text__icontains=word))
    return rows.order_by("due_on", "pk")


def of_source(kind: str, keys: Collection[int]) -> QuerySet[Task]:
    """Return the tasks that come from these records, the earliest handed out first."""
    return Task.objects.filter(source_kind=kind, source_id__in=keys).select_related("unit", "owner").order_by("pk")


def source_link(task: Task) -> str:
    """Return the path of the record a task comes from, "" where there is none to show."""
    page = source_page(task.source_kind)
    if not page or task.source_id is None:
        return ""
    try:
        return reverse(page, args=[task.source_id])
    except NoReverseMatch:  # the app that registered it is left out of this installation
        return ""
