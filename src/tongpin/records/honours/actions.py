"""Writing the register of honours."""

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
from .models import Honour, HonourVersion
from .queries import COLUMNS, content_of
from .rules import HonourContent, honour_digest, honour_fingerprint


def _apply(honour: Honour, content: HonourContent, proof: Proof) -> None:
    for name in COLUMNS:
        setattr(honour, name, getattr(content, name))
    honour.digest = honour_digest(content, honour.version)
    honour.fingerprint = honour_fingerprint(content)
    honour.source_file_id, honour.source_place = proof.file_id, proof.place
    # An honour that names its document can be looked up with the issuer: a document of a third party.
    honour.grade = max(proof.grade, Grade.DOCUMENT if content.doc_no else 0)
    honour.evidence_digest = digest([honour.grade, content.doc_no, proof.file_sha256]) if honour.grade else ""


def _check(content: HonourContent) -> None:
    if not content.title.strip():
        raise UserError(_("The honour has no name."), place=str(content.awarded_on))
    if (content.rank is None) != (content.out_of is None):
        raise UserError(_("A rank needs out of how many."), place=content.title)


@transaction.atomic
def record_honour(*, by: Account, content: HonourContent, proof: Proof | None = None) -> Honour:
    """Enter an honour. Raises NotAllowed outside the account's units, UserError for a rank without its number."""
    RECORD.require_in(by, Unit.objects.get(pk=content.unit_id))
    _check(content)
    honour = Honour(version=1, recorded_by=by, recorded_at=clock.now())
    _apply(honour, content, proof or Proof())
    honour.save(force_insert=True)
    record(by=by, action="honour.record", target=honour, details={"digest": honour.digest})
    return honour


@transaction.atomic
def correct_honour(
    *, by: Account, honour: Honour, content: HonourContent, reason: str, proof: Proof | None = None
) -> bool:
    """Replace what an entry says by a new version; return False when nothing was different."""
    RECORD.require(by, honour)
    _check(content)
    honour = Honour.objects.select_for_update().get(pk=honour.pk)
    before = content_of(honour)
    if before == content:
        return False
    HonourVersion.objects.create(
        honour=honour,
        number=honour.version,
        content=json.loads(canonical(asdict(before))),
        digest=honour.digest,
        reason=reason,
        replaced_by=by,
        replaced_at=clock.now(),
    )
    honour.version += 1
    _apply(honour, content, proof or Proof(file_id=honour.source_file_id, place=honour.source_place))
    honour.save()
    record(by=by, action="honour.correct", target=honour, details={"version": honour.version, "reason": reason})
    return True
