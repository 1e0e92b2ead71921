"""Reading minutes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from tongpin.projects.tasks.models import Task
from tongpin.projects.tasks.queries import of_source
from tongpin.records.activities.enums import Status
from tongpin.records.activities.models import Activity, Measure
from tongpin.records.activities.queries import content_of
from tongpin.records.activities.rules import SCALARS, Content, RosterEntry, split_codes

from ..models import Meeting
from ..rules.minutes import Away, Minutes, Moved
from ..rules.votes import Tally

SOURCE = "meeting"
"""Kind of source under which decisions are handed out as tasks; its key is that of the activity."""

PARTS = ("absences", "motions")
MINUTED = (
    Q(kind__startswith="meeting.") | Q(kind__startswith="study.") | Q(kind__in=["party_day", "org_life", "appraisal"])
)


def meetings() -> QuerySet[Activity]:
    """Return the activities of which minutes may be kept; the same kinds as `rules.minutes.has_minutes`.

    Each with `twin_kind`, the kind it counts as besides, and `measured`, whether it has amounts.
    """
    twins = Activity.objects.filter(twin_of=OuterRef("pk")).exclude(status=Status.CANCELLED)
    return (
        Activity.objects.filter(MINUTED)
        .select_related("unit", "venue", "twin_of")
        .annotate(
            twin_kind=Subquery(twins.values("kind")[:1]),
            measured=Exists(Measure.objects.filter(activity=OuterRef("pk"))),
        )
    )


def said_by(activity: Activity) -> Content:
    """Return what an activity of `meetings()` says; amounts are asked for only where there are any."""
    if activity.measured:  # type: ignore[attr-defined] # annotated by meetings()
        return content_of(activity)
    scalars = {name: getattr(activity, name) for name in SCALARS}
    roster = tuple(RosterEntry(one.name, one.person_id) for one in activity.attendances.all())
    return Content(**scalars, lines=split_codes(activity.lines), purposes=split_codes(activity.purposes), roster=roster)


def of_year(unit_path: str, year: int) -> QuerySet[Activity]:
    """Return what a unit and its groups planned and held in a year, cancelled ones left out, by day."""
    days = (dt.date(year, 1, 1), dt.date(year, 12, 31))
    rows = meetings().filter(unit__path__startswith=unit_path, starts_on__range=days)
    return rows.exclude(status=Status.CANCELLED).order_by("starts_on", "pk")


def meeting_of(activity: Activity) -> Meeting | None:
    """Return the minutes of an activity with their parts; a twin's are those of the first of its gathering."""
    rows = Meeting.objects.filter(activity=activity.twin_of_id or activity.pk)
    return rows.prefetch_related(*PARTS).first()


def minutes_of(meeting: Meeting) -> Minutes:
    """Return what minutes say."""
    names = ("number", "form", "chair", "recorder", "agenda", "summary", "discussion", "resolutions")
    return Minutes(
        **{name: getattr(meeting, name) for name in names},
        absent=tuple(Away(one.person_id, one.name, one.reason, one.exempt) for one in meeting.absences.all()),
        guests=tuple(RosterEntry(name, person_id) for name, person_id in meeting.guests),
        motions=tuple(
            Moved(one.text, Tally(one.votes_for, one.votes_against, one.abstained)) for one in meeting.motions.all()
        ),
        voteless=tuple(meeting.voteless),
        entitled=meeting.entitled,
        voters=meeting.voters,
    )


def decisions_of(activities: Sequence[Activity]) -> QuerySet[Task]:
    """Return the tasks the meetings decided."""
    return of_source(SOURCE, [one.twin_of_id or one.pk for one in activities])
