"""A year of the study group: its plan and what was held."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Prefetch, QuerySet

from tongpin.foundation.people.rules import stroke_key
from tongpin.foundation.units.models import Unit
from tongpin.records.activities.enums import Status
from tongpin.records.activities.models import Activity, Attendance

from ..enums import Form
from ..models import StudyAbsence, StudySession, StudyTopic

KINDS = tuple(form.value for form in Form if form.is_kind)


@dataclass(frozen=True, slots=True)
class Held:
    """A session that was held: its record, what the group keeps beside it (None: nothing yet), who missed it.

    `present` is filled where the rosters were asked for.
    """

    activity: Activity
    session: StudySession | None
    present: frozenset[int]
    absences: tuple[StudyAbsence, ...]

    @property
    def not_made_up(self) -> list[StudyAbsence]:
        """Return the absences nobody has made up for."""
        return [one for one in self.absences if one.made_up_on is None]


def topics_of(unit: Unit, year: int) -> QuerySet[StudyTopic]:
    """Return the lines of the plan of a year by their day; dropped ones too, with their reason."""
    return (
        StudyTopic.objects.filter(unit=unit, planned_on__year=year)
        .select_related("leader")
        .order_by("planned_on", "pk")
    )


def held_sessions(unit: Unit, year: int, *, rosters: bool = False) -> list[Held]:
    """Return what the group held in a year, oldest first, whoever recorded it; three queries, four with `rosters`.

    Somebody whom a later correction called as present is not absent any more.
    """
    rows = Activity.objects.filter(
        unit=unit, kind__in=KINDS, status__in=[Status.HELD, Status.CONFIRMED], starts_on__year=year
    ).select_related("unit")
    rows = rows.prefetch_related("attendances") if rosters else rows
    activities = list(rows.order_by("starts_on", "pk"))
    there = Attendance.objects.filter(activity=OuterRef("session__activity"), person=OuterRef("person"))
    absences = StudyAbsence.objects.filter(~Exists(there)).select_related("person")
    sessions = {
        one.activity_id: one
        for one in StudySession.objects.filter(activity__in=activities)
        .select_related("topic")
        .prefetch_related(Prefetch("absences", absences))
    }
    return [_held(activity, sessions.get(activity.pk), rosters=rosters) for activity in activities]


def _held(activity: Activity, session: StudySession | None, *, rosters: bool) -> Held:
    called = activity.attendances.all() if rosters else ()
    rows = [] if session is None else list(session.absences.all())
    return Held(
        activity,
        session,
        frozenset(one.person_id for one in called if one.person_id),
        tuple(sorted(rows, key=lambda one: stroke_key(one.person.name))),
    )


def absences_of(activity: Activity) -> dict[int, StudyAbsence]:
    """Return what is kept of absences from a session, by person."""
    rows = StudyAbsence.objects.filter(session__activity=activity).select_related("person")
    return {one.person_id: one for one in rows}


def days_of_group(held: Sequence[Held]) -> list[dt.date]:
    """Return the days on which the group studied and discussed together: what the norm of the quarter counts."""
    return [one.activity.starts_on for one in held if one.activity.kind == Form.GROUP]
