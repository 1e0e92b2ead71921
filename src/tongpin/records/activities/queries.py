"""Reading records."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from tongpin.foundation.kernel.bulk import rows_where_in
from tongpin.foundation.kernel.canonical import digest
from tongpin.standards.queries import norms
from tongpin.standards.rules import Norm

from .enums import Grade, Status
from .models import Activity, Evidence
from .rules import SCALARS, Content, RosterEntry, partners, split_codes

COUNTED = Status.CONFIRMED
COMBINED = "MEET.combined"
"""Norm that says which purposes one gathering may have at once."""


def listing(
    *,
    kind: str = "",
    status: str = "",
    unit_path: str = "",
    start: dt.date | None = None,
    end: dt.date | None = None,
) -> QuerySet[Activity]:
    """Return records by filters, newest first."""
    rows = Activity.objects.select_related("unit", "venue", "village", "recorded_by", "confirmed_by")
    if kind:
        rows = rows.filter(Q(kind=kind) | Q(kind__startswith=f"{kind}."))
    if status:
        rows = rows.filter(status=status)
    if unit_path:
        rows = rows.filter(unit__path__startswith=unit_path)
    if start:
        rows = rows.filter(starts_on__gte=start)
    if end:
        rows = rows.filter(starts_on__lte=end)
    return rows.order_by("-starts_on", "-pk")


def waiting_for_confirmation() -> QuerySet[Activity]:
    """Return held records nobody has confirmed, oldest first; a twin is confirmed with its first."""
    return Activity.objects.filter(status=Status.HELD, twin_of=None).select_related("unit").order_by("starts_on", "pk")


def twin_of(activity: Activity) -> Activity | None:
    """Return the record of the same gathering under its second purpose, None where it has one purpose only."""
    return Activity.objects.filter(twin_of=activity.pk).exclude(status=Status.CANCELLED).first()


def content_of(activity: Activity) -> Content:
    """Return what a record says, with its measures and roster."""
    scalars = {name: getattr(activity, name) for name in SCALARS}
    return Content(
        **scalars,
        lines=split_codes(activity.lines),
        purposes=split_codes(activity.purposes),
        measures=tuple((one.unit, one.amount) for one in activity.measures.all()),
        roster=tuple(RosterEntry(one.name, one.person_id) for one in activity.attendances.all()),
    )


def partners_of(kind: str, day: dt.date) -> tuple[str, ...]:
    """Return the kinds a gathering of `kind` may count as besides, by the norm in force on `day`."""
    return partners_among(kind, norms(day))


def partners_among(kind: str, known: Mapping[str, Norm]) -> tuple[str, ...]:
    """Return the same from norms that have been read."""
    norm = known.get(COMBINED)
    return partners(str(norm.params.get("pairs", "")), kind) if norm is not None else ()


def doubles_of(activity: Activity) -> QuerySet[Activity]:
    """Return other records that look like the same event entered twice, and the one that is its twin (`twin_of`)."""
    alike = Q(twin_of=activity.pk)
    if activity.fingerprint:
        alike |= Q(fingerprint=activity.fingerprint)
    return (
        Activity.objects.filter(alike)
        .exclude(pk__in=[activity.pk, activity.twin_of_id or 0])
        .exclude(status=Status.CANCELLED)
        .select_related("unit")
    )


@dataclass(frozen=True, slots=True)
class Known:
    """An existing record, as far as an import compares with it."""

    pk: int
    version: int
    status: str
    digest: str


def known_fingerprints(fingerprints: Collection[str]) -> dict[str, Known]:
    """Return the not cancelled records by fingerprint."""
    columns = ["fingerprint", "id", "version", "status", "digest"]
    rows = rows_where_in(Activity, "fingerprint", list(fingerprints), columns)
    return {mark: Known(*known) for mark, *known in rows if known[2] != Status.CANCELLED}


def proof_of(activity: Activity) -> tuple[Grade, str]:
    """Return the best grade of a record's evidence and the digest over all of it."""
    items = [(one.grade, one.title, one.file.sha256 if one.file else "") for one in _standing_evidence(activity)]
    if activity.source_grade and activity.source_file:
        items.append((activity.source_grade, activity.source_place, activity.source_file.sha256))
    return Grade(max((grade for grade, *_ in items), default=0)), digest(sorted(items)) if items else ""


def _standing_evidence(activity: Activity) -> QuerySet[Evidence]:
    """Return what proves a record: its own evidence, and for a twin that of the gathering it is a part of."""
    gathering = [activity.pk, *([activity.twin_of_id] if activity.twin_of_id else [])]
    return Evidence.objects.filter(activity__in=gathering, withdrawn_reason="").select_related("file")
