"""Where what is owed is recorded: the form of its kind, with the organisation and the time it is owed for."""

from __future__ import annotations

from urllib.parse import urlencode

from django.urls import reverse

from tongpin.foundation.kernel import clock
from tongpin.foundation.units.models import Unit
from tongpin.records.meetings.rules.minutes import has_minutes

from ..enums import State
from ..queries import Cell
from ..rules import Period


def record_url(unit: Unit, cell: Cell) -> str:
    """Return the address of the form that records `cell`; empty where no kind of activity fulfils it."""
    kind = cell.norm.kind
    if not kind:
        return ""
    view = "meetings:create" if has_minutes(kind) else "activities:create"
    missed = cell.state in {State.LATE, State.MISSED}
    return f"{reverse(view, args=[kind])}?{urlencode({'unit': unit.pk, 'when': _when(cell.period, missed=missed)})}"


def _when(period: Period, *, missed: bool) -> str:
    """Return the date to begin with: today, or the first day of what is still to come.

    Of what should have been held long ago nobody knows the day: the month stands there where there is but one, else
    nothing, so that a date is never invented.
    """
    today = clock.today()
    if missed:
        return period.name if period.kind == "month" else ""
    return max(period.first, today).isoformat()
