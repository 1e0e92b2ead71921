"""The year of a study group as one reader may see it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from django.urls import reverse
from django.utils.translation import gettext as _

from tongpin.foundation.access.access.declared import SEE_NAMES
from tongpin.foundation.people.models import Account, Person
from tongpin.foundation.people.rules import mask_name, stroke_key
from tongpin.foundation.ui.rules import Quote
from tongpin.foundation.units.models import Unit
from tongpin.records.activities.enums import Status
from tongpin.standards.rules import Norm

from ..access import RUN_GROUP
from ..enums import Form, Way
from ..forms.topic import planned_text
from ..models import StudyAbsence, StudyTopic
from ..queries import Held


def names_clear(account: Account, unit: Unit, members: Collection[Person] = ()) -> bool:
    """Say whether the reader sees names whole: the branch's rule, whoever runs the group, and its own members."""
    own = account.person_id is not None and account.person_id in {one.pk for one in members}
    return own or SEE_NAMES.can_in(account, unit) or RUN_GROUP.can_in(account, unit)


def name(person: Person | None, *, clear: bool) -> str:
    """Return a person's name as the reader may see it."""
    if person is None:
        return ""
    return person.name if clear else mask_name(person.name)


def quote(norm: Norm) -> Quote:
    """Return what a norm says, for the page."""
    source = norm.source_name if norm.local else f"《{norm.source_name}》"
    return Quote(
        norm.quote or norm.title, source, norm.article, norm.issued.isoformat(),
        verified=not norm.needs_review, strict=norm.strictness == "must",
    )  # fmt: skip


@dataclass(frozen=True)
class Line:
    """A line of the year: what was planned, what was held of it, and where both lead."""

    day: dt.date
    day_text: str
    title: str
    form: str
    leader: str
    state: str
    state_label: str
    topic: StudyTopic | None = None
    held: Held | None = None

    @property
    def url(self) -> str:
        """Return where the line leads: to the record, or to the line of the plan."""
        if self.held is not None:
            return reverse("activities:detail", args=[self.held.activity.pk])
        return reverse("study_plans:topic", args=[self.topic.pk]) if self.topic is not None else ""


@dataclass(frozen=True)
class MonthBox:
    """A month of the year's picture."""

    number: int
    lines: list[Line] = field(default_factory=list)


def lines(topics: Sequence[StudyTopic], held: Sequence[Held], today: dt.date, *, clear: bool) -> list[Line]:
    """Return the year by its days: the plan's lines, each with what was held of it, and what came unplanned."""
    by_topic: dict[int, list[Held]] = {}
    for one in held:
        if one.session is not None and one.session.topic_id is not None:
            by_topic.setdefault(one.session.topic_id, []).append(one)
    found = [_planned(topic, today, clear=clear) for topic in topics if topic.pk not in by_topic]
    leaders = {topic.pk: name(topic.leader, clear=clear) for topic in topics}
    for one in held:
        topic = one.session.topic if one.session else None
        found.append(_of_session(one, topic, leaders.get(topic.pk, "") if topic else ""))
    return sorted(found, key=lambda one: (one.day, one.title))


def _planned(topic: StudyTopic, today: dt.date, *, clear: bool) -> Line:
    text = planned_text(topic.planned_on, topic.precision)
    last = _last_day(topic)
    if topic.dropped_reason:
        state, label = "cancelled", _("Dropped: %(reason)s") % {"reason": topic.dropped_reason}
    elif topic.form == Form.SELF:
        state, label = "planned", _("Self-study, nothing to record")
    elif last < today:
        state, label = "reminder", _("Planned day has passed")
    else:
        state, label = "planned", str(Status.PLANNED.label)
    return Line(
        topic.planned_on,
        text,
        topic.title,
        str(Form(topic.form).label),
        name(topic.leader, clear=clear),
        state,
        label,
        topic,
    )


def _last_day(topic: StudyTopic) -> dt.date:
    if topic.precision != "month":
        return topic.planned_on
    return (topic.planned_on.replace(day=28) + dt.timedelta(days=4)).replace(day=1) - dt.timedelta(days=1)


def _of_session(held: Held, topic: StudyTopic | None, leader: str) -> Line:
    activity = held.activity
    return Line(
        activity.starts_on,
        activity.starts_on.isoformat(),
        activity.title,
        str(Form(activity.kind).label),
        leader,
        activity.status,
        str(Status(activity.status).label),
        topic,
        held,
    )


def year_picture(rows: Sequence[Line]) -> list[list[MonthBox]]:
    """Return the year as four quarters of three months, each with its lines."""
    boxes = [MonthBox(number) for number in range(1, 13)]
    for row in rows:
        boxes[row.day.month - 1].lines.append(row)
    return [boxes[start : start + 3] for start in range(0, 12, 3)]


@dataclass(frozen=True)
class Cell:
    """What the attendance table says of one member and one session: a sign, words for it, and a tone besides."""

    text: str
    state: str


def absence_text(absence: StudyAbsence | None, *, clear: bool) -> Cell:
    """Return an absence in words; its reason only to who may see names."""
    if absence is None:
        return Cell(_("absent"), "reminder")
    if absence.made_up_on is not None:
        words = {"day": f"{absence.made_up_on:%m-%d}", "way": Way(absence.way).label}
        return Cell(_("made up %(day)s, %(way)s") % words, "done")
    reason = absence.reason if clear else ""
    return Cell(_("absent: %(reason)s") % {"reason": reason} if reason else _("absent"), "reminder")


@dataclass(frozen=True)
class AttendanceRow:
    """One member in the attendance table."""

    name: str
    cells: Sequence[Cell]
    present: int
    expected: int


def attendance(
    held: Sequence[Held], members: Mapping[dt.date, Sequence[Person]], *, clear: bool
) -> list[AttendanceRow]:
    """Return names × sessions in stroke order; never by how often somebody came."""
    everyone = {one.pk: one for persons in members.values() for one in persons}
    rows = []
    for person in sorted(everyone.values(), key=lambda one: (stroke_key(one.name), one.pk)):
        cells, present, expected = [], 0, 0
        for one in held:
            is_member = person.pk in {member.pk for member in members[one.activity.starts_on]}
            there = person.pk in one.present
            expected += is_member
            present += is_member and there
            cells.append(_cell(one, person, is_member=is_member, there=there, clear=clear))
        rows.append(AttendanceRow(name(person, clear=clear), cells, present, expected))
    return rows


def _cell(held: Held, person: Person, *, is_member: bool, there: bool, clear: bool) -> Cell:
    if there:
        return Cell("√", "present")
    if not is_member:
        return Cell("—", "none")
    absence = next((one for one in held.absences if one.person_id == person.pk), None)
    return absence_text(absence, clear=clear)
