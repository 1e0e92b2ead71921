"""Writing needs."""

from __future__ import annotations

import json
from dataclasses import asdict

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
from .models import Need, NeedVersion
from .queries import COLUMNS, content_of
from .rules import NeedContent, need_digest, need_fingerprint


def _apply(need: Need, content: NeedContent, proof: Proof) -> None:
    for name in COLUMNS:
        setattr(need, name, getattr(content, name))
    need.digest = need_digest(content, need.version)
    need.fingerprint = need_fingerprint(content)
    need.source_file_id, need.source_place = proof.file_id, proof.place
    # A follow-up with the asker's own word is a receipt; without one the ledger only reports itself.
    need.grade = max(proof.grade, Grade.RECEIPT if content.followed_up_on and content.satisfaction else 0)
    need.evidence_digest = digest([need.grade, proof.place, proof.file_sha256]) if need.grade else ""


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
def correct_need(*, by: Account, need: Need, content: NeedContent, reason: str, proof: Proof | None = None) -> bool:
    """Replace what a need says by a new version; return False when nothing was different."""
    RECORD.require(by, need)
    _check(content)
    need = Need.objects.select_for_update().get(pk=need.pk)
    before = content_of(need)
    if before == content:
        return False
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
    _apply(need, content, proof or Proof(file_id=need.source_file_id, place=need.source_place))
    need.save()
    record(by=by, action="need.correct", target=need, details={"version": need.version, "reason": reason})
    return True
