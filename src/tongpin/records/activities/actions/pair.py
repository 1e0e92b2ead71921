"""One gathering under two purposes: recorded once, counted once under each.

A Party day at which a Party lecture is given is one gathering. It is entered once, as a Party day that also counts as a
lecture; the second count is a record of its own kind, the twin, so that every figure, ledger and list that counts by
kind counts it without knowing of twins. Which purposes may go together is said by the norm `MEET.combined` (local
practice), in force on the day. Hours stand with the first record only, and a constraint keeps them off the twin: who
sums hours counts the gathering once, whatever he knows of twins.
"""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from tongpin.foundation.audit.actions import record
from tongpin.foundation.kernel import clock
from tongpin.foundation.kernel.errors import UserError
from tongpin.foundation.people.models import Account
from tongpin.standards.queries import kind as kind_named

from ..access import RECORD
from ..enums import Status
from ..models import Activity
from ..notices import check, guard_twin
from ..queries import content_of, partners_of, twin_of
from .life import _move
from .record import follow


@transaction.atomic
def pair_activity(*, by: Account, activity: Activity, kind: str) -> Activity:
    """Let a gathering count under a second purpose too, and return the record of that; once only, however often asked.

    A confirmed record waits for a second person again: what that one confirmed counted once. Raises UserError where
    the norm does not let the two go together, or the gathering has another second purpose already.
    """
    RECORD.require(by, activity)
    guard_twin(activity)
    if (known := twin_of(activity)) is not None and known.kind == kind:
        return known
    if known is not None or kind not in partners_of(activity.kind, activity.starts_on):
        raise UserError(
            _("These two purposes may not be combined in one gathering."),
            place=activity.title,
            remedy=_("The norm on combined gatherings says which may; record the other one by itself."),
        )
    if activity.status == Status.CONFIRMED:
        _move(
            activity, expect=[Status.CONFIRMED], status=Status.HELD, basis="", confirmed_by=None, confirmed_at=None,
            recorded_by=by, recorded_at=clock.now(),
        )  # fmt: skip
    twin = Activity(
        kind=kind, twin_of=activity, status=activity.status, version=1,
        recorded_by=activity.recorded_by, recorded_at=clock.now(),
    )  # fmt: skip
    content, known_kind = follow(by=by, twin=twin, content=content_of(activity)), kind_named(kind, activity.starts_on)
    check(content, known_kind, held=activity.status != Status.PLANNED)
    twin.say(content, known_kind)
    twin.save(force_insert=True)
    twin.replace_parts(content)
    record(by=by, action="activity.pair", target=twin, details={"first": activity.pk, "digest": twin.digest})
    return twin


@transaction.atomic
def part_activity(*, by: Account, activity: Activity, reason: str) -> Activity:
    """Let a gathering no longer count under its second purpose; the first record stays as it is."""
    RECORD.require(by, activity)
    if not reason.strip():
        raise UserError(_("Say why the record is corrected."), place=_("Reason"))
    twin = twin_of(activity)
    if twin is not None:
        live = [Status.PLANNED, Status.HELD, Status.CONFIRMED]
        _move(twin, expect=live, status=Status.CANCELLED, cancel_reason=reason.strip()[:120])
        record(by=by, action="activity.part", target=twin, details={"first": activity.pk, "reason": reason.strip()})
    return activity
