"""Recording a session with its attendance, absences, and how they were made up."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from django.db import transaction
from django.utils.translation import gettext as _

from tongpin.foundation.audit.actions import record
from tongpin.foundation.kernel import clock
from tongpin.foundation.kernel.errors import UserError
from tongpin.foundation.people.models import Account, Person
from tongpin.foundation.units.models import Unit
from tongpin.records.activities.actions import record_activity
from tongpin.records.activities.enums import Status
from tongpin.records.activities.models import Activity
from tongpin.records.activities.rules import Content, RosterEntry

from ..access import CHANGE_ROW, MAKE_UP
from ..enums import Form, Way
from ..models import StudyAbsence, StudySession, StudyTopic
from ..notices import make_up_text, refuse
from ..queries import group_members, require_study_group
from ..rules import Problem, SessionContent, make_up_problem, problems
from .lectures import name_lecturer


@transaction.atomic
def record_session(*, by: Account, content: SessionContent) -> StudySession:
    """Record a session that was held: the activity with its roster, and what the group keeps beside it, at once.

    A second person confirms the activity, as any other. Raises NotAllowed, or UserError for a unit without a study
    group, a day to come, persons who are no members, both present and absent, or hours no day has.
    """
    unit = Unit.objects.get(pk=content.unit_id)
    require_study_group(by, unit)
    members = {one.pk: one for one in group_members(unit, content.starts_on)}
    _check(content, members)
    topic = _topic(content, unit)
    activity = record_activity(by=by, content=_activity_content(content, members))
    session = StudySession.objects.create(activity=activity, topic=topic, opened_by=by, opened_at=clock.now())
    StudyAbsence.objects.bulk_create(
        StudyAbsence(session=session, person_id=person, reason=reason.strip()) for person, reason in content.absent
    )
    if content.form == Form.LECTURE and content.leader_id is not None:
        name_lecturer(by=by, activity=activity, lecturer=members[content.leader_id])
    record(
        by=by,
        action="study.record_session",
        target=session,
        details={"activity": activity.pk, "topic": content.topic_id, "absent": len(content.absent)},
    )
    return session


def _check(content: SessionContent, members: Mapping[int, Person]) -> None:
    if content.form not in Form.values or not Form(content.form).is_kind:
        raise UserError(_("Self-study is planned, not held as a session."), place=content.title)
    if not members:
        raise UserError(
            _("Nobody is entered as a member of the study group on this day."),
            place=content.starts_on.isoformat(),
            remedy=_("Enter the posts of the Party group first."),
        )
    wanted = {*content.present, *(one for one, _reason in content.absent)} - set(members)
    strangers = Person.objects.filter(pk__in=wanted).values_list("pk", "name") if wanted else ()
    names = {one.pk: one.name for one in members.values()} | dict(strangers)
    refuse(problems(content, members), names, content.title)
    if content.leader_id is not None and content.leader_id not in members:
        raise UserError(_("Whoever leads a topic is a member of the group on that day."), place=content.title)


def _topic(content: SessionContent, unit: Unit) -> StudyTopic | None:
    if content.topic_id is None:
        return None
    topic = StudyTopic.objects.filter(pk=content.topic_id, unit=unit, dropped_reason="").first()
    if topic is None:
        raise UserError(_("This topic is not on the plan of the group."), place=content.title)
    return topic


def _activity_content(content: SessionContent, members: Mapping[int, Person]) -> Content:
    roster = tuple(RosterEntry(members[one].name, one) for one in content.present)
    everyone = (*roster, *content.invited)
    return Content(
        kind=content.form,
        title=content.title,
        unit_id=content.unit_id,
        starts_on=content.starts_on,
        ends_on=content.ends_on,
        time_text=content.time_text,
        place=content.place,
        host=members[content.leader_id].name if content.leader_id is not None else "",
        expected=len(members) + len(content.invited),
        attended=len(everyone),
        hours=content.hours,
        note=content.note,
        roster=everyone,
    )


@transaction.atomic
def set_absences(*, by: Account, activity: Activity, reasons: Mapping[int, str]) -> StudySession:
    """Say who of the group missed a session, and why; whoever is left out is no absence any more.

    Works for a session recorded as a plain activity too. A made-up absence stays. Raises UserError for somebody who was
    present or no member, and for a session that was not held.
    """
    require_study_group(by, activity.unit)
    CHANGE_ROW.require(by, activity)
    if activity.status not in {Status.HELD, Status.CONFIRMED}:
        raise UserError(_("This session has not been held."), place=activity.title)
    members = {one.pk: one.name for one in group_members(activity.unit, activity.starts_on)}
    there = set(activity.attendances.exclude(person=None).values_list("person", flat=True))
    found = [Problem("not_a_member", one) for one in reasons if one not in members]
    found += [Problem("present_and_absent", one) for one in reasons if one in there]
    refuse(found, members, activity.title)
    session, _made = StudySession.objects.get_or_create(
        activity=activity, defaults={"opened_by": by, "opened_at": clock.now()}
    )
    session.absences.filter(made_up_on=None).exclude(person__in=list(reasons)).delete()
    for person, reason in reasons.items():
        session.absences.update_or_create(person_id=person, defaults={"reason": reason.strip()})
    record(by=by, action="study.set_absences", target=session, details={"absent": sorted(reasons)})
    return session


@transaction.atomic
def make_up(*, by: Account, absence: StudyAbsence, on: dt.date, way: str, note: str = "") -> StudyAbsence:
    """Note that an absence was made up: the day and the way, by the study secretary. Noted again, it is corrected.

    Raises UserError for a day before the session or one to come.
    """
    MAKE_UP.require(by, absence)
    if way not in Way.values:
        raise UserError(_("Choose how it was made up."), place=absence.person.name)
    if problem := make_up_problem(absence.session.activity.starts_on, on, clock.today()):
        raise UserError(make_up_text(problem), place=on.isoformat())
    absence.made_up_on, absence.way, absence.note, absence.made_up_by = on, way, note.strip(), by
    absence.save(update_fields=["made_up_on", "way", "note", "made_up_by"])
    record(by=by, action="study.make_up", target=absence, details={"on": on.isoformat(), "way": way})
    return absence
