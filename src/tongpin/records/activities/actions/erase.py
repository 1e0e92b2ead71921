"""Forgetting a person: the name leaves records and their earlier versions, the numbers stay."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from tongpin.foundation.audit.actions import record
from tongpin.foundation.people.models import Account
from tongpin.standards.queries import kind as kind_named

from ..models import Activity, Version
from ..queries import content_of
from ..rules import RosterEntry
from .record import keep_version


@transaction.atomic
def forget_person(*, by: Account, person_id: int, old_name: str, new_name: str) -> int:
    """Replace the name of an erased person in rosters and earlier versions; return how many records changed.

    Each changed record gets a new version and digest, for it no longer says what a report may have proved; its earlier
    version says why. Counts, sums and attendance stay what they were.
    """
    activities = Activity.objects.filter(attendances__person=person_id).distinct().prefetch_related("attendances")
    count = 0
    for activity in activities.order_by("pk"):
        content = content_of(activity)
        roster = tuple(
            RosterEntry(new_name, one.person_id) if one.person_id == person_id else one for one in content.roster
        )
        host = new_name if content.host == old_name else content.host
        content = replace(content, roster=roster, host=host)
        activity.attendances.filter(person=person_id).update(name=new_name)
        keep_version(by=by, activity=activity, before=content, reason=_("Personal data were erased."))
        activity.version += 1
        activity.say(content, kind_named(content.kind, content.starts_on))
        activity.save(update_fields=["host", "version", "digest", "fingerprint"])
        record(by=by, action="activity.forget_person", target=activity, details={"digest": activity.digest})
        count += 1
    for version in Version.objects.order_by("pk").iterator():
        if _forgotten(version.content, person_id, old_name, new_name):
            version.save(update_fields=["content"])
    return count


def _forgotten(content: dict[str, Any], person_id: int, old_name: str, new_name: str) -> bool:
    """Replace the name in the content of a version whose roster has the person; say whether anything changed."""
    entries = [entry for entry in content["roster"] if entry[1] == person_id]
    if not entries:
        return False
    before = str(content)
    for entry in entries:
        entry[0] = new_name
    if content["host"] == old_name:
        content["host"] = new_name
    return str(content) != before
