"""Naming who gave a lecture."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from tongpin.foundation.audit.actions import record
from tongpin.foundation.kernel import clock
from tongpin.foundation.kernel.errors import UserError
from tongpin.foundation.people.models import Account, Person
from tongpin.records.activities.models import Activity

from ..access import CHANGE_ROW
from ..enums import Form
from ..models import Lecture


@transaction.atomic
def name_lecturer(*, by: Account, activity: Activity, lecturer: Person) -> Lecture:
    """Name the person who gave a Party lecture; named already, the new name replaces the old one, the log keeps both.

    Raises NotAllowed, or UserError for a record that is no lecture.
    """
    CHANGE_ROW.require(by, activity)
    if activity.kind != Form.LECTURE:
        raise UserError(_("Only a Party lecture has a lecturer."), place=activity.title)
    known = Lecture.objects.filter(activity=activity).first()
    if known is not None and known.lecturer_id == lecturer.pk:
        return known
    before = known.lecturer_id if known else None
    lecture, _made = Lecture.objects.update_or_create(
        activity=activity, defaults={"lecturer": lecturer, "named_by": by, "named_at": clock.now()}
    )
    record(
        by=by,
        action="study.name_lecturer",
        target=lecture,
        details={"activity": activity.pk, "lecturer": lecturer.pk, "before": before},
    )
    return lecture
