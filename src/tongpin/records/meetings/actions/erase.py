"""Forgetting a person: the name leaves minutes and their earlier versions, the numbers stay."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.db.models import Q

from tongpin.foundation.audit.actions import record
from tongpin.foundation.people.models import Account
from tongpin.records.activities.models import Attendance

from ..models import Meeting, MeetingVersion
from ..queries.minutes import minutes_of
from ..rules.minutes import as_json, without_person

TEXTS = ("agenda", "summary", "discussion", "resolutions")


@transaction.atomic
def forget_person(*, by: Account, person_id: int, old_name: str, new_name: str) -> int:
    """Replace the name of an erased person in the minutes of meetings they attended or missed; return of how many.

    Their own rows lose the name for certain; chair, recorder and the texts where they hold this very name.
    """
    attended = Attendance.objects.filter(person=person_id).values("activity")
    once = [version.meeting_id for version in MeetingVersion.objects.iterator() if _names(version.content, person_id)]
    concerned = Q(absences__person=person_id) | Q(activity__in=attended) | Q(pk__in=once)
    count = 0
    for meeting in Meeting.objects.filter(concerned).distinct().order_by("pk"):
        before = minutes_of(meeting)
        after = without_person(before, person_id, old_name, new_name)
        texts = {name: getattr(meeting, name).replace(old_name, new_name) for name in TEXTS}
        meeting.chair, meeting.recorder = after.chair, after.recorder
        for name, text in texts.items():
            setattr(meeting, name, text)
        meeting.guests = [[one.name, one.person_id] for one in after.guests]
        meeting.save(update_fields=["chair", "recorder", "guests", *TEXTS])
        meeting.absences.filter(person=person_id).update(name=new_name)
        for motion in meeting.motions.filter(text__contains=old_name):
            motion.text = motion.text.replace(old_name, new_name)
            motion.save(update_fields=["text"])
        for version in meeting.versions.all():
            version.content = _swapped(version.content, old_name, new_name)
            version.save(update_fields=["content"])
        if as_json(before) != as_json(minutes_of(Meeting.objects.get(pk=meeting.pk))):
            record(by=by, action="meeting.forget_person", target=meeting)
            count += 1
    return count


def _names(content: dict[str, Any], person_id: int) -> bool:
    return any(one["person_id"] == person_id for name in ("absent", "guests") for one in content[name])


def _swapped(value: Any, old: str, new: str) -> Any:
    if isinstance(value, str):
        return value.replace(old, new)
    if isinstance(value, list):
        return [_swapped(one, old, new) for one in value]
    if isinstance(value, dict):
        return {key: _swapped(one, old, new) for key, one in value.items()}
    return value
