"""What each of several persons studied: rosters of confirmed activities, and absences made up. Two queries."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping
from typing import Any

from django.db.models import DateField, F, QuerySet, Value

from tongpin.records.activities.models import Attendance
from tongpin.records.activities.queries import COUNTED
from tongpin.records.study_plans.models import StudyAbsence

from ..rules import Hours, Studied, counts, study_hours
from .rulebook import CONVERSION, KINDS, Rulebook

Persons = Collection[int] | QuerySet[Any, Any]
"""Keys of persons, or a query that gives them: so that a whole bureau is no list of thousands of keys."""

ACTIVITY = ("pk", "kind", "title", "unit__name", "starts_on", "ends_on", "hours")


def hours_of(persons: Persons, year: int, on: dt.date, rules: Rulebook | None = None) -> Mapping[int, Hours]:
    """Return what each person studied from the first of January of `year` until `on`; who studied nothing is left out.

    Each record is judged by the rules of its own day: which kinds count, and what an hour comes to.
    """
    rules = rules or Rulebook()
    found = sessions_of(persons, dt.date(year, 1, 1), min(on, dt.date(year, 12, 31)), rules)
    counted = {
        person: [one for one in rows if counts(one.kind, rules.on(KINDS, one.on))] for person, rows in found.items()
    }
    return {person: Hours(tuple(rows)) for person, rows in counted.items() if rows}


def sessions_of(persons: Persons, start: dt.date, end: dt.date, rules: Rulebook) -> dict[int, list[Studied]]:
    """Return the sessions of each person in a period, oldest first, whatever norm may count them."""
    kinds = rules.kinds()
    there = Attendance.objects.filter(
        person__in=persons,
        activity__status=COUNTED,
        activity__kind__in=kinds,
        activity__starts_on__gte=start,
        activity__starts_on__lte=end,
    ).annotate(first=F("activity__twin_of"), made_up=Value(None, output_field=DateField()))
    attended = there.values_list("person", "first", "made_up", *(f"activity__{name}" for name in ACTIVITY))
    found: dict[int, dict[int, Studied]] = {}
    # Who was there and what was made up come by one query; what was attended goes before.
    for person, first, made_up_on, *row in sorted(
        attended.union(_made_up(persons, kinds, start, end), all=True), key=lambda row: row[2] is not None
    ):
        if made_up_on is not None and not _make_ups_count(made_up_on, rules):
            continue
        one = _studied(row, made_up_on, rules)
        # One gathering under two purposes (a Party day with a lecture) is two records and one time of study.
        found.setdefault(person, {}).setdefault(first or one.activity_id, one)
    return {person: sorted(rows.values(), key=lambda one: (one.on, one.activity_id)) for person, rows in found.items()}


def _made_up(persons: Persons, kinds: Collection[str], start: dt.date, end: dt.date) -> QuerySet[Any, Any]:
    prefix = "session__activity__"
    rows = StudyAbsence.objects.filter(
        person__in=persons,
        made_up_on__gte=start,
        made_up_on__lte=end,
        session__activity__status=COUNTED,
        session__activity__kind__in=kinds,
    ).annotate(first=F("session__activity__twin_of"))
    return rows.values_list("person", "first", "made_up_on", *(f"{prefix}{name}" for name in ACTIVITY))


def _make_ups_count(day: dt.date, rules: Rulebook) -> bool:
    norm = rules.on(CONVERSION, day)
    return norm is not None and norm.params.get("make_ups_count") is True


def _studied(row: list[Any], made_up_on: dt.date | None, rules: Rulebook) -> Studied:
    pk, kind, title, unit_name, starts_on, ends_on, hours = row
    day = made_up_on or starts_on
    counted = study_hours(hours, starts_on, ends_on, rules.on(CONVERSION, day))
    return Studied(pk, kind, title, unit_name, day, hours, counted, made_up_on is not None)
