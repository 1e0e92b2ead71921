"""Evidence beside a record."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from tongpin.foundation.audit.actions import record
from tongpin.foundation.files.models import StoredFile
from tongpin.foundation.kernel import clock
from tongpin.foundation.kernel.errors import UserError
from tongpin.foundation.people.models import Account

from ..access import RECORD
from ..enums import Grade
from ..models import Activity, Evidence
from ..queries import proof_of, twin_of


def _renew_proof(activity: Activity) -> None:
    activity.grade, activity.evidence_digest = proof_of(activity)
    activity.save(update_fields=["grade", "evidence_digest"])
    if (twin := twin_of(activity)) is not None:
        _renew_proof(twin)


@transaction.atomic
def attach_evidence(
    *, by: Account, activity: Activity, grade: Grade, title: str, file: StoredFile | None = None
) -> Evidence:
    """Put evidence beside a record: a file, or the description of a paper kept elsewhere.

    Raises UserError when neither says what it is. Nothing ever demands a photograph (rules.md §6.2, item 6).
    """
    RECORD.require(by, activity)
    if not title.strip():
        raise UserError(_("Say what the evidence is."), place=_("Title"))
    if grade == Grade.NONE:
        raise UserError(_("Choose how strong the evidence is."), place=_("Grade"))
    evidence = Evidence.objects.create(
        activity=activity, grade=grade, title=title.strip(), file=file, added_by=by, added_at=clock.now()
    )
    _renew_proof(activity)
    record(by=by, action="evidence.attach", target=activity, details={"evidence": evidence.pk, "grade": int(grade)})
    return evidence


@transaction.atomic
def withdraw_evidence(*, by: Account, evidence: Evidence, reason: str) -> Evidence:
    """Take evidence back with a reason; it stays readable but counts no more."""
    RECORD.require(by, evidence.activity)
    if not reason.strip():
        raise UserError(_("Say why the evidence is withdrawn."), place=_("Reason"))
    evidence.withdrawn_reason = reason
    evidence.save(update_fields=["withdrawn_reason"])
    _renew_proof(evidence.activity)
    record(by=by, action="evidence.withdraw", target=evidence.activity, details={"evidence": evidence.pk})
    return evidence
