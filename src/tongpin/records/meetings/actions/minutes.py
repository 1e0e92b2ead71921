"""Recording a meeting and its minutes in one go, and minutes given later to what was recorded without."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from django.db import transaction
from django.utils.translation import gettext as _

from tongpin.foundation.audit.actions import record
from tongpin.foundation.kernel import clock
from tongpin.foundation.kernel.errors import UserError
from tongpin.foundation.people.models import Account
from tongpin.foundation.units.models import Unit
from tongpin.projects.tasks.actions import hand_out_task
from tongpin.projects.tasks.rules import TaskContent
from tongpin.records.activities.actions import (
    correct_activity,
    hold_activity,
    pair_activity,
    part_activity,
    record_activity,
)
from tongpin.records.activities.enums import Status
from tongpin.records.activities.models import Activity
from tongpin.records.activities.notices import guard_twin
from tongpin.records.activities.queries import content_of, twin_of
from tongpin.records.activities.rules import Content

from ..access import WRITE
from ..models import Absence, Meeting, MeetingVersion, Motion
from ..notices import check_minutes
from ..queries.minutes import SOURCE, minutes_of
from ..queries.roll import norm_of_votes, roll_of
from ..rules.minutes import Decided, Minutes, as_json, has_minutes, has_speaker, members_present, times
from ..rules.roll import count

TEXTS = ("number", "form", "chair", "recorder", "agenda", "summary", "discussion", "resolutions", "entitled", "voters")


@transaction.atomic
def record_meeting(
    *,
    by: Account,
    content: Content,
    minutes: Minutes,
    decisions: Sequence[Decided] = (),
    also: str = "",
    planned: bool = False,
) -> Meeting:
    """Record a meeting: its activity, its minutes, its decisions as tasks, and `also`, the kind it counts as besides.

    Those present and expected are counted from the roll of the day where the roster is called. Raises NotAllowed
    outside the account's units, UserError for what `rules.minutes.problems` finds, with the rule.
    """
    _require_kind(content)
    content, minutes = _settled(content, minutes, held=not planned, chair_hosts=True)
    activity = record_activity(by=by, content=content, planned=planned)
    meeting = _create(by, activity, minutes)
    _hand_out(by, meeting, decisions)
    if also:
        pair_activity(by=by, activity=activity, kind=also)
    return meeting


@transaction.atomic
def write_minutes(
    *,
    by: Account,
    activity: Activity,
    content: Content,
    minutes: Minutes,
    version: int,
    decisions: Sequence[Decided] = (),
    also: str | None = None,
    reason: str = "",
    hold: bool = False,
) -> Meeting:
    """Give minutes to an activity, or change those it has; what the activity itself says is corrected with them.

    An unchanged activity stays as it is: minutes added to a confirmed record leave it confirmed, and what a confirmed
    record says changes only by a correction, which a second person confirms again. `hold` says that a plan was held.
    `also` is the kind it counts as besides, "" for none, None to leave that alone. `version` is the activity's the
    writer saw. Minutes that are there are changed with a reason, and stay readable as they were.
    """
    WRITE.require(by, activity)
    guard_twin(activity)
    _require_kind(content)
    activity = Activity.objects.select_for_update().get(pk=activity.pk)
    held = hold or activity.status != Status.PLANNED
    content, minutes = _settled(content, minutes, held=held, chair_hosts=activity.status == Status.PLANNED)
    changed = content != content_of(activity)
    if changed:
        activity = correct_activity(by=by, activity=activity, content=content, reason=reason, version=version)
    meeting = Meeting.objects.select_for_update().filter(activity=activity).first()
    said = meeting is not None and as_json(minutes_of(meeting)) != as_json(minutes)
    if meeting is None:
        meeting = _create(by, activity, minutes)
    elif said:
        _rewrite(by, meeting, minutes, reason, explained=activity.status != Status.PLANNED)
    elif not (changed or decisions or hold or _pairs_anew(activity, also)):
        raise UserError(_("Nothing was changed."), place=activity.title)
    elif changed:
        _note_times(meeting, activity)
    _hand_out(by, meeting, decisions)
    if hold and activity.status == Status.PLANNED:
        hold_activity(by=by, activity=activity)
    _pair(by, activity, also, reason)
    return meeting


def _require_kind(content: Content) -> None:
    if not has_minutes(content.kind):
        raise UserError(_("Minutes are kept of meetings, Party days and study only."), place=content.title)


def _settled(content: Content, minutes: Minutes, *, held: bool, chair_hosts: bool) -> tuple[Content, Minutes]:
    """Return both with what the roll of the day says: who is exempt, and the numbers where the roster was called."""
    unit, norm = Unit.objects.get(pk=content.unit_id), norm_of_votes(content.kind, content.starts_on)
    roll = roll_of(unit, content.kind, content.starts_on, norm).without_votes(minutes.voteless)
    if chair_hosts and not content.host and not has_speaker(content.kind):
        content = replace(content, host=minutes.chair)
    absent = tuple(
        replace(one, exempt=entry.exempt) if (entry := roll.named(one.person_id)) is not None else one
        for one in minutes.absent
    )
    minutes = replace(minutes, absent=absent)
    present = members_present(content, minutes)
    if present and roll.complete:
        found = count(roll, {one.person_id for one in present if one.person_id is not None})
        content = replace(content, attended=len(present), expected=max(found.expected, len(present)))
        minutes = replace(minutes, entitled=found.entitled, voters=found.voters)
    elif present and content.attended is None:
        content = replace(content, attended=len(present))
    check_minutes(content, minutes, roll, norm, held=held)
    return content, minutes


def _create(by: Account, activity: Activity, minutes: Minutes) -> Meeting:
    begins, ends = times(activity.time_text)
    meeting = Meeting.objects.create(
        activity=activity,
        begins=begins,
        ends=ends,
        written_by=by,
        written_at=clock.now(),
        guests=_guests(minutes),
        voteless=list(minutes.voteless),
        **{name: getattr(minutes, name) for name in TEXTS},
    )
    _fill(meeting, minutes)
    record(by=by, action="meeting.write", target=meeting, details={"activity": activity.pk, "version": 1})
    return meeting


def _rewrite(by: Account, meeting: Meeting, minutes: Minutes, reason: str, *, explained: bool) -> None:
    """Put new minutes in place of those there are, which are kept with the reason."""
    if explained and not reason.strip():
        raise UserError(_("Say why the minutes are changed."), place=_("Reason"))
    MeetingVersion.objects.create(
        meeting=meeting,
        number=meeting.version,
        content=as_json(minutes_of(meeting)),
        reason=reason.strip(),
        replaced_by=by,
        replaced_at=clock.now(),
    )
    for name in TEXTS:
        setattr(meeting, name, getattr(minutes, name))
    meeting.version += 1
    meeting.written_by, meeting.written_at = by, clock.now()
    meeting.begins, meeting.ends = times(meeting.activity.time_text)
    meeting.guests, meeting.voteless = _guests(minutes), list(minutes.voteless)
    meeting.save(update_fields=[*TEXTS, "guests", "voteless", "version", "written_by", "written_at", "begins", "ends"])
    for rows in (meeting.absences, meeting.motions):
        rows.all().delete()
    _fill(meeting, minutes)
    record(
        by=by,
        action="meeting.write",
        target=meeting,
        details={"activity": meeting.activity_id, "version": meeting.version, "reason": reason.strip()},
    )


def _guests(minutes: Minutes) -> list[list[str | int | None]]:
    return [[one.name, one.person_id] for one in minutes.guests]


def _fill(meeting: Meeting, minutes: Minutes) -> None:
    Absence.objects.bulk_create(
        Absence(meeting=meeting, person_id=one.person_id, name=one.name, reason=one.reason, exempt=one.exempt)
        for one in minutes.absent
    )
    Motion.objects.bulk_create(
        Motion(
            meeting=meeting,
            text=one.text,
            votes_for=one.tally.votes_for,
            votes_against=one.tally.votes_against,
            abstained=one.tally.abstained,
        )
        for one in minutes.motions
    )


def _note_times(meeting: Meeting, activity: Activity) -> None:
    """Follow a corrected time of the activity."""
    meeting.begins, meeting.ends = times(activity.time_text)
    meeting.save(update_fields=["begins", "ends"])


def _hand_out(by: Account, meeting: Meeting, decisions: Sequence[Decided]) -> None:
    activity = meeting.activity
    for one in decisions:
        content = TaskContent(
            title=one.text,
            unit_id=one.unit_id,
            due_on=one.due_on,
            owner_id=one.owner_id,
            source_text=f"{activity.starts_on.isoformat()} {activity.title}"[:200],
            source_kind=SOURCE,
            source_id=activity.pk,
        )
        hand_out_task(by=by, content=content)


def _pairs_anew(activity: Activity, also: str | None) -> bool:
    twin = twin_of(activity)
    return also is not None and also != (twin.kind if twin is not None else "")


def _pair(by: Account, activity: Activity, also: str | None, reason: str) -> None:
    """Make the gathering count under `also` besides, and no longer under another."""
    if not _pairs_anew(activity, also):
        return
    if twin_of(activity) is not None:
        part_activity(by=by, activity=activity, reason=reason)
    if also:
        pair_activity(by=by, activity=activity, kind=also)
