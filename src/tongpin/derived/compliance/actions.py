"""Giving the table of the leaders out is written down; how organisations stand is never written."""

from __future__ import annotations

from django.db import transaction

from tongpin.foundation.audit.actions import record
from tongpin.foundation.people.models import Account


@transaction.atomic
def note_leaders_export(*, by: Account, year: int, rows: int, reason: str) -> None:
    """Log that an account took the table of the leaders of a year out, and why."""
    record(by=by, action="compliance.export", target=by, details={"year": year, "rows": rows, "reason": reason})
