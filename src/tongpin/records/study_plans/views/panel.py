"""What the study group puts on the page of a record: the lecturer of a lecture, the absences of a session."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tongpin.foundation.access.access.declared import SEE_NAMES
from tongpin.foundation.people.models import Account
from tongpin.foundation.people.rules import stroke_key
from tongpin.records.activities.enums import Status
from tongpin.records.activities.models import Activity

from ..access import CHANGE_ROW, SEE_ROW
from ..enums import Form
from ..queries import absences_of, is_study_group, lecture_of
from ..queries.year import KINDS
from . import shown


def lecture_panel(account: Account, activity: Activity) -> Mapping[str, Any] | None:
    """Return who gave the lecture; nothing for any other kind of record."""
    if activity.kind != Form.LECTURE or activity.status == Status.CANCELLED:
        return None
    lecture = lecture_of(activity)
    clear = SEE_NAMES.can_in(account, activity.unit)
    return {
        "lecturer": shown.name(lecture.lecturer if lecture else None, clear=clear),
        "lecture": lecture,
        "may_name": CHANGE_ROW.can_in(account, activity.unit),
        "activity": activity,
    }


def absence_panel(account: Account, activity: Activity) -> Mapping[str, Any] | None:
    """Return who of the study group is noted as having missed the session; nothing outside the group. One query."""
    held = activity.status in {Status.HELD, Status.CONFIRMED}
    if activity.kind not in KINDS or not held or not is_study_group(activity.unit):
        return None
    if not SEE_ROW.can_in(account, activity.unit):
        return None
    clear = shown.names_clear(account, activity.unit)
    there = {one.person_id for one in activity.attendances.all()}
    absences = sorted(absences_of(activity).values(), key=lambda one: stroke_key(one.person.name))
    rows = [
        (shown.name(one.person, clear=clear), shown.absence_text(one, clear=clear), one)
        for one in absences
        if one.person_id not in there
    ]
    may = CHANGE_ROW.can_in(account, activity.unit)
    return {"rows": rows, "activity": activity, "may_change": may, "year": activity.starts_on.year}
