"""Giving the records behind a figure out is written down; figures themselves are never written."""

from __future__ import annotations

from django.db import transaction

from tongpin.foundation.audit.actions import record
from tongpin.foundation.people.models import Account


@transaction.atomic
def note_taken_out(*, by: Account, code: str, year: int, rows: int, reason: str) -> None:
    """Log that an account took the `rows` records behind a figure out, and why."""
    record(
        by=by, action="figure.records", target=by, details={"code": code, "year": year, "rows": rows, "reason": reason}
    )
