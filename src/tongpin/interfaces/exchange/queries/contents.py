"""A ledger's row with everything found → what the record will say."""

from __future__ import annotations

from dataclasses import dataclass

from tongpin.foundation.kernel.dates import Precision
from tongpin.records.activities.enums import Grade
from tongpin.records.activities.rules import Content, RosterEntry
from tongpin.records.honours.rules import HonourContent
from tongpin.records.visits.rules import NeedContent
from tongpin.standards.rules import ActivityKind

from ..rules.rows import Happening, HonourRow, NeedRow

_SATISFACTION = {"satisfied": "satisfied", "mostly": "basically", "dissatisfied": "dissatisfied", "": ""}
_LEVELS = {"township": "unit"}


@dataclass(frozen=True, slots=True)
class Found:
    """Keys a row was resolved to."""

    unit_id: int
    venue_id: int | None = None
    village_id: int | None = None
    roster: tuple[RosterEntry, ...] = ()


def activity_content(row: Happening, kind: ActivityKind, found: Found) -> Content:
    """Return what the record of a happening says. `served` or `attended` by how the kind counts people."""
    attended = row.count if kind.people == "attendance" else None
    served = row.count if kind.people == "served" else None
    expected = row.expected
    if expected is not None and attended is not None and attended > expected:
        expected = None
    month_only = row.precision is not Precision.DAY
    return Content(
        kind=kind.code,
        title=row.title[:120],
        unit_id=found.unit_id,
        starts_on=row.start,
        ends_on=row.end if row.end != row.start and not month_only else None,
        date_precision="month" if month_only else "day",
        time_text=row.time_text[:20],
        venue_id=found.venue_id,
        place=row.place[:120],
        village_id=found.village_id,
        host=(row.troupe or row.speaker or row.host)[:80],
        sessions=row.sessions,
        served=served,
        served_estimated=row.approximate and served is not None,
        expected=expected,
        attended=attended,
        hours=row.hours,
        series=row.series[:60],
        edition=row.series_no,
        lines=kind.lines,
        purposes=kind.purposes,
        note=row.note,
        roster=found.roster,
    )


def grade_of(row: Happening) -> int:
    """Return the grade of what the ledger itself states: a signed show has a receipt.

    Where the ledger has a column for the signature, an empty cell means there is none, whatever day of acceptance the
    clerk has filled in; without such a column the day of acceptance stands for it.
    """
    receipt = row.accepted_on is not None if row.signed is None else row.signed
    return int(Grade.RECEIPT if receipt else Grade.SELF_REPORT)


def need_content(row: NeedRow, found: Found) -> NeedContent:
    """Return what a need's record says."""
    return NeedContent(
        received_on=row.date,
        asked=row.text[:300],
        unit_id=found.unit_id,
        visitor=row.visitor[:60],
        asker=row.asker[:120],
        village_id=found.village_id,
        category=row.category[:30],
        owner=row.owner[:80],
        due_on=row.due,
        status=row.state,
        answer="\n".join(part for part in (row.result, row.remark) if part),
        followed_up_on=row.revisit,
        satisfaction=_SATISFACTION[row.satisfaction],
    )


def honour_content(row: HonourRow, found: Found) -> HonourContent:
    """Return what the entry of an honour says."""
    return HonourContent(
        title=row.name[:120],
        level=_LEVELS.get(row.level, row.level),
        awarded_on=row.date,
        unit_id=found.unit_id,
        issuer=row.issuer[:120],
        doc_no=row.doc_no[:60],
        holder_type=row.holder_type,
        holder=row.holder[:120],
    )
