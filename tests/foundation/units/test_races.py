"""Two at the same roll or the same tree at the same moment, on a database that lets them."""

from __future__ import annotations

import datetime as dt
import threading
from typing import Any

import pytest
from django.db import connection
from tests.records.activities.test_races import TOGETHER, at_once

from tongpin.foundation.kernel.errors import UserError
from tongpin.foundation.people.actions import add_person
from tongpin.foundation.people.models import Account, Person
from tongpin.foundation.units.actions import (
    add_unit,
    admit_member,
    appoint,
    end_membership,
    exempt_person,
    merge_unit,
    move_unit,
    transfer_member,
)
from tongpin.foundation.units.enums import Ground, Standing, UnitKind
from tongpin.foundation.units.models import Exemption, Membership, Post, Unit
from tongpin.foundation.units.queries import guards

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgres]
SINCE, DAY = dt.date(2024, 7, 1), dt.date(2025, 7, 1)


@pytest.fixture(autouse=True)
def _needs_postgresql() -> None:
    if connection.vendor != "postgresql":
        pytest.skip("races show on PostgreSQL only: set TONGPIN_DATABASE_URL")


@pytest.fixture
def branches(operator: Account, committee: Unit) -> list[Unit]:
    return [
        add_unit(by=operator, kind=UnitKind.BRANCH, name=f"第{number}党支部", parent=committee)
        for number in range(TOGETHER)
    ]


@pytest.fixture
def person(operator: Account) -> Person:
    return add_person(by=operator, name="甲乙")


def test_one_of_many_admissions_wins(operator: Account, branches: list[Unit], person: Person) -> None:
    results = at_once(
        lambda number: admit_member(by=operator, person=person, unit=branches[number], standing=Standing.FULL)
    )
    assert sum(isinstance(one, Membership) for one in results) == Membership.objects.count() == 1
    assert sum(isinstance(one, UserError) for one in results) == TOGETHER - 1


def test_one_of_many_transfers_wins(operator: Account, branch: Unit, branches: list[Unit], person: Person) -> None:
    old = admit_member(by=operator, person=person, unit=branch, standing=Standing.FULL, valid_from=SINCE)

    def work(number: int) -> Membership:
        copy = Membership.objects.get(pk=old.pk)
        if number % 2:
            return end_membership(by=operator, membership=copy, on=DAY, reason="moved_out")
        return transfer_member(by=operator, membership=copy, unit=branches[number], on=DAY)

    results = at_once(work)
    assert sum(isinstance(one, Membership) for one in results) == 1
    assert sum(isinstance(one, UserError) for one in results) == TOGETHER - 1
    assert Membership.objects.count() <= 2


def test_post_given_by_many_is_one(operator: Account, branch: Unit, person: Person) -> None:
    results = at_once(lambda _number: appoint(by=operator, person=person, unit=branch, title="书记"))
    assert {one.pk for one in results if isinstance(one, Post)} == {Post.objects.get().pk}


def test_one_of_many_secretaries_wins(operator: Account, branch: Unit) -> None:
    people = [add_person(by=operator, name=f"甲{number}") for number in range(TOGETHER)]
    results = at_once(
        lambda number: appoint(by=operator, person=people[number], unit=branch, title="书记", valid_from=SINCE)
    )
    assert sum(isinstance(one, Post) for one in results) == Post.objects.count() == 1
    assert sum(isinstance(one, UserError) for one in results) == TOGETHER - 1


def test_past_secretaries_do_not_overlap_even_when_entered_at_once(operator: Account, branch: Unit) -> None:
    """No constraint of the database sees two intervals that are over: only the guard stands between them."""
    people = [add_person(by=operator, name=f"甲{number}") for number in range(TOGETHER)]
    results = at_once(
        lambda number: appoint(
            by=operator, person=people[number], unit=branch, title="书记", valid_from=SINCE, valid_to=DAY
        )
    )
    assert sum(isinstance(one, Post) for one in results) == Post.objects.count() == 1


def test_without_the_guard_past_secretaries_overlap(
    operator: Account, branch: Unit, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The control: with the lock taken out the test above must be able to fail."""
    people = [add_person(by=operator, name=f"甲{number}") for number in range(TOGETHER)]
    monkeypatch.setattr(guards, "hold_units", lambda *_units: None)
    meeting = threading.Barrier(TOGETHER, timeout=20)
    free = guards.require_free_post

    def all_look_before_anyone_writes(*args: Any) -> None:
        free(*args)
        meeting.wait()

    monkeypatch.setattr(guards, "require_free_post", all_look_before_anyone_writes)
    at_once(
        lambda number: appoint(
            by=operator, person=people[number], unit=branch, title="书记", valid_from=SINCE, valid_to=DAY
        )
    )
    assert Post.objects.count() == TOGETHER


def test_exemption_given_by_many_is_one(operator: Account, branch: Unit, person: Person) -> None:
    admit_member(by=operator, person=person, unit=branch, standing=Standing.FULL, valid_from=SINCE)
    grounds = [ground for ground in Ground if ground is not Ground.NOTED]
    at_once(
        lambda number: exempt_person(
            by=operator, person=person, ground=grounds[number % len(grounds)], valid_from=SINCE, valid_to=DAY
        )
    )
    assert Exemption.objects.count() == 1


def test_member_admitted_while_the_branch_merges_is_on_one_roll(
    operator: Account, branch: Unit, sibling: Unit, person: Person
) -> None:
    admit_member(by=operator, person=person, unit=branch, standing=Standing.FULL, valid_from=SINCE)

    def work(number: int) -> object:
        if number == 0:
            return merge_unit(by=operator, unit=branch, into=sibling, on=DAY)
        copy = Membership.objects.get(person=person, valid_to=None)
        return transfer_member(by=operator, membership=copy, unit=sibling, on=DAY)

    at_once(work)
    assert Membership.objects.filter(person=person, valid_to=None, unit=sibling).count() == 1
    assert Membership.objects.filter(person=person).count() == 2


def test_unit_added_below_one_that_moves_gets_the_path_of_afterwards(
    operator: Account, committee: Unit, branch: Unit
) -> None:
    general = add_unit(by=operator, kind=UnitKind.GENERAL_BRANCH, name="党总支", parent=committee)

    def work(number: int) -> Unit:
        if number == 0:
            return move_unit(by=operator, unit=branch, parent=general)
        return add_unit(by=operator, kind=UnitKind.GROUP, name=f"第{number}党小组", parent=branch)

    results = at_once(work)
    assert all(isinstance(one, Unit) for one in results)
    moved = Unit.objects.get(pk=branch.pk)
    paths = set(Unit.objects.filter(parent=branch).values_list("path", flat=True))
    assert paths == {f"{moved.path}{pk}/" for pk in Unit.objects.filter(parent=branch).values_list("pk", flat=True)}
    assert moved.path.startswith(general.path)
