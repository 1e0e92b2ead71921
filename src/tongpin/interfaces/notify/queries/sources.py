"""What is due in the records that are here: waiting for a second person, plans that are past, what comes, needs."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tongpin.foundation.units.models import Unit
from tongpin.records.activities.enums import Status
from tongpin.records.activities.models import Activity
from tongpin.records.visits.enums import NeedStatus
from tongpin.records.visits.models import Need
from tongpin.standards.queries import kinds

from ..notices import day_text
from .registry import Item, Provider, register_provider

COMING_DAYS = 7


def _said(activity: Activity, names: dict[str, str]) -> dict[str, str]:
    return {"kind": names.get(activity.kind, activity.kind), "day": day_text(activity.starts_on)}


def _names(day: dt.date) -> dict[str, str]:
    return {code: kind.name for code, kind in kinds(day).items()}


def _detail(activity: Activity) -> str:
    return reverse("activities:detail", args=[activity.pk])


def activities(day: dt.date, unit: Unit) -> Iterator[Item]:
    """Yield what waits for a second person, what was planned for a day that is over, and what comes. Two queries."""
    waits, planned = (
        Q(status=Status.HELD),
        Q(status=Status.PLANNED, starts_on__lte=day + dt.timedelta(days=COMING_DAYS)),
    )
    rows = Activity.objects.filter(waits | planned, unit__path__startswith=unit.path).select_related("unit")
    names = _names(day)
    for row in rows.order_by("starts_on", "pk"):
        yield _item(row, day, _said(row, names))


def _item(row: Activity, day: dt.date, said: dict[str, str]) -> Item:
    kind, state, on, text = "coming", "coming", row.starts_on, _("%(day)s: %(kind)s is planned") % said
    if row.status == Status.HELD:
        text = _("%(kind)s of %(day)s waits for confirmation") % said
        return Item(text, row.unit, None, "due", _detail(row), f"activity-{row.pk}", row.recorded_by_id, "waiting")
    if row.starts_on < day:
        kind, state, text = "past", "late", _("%(kind)s planned for %(day)s: was it held?") % said
    return Item(text, row.unit, on, state, _detail(row), f"activity-{row.pk}", kind=kind)


def needs(day: dt.date, unit: Unit) -> Iterator[Item]:
    """Yield needs whose day of answer is over or comes."""
    rows = Need.objects.filter(status=NeedStatus.OPEN, unit__path__startswith=unit.path).select_related("unit")
    for row in rows.filter(due_on__lte=day + dt.timedelta(days=COMING_DAYS)).order_by("due_on", "pk"):
        if row.due_on is None:
            continue
        late = row.due_on < day
        text = _("a need wants its answer by %(day)s") % {"day": day_text(row.due_on)}
        yield Item(
            text,
            row.unit,
            row.due_on,
            "late" if late else "coming",
            reverse("visits:detail", args=[row.pk]),
            f"need-{row.pk}",
        )


def register() -> None:
    """Register the kinds of reminders this program brings."""
    register_provider(Provider("waiting", gettext_lazy("Records that wait for confirmation"), activities))
    register_provider(Provider("past", gettext_lazy("Plans that are past"), activities))
    register_provider(
        Provider(
            "coming", gettext_lazy("Activities of the next seven days"), activities, for_members=True, for_groups=True
        )
    )
    register_provider(Provider("needs", gettext_lazy("Needs to be answered"), needs))
