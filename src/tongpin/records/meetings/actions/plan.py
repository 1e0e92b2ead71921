"""The plan of a year: drafted by the program, edited by the secretary, accepted into the records."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import asdict, dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from tongpin.foundation.audit.actions import record
from tongpin.foundation.kernel import clock
from tongpin.foundation.kernel.errors import UserError
from tongpin.foundation.people.models import Account
from tongpin.foundation.units.enums import UnitKind
from tongpin.foundation.units.models import Unit
from tongpin.records.activities.actions import record_activity
from tongpin.records.activities.rules import Content
from tongpin.standards.queries import kinds

from ..access import WRITE
from ..enums import Origin
from ..models import Plan, PlanRow
from ..queries.minutes import of_year
from ..queries.year import drafted, taken
from ..rules.minutes import has_minutes
from ..rules.plan import Row, period_of


@dataclass(frozen=True, slots=True)
class PlanChange:
    """One edited row: the row's key (None for a new one), what it says, and whether it stays."""

    key: int | None
    kind: str
    on: dt.date
    title: str = ""
    keep: bool = True


@transaction.atomic
def draft_plan(*, by: Account, unit: Unit, year: int) -> Plan:
    """Draft the plan of a branch's year, or what an existing one still lacks; rows the secretary has stay as they are.

    Raises UserError for a unit that holds no such meetings, or a year that is over.
    """
    WRITE.require_in(by, unit)
    if unit.kind != UnitKind.BRANCH:
        raise UserError(_("Only branches plan their year here."), place=unit.name)
    if year < clock.today().year:
        raise UserError(_("This year is over; record what was held."), place=str(year))
    plan, made = Plan.objects.get_or_create(
        unit=unit, year=year, defaults={"drafted_by": by, "drafted_at": clock.now()}
    )
    plan = Plan.objects.select_for_update().get(pk=plan.pk)
    rows = _not_there(plan, unit, year)
    PlanRow.objects.bulk_create(rows)
    if made or rows:
        record(by=by, action="plan.draft", target=plan, details={"rows": len(rows), "year": year})
    return plan


def _not_there(plan: Plan, unit: Unit, year: int) -> list[PlanRow]:
    """Return the drafted rows for which the plan has none of the kind in the same period yet."""
    there = list(plan.rows.all())

    def is_there(one: Row) -> bool:
        place = period_of(one.on, one.period)
        return any(
            row.kind == one.kind and row.unit_id == one.unit_id and period_of(row.on, one.period) == place
            for row in there
        )

    return [PlanRow(plan=plan, **asdict(one)) for one in drafted(unit, year) if not is_there(one)]


@transaction.atomic
def change_plan(*, by: Account, plan: Plan, changes: Sequence[PlanChange]) -> Plan:
    """Change, add and take out rows. Rows that are in the records already are changed there, not here.

    Raises UserError for a day outside the year or a kind that is no meeting.
    """
    WRITE.require(by, plan)
    plan = Plan.objects.select_for_update().select_related("unit").get(pk=plan.pk)
    rows = {row.pk: row for row in plan.rows.filter(activity=None)}
    changed = 0
    for one in changes:
        _check(plan, one)
        row = rows.get(one.key or 0)
        if row is None and one.key is None and one.keep:
            PlanRow.objects.create(
                plan=plan, unit=plan.unit, kind=one.kind, on=one.on, title=one.title, origin=Origin.OWN
            )
            changed += 1
        elif row is not None and not one.keep:
            row.delete()
            changed += 1
        elif row is not None and (row.on, row.title) != (one.on, one.title):
            row.on, row.title = one.on, one.title
            row.save(update_fields=["on", "title"])
            changed += 1
    if changed:
        record(by=by, action="plan.change", target=plan, details={"rows": changed})
    return plan


def _check(plan: Plan, one: PlanChange) -> None:
    if one.on.year != plan.year:
        raise UserError(_("This day is not in the year of the plan."), place=one.on.isoformat())
    if not has_minutes(one.kind):
        raise UserError(_("This kind is no meeting."), place=one.kind)


@transaction.atomic
def accept_plan(*, by: Account, plan: Plan) -> int:
    """Put the rows of a plan into the records as planned activities and return how many were made.

    Never doubles: where the year has a meeting of the kind in the same period already, the row stands for that one.
    A row whose day has passed is left: what was held is recorded, not planned. Accepting twice makes nothing new.
    """
    WRITE.require(by, plan)
    plan = Plan.objects.select_for_update().select_related("unit").get(pk=plan.pk)
    names, made = kinds(), 0
    linked = set(plan.rows.filter(activity__isnull=False).values_list("activity", flat=True))
    free = [one for one in of_year(plan.unit.path, plan.year) if one.pk not in linked]
    for row in plan.rows.filter(activity=None, on__gte=clock.today()).order_by("on", "pk"):
        activity = taken(free, kind=row.kind, unit_id=row.unit_id, on=row.on, period=row.period)
        if activity is not None:
            free.remove(activity)
        else:
            title = row.title or (names[row.kind].name if row.kind in names else row.kind)
            content = Content(kind=row.kind, title=title, unit_id=row.unit_id, starts_on=row.on)
            activity = record_activity(by=by, content=content, planned=True)
            made += 1
        row.activity = activity
        row.save(update_fields=["activity"])
    if plan.accepted_at is None or made:
        plan.accepted_by, plan.accepted_at = by, clock.now()
        plan.save(update_fields=["accepted_by", "accepted_at"])
        record(by=by, action="plan.accept", target=plan, details={"planned": made})
    return made
