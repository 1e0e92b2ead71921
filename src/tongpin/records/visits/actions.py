"""Writing needs."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import asdict, replace

from django.db import transaction
from django.utils.translation import gettext as _

from tongpin.foundation.audit.actions import record
from tongpin.foundation.kernel import clock
from tongpin.foundation.kernel.canonical import canonical, digest
from tongpin.foundation.kernel.errors import UserError
from tongpin.foundation.people.models import Account
from tongpin.foundation.units.models import Unit
from tongpin.records.activities.enums import Grade
from tongpin.records.activities.rules import Proof

from .access import RECORD
from .enums import NeedStatus, Satisfaction, Step
from .models import Need, NeedVersion
from .queries import COLUMNS, content_of
from .rules import NeedContent, need_digest, need_fingerprint, steps_from

DERIVED = ("version", "digest", "fingerprint", "source_file", "source_place", "grade", "evidence_digest")


def _apply(need: Need, content: NeedContent, proof: Proof) -> None:
    for name in COLUMNS:
        setattr(need, name, getattr(content, name))
    need.digest = need_digest(content, need.version)
    need.fingerprint = need_fingerprint(content)
    need.source_file_id, need.source_place = proof.file_id, proof.place
    # A follow-up with the asker's own word is a receipt; without one the unit reports itself, in a ledger or here.
    told = content.followed_up_on and content.satisfaction
    need.grade = max(proof.grade, Grade.RECEIPT if told else Grade.SELF_REPORT)
    need.evidence_digest = digest([need.grade, proof.place, proof.file_sha256])


def _check(content: NeedContent) -> None:
    if not content.asked.strip():
        raise UserError(_("Say what was asked for."), place=str(content.received_on))
    if content.received_on > clock.today():
        raise UserError(_("The day of the visit lies in the future."), place=str(content.received_on))


@transaction.atomic
def record_need(*, by: Account, content: NeedContent, proof: Proof | None = None) -> Need:
    """Record a need. Raises NotAllowed outside the account's units, UserError when nothing was asked."""
    RECORD.require_in(by, Unit.objects.get(pk=content.unit_id))
    _check(content)
    need = Need(version=1, recorded_by=by, recorded_at=clock.now())
    _apply(need, content, proof or Proof())
    need.save(force_insert=True)
    record(by=by, action="need.record", target=need, details={"digest": need.digest})
    return need


@transaction.atomic
def correct_need(
    *,
    by: Account,
    need: Need,
    content: NeedContent,
    reason: str,
    proof: Proof | None = None,
    version: int | None = None,
) -> bool:
    """Replace what a need says by a new version; return False when nothing was different.

    `version` is the version the corrector saw, None where nobody looked. Raises NotAllowed, or UserError when another
    correction came first or the reason is missing.
    """
    RECORD.require_in(by, Unit.objects.get(pk=content.unit_id))
    _check(content)
    if not reason.strip():
        raise UserError(_("Say why the need is corrected."), place=_("Reason"))
    need = _fresh(by=by, need=need, version=version)
    if content_of(need) == content:
        return False
    _replace(by=by, need=need, content=content, reason=reason, action="need.correct", proof=proof)
    return True


@transaction.atomic
def answer_need(*, by: Account, need: Need, version: int, answer: str, owner: str = "") -> Need:
    """Answer an open need; it then waits for the word of the one who asked. Raises UserError without an answer."""
    if not answer.strip():
        raise UserError(_("Say what was done."), place=_("What was answered"))
    need, content = _at_step(by=by, need=need, version=version, step=Step.ANSWER)
    content = replace(content, status=NeedStatus.ANSWERED, answer=answer.strip(), owner=owner.strip() or content.owner)
    return _replace(by=by, need=need, content=content, reason=_("Answered"), action="need.answer")


@transaction.atomic
def refuse_need(*, by: Account, need: Need, version: int, because: str, owner: str = "") -> Need:
    """Say that an open need cannot be met, and why. Raises UserError without the reason."""
    if not because.strip():
        raise UserError(_("Say why it cannot be met."), place=_("Reason"))
    need, content = _at_step(by=by, need=need, version=version, step=Step.REFUSE)
    content = replace(content, status=NeedStatus.REFUSED, answer=because.strip(), owner=owner.strip() or content.owner)
    return _replace(by=by, need=need, content=content, reason=_("Cannot be met"), action="need.refuse")


@transaction.atomic
def close_need(*, by: Account, need: Need, version: int, followed_up_on: dt.date, satisfaction: Satisfaction) -> Need:
    """Write down the word of the one who asked; it closes an answered need. A refused one stays refused.

    Raises UserError for a day before the visit or in the future, and while nobody was asked.
    """
    need, content = _at_step(by=by, need=need, version=version, step=Step.FOLLOW_UP)
    if not satisfaction:
        raise UserError(_("Only the word of the one who asked closes a need."), place=_("The asker's word"))
    if not content.received_on <= followed_up_on <= clock.today():
        raise UserError(_("The day lies before the visit or in the future."), place=str(followed_up_on))
    status = NeedStatus.REFUSED if content.status == NeedStatus.REFUSED else NeedStatus.CLOSED
    content = replace(content, status=status, followed_up_on=followed_up_on, satisfaction=satisfaction.value)
    return _replace(by=by, need=need, content=content, reason=_("The asker's word"), action="need.close")


@transaction.atomic
def reopen_need(*, by: Account, need: Need, version: int, reason: str) -> Need:
    """Open a need again because the one who asked is not helped; answer and word stay in the history."""
    if not reason.strip():
        raise UserError(_("Say why it is opened again."), place=_("Reason"))
    need, content = _at_step(by=by, need=need, version=version, step=Step.REOPEN)
    content = replace(content, status=NeedStatus.OPEN, answer="", followed_up_on=None, satisfaction="")
    return _replace(by=by, need=need, content=content, reason=reason.strip(), action="need.reopen")


def _fresh(*, by: Account, need: Need, version: int | None) -> Need:
    """Return the need locked, if `by` may write it and it is still the version that was looked at."""
    RECORD.require(by, need)
    fresh = Need.objects.select_for_update().get(pk=need.pk)
    if version is not None and fresh.version != version:
        raise UserError(_("Somebody else changed this need meanwhile."), remedy=_("Open it again and look."))
    return fresh


def _at_step(*, by: Account, need: Need, version: int, step: Step) -> tuple[Need, NeedContent]:
    fresh = _fresh(by=by, need=need, version=version)
    content = content_of(fresh)
    if step not in steps_from(content):
        raise UserError(_("This cannot be done with the need as it stands."), place=fresh.get_status_display())
    return fresh, content


def _replace(
    *, by: Account, need: Need, content: NeedContent, reason: str, action: str, proof: Proof | None = None
) -> Need:
    """Keep what the need says now and save what it says from now on."""
    before = content_of(need)
    NeedVersion.objects.create(
        need=need,
        number=need.version,
        content=json.loads(canonical(asdict(before))),
        digest=need.digest,
        reason=reason,
        replaced_by=by,
        replaced_at=clock.now(),
    )
    need.version += 1
    _apply(need, content, proof or _ledger(need))
    need.save(update_fields=[*COLUMNS, *DERIVED])
    record(by=by, action=action, target=need, details={"version": need.version, "digest": need.digest})
    return need


def _ledger(need: Need) -> Proof:
    """Return where the need came from; a ledger goes on reporting it, whatever is written on screen afterwards."""
    if need.source_file is None:
        return Proof(place=need.source_place)
    return Proof(need.source_file.pk, need.source_place, Grade.SELF_REPORT, need.source_file.sha256)
