"""Samples of the yearly cycle and of talks: one object for each address, placed where the matrix wants it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

from tongpin.foundation.kernel import clock
from tongpin.foundation.people.actions import add_person
from tongpin.foundation.people.models import Person
from tongpin.foundation.units.actions import admit_member
from tongpin.foundation.units.enums import Standing
from tongpin.records.activities.actions import record_activity
from tongpin.records.activities.rules import Content
from tongpin.records.conversations.enums import Way
from tongpin.records.conversations.models import Conversation
from tongpin.records.conversations.rules import pair_of
from tongpin.records.reviews.models import Appraised, Remedy, Review
from tongpin.standards.actions import load_shipped

from .making import Factory, Parameters, recorder
from .world import Position, World


def partner(world: World, position: Position) -> Person:
    """Somebody else on the roll of the unit; no partner of the account's own person unless that is asked for."""
    since, by = dt.date(2024, 7, 1), world.operator
    person = add_person(by=by, name=f"戊{position}", phone="13900000001")
    admit_member(by=by, person=person, unit=world.unit(position), standing=Standing.FULL, valid_from=since)
    return person


def talk(world: World, position: Position) -> Parameters:
    """A talk between two of the unit; past the action, which takes branches only."""
    first, second = pair_of(world.person(position).pk, partner(world, position).pk)
    made = Conversation.objects.create(
        unit=world.unit(position), first_id=first, second_id=second, held_on=dt.date(2025, 3, 5), way=Way.FACE,
        digest="0" * 64, recorded_by=recorder(world), recorded_at=clock.now(),
    )  # fmt: skip
    return {"pk": made.pk}


def cycle(world: World, position: Position, **more: Any) -> Parameters:
    """A year's cycle before its meetings; past the action, which takes branches only."""
    load_shipped(by=world.operator)
    begun = {"opened_by": recorder(world), "opened_at": clock.now()}
    made, _new = Review.objects.get_or_create(unit=world.unit(position), year=2024, defaults=begun)
    return {"pk": made.pk, **more}


def appraisal(world: World, position: Position) -> Parameters:
    """A cycle whose two meetings were held as one."""
    found = cycle(world, position)
    made = Review.objects.get(**found)
    if made.appraisal_id is None:
        day = dt.date(2025, 1, 15)
        content = Content("org_life", "组织生活会", world.unit(position).pk, day, attended=3)
        made.org_life = made.appraisal = record_activity(by=recorder(world), content=content)
        made.save(update_fields=["org_life", "appraisal"])
    return found


def count(world: World, position: Position) -> Parameters:
    """A cycle with its ballots counted, of one member."""
    found = appraisal(world, position)
    if not Appraised.objects.filter(review_id=found["pk"]).exists():
        totals = {"excellent": 0, "qualified": 1, "basic": 0, "unqualified": 0}
        person = world.person(position)
        Appraised.objects.create(review_id=found["pk"], person=person, standing=Standing.FULL, **totals)
        Review.objects.filter(pk=found["pk"]).update(issued=1, returned=1, valid=1)
    return found


def decision(world: World, position: Position) -> Parameters:
    found = count(world, position)
    Review.objects.filter(pk=found["pk"]).update(decided_on=dt.date(2025, 1, 15), decided_in="general")
    return found


def measure(world: World, position: Position) -> Parameters:
    found = appraisal(world, position)
    given = {"review_id": found["pk"], "responsible": world.person(position), "due": dt.date(2025, 6, 30)}
    return {**found, "number": Remedy.objects.create(text="按季公开", **given).pk}


def grades_form(world: World, position: Position) -> dict[str, Any]:
    given = {"version": 1, "decided_on": "2025-01-15", "decided_in": "general"}
    return {**given, f"g_{world.person(position).pk}": "qualified"}


def measure_form(world: World, position: Position) -> dict[str, Any]:
    return {"text": "改进台账", "responsible": world.person(position).pk, "due": "2025-06-30"}


def talk_form(world: World, position: Position) -> dict[str, Any]:
    person, other = world.person(position), partner(world, position)
    return {
        "unit": world.unit(position).pk, "person": person.pk, "partners": [other.pk], "held_on": "2025-03-05",
        "way": "face",
    }  # fmt: skip


FACTORIES: dict[str, Factory] = {
    "conversations:pairs": lambda world, position: {"pk": world.unit(position).pk},
    "reviews:detail": decision,
    "reviews:meeting": lambda world, position: cycle(world, position, what="org_life"),
    "reviews:link": lambda world, position: cycle(world, position, what="org_life"),
    "reviews:step": lambda world, position: cycle(world, position, step="talks"),
    "reviews:remedy_new": appraisal,
    "reviews:remedy": measure,
    "reviews:ballots": appraisal,
    "reviews:grades": count,
    **dict.fromkeys([f"reviews:{name}" for name in ("reopen", "result", "word")], decision),
    **dict.fromkeys([f"conversations:{name}" for name in ("detail", "edit", "cancel")], talk),
}

POSTED: dict[str, Callable[[World, Position], dict[str, Any]]] = {
    "reviews:create": lambda world, position: {"unit": world.unit(position).pk, "year": 2025},
    "reviews:meeting": lambda world, position: {
        "unit": world.unit(position).pk,
        "starts_on": "2025-01-15",
        "title": "组织生活会",
        "attended": "3",
        "planned": "0",
    },
    "reviews:step": lambda _world, _position: {"on": "2024-12-10"},
    "reviews:remedy_new": measure_form,
    "reviews:remedy": measure_form,
    "reviews:grades": grades_form,
    "reviews:reopen": lambda _world, _position: {"reason": "录错"},
    "reviews:word": lambda _world, _position: {"reason": "存档"},
    "conversations:create": talk_form,
    "conversations:edit": lambda _world, _position: {
        "version": 1,
        "held_on": "2025-03-06",
        "way": "phone",
        "why": "wrong_day",
    },
    "conversations:cancel": lambda _world, _position: {"version": 1, "why": "doubled"},
    "conversations:export": lambda _world, _position: {"reason": "季度报表"},
}
