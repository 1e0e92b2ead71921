"""Organisations that merge or are dissolved: everything on one day, or nothing at all."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import transaction

from tongpin.foundation.audit.models import Event
from tongpin.foundation.kernel import clock
from tongpin.foundation.kernel.errors import UserError
from tongpin.foundation.people.actions import add_person
from tongpin.foundation.people.models import Account
from tongpin.foundation.units.actions import (
    add_unit,
    admit_member,
    appoint,
    dissolve_unit,
    end_membership,
    exempt_person,
    merge_unit,
)
from tongpin.foundation.units.enums import Ground, Leaving, Standing, UnitKind
from tongpin.foundation.units.models import Exemption, Membership, Post, Unit
from tongpin.foundation.units.queries import members, state_of

pytestmark = pytest.mark.django_db
SINCE, DAY = dt.date(2024, 7, 1), dt.date(2025, 7, 1)
BEFORE = DAY - dt.timedelta(days=1)


def admit(by: Account, unit: Unit, name: str, since: dt.date = SINCE) -> Membership:
    return admit_member(by=by, person=add_person(by=by, name=name), unit=unit, standing=Standing.FULL, valid_from=since)


def test_members_posts_and_groups_follow_on_one_day(operator: Account, branch: Unit, sibling: Unit) -> None:
    group = add_unit(by=operator, kind=UnitKind.GROUP, name="第一党小组", parent=branch)
    one, two = admit(operator, branch, "甲"), admit(operator, group, "乙")
    appoint(by=operator, person=one.person, unit=branch, title="书记", valid_from=SINCE)
    appoint(by=operator, person=two.person, unit=group, title="组长", valid_from=SINCE)
    ended = merge_unit(by=operator, unit=branch, into=sibling, on=DAY)
    assert (ended.valid_to, ended.merged_into) == (BEFORE, sibling)
    assert {row.person.name for row in members(sibling, DAY)} == {"甲", "乙"}
    assert members(sibling, BEFORE).count() == 1  # the group's roll counts by where the group stands today
    assert Post.objects.get(title="书记").valid_to == BEFORE
    assert Post.objects.get(title="组长").valid_to is None
    state = state_of(group, BEFORE)
    assert state is not None
    assert state.parent == branch
    assert Event.objects.filter(action="unit.merge").count() == 1


def test_merged_branch_stays_readable_on_its_days(operator: Account, branch: Unit, sibling: Unit) -> None:
    admit(operator, branch, "甲")
    merge_unit(by=operator, unit=branch, into=sibling, on=DAY)
    assert [row.person.name for row in members(branch, BEFORE)] == ["甲"]
    assert members(branch, DAY).count() == 0


def test_merging_is_refused_whole_when_one_member_came_too_late(operator: Account, branch: Unit, sibling: Unit) -> None:
    admit(operator, branch, "甲")
    admit(operator, branch, "乙", DAY)
    with pytest.raises(UserError, match="2025-07-01"), transaction.atomic():
        merge_unit(by=operator, unit=branch, into=sibling, on=DAY)
    assert Membership.objects.filter(unit=branch, valid_to=None).count() == 2
    assert Unit.objects.get(pk=branch.pk).valid_to is None


def test_membership_that_ended_later_than_the_branch_is_refused(operator: Account, branch: Unit, sibling: Unit) -> None:
    end_membership(by=operator, membership=admit(operator, branch, "甲"), on=DAY, reason="moved_out")
    with pytest.raises(UserError, match="还有党员"), transaction.atomic():
        merge_unit(by=operator, unit=branch, into=sibling, on=DAY)


def test_only_like_merges_into_like(operator: Account, bureau: Unit, committee: Unit, branch: Unit) -> None:
    hall = add_unit(by=operator, kind=UnitKind.SUBORDINATE, name="市文化馆", parent=bureau)
    late = add_unit(
        by=operator, kind=UnitKind.BRANCH, name="新党支部", parent=committee, valid_from=DAY + dt.timedelta(days=9)
    )
    for unit, into, words in (
        (branch, committee, "同类"),
        (branch, branch, "同类"),
        (hall, hall, "同类"),
        (branch, late, "才成立"),
    ):
        with pytest.raises(UserError, match=words), transaction.atomic():
            merge_unit(by=operator, unit=unit, into=into, on=DAY)
    with pytest.raises(UserError, match="还没有到"), transaction.atomic():
        merge_unit(by=operator, unit=branch, into=late, on=clock.today() + dt.timedelta(days=1))


def test_merging_again_is_refused(operator: Account, branch: Unit, sibling: Unit) -> None:
    merge_unit(by=operator, unit=branch, into=sibling, on=DAY)
    with pytest.raises(UserError, match="已经撤销"):
        merge_unit(by=operator, unit=branch, into=sibling, on=DAY)


def test_dissolved_branch_ends_its_roll_posts_and_exemptions(operator: Account, branch: Unit) -> None:
    member = admit(operator, branch, "甲")
    appoint(by=operator, person=member.person, unit=branch, title="书记", valid_from=SINCE)
    exempt_person(by=operator, person=member.person, ground=Ground.FRAIL, valid_from=SINCE)
    ended = dissolve_unit(by=operator, unit=branch, on=DAY, leaving=Leaving.MOVED_OUT)
    assert ended.valid_to == DAY
    ends = [model.objects.get().valid_to for model in (Membership, Post, Exemption)]
    assert ends == [DAY] * 3
    assert "moved_out" in Event.objects.get(action="member.end").details


def test_branch_with_groups_is_not_dissolved(operator: Account, branch: Unit) -> None:
    add_unit(by=operator, kind=UnitKind.GROUP, name="第一党小组", parent=branch)
    admit(operator, branch, "甲")
    with pytest.raises(UserError, match="还有其他组织"), transaction.atomic():
        dissolve_unit(by=operator, unit=branch, on=DAY, leaving=Leaving.MOVED_OUT)
    assert Membership.objects.get().valid_to is None
