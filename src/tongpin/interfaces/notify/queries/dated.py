"""Records with a day by which something is to be done: activities, needs, tasks, terms. One query for all of them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from django.db.models import CharField, F, IntegerField, Q, QuerySet, Value
from django.urls import reverse
from django.utils.translation import gettext as _

from tongpin.foundation.kernel.dated import in_force
from tongpin.foundation.kernel.workdays import next_workday
from tongpin.foundation.units.models import Unit
from tongpin.foundation.units.queries.terms import FALLS_DUE, falling_due
from tongpin.foundation.units.rules import months_after
from tongpin.projects.tasks.enums import TaskState
from tongpin.projects.tasks.models import Task
from tongpin.records.activities.enums import Status
from tongpin.records.activities.models import Activity
from tongpin.records.visits.enums import NeedStatus
from tongpin.records.visits.models import Need
from tongpin.standards.rules import ActivityKind, Rulebook

from ..notices import day_text
from .registry import COMING, Item

REMIND = "TERM.remind"


@dataclass(frozen=True, slots=True)
class Row:
    """One record: `first` is the day it is about, `other` what that day was at first, `word` and `number` its own."""

    source: str
    pk: int
    unit: int
    first: dt.date
    other: dt.date
    status: str = ""
    word: str = ""
    number: int = 0


@dataclass(frozen=True, slots=True)
class Ground:
    """What texts are made with: the day, the kinds of activities, and how many months before its end a term is told."""

    day: dt.date
    kinds: Mapping[str, ActivityKind]
    months: int


def dated(
    day: dt.date, unit: Unit, units: Mapping[int, Unit], kinds: Mapping[str, ActivityKind], book: Rulebook
) -> Iterator[Item]:
    """Yield what these records want in the unit and below, oldest first. One query."""
    ruling = book.on(REMIND, day)
    ground = Ground(day, kinds, int(str(ruling.norm.params["months"])) if ruling else 0)
    first, *others = (_columns(source, rows) for source, rows in _sources(ground, unit).items())
    rows = sorted((Row(*row) for row in first.union(*others, all=True)), key=lambda row: (row.first, row.pk))
    for row in rows:
        yield ITEMS[row.source](row, units[row.unit], ground)


def _sources(ground: Ground, unit: Unit) -> dict[str, QuerySet]:  # type: ignore[type-arg] # of several models
    """Return the records of each source that are to be told of."""
    day, soon, inside = ground.day, ground.day + COMING, Q(unit__path__startswith=unit.path)
    waits, planned = Q(status=Status.HELD), Q(status=Status.PLANNED, starts_on__lte=soon)
    running = falling_due(day).filter(in_force(day, "unit__"), inside, ended_on=None, began_on__lte=day)
    return {
        "activity": Activity.objects.filter(waits | planned, inside),
        "need": Need.objects.filter(inside, status=NeedStatus.OPEN, due_on__lte=soon),
        "task": Task.objects.filter(inside, state=TaskState.OPEN, due_on__lte=soon),
        "term": running.filter(**{f"{FALLS_DUE}__lte": months_after(day, ground.months)}),
    }


COLUMNS = {
    "activity": ("starts_on", "starts_on", "status", "kind", "recorded_by"),
    "need": ("due_on", "due_on"),
    "task": ("due_on", "due_on"),
    "term": (FALLS_DUE, "due_on"),
}


def _columns(source: str, rows: QuerySet) -> QuerySet:  # type: ignore[type-arg] # of several models
    """Return the rows as `Row` wants them; every source has the same columns, none of them empty."""
    first, other, *own = COLUMNS[source]
    blank = [Value("", CharField()), Value("", CharField()), Value(0, IntegerField())]
    return rows.order_by().values_list(Value(source, CharField()), "pk", "unit", F(first), F(other), *(own or blank))


def _activity(row: Row, unit: Unit, ground: Ground) -> Item:
    kind = ground.kinds.get(row.word)
    said = {"kind": kind.name if kind else row.word, "day": day_text(row.first)}
    path, key = reverse("activities:detail", args=[row.pk]), f"activity-{row.pk}"
    if row.status == Status.HELD:
        text = _("%(kind)s of %(day)s waits for confirmation") % said
        return Item(text, unit, None, "due", path, key, row.number, "waiting")
    if row.first < ground.day:
        text = _("%(kind)s planned for %(day)s: was it held?") % said
        return Item(text, unit, row.first, "late", path, key, kind="past")
    return Item(_("%(day)s: %(kind)s is planned") % said, unit, row.first, "coming", path, key, kind="coming")


def _state(row: Row, ground: Ground) -> str:
    return "late" if row.first < ground.day else "coming"


def _need(row: Row, unit: Unit, ground: Ground) -> Item:
    text = _("a need wants its answer by %(day)s") % {"day": day_text(row.first)}
    path = reverse("visits:detail", args=[row.pk])
    return Item(text, unit, row.first, _state(row, ground), path, f"need-{row.pk}", kind="needs")


def _task(row: Row, unit: Unit, ground: Ground) -> Item:
    """Say that a task is due, never which: its title is somebody's own words."""
    text = _("a task is to be done by %(day)s") % {"day": day_text(row.first)}
    path = reverse("tasks:detail", args=[row.pk])
    return Item(text, unit, row.first, _state(row, ground), path, f"task-{row.pk}", kind="tasks")


def _term(row: Row, unit: Unit, ground: Ground) -> Item:
    said, path = {"day": day_text(row.first)}, reverse("elections:unit", args=[unit.pk])
    if row.first < ground.day:
        text = _("the term ended on %(day)s and the election is not on record") % said
    elif row.first > row.other:
        text = _("the election was moved with approval: it is due by %(day)s") % said
    elif row.first < row.other:
        text = _("the election was moved forward with approval: it is due by %(day)s") % said
    else:
        text = _("the term ends on %(day)s: time to prepare the election") % said
    quiet = row.first >= ground.day and not _said_today(row.first, ground)
    return Item(text, unit, row.first, _state(row, ground), path, f"term-{row.pk}", kind="terms", quiet=quiet)


def _said_today(end: dt.date, ground: Ground) -> bool:
    """Say whether a message speaks of a term that runs out: on one workday of each month before, and in the last days.

    It is known for half a year; told every day of it, nobody would read it any more.
    """
    days = (next_workday(months_after(end, -before)) for before in range(1, ground.months + 1))
    return end <= ground.day + COMING or ground.day in days


ITEMS: Mapping[str, Callable[[Row, Unit, Ground], Item]] = {
    "activity": _activity,
    "need": _need,
    "task": _task,
    "term": _term,
}
