"""Reading imports: the file of a batch again, and what it would do."""

from __future__ import annotations

from collections.abc import Mapping

from django.db.models import QuerySet

from tongpin.foundation.files.models import StoredFile
from tongpin.foundation.files.queries import read_original
from tongpin.foundation.kernel.bulk import without_collection
from tongpin.records.activities.rules import Proof

from ..models import ColumnMapping, ImportBatch
from ..notices import refusal
from ..rules.issues import Unreadable
from ..rules.ledger import Ledger, read_ledger
from .editions import settle
from .plan import Plan, resolve_rows
from .resolve import Lookups


def batches() -> QuerySet[ImportBatch]:
    """Return imports, newest first."""
    return ImportBatch.objects.select_related("file", "by")


def mappings() -> dict[str, dict[str, str]]:
    """Return the remembered columns: kind → heading → field."""
    found: dict[str, dict[str, str]] = {}
    for kind, heading, field in ColumnMapping.objects.values_list("kind", "heading", "field"):
        found.setdefault(kind, {})[heading] = field
    return found


def read_file(data: bytes, name: str, *, year: int | None, kinds: Mapping[str, str], source: str = "") -> Ledger:
    """Read a file with everything remembered. Raises UserError where the whole file cannot be read."""
    try:
        with without_collection():
            return read_ledger(data, name, year=year, mappings=mappings(), kinds=kinds)
    except Unreadable as error:
        raise refusal(error, source or name) from error


def ledger_of(batch: ImportBatch) -> Ledger:
    """Read the file of an import again. Raises UserError if it cannot be read or is missing."""
    data = read_original(batch.file)
    return read_file(data, batch.name, year=batch.year, kinds=batch.kinds)


def plan_of(batch: ImportBatch, ledger: Ledger | None = None) -> tuple[Ledger, Plan]:
    """Return what taking the import over would do now."""
    read = ledger if ledger is not None else ledger_of(batch)
    plan = make_plan(read, batch.file, batch.ledger, batch.answers)
    return read, plan


def make_plan(ledger: Ledger, file: StoredFile | None, name: str, answers: Mapping[str, str]) -> Plan:
    """Resolve and settle the rows of a file that was read."""
    proof = Proof(file.pk, file_sha256=file.sha256) if file is not None else Proof()
    plan = resolve_rows(ledger, Lookups.load(dict(answers)), proof)
    settle(plan.rows, name)
    return plan
