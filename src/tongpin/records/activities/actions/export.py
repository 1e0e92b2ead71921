"""Giving records out of the house is written down."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction

from tongpin.foundation.audit.actions import record
from tongpin.foundation.people.models import Account


@transaction.atomic
def note_export(
    *, by: Account, rows: int, filters: Sequence[str], reason: str, action: str = "activity.export"
) -> None:
    """Log that an account took `rows` records out, why and by which filters; their values are not kept."""
    record(by=by, action=action, target=by, details={"rows": rows, "filters": list(filters), "reason": reason})
