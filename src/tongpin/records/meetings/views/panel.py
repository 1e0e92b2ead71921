"""What the page of a record shows of its minutes."""

from __future__ import annotations

from typing import Any

from tongpin.foundation.people.models import Account
from tongpin.records.activities.enums import Status
from tongpin.records.activities.models import Activity

from ..access import SEE, WRITE
from ..models import Meeting
from ..rules.minutes import has_minutes, lines


def panel(account: Account, activity: Activity) -> dict[str, Any] | None:
    """Return what the panel shows, None for records of which no minutes are kept."""
    if not has_minutes(activity.kind) or not SEE.can_in(account, activity.unit):
        return None
    first = activity.twin_of_id or activity.pk
    meeting = Meeting.objects.filter(activity=first).only("number", "resolutions").first()
    live = activity.status != Status.CANCELLED
    return {
        "pk": first,
        "meeting": meeting,
        "resolutions": lines(meeting.resolutions) if meeting is not None else [],
        "may_write": live and WRITE.can_in(account, activity.unit),
    }
