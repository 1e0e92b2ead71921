"""Recording and correcting."""

from __future__ import annotations

import json

from django.db import transaction
from django.utils.translation import gettext as _

from tongpin.foundation.audit.actions import record
from tongpin.foundation.kernel import clock
from tongpin.foundation.kernel.canonical import canonical
from tongpin.foundation.kernel.errors import UserError
from tongpin.foundation.people.models import Account
from tongpin.foundation.units.models import Unit
from tongpin.standards.queries import kind as kind_named
from tongpin.standards.rules import ActivityKind

from ..access import RECORD
from ..enums import Status
from ..models import Activity, Attendance, Measure, Version
from ..queries import content_of, join_codes
from ..rules import SCALARS, Content, Problem, content_digest, fingerprint, missing, problems, with_defaults

CONTENT_COLUMNS = [*(name.removesuffix("_id") for name in SCALARS), "lines", "purposes"]


def problem_text(problem: Problem) -> str:
    """Return what is wrong with a record in the user's words."""
    return {
        "ends_before_start": _("The last day lies before the first."),
        "in_the_future": _("The day lies in the future; plan it instead."),
        "no_session": _("At least one session must have been held."),
        "more_than_expected": _("More members attended than were expected."),
    }[problem.code]


def field_label(name: str) -> str:
    """Return the label of a field as forms and messages show it."""
    return {
        "unit": _("Unit"),
        "starts_on": _("Date"),
        "ends_on": _("Last day"),
        "venue": _("Venue"),
        "village": _("Village"),
        "place": _("Place of the activity"),
        "host": _("Host, speaker or troupe"),
        "title": _("Title"),
        "sessions": _("Sessions"),
        "served": _("People served"),
        "expected": _("Expected"),
        "attended": _("Attended"),
        "hours": _("Hours"),
        "series": _("Series"),
        "edition": _("Edition"),
        "time_text": _("Time"),
        "note": _("Note"),
    }[name]


def check(content: Content, kind: ActivityKind, *, held: bool) -> None:
    """Raise UserError unless the record is free of contradictions and, when held, has what its kind needs."""
    found = [problem_text(problem) for problem in problems(content, today=clock.today(), held=held)]
    if held and (lacking := missing(content, kind)):
        found.append(_("Missing: %(fields)s.") % {"fields": "、".join(field_label(name) for name in lacking)})
    if found:
        raise UserError(" ".join(found), place=content.title)


def apply_content(activity: Activity, content: Content, kind: ActivityKind) -> None:
    """Put content, digest and fingerprint on the row; `activity.version` must be the new one already."""
    for name in SCALARS:
        setattr(activity, name, getattr(content, name))
    activity.lines, activity.purposes = join_codes(content.lines), join_codes(content.purposes)
    activity.digest = content_digest(content, activity.version)
    activity.fingerprint = fingerprint(content, kind)


def write_parts(activity: Activity, content: Content) -> None:
    """Replace the measures and the roster of a record."""
    activity.measures.all().delete()
    activity.attendances.all().delete()
    Measure.objects.bulk_create(
        Measure(activity=activity, unit=unit, amount=amount) for unit, amount in content.measures
    )
    Attendance.objects.bulk_create(
        Attendance(activity=activity, name=one.name, person_id=one.person_id) for one in content.roster
    )


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
    apply_content(activity, content, kind)
    activity.save(force_insert=True)
    write_parts(activity, content)
    record(by=by, action="activity.record", target=activity, details={"kind": kind.code, "digest": activity.digest})
    return activity


@transaction.atomic
def correct_activity(*, by: Account, activity: Activity, content: Content, reason: str, version: int) -> Activity:
    """Replace what a record says by a new version; the old one stays readable with the reason.

    `version` is the version the corrector saw: raises UserError when another correction came first, when nothing
    changed, or when the reason is missing. A confirmed record stays confirmed: the correction is in its history.
    """
    RECORD.require(by, activity)
    RECORD.require_in(by, Unit.objects.get(pk=content.unit_id))
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
    keep_version(activity, before, by=by, reason=reason)
    activity.version += 1
    apply_content(activity, content, kind)
    activity.save(update_fields=[*CONTENT_COLUMNS, "version", "digest", "fingerprint"])
    write_parts(activity, content)
    record(
        by=by,
        action="activity.correct",
        target=activity,
        details={"version": activity.version, "digest": activity.digest, "reason": reason},
    )
    return activity


def keep_version(activity: Activity, before: Content, *, by: Account, reason: str) -> Version:
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


def as_json(content: Content) -> dict[str, object]:
    """Return content as plain JSON, for the history."""
    plain = {name: getattr(content, name) for name in SCALARS}
    plain |= {"lines": content.lines, "purposes": content.purposes, "measures": content.measures}
    plain["roster"] = [[one.name, one.person_id] for one in content.roster]
    result: dict[str, object] = json.loads(canonical(plain))
    return result
