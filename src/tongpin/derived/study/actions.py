"""Giving hours out of the house is written down; everything else here is computed from records."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from tongpin.foundation.audit.actions import record
from tongpin.foundation.kernel.errors import UserError
from tongpin.foundation.people.models import Account
from tongpin.foundation.units.models import Unit

from .access import SEE_UNIT


@transaction.atomic
def note_hours_export(*, by: Account, unit: Unit, year: int, rows: int, reason: str) -> None:
    """Log who took the hours of a branch out, how many rows, and what for. Raises UserError without a reason."""
    SEE_UNIT.require(by, unit)
    if not reason.strip():
        raise UserError(_("Say what the list is for."))
    record(
        by=by, action="study.hours.export", target=unit, details={"year": year, "rows": rows, "reason": reason.strip()}
    )
