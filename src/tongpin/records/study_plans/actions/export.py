"""Giving names out of the house is written down."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from tongpin.foundation.audit.actions import record
from tongpin.foundation.kernel.errors import UserError
from tongpin.foundation.people.models import Account
from tongpin.foundation.units.models import Unit

from ..access import RUN_GROUP


@transaction.atomic
def note_attendance_export(*, by: Account, unit: Unit, year: int, reason: str) -> None:
    """Log who took the attendance of a year out and what for. Raises NotAllowed, or UserError without a reason."""
    RUN_GROUP.require(by, unit)
    if not reason.strip():
        raise UserError(_("Say what the list is for."))
    record(by=by, action="study.attendance.export", target=unit, details={"year": year, "reason": reason.strip()})
