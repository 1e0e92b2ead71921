"""Filing papers in the yearly archive."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from tongpin.foundation.audit.actions import record
from tongpin.foundation.files.models import StoredFile
from tongpin.foundation.kernel import clock
from tongpin.foundation.kernel.errors import UserError
from tongpin.foundation.people.models import Account
from tongpin.foundation.units.models import Unit
from tongpin.records.activities.actions import attach_evidence, withdraw_evidence
from tongpin.records.activities.enums import Grade
from tongpin.records.activities.models import Activity

from ..access import CHANGE_ROW
from ..enums import YEARLY, PaperKind
from ..models import ArchivePaper
from ..queries import require_study_group

GRADES = {PaperKind.ATTENDANCE: Grade.ROSTER}
"""Strength of a paper as evidence of its session; the group's other papers are its own word."""


@transaction.atomic
def add_paper(
    *,
    by: Account,
    unit: Unit,
    year: int,
    kind: str,
    title: str,
    activity: Activity | None = None,
    file: StoredFile | None = None,
) -> ArchivePaper:
    """File a paper: beside a session as evidence of it, or in the year. Without a file `title` says where it lies.

    Raises UserError for a yearly paper beside a session, a session of another group or year, or a missing title.
    """
    require_study_group(by, unit)
    if kind not in PaperKind.values:
        raise UserError(_("Choose what kind of paper it is."), place=_("Kind"))
    if not title.strip():
        raise UserError(_("Say what the paper is, or where it lies."), place=_("Title"))
    if activity is not None:
        if kind in YEARLY:
            raise UserError(_("Plan and summary belong to the year, not to a session."), place=title)
        if activity.unit_id != unit.pk or activity.starts_on.year != year:
            raise UserError(_("This session is not one of the group in that year."), place=activity.title)
    evidence = None
    if activity is not None:
        grade = GRADES.get(PaperKind(kind), Grade.SELF_REPORT)
        evidence = attach_evidence(by=by, activity=activity, grade=grade, title=title, file=file)
    paper = ArchivePaper.objects.create(
        unit=unit,
        year=year,
        kind=kind,
        title=title.strip(),
        evidence=evidence,
        file=None if evidence else file,
        added_by=by,
        added_at=clock.now(),
    )
    record(by=by, action="study.file_paper", target=paper, details={"kind": kind, "year": year})
    return paper


@transaction.atomic
def withdraw_paper(*, by: Account, paper: ArchivePaper, reason: str) -> ArchivePaper:
    """Take a paper out of the archive with a reason; it stays readable. Withdrawn already, it is left as it is."""
    CHANGE_ROW.require(by, paper)
    if paper.withdrawn_reason:
        return paper
    if not reason.strip():
        raise UserError(_("Say why the paper is withdrawn."), place=paper.title)
    if paper.evidence is not None and not paper.evidence.withdrawn_reason:
        withdraw_evidence(by=by, evidence=paper.evidence, reason=reason)
    paper.withdrawn_reason = reason.strip()
    paper.save(update_fields=["withdrawn_reason"])
    record(by=by, action="study.withdraw_paper", target=paper, details={"reason": paper.withdrawn_reason})
    return paper
