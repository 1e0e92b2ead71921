"""Handing a file in, and what is settled in its preview: ledgers, columns, answers."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from tongpin.foundation.audit.actions import record
from tongpin.foundation.files.actions import store_file
from tongpin.foundation.kernel import clock
from tongpin.foundation.kernel.errors import UserError
from tongpin.foundation.people.models import Account

from ..access import IMPORT
from ..enums import BatchStatus
from ..models import Answer, ColumnMapping, ImportBatch
from ..queries import read_file
from ..rules.ledger import Ledger
from ..rules.names import ledger_name
from ..rules.words import heading, kinds


@transaction.atomic
def start_import(
    *, by: Account, data: bytes, name: str, year: int | None = None, ledger: Ledger | None = None
) -> ImportBatch:
    """Keep a file for its preview. Raises UserError for what is no ledger; nothing is kept then.

    `ledger` is the file as read already, so that a folder is not read twice.
    """
    IMPORT.require_held(by)
    if ledger is None:
        read_file(data, name, year=year, kinds={})
    batch = ImportBatch.objects.create(
        file=store_file(by=by, data=data, name=name.rsplit("/", 1)[-1]),
        name=name[-200:],
        ledger=ledger_name(name),
        year=year,
        by=by,
        at=clock.now(),
    )
    record(by=by, action="import.start", target=batch, details={"sha256": batch.file.sha256})
    return batch


@transaction.atomic
def choose_kind(*, by: Account, batch: ImportBatch, sheet: str, kind: str) -> ImportBatch:
    """Say which ledger a sheet is. Raises UserError for an unknown kind or an import that is over."""
    IMPORT.require_held(by)
    _require_open(batch)
    if kind not in kinds():
        raise UserError(_("There is no such kind of ledger."), place=kind)
    batch.kinds = {**batch.kinds, sheet: kind}
    batch.save(update_fields=["kinds"])
    record(by=by, action="import.kind", target=batch, details={"kind": kind})
    return batch


@transaction.atomic
def map_column(*, by: Account, batch: ImportBatch, kind: str, text: str, field: str) -> ColumnMapping:
    """Say what a heading means in a kind of ledger ('' : not used); it is remembered for next time.

    Raises UserError when the kind has no such field.
    """
    IMPORT.require_held(by)
    _require_open(batch)
    if kind not in kinds() or (field and field not in kinds()[kind].fields):
        raise UserError(_("This ledger has no such column."), place=field)
    mapping, _made = ColumnMapping.objects.update_or_create(
        kind=kind, heading=heading(text).full[:60], defaults={"field": field, "by": by, "at": clock.now()}
    )
    record(by=by, action="import.map", target=mapping, details={"kind": kind, "field": field})
    return mapping


@transaction.atomic
def answer_question(*, by: Account, batch: ImportBatch, question: str, answer: str, remember: bool = True) -> None:
    """Answer a question of the preview; with `remember` it is not asked again in later imports."""
    IMPORT.require_held(by)
    _require_open(batch)
    if not answer.strip() or len(answer) > 60:
        raise UserError(_("Choose an answer."))
    if remember:
        Answer.objects.update_or_create(
            question=question[:64], defaults={"answer": answer.strip(), "by": by, "at": clock.now()}
        )
    batch.answers = {**batch.answers, question: answer.strip()}
    batch.save(update_fields=["answers"])
    record(by=by, action="import.answer", target=batch, details={"question": question[:64]})


@transaction.atomic
def discard_import(*, by: Account, batch: ImportBatch) -> ImportBatch:
    """Put an import aside; its file is kept, nothing was recorded."""
    IMPORT.require_held(by)
    _require_open(batch)
    batch.status = BatchStatus.DISCARDED
    batch.save(update_fields=["status"])
    record(by=by, action="import.discard", target=batch)
    return batch


def _require_open(batch: ImportBatch) -> None:
    if batch.status != BatchStatus.PREVIEW:
        raise UserError(_("This import is over."), place=batch.name, remedy=_("Hand the file in again."))
