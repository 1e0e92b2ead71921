"""Recording and correcting."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from tongpin.foundation.audit.actions import record
from tongpin.foundation.kernel import clock
from tongpin.foundation.kernel.errors import UserError
from tongpin.foundation.people.models import Account
from tongpin.foundation.units.models import Unit
from tongpin.standards.queries import kind as kind_named

from ..access import RECORD
from ..enums import Status
from ..models import Activity, Version
from ..notices import check, guard_twin
from ..queries import content_of, twin_of
from ..rules import SCALARS, Content, as_json, twin_content, with_defaults

STATE_COLUMNS = ["status", "basis", "confirmed_by", "confirmed_at", "recorded_by", "recorded_at"]
CONTENT_COLUMNS = [*(name.removesuffix("_id") for name in SCALARS), "lines", "purposes"]


@transaction.atomic
def record_activity(*, by: Account, content: Content, planned: bool = False) -> Activity:
    """Record something planned, or something held that now waits for a second person.

    Raises NotAllowed outside the account's units, UserError for what is missing or contradictory.
    """
    kind = kind_named(content.kind, content.starts_on)
    RECORD.require_in(by, Unit.objects.get(pk=content.unit_id))
    content = with_defaults(content, kind)
    check(content, kind, held=not planned)
    activity = Activity(
        status=Status.PLANNED if planned else Status.HELD, recorded_by=by, recorded_at=clock.now(), version=1
    )
    activity.say(content, kind)
    activity.save(force_insert=True)
    activity.replace_parts(content)
    record(by=by, action="activity.record", target=activity, details={"kind": kind.code, "digest": activity.digest})
    return activity


@transaction.atomic
def correct_activity(*, by: Account, activity: Activity, content: Content, reason: str, version: int) -> Activity:
    """Replace what a record says by a new version; the old one stays readable with the reason.

    `version` is the version the corrector saw: raises UserError when another correction came first, when nothing
    changed, or when the reason is missing. A confirmed record waits for a second person again: what that
    one confirmed is no longer what it says.
    """
    RECORD.require(by, activity)
    RECORD.require_in(by, Unit.objects.get(pk=content.unit_id))
    guard_twin(activity)
    if not reason.strip() and activity.status != Status.PLANNED:
        raise UserError(_("Say why the record is corrected."), place=_("Reason"))
    activity = Activity.objects.select_for_update().get(pk=activity.pk)
    if activity.version != version:
        raise UserError(_("Somebody else corrected this record meanwhile."), remedy=_("Open it again and look."))
    kind = kind_named(content.kind, content.starts_on)
    content = with_defaults(content, kind)
    check(content, kind, held=activity.status != Status.PLANNED)
    before = content_of(activity)
    if before == content:
        raise UserError(_("Nothing was changed."), place=activity.title)
    rewrite(by=by, activity=activity, content=content, reason=reason)
    if (twin := twin_of(activity)) is not None:
        rewrite(by=by, activity=twin, content=follow(by=by, twin=twin, content=content), reason=reason)
    return activity


def follow(*, by: Account, twin: Activity, content: Content) -> Content:
    """Return what the twin says once the first record of its gathering says `content`."""
    return twin_content(content, kind_named(twin.kind, content.starts_on))


def rewrite(*, by: Account, activity: Activity, content: Content, reason: str) -> None:
    """Make one record say something else: its version is kept, and what was confirmed waits again."""
    keep_version(by=by, activity=activity, before=content_of(activity), reason=reason)
    activity.version += 1
    activity.say(content, kind_named(content.kind, content.starts_on))
    if activity.status == Status.CONFIRMED:
        activity.status, activity.basis = Status.HELD, ""
        activity.confirmed_by, activity.confirmed_at = None, None
        activity.recorded_by, activity.recorded_at = by, clock.now()
    activity.save(update_fields=[*CONTENT_COLUMNS, *STATE_COLUMNS, "version", "digest", "fingerprint"])
    activity.replace_parts(content)
    record(
        by=by,
        action="activity.correct",
        target=activity,
        details={"version": activity.version, "digest": activity.digest, "reason": reason},
    )


def keep_version(*, by: Account, activity: Activity, before: Content, reason: str) -> Version:
    """Keep what the record says now, before it changes."""
    return Version.objects.create(
        activity=activity,
        number=activity.version,
        content=as_json(before),
        digest=activity.digest,
        reason=reason,
        replaced_by=by,
        replaced_at=clock.now(),
    )
