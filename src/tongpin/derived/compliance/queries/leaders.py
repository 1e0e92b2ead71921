"""Dual organisational life of leaders (双重组织生活): own branch, contact branches, the meeting of the leading group.

Who was there is what rosters of confirmed activities say; a record without a roster proves nobody's presence and
nobody's absence, and is counted apart.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from django.db.models import Count, Exists, Model, OuterRef, Q, QuerySet

from tongpin.foundation.kernel import clock
from tongpin.foundation.kernel.dated import holds, in_force
from tongpin.foundation.people.models import Person
from tongpin.foundation.people.rules import stroke_key
from tongpin.foundation.units.enums import UnitKind
from tongpin.foundation.units.models import ContactBranch, Membership, Post
from tongpin.records.activities.models import Activity, Attendance
from tongpin.records.activities.queries import COUNTED
from tongpin.standards.queries import rulebook
from tongpin.standards.rules import Norm

from ..rules import year_counted
from ..rules.years import LONGEST_DELAY

M = TypeVar("M", bound=Model)
COLUMNS = ("own", "contact", "democratic")
PARTS = ("attended", "missed", "unknown")


@dataclass(slots=True)
class Meetings:
    """Meetings of one sort in a year by their keys, for one leader: attended, not on the roster, without a roster."""

    attended: list[int] = field(default_factory=list)
    missed: list[int] = field(default_factory=list)
    unknown: list[int] = field(default_factory=list)

    @property
    def held(self) -> int:
        """Return how many there were."""
        return len(self.attended) + len(self.missed) + len(self.unknown)


@dataclass(slots=True)
class LeaderYear:
    """One leader through a year; `contacts` are the contact branches of the year, running or ended."""

    person: Person
    titles: list[str]
    branches: list[str] = field(default_factory=list)
    contacts: list[ContactBranch] = field(default_factory=list)
    own: Meetings = field(default_factory=Meetings)
    contact: Meetings = field(default_factory=Meetings)
    democratic: Meetings = field(default_factory=Meetings)


@dataclass(frozen=True, slots=True)
class _Held:
    """A confirmed activity as the table needs it; `called` counts the names on its roster."""

    pk: int
    unit: int
    parent: int | None
    kind: str
    day: dt.date
    title: str
    called: int


@dataclass(frozen=True, slots=True)
class _Rules:
    """The norms the table is drawn up by, found by what they say of themselves."""

    dual: Norm | None = None
    democratic: Norm | None = None

    def words(self, name: str) -> list[str]:
        """Return a parameter of the dual life that lists several words, separated by 、."""
        return [one for one in str(self.dual.params.get(name, "") if self.dual else "").split("、") if one]


def _rules(day: dt.date) -> _Rules:
    """Return the norms in force on a day. Two queries."""
    book = rulebook()
    norms = [ruling.norm for code in book.versions if (ruling := book.on(code, day)) is not None]
    dual = next((norm for norm in norms if norm.subject == "leader" and "absence_kinds" in norm.params), None)
    return _Rules(dual, next((norm for norm in norms if norm.kind == "democratic_life"), None))


def _posts(rules: _Rules) -> QuerySet[Post]:
    """Return the posts that make somebody a member of the leading Party group."""
    named = Q(pk__in=[])
    for title in rules.words("member_titles"):
        named |= Q(title__contains=title)
    return Post.objects.filter(named, unit__kind=UnitKind.PARTY_GROUP)


def own_branch_attendances(start: dt.date, end: dt.date) -> QuerySet[Attendance]:
    """Return each time a leader took part in the life of the own branch: one row is one person at one activity (人次).

    Confirmed activities of the days from `start` to `end` of the kinds the norm counts; the person held a post in the
    Party group and was on the roll of that branch on the day itself. For figures: `activity__digest` proves a row.
    """
    return _at_own_branch(_rules(end), start, end)


def _attendances(rules: _Rules, start: dt.date, end: dt.date) -> QuerySet[Attendance]:
    holds = _posts(rules).filter(_on_its_day(), person=OuterRef("person"))
    return Attendance.objects.filter(
        Exists(holds),
        person__isnull=False,
        activity__status=COUNTED,
        activity__kind__in=rules.words("counted_kinds"),
        activity__starts_on__range=(start, end),
    )


def _on_its_day() -> Q:
    """Return the condition that a dated row holds on the day of the activity of the outer query."""
    day = OuterRef("activity__starts_on")
    return (Q(valid_from=None) | Q(valid_from__lte=day)) & (Q(valid_to=None) | Q(valid_to__gte=day))


def _at_own_branch(rules: _Rules, start: dt.date, end: dt.date) -> QuerySet[Attendance]:
    unit = OuterRef("activity__unit")
    roll = Membership.objects.filter(Q(unit=unit) | Q(unit__parent=unit), _on_its_day(), person=OuterRef("person"))
    return _attendances(rules, start, end).filter(Exists(roll))


def _at_contact_branch(rules: _Rules, start: dt.date, end: dt.date) -> QuerySet[Attendance]:
    contact = ContactBranch.objects.filter(_on_its_day(), person=OuterRef("person"), unit=OuterRef("activity__unit"))
    return _attendances(rules, start, end).filter(Exists(contact))


def leader_years(year: int, on: dt.date | None = None) -> list[LeaderYear]:
    """Return the leaders of a year in stroke order with what each attended, as of `on` (today).

    At most eleven queries, however many leaders and meetings.
    """
    day = on or clock.today()
    start, end = dt.date(year, 1, 1), min(dt.date(year, 12, 31), day)
    rules = _rules(dt.date(year, 12, 31))
    posts = _within(_posts(rules), start, end).select_related("person", "unit")
    held_by: dict[int, list[Post]] = defaultdict(list)
    for post in posts.order_by("pk"):
        held_by[post.person_id].append(post)
    if not held_by:
        return []
    leaders = {
        key: LeaderYear(rows[0].person, list(dict.fromkeys(row.title for row in rows))) for key, rows in held_by.items()
    }
    _read_own(leaders, held_by, rules, start, end)
    _read_contacts(leaders, rules, start, end)
    _read_democratic(leaders, held_by, rules, year, day)
    return sorted(leaders.values(), key=lambda one: (stroke_key(one.person.name), one.person.pk))


def _within(rows: QuerySet[M], start: dt.date, end: dt.date) -> QuerySet[M]:
    """Return the dated rows that hold on some day from `start` to `end`."""
    begun = Q(valid_from=None) | Q(valid_from__lte=end)
    return rows.filter(begun & (Q(valid_to=None) | Q(valid_to__gte=start)))


def _read_own(
    leaders: Mapping[int, LeaderYear],
    held_by: Mapping[int, Sequence[Post]],
    rules: _Rules,
    start: dt.date,
    end: dt.date,
) -> None:
    """Fill in the own branches: what was attended, and the meetings of all members somebody is not on the roster of."""
    for person, pk in (
        _at_own_branch(rules, start, end).order_by("activity__starts_on", "activity").values_list("person", "activity")
    ):
        if person in leaders and pk not in leaders[person].own.attended:
            leaders[person].own.attended.append(pk)
    rolls = list(
        _within(Membership.objects.filter(person__in=leaders), start, end).select_related("unit").order_by("pk")
    )
    by_unit: dict[int, list[_Held]] = defaultdict(list)
    homes = {key for row in rolls for key in _homes(row)}
    for one in _held(homes, rules.words("absence_kinds"), start, end):
        by_unit[one.unit].append(one)
    for row in rolls:
        leader = leaders[row.person_id]
        if row.unit.name not in leader.branches:
            leader.branches.append(row.unit.name)
        for one in (each for home in _homes(row) for each in by_unit[home]):
            if holds(row, one.day) and any(holds(post, one.day) for post in held_by[row.person_id]):
                _sort_in(leader.own, one)


def _homes(row: Membership) -> list[int]:
    """Return the units whose meetings of all members somebody attends: of a small group's member the branch's too."""
    grouped = row.unit.kind == UnitKind.GROUP and row.unit.parent_id is not None
    return [row.unit_id, row.unit.parent_id] if grouped else [row.unit_id]  # type: ignore[list-item] # asked for above


def _sort_in(meetings: Meetings, one: _Held) -> None:
    if one.pk not in meetings.attended:
        (meetings.missed if one.called else meetings.unknown).append(one.pk)


def _held(units: Collection[int], kinds: Collection[str], start: dt.date, end: dt.date) -> list[_Held]:
    rows = Activity.objects.filter(
        unit__in=units, kind__in=kinds, status=COUNTED, starts_on__range=(start, end)
    ).annotate(called=Count("attendances"))
    columns = ("pk", "unit", "unit__parent", "kind", "starts_on", "title", "called")
    return [_Held(*row) for row in rows.order_by("starts_on", "pk").values_list(*columns)]


def _read_contacts(leaders: Mapping[int, LeaderYear], rules: _Rules, start: dt.date, end: dt.date) -> None:
    rows = _within(ContactBranch.objects.filter(person__in=leaders), start, end).select_related("unit")
    for contact in rows.order_by("valid_from", "pk"):
        leaders[contact.person_id].contacts.append(contact)
    for person, pk in (
        _at_contact_branch(rules, start, end)
        .order_by("activity__starts_on", "activity")
        .values_list("person", "activity")
    ):
        if person in leaders and pk not in leaders[person].contact.attended:
            leaders[person].contact.attended.append(pk)


def _read_democratic(
    leaders: Mapping[int, LeaderYear], held_by: Mapping[int, Sequence[Post]], rules: _Rules, year: int, day: dt.date
) -> None:
    """Fill in the meetings of the leading group that count for the year; one held in January may count for the last."""
    if rules.democratic is None:
        return
    units = {post.unit_id for posts in held_by.values() for post in posts}
    end = min(dt.date(year + LONGEST_DELAY, 12, 31), day)
    held = _held(units, [rules.democratic.kind], dt.date(year, 1, 1), end)
    held = [one for one in held if year_counted(one.day, one.title) == year]
    present = set(
        Attendance.objects.filter(activity__in=[one.pk for one in held], person__in=leaders).values_list(
            "person", "activity"
        )
    )
    for key, leader in leaders.items():
        for one in held:
            if any(post.unit_id == one.unit and holds(post, one.day) for post in held_by[key]):
                if (key, one.pk) in present:
                    leader.democratic.attended.append(one.pk)
                _sort_in(leader.democratic, one)


def near_units(person_id: int, day: dt.date) -> set[int]:
    """Return the units somebody is near to on a day: where they are on the roll, and their contact branches.

    Two queries.
    """
    contacts = ContactBranch.objects.filter(in_force(day), person=person_id).values_list("unit", flat=True)
    rolls = Membership.objects.filter(in_force(day), person=person_id).values_list("unit", flat=True)
    return {*contacts, *rolls}


def leader_records(
    year: int, person_id: int, which: str, on: dt.date | None = None
) -> tuple[LeaderYear, list[Activity]] | None:
    """Return a leader's year and the records behind one number of the table; None where there is no such leader.

    `which` is "own", "contact" or "democratic", then "-attended", "-missed" or "-unknown".
    """
    leader = next((one for one in leader_years(year, on) if one.person.pk == person_id), None)
    column, _, part = which.partition("-")
    if leader is None or column not in COLUMNS or part not in PARTS:
        return None
    keys = getattr(getattr(leader, column), part)
    return leader, list(Activity.objects.filter(pk__in=keys).select_related("unit").order_by("starts_on", "pk"))
