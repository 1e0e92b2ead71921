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
from .enums import Level
from .models import Honour, HonourVersion
from .queries import COLUMNS, content_of
from .rules import HonourContent, honour_digest, honour_fingerprint

DERIVED = ("version", "digest", "fingerprint", "source_file", "source_place", "grade", "evidence_digest")


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
    if content.level not in Level.values:
        raise UserError(_("Choose the level; “city” alone may be the prefecture or the county."), place=content.title)
    if (content.rank is None) != (content.out_of is None):
        raise UserError(_("A rank needs out of how many."), place=content.title)
    if content.rank is not None and content.out_of is not None and not 1 <= content.rank <= content.out_of:
        raise UserError(_("The rank is not between 1 and the number of those who took part."), place=content.title)
    if content.awarded_on > clock.today():
        raise UserError(_("The day of the award lies in the future."), place=str(content.awarded_on))


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
    *,
    by: Account,
    honour: Honour,
    content: HonourContent,
    reason: str,
    proof: Proof | None = None,
    version: int | None = None,
) -> bool:
    """Replace what an entry says by a new version; return False when nothing was different.

    `version` is the version the corrector saw, None where nobody looked. Raises NotAllowed, or UserError when another
    correction came first or the reason is missing.
    """
    RECORD.require(by, honour)
    RECORD.require_in(by, Unit.objects.get(pk=content.unit_id))
    _check(content)
    if not reason.strip():
        raise UserError(_("Say why the entry is corrected."), place=_("Reason"))
    honour = Honour.objects.select_for_update().get(pk=honour.pk)
    if version is not None and honour.version != version:
        raise UserError(_("Somebody else changed this entry meanwhile."), remedy=_("Open it again and look."))
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
    _apply(honour, content, proof or _ledger(honour))
    honour.save(update_fields=[*COLUMNS, *DERIVED])
    record(by=by, action="honour.correct", target=honour, details={"version": honour.version, "reason": reason})
    return True


def _ledger(honour: Honour) -> Proof:
    """Return where the entry came from; a ledger goes on reporting it, whatever is corrected on screen afterwards."""
    if honour.source_file is None:
        return Proof(place=honour.source_place)
    return Proof(honour.source_file.pk, honour.source_place, Grade.SELF_REPORT, honour.source_file.sha256)
