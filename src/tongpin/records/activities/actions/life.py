"""Planned → held → confirmed, and cancelled."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from tongpin.foundation.audit.actions import record
from tongpin.foundation.kernel import clock
from tongpin.foundation.kernel.errors import NotAllowed, UserError
from tongpin.foundation.people.models import Account
from tongpin.standards.queries import kind as kind_named

from ..access import CONFIRM, RECORD
from ..enums import Basis, Status
from ..models import Activity
from ..notices import check, guard_twin
from ..queries import content_of, twin_of


def _move(activity: Activity, *, expect: Sequence[str], **values: object) -> None:
    """Change state by one guarded UPDATE; raise UserError where another was quicker."""
    rows = Activity.objects.filter(pk=activity.pk, version=activity.version, status__in=expect)
    if rows.update(**values) != 1:
        raise UserError(
            _("The record has changed meanwhile."), place=activity.title, remedy=_("Open it again and look.")
        )
    for name, value in values.items():
        setattr(activity, name, value)


def _move_both(activity: Activity, *, by: Account, action: str, expect: Sequence[str], **values: object) -> None:
    """Change the state of a gathering: of its record and of the record under its second purpose, if it has one."""
    guard_twin(activity)
    twin = twin_of(activity)
    _move(activity, expect=expect, **values)
    record(by=by, action=action, target=activity, details={"digest": activity.digest})
    if twin is not None:
        _move(twin, expect=expect, **values)
        record(by=by, action=action, target=twin, details={"digest": twin.digest})


@transaction.atomic
def hold_activity(*, by: Account, activity: Activity) -> Activity:
    """Say that a planned activity was held. Raises UserError while something its kind needs is missing."""
    RECORD.require(by, activity)
    check(content_of(activity), kind_named(activity.kind, activity.starts_on), held=True)
    state = {"status": Status.HELD, "recorded_by": by, "recorded_at": clock.now()}
    _move_both(activity, by=by, action="activity.hold", expect=[Status.PLANNED], **state)
    return activity


@transaction.atomic
def confirm_activity(*, by: Account, activity: Activity) -> Activity:
    """Confirm a held record as the second person; from then on it counts.

    Raises NotAllowed for the one who recorded it, UserError when it is not waiting for confirmation.
    """
    CONFIRM.require(by, activity)
    if activity.recorded_by_id == by.pk:
        raise NotAllowed(
            _("You recorded this yourself."), place=activity.title, remedy=_("Let a second person confirm it.")
        )
    _move_both(
        activity,
        by=by,
        action="activity.confirm",
        expect=[Status.HELD],
        status=Status.CONFIRMED,
        confirmed_by=by,
        confirmed_at=clock.now(),
        basis=Basis.SECOND_PERSON,
    )
    return activity


@transaction.atomic
def confirm_many(*, by: Account, activities: Sequence[Activity]) -> int:
    """Confirm several records, all or none, and return how many."""
    for activity in activities:
        confirm_activity(by=by, activity=activity)
    return len(activities)


@transaction.atomic
def cancel_activity(*, by: Account, activity: Activity, reason: str) -> Activity:
    """Cancel what was planned, or take back what was held or confirmed, with the reason; the record stays.

    A confirmed record can be cancelled only by someone who may confirm it.
    """
    (CONFIRM if activity.status == Status.CONFIRMED else RECORD).require(by, activity)
    if not reason.strip():
        raise UserError(_("Say why it is cancelled."), place=_("Reason"))
    _move_both(
        activity,
        by=by,
        action="activity.cancel",
        expect=[Status.PLANNED, Status.HELD, Status.CONFIRMED],
        status=Status.CANCELLED,
        cancel_reason=reason,
    )
    return activity
