"""A ledger given out of the house is written down."""

from __future__ import annotations

from django.db import transaction

from tongpin.foundation.audit.actions import record
from tongpin.foundation.people.models import Account
from tongpin.foundation.units.models import Unit

from ..access import EXPORT


@transaction.atomic
def note_ledger(*, by: Account, unit: Unit, ledger: str, year: int, rows: int, reason: str) -> None:
    """Log who took which ledger of which unit and year, how many rows of it, and what for."""
    EXPORT.require_in(by, unit)
    record(
        by=by,
        action="meeting.export",
        target=unit,
        details={"ledger": ledger, "year": year, "rows": rows, "reason": reason},
    )
