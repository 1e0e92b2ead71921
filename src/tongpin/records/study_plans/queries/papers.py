"""The yearly archive of the study group."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tongpin.foundation.units.models import Unit
from tongpin.records.activities.models import Evidence

from ..enums import OF_A_SESSION, YEARLY, PaperKind
from ..models import ArchivePaper
from ..rules import lacking
from .year import Held

IN_ORDER = [kind.value for kind in PaperKind]


@dataclass(frozen=True, slots=True)
class Filed:
    """A paper of the archive; `paper` is None for evidence of a session that names no kind of paper."""

    kind: str
    title: str
    paper: ArchivePaper | None
    evidence: Evidence | None
    held: Held | None


@dataclass(frozen=True, slots=True)
class Archive:
    """The archive of a year: what is in it, in the order of its list, and what it has not got yet."""

    filed: Sequence[Filed]
    lacking: Sequence[tuple[str, Held | None]]


def archive(unit: Unit, year: int, held: Sequence[Held]) -> Archive:
    """Return the archive of a year of these sessions; two queries."""
    papers = list(
        ArchivePaper.objects.filter(unit=unit, year=year, withdrawn_reason="")
        .select_related("evidence__file", "file")
        .order_by("pk")
    )
    by_evidence = {one.evidence_id: one for one in papers if one.evidence_id}
    sessions = {one.activity.pk: one for one in held}
    filed = [Filed(one.kind, one.title, one, None, None) for one in papers if one.evidence_id is None]
    rows = Evidence.objects.filter(activity__in=list(sessions), withdrawn_reason="").select_related("file")
    for evidence in rows.order_by("activity__starts_on", "pk"):
        paper = by_evidence.get(evidence.pk)
        kind = paper.kind if paper else ""
        filed.append(Filed(kind, evidence.title, paper, evidence, sessions[evidence.activity_id]))
    return Archive(sorted(filed, key=_place), _lacking(filed, held))


def _place(one: Filed) -> tuple[int, str]:
    place = IN_ORDER.index(one.kind) if one.kind in IN_ORDER else len(IN_ORDER)
    return place, one.held.activity.starts_on.isoformat() if one.held else ""


def _lacking(filed: Sequence[Filed], held: Sequence[Held]) -> list[tuple[str, Held | None]]:
    sessions = {one.activity.pk: one for one in held}
    there: dict[int | None, set[str]] = {}
    for one in filed:
        there.setdefault(one.held.activity.pk if one.held else None, set()).add(one.kind)
    yearly = [kind for kind in IN_ORDER if kind in YEARLY]
    each = [kind for kind in IN_ORDER if kind in OF_A_SESSION]
    found = lacking(list(sessions), there, yearly, each)
    return [(one.kind, sessions[one.session] if one.session is not None else None) for one in found]
