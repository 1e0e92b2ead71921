"""How far each member has come against the norm of a year; a branch or a bureau by the same few queries."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db.models import QuerySet

from tongpin.foundation.kernel.dated import in_force
from tongpin.foundation.people.rules import stroke_key
from tongpin.foundation.units.enums import PARTY_KINDS, Ground
from tongpin.foundation.units.models import Membership, Post, Unit
from tongpin.foundation.units.queries import members, with_spared

from ..enums import Outcome
from ..rules import (
    Hours,
    Requirement,
    Studied,
    Training,
    Verdict,
    by_outcome,
    counts,
    requirement,
    training_of_new,
    verdict,
    yearly_training,
)
from .hours import Persons, sessions_of
from .rulebook import KINDS, LEADING, MEMBER, NEW_SECRETARY, TRAINING, Rulebook


@dataclass(frozen=True, slots=True)
class Standing:
    """One member's hours of a year against the norm that applies to them."""

    membership: Membership
    hours: Hours
    wanted: Requirement
    verdict: Verdict
    trainings: tuple[Training, ...]
    exempt_reason: str = ""


def standings_in(unit: Unit, year: int, on: dt.date, rules: Rulebook | None = None) -> list[Standing]:
    """Return the members of the unit and below on `on`, in stroke order of their names, never by their hours."""
    found = _standings(members(unit, on), year, on, rules)
    return sorted(found, key=lambda one: (stroke_key(one.membership.person.name), one.membership.pk))


def standing_of(membership: Membership, year: int, on: dt.date) -> Standing:
    """Return one member's hours of a year."""
    return _standings(Membership.objects.filter(pk=membership.pk).select_related("person", "unit"), year, on)[0]


def own_standing(person_id: int | None, year: int, on: dt.date) -> Standing | None:
    """Return the hours of the person themselves, None where they are on no roll on that day."""
    rows = Membership.objects.filter(in_force(on), person=person_id).select_related("person", "unit")
    found = _standings(rows.order_by("pk"), year, on) if person_id is not None else []
    return found[0] if found else None


def last_day(year: int, today: dt.date) -> dt.date:
    """Return the day up to which a year is judged: today, or its last day when it is over."""
    return min(today, dt.date(year, 12, 31))


def _standings(rows: QuerySet[Membership], year: int, on: dt.date, rules: Rulebook | None = None) -> list[Standing]:
    """Judge the members of a query: six queries, however many members there are."""
    rules = rules or Rulebook()
    found = list(with_spared(rows, on))
    persons: Persons = rows.order_by().values("person")
    sessions = sessions_of(persons, dt.date(year - 1, 1, 1), on, rules)
    posts: dict[int, list[Post]] = {}
    kinds = [kind.value for kind in PARTY_KINDS]
    for post in Post.objects.filter(in_force(on), person__in=persons, unit__kind__in=kinds).order_by("pk"):
        posts.setdefault(post.person_id, []).append(post)
    since = _on_roll_since(persons)
    exempt = {row.person_id: str(Ground(row.spared).label) for row in found if row.spared}  # type: ignore[attr-defined]
    return [
        _standing(row, sessions.get(row.person_id, []), posts.get(row.person_id, []), year, on, rules, since, exempt)
        for row in found
    ]


def _on_roll_since(persons: Persons) -> dict[int, dt.date | None]:
    """Return since when each person has been on a roll of the bureau; None: since before the records begin."""
    since: dict[int, dt.date | None] = {}
    rows = Membership.objects.filter(person__in=persons).values_list("person", "valid_from")
    for person, start in rows:
        known = since.get(person, start)
        since[person] = None if known is None or start is None else min(known, start)
    return since


def _standing(
    row: Membership,
    sessions: Sequence[Studied],
    posts: Sequence[Post],
    year: int,
    on: dt.date,
    rules: Rulebook,
    since: Mapping[int, dt.date | None],
    exempt: Mapping[int, str],
) -> Standing:
    titles = [post.title for post in posts]
    counted = [one for one in sessions if one.on.year == year and counts(one.kind, rules.on(KINDS, one.on))]
    hours = Hours(tuple(counted))
    wanted = requirement(rules.on(MEMBER, on), rules.on(LEADING, on), titles, on)
    began = since.get(row.person_id)
    whole_year = began is None or began <= dt.date(year, 1, 1)
    judged = verdict(wanted, hours.total, exempt=row.person_id in exempt, whole_year=whole_year)
    reason = exempt.get(row.person_id, "")
    return Standing(row, hours, wanted, judged, _trainings(posts, sessions, on, rules), reason)


def _trainings(
    posts: Sequence[Post], sessions: Sequence[Studied], on: dt.date, rules: Rulebook
) -> tuple[Training, ...]:
    yearly = yearly_training(rules.on(TRAINING, on), [post.title for post in posts], sessions, on)
    found = [yearly] if yearly else []
    for post in posts:
        began = post.valid_from
        new = training_of_new(rules.on(NEW_SECRETARY, began), post.title, began, sessions) if began else None
        if new is not None and new.until.year >= on.year:
            found.append(new)
    return tuple(found)


@dataclass(frozen=True, slots=True)
class UnitCount:
    """How many members of one organisation have reached the norm, have not yet, and to how many it does not apply."""

    unit: Unit
    reached: int
    missing: int
    not_applicable: int

    @property
    def members(self) -> int:
        """Return how many members there are."""
        return self.reached + self.missing + self.not_applicable


def counts_by_unit(units: QuerySet[Unit], year: int, on: dt.date, rules: Rulebook | None = None) -> list[UnitCount]:
    """Return the counts of each organisation that has a roll, in the order of the tree: for lists and compliance.

    The cost is that of one organisation: the same six queries.
    """
    rows = Membership.objects.filter(in_force(on), unit__in=units).select_related("person", "unit")
    by_unit: dict[int, list[Standing]] = {}
    for one in _standings(rows.order_by("unit__path", "pk"), year, on, rules):
        by_unit.setdefault(one.membership.unit_id, []).append(one)
    return [_count(standings) for standings in by_unit.values()]


def _count(standings: Sequence[Standing]) -> UnitCount:
    found = by_outcome([one.verdict for one in standings])
    return UnitCount(
        standings[0].membership.unit, found[Outcome.REACHED], found[Outcome.MISSING], found[Outcome.NOT_APPLICABLE]
    )
