"""The roll and the posts: dated, never two at once, never rewritten."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import IntegrityError, transaction

from tongpin.foundation.audit.models import Event
from tongpin.foundation.kernel import clock
from tongpin.foundation.kernel.errors import UserError
from tongpin.foundation.people.actions import add_person
from tongpin.foundation.people.models import Account, Person
from tongpin.foundation.units.actions import (
    admit_member,
    appoint,
    change_standing,
    end_membership,
    end_post,
    note_roll_export,
    transfer_member,
)
from tongpin.foundation.units.enums import Standing
from tongpin.foundation.units.models import Membership, Post, Unit
from tongpin.foundation.units.queries import members

pytestmark = pytest.mark.django_db
SINCE, DAY = dt.date(2024, 7, 1), dt.date(2025, 7, 1)
BEFORE = DAY - dt.timedelta(days=1)


@pytest.fixture
def person(operator: Account) -> Person:
    return add_person(by=operator, name="甲乙")


@pytest.fixture
def probationer(operator: Account, person: Person, branch: Unit) -> Membership:
    return admit_member(by=operator, person=person, unit=branch, standing=Standing.PROBATIONARY, valid_from=SINCE)


def standings(unit: Unit, day: dt.date) -> list[str]:
    return [row.standing for row in members(unit, day)]


def test_full_membership_begins_the_day_after_the_probationary_one_ended(
    operator: Account, branch: Unit, probationer: Membership
) -> None:
    full = change_standing(by=operator, membership=probationer, on=DAY)
    assert (full.unit, full.standing, full.valid_from) == (branch, Standing.FULL, DAY)
    assert standings(branch, BEFORE) == [Standing.PROBATIONARY]
    assert standings(branch, DAY) == [Standing.FULL]


def test_change_leaves_what_lineage_proved(operator: Account, probationer: Membership) -> None:
    before = probationer.digest
    change_standing(by=operator, membership=probationer, on=DAY)
    assert Membership.objects.get(pk=probationer.pk).digest == before


def test_full_member_does_not_become_full(operator: Account, probationer: Membership) -> None:
    full = change_standing(by=operator, membership=probationer, on=DAY)
    with pytest.raises(UserError, match="只有预备党员"):
        change_standing(by=operator, membership=full, on=clock.today())


@pytest.mark.parametrize("on", [SINCE, SINCE - dt.timedelta(days=1)])
def test_change_comes_after_the_first_day(operator: Account, probationer: Membership, on: dt.date) -> None:
    with pytest.raises(UserError, match="2024-07-01"):
        change_standing(by=operator, membership=probationer, on=on)
    assert Membership.objects.get().valid_to is None


def test_nothing_is_entered_ahead(operator: Account, sibling: Unit, probationer: Membership) -> None:
    tomorrow = clock.today() + dt.timedelta(days=1)
    for refused in (
        lambda: change_standing(by=operator, membership=probationer, on=tomorrow),
        lambda: transfer_member(by=operator, membership=probationer, unit=sibling, on=tomorrow),
        lambda: end_membership(by=operator, membership=probationer, on=tomorrow, reason="x"),
    ):
        with pytest.raises(UserError, match="还没有到"):
            refused()


def test_transfer_ends_the_posts_of_the_old_branch_only(
    operator: Account, bureau: Unit, branch: Unit, sibling: Unit, probationer: Membership, person: Person
) -> None:
    appoint(by=operator, person=person, unit=branch, title="组织委员", valid_from=SINCE)
    appoint(by=operator, person=person, unit=bureau, title="科长")
    moved = transfer_member(by=operator, membership=probationer, unit=sibling, on=DAY)
    assert (moved.unit, moved.standing) == (sibling, Standing.PROBATIONARY)
    assert Post.objects.get(title="组织委员").valid_to == BEFORE
    assert Post.objects.get(title="科长").valid_to is None
    assert members(branch, DAY).count() == 0
    assert members(branch, BEFORE).count() == 1


def test_transfer_goes_to_another_roll(operator: Account, bureau: Unit, branch: Unit, probationer: Membership) -> None:
    with pytest.raises(UserError, match="已在这个支部"):
        transfer_member(by=operator, membership=probationer, unit=branch, on=DAY)
    with pytest.raises(UserError, match="只有党组织"), transaction.atomic():
        transfer_member(by=operator, membership=probationer, unit=bureau, on=DAY)
    assert Membership.objects.get().valid_to is None


def test_membership_ends_once_even_when_two_read_it_before(operator: Account, probationer: Membership) -> None:
    stale = Membership.objects.get(pk=probationer.pk)
    end_membership(by=operator, membership=probationer, on=DAY, reason="moved_out", ends_posts=True)
    with pytest.raises(UserError, match="已经结束"):
        end_membership(by=operator, membership=stale, on=BEFORE, reason="other")
    assert Membership.objects.get().valid_to == DAY


def test_member_who_leaves_holds_no_post(
    operator: Account, branch: Unit, probationer: Membership, person: Person
) -> None:
    appoint(by=operator, person=person, unit=branch, title="宣传委员", valid_from=SINCE)
    end_membership(by=operator, membership=probationer, on=DAY, reason="moved_out", ends_posts=True)
    assert Post.objects.get().valid_to == DAY


def test_nobody_is_on_two_rolls_on_one_day(
    operator: Account, branch: Unit, sibling: Unit, probationer: Membership, person: Person
) -> None:
    with pytest.raises(UserError, match="已在一个党支部"):
        admit_member(by=operator, person=person, unit=sibling, standing=Standing.FULL, valid_from=DAY)
    end_membership(by=operator, membership=probationer, on=DAY, reason="moved_out")
    for first in (DAY, BEFORE, None):
        with pytest.raises(UserError, match="这一天"):
            admit_member(by=operator, person=person, unit=sibling, standing=Standing.FULL, valid_from=first)
    back = admit_member(
        by=operator, person=person, unit=sibling, standing=Standing.FULL, valid_from=DAY + dt.timedelta(days=1)
    )
    assert members(branch, DAY).count() == members(sibling, back.valid_from or DAY).count() == 1


def test_database_itself_refuses_a_second_current_membership(sibling: Unit, probationer: Membership) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Membership.objects.create(person=probationer.person, unit=sibling, standing=Standing.FULL)


def test_post_ends_once_and_not_before_it_began(operator: Account, branch: Unit, person: Person) -> None:
    post = appoint(by=operator, person=person, unit=branch, title="书记", valid_from=DAY)
    with pytest.raises(UserError, match="早于"):
        end_post(by=operator, post=post, on=BEFORE)
    end_post(by=operator, post=post, on=DAY)
    with pytest.raises(UserError, match="已经结束"):
        end_post(by=operator, post=post, on=DAY)
    assert Event.objects.filter(action="post.end").count() == 1
    with pytest.raises(UserError, match="已任此职"):
        appoint(by=operator, person=person, unit=branch, title="书记")
    after = DAY + dt.timedelta(days=1)
    assert appoint(by=operator, person=person, unit=branch, title="书记", valid_from=after).pk != post.pk


def test_database_itself_refuses_a_post_that_ends_before_it_begins(branch: Unit, person: Person) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Post.objects.create(person=person, unit=branch, title="书记", valid_from=DAY, valid_to=BEFORE)


def test_roll_goes_out_only_for_a_reason(operator: Account, branch: Unit) -> None:
    with pytest.raises(UserError, match="用途"):
        note_roll_export(by=operator, unit=branch, rows=3, reason="  ")
    note_roll_export(by=operator, unit=branch, rows=3, reason="换届选举准备")
    assert Event.objects.get(action="roll.export").details == '{"reason":"换届选举准备","rows":3}'
