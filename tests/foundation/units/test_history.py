"""The tree as it stood on any day: parents, names, committees; joint branches; approvals."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import IntegrityError, transaction

from tongpin.foundation.kernel import clock
from tongpin.foundation.kernel.errors import UserError
from tongpin.foundation.people.models import Account
from tongpin.foundation.units.actions import (
    add_unit,
    change_unit,
    cover_unit,
    end_unit,
    move_unit,
    rename_unit,
    set_form,
    uncover_unit,
)
from tongpin.foundation.units.enums import BranchForm, UnitKind
from tongpin.foundation.units.models import Coverage, Unit, UnitState
from tongpin.foundation.units.queries import covers, state_of, states

pytestmark = pytest.mark.django_db
SET_UP, DAY = dt.date(2020, 1, 1), dt.date(2025, 7, 1)
BEFORE = DAY - dt.timedelta(days=1)


@pytest.fixture
def general(operator: Account, committee: Unit) -> Unit:
    return add_unit(by=operator, kind=UnitKind.GENERAL_BRANCH, name="文化系统党总支", parent=committee)


@pytest.fixture
def joint(operator: Account, committee: Unit) -> Unit:
    unit = add_unit(by=operator, kind=UnitKind.BRANCH, name="联合党支部", parent=committee, valid_from=SET_UP)
    return set_form(by=operator, unit=unit, form=BranchForm.JOINT)


def test_unit_stands_below_its_parent_of_the_day(
    operator: Account, committee: Unit, general: Unit, branch: Unit
) -> None:
    move_unit(by=operator, unit=branch, parent=general, on=DAY)
    parents = {day: state.parent for day in (BEFORE, DAY) if (state := state_of(branch, day))}
    assert parents == {BEFORE: committee, DAY: general}
    assert Unit.objects.get(pk=branch.pk).path.startswith(general.path)


def test_unit_has_its_name_of_the_day(operator: Account, branch: Unit) -> None:
    rename_unit(by=operator, unit=branch, name="市文化艺术中心党支部", on=DAY)
    assert {row.name for row in states(BEFORE)} >= {"市文化馆党支部"}
    assert {row.name for row in states(DAY)} >= {"市文化艺术中心党支部"}


def test_committee_is_set_up_from_a_day_or_corrected(operator: Account, sibling: Unit) -> None:
    facts = {"by": operator, "unit": sibling, "host": None, "valid_from": None, "has_groups": False}
    change_unit(has_committee=True, on=DAY, **facts)  # type: ignore[arg-type]
    found = [state.has_committee for day in (BEFORE, DAY) if (state := state_of(sibling, day))]
    assert found == [False, True]
    change_unit(has_committee=False, **facts)  # type: ignore[arg-type]
    assert UnitState.objects.filter(unit=sibling, has_committee=True).count() == 0


def test_changes_of_one_day_are_one_state(operator: Account, general: Unit, branch: Unit) -> None:
    move_unit(by=operator, unit=branch, parent=general, on=DAY)
    rename_unit(by=operator, unit=branch, name="新名党支部", on=DAY)
    assert list(UnitState.objects.filter(unit=branch).order_by("pk").values_list("name", "valid_to")) == [
        ("市文化馆党支部", BEFORE),
        ("新名党支部", None),
    ]


def test_change_before_the_last_one_is_refused(operator: Account, general: Unit, branch: Unit) -> None:
    move_unit(by=operator, unit=branch, parent=general, on=DAY)
    with pytest.raises(UserError, match="2025-07-01"), transaction.atomic():
        rename_unit(by=operator, unit=branch, name="新名党支部", on=BEFORE)
    with pytest.raises(UserError, match="还没有到"), transaction.atomic():
        rename_unit(by=operator, unit=branch, name="新名党支部", on=clock.today() + dt.timedelta(days=1))
    assert Unit.objects.get(pk=branch.pk).name == "市文化馆党支部"


def test_history_begins_with_the_first_day_and_ends_with_the_last(operator: Account, branch: Unit) -> None:
    facts = {"by": operator, "unit": branch, "host": None, "has_committee": True, "has_groups": False}
    change_unit(valid_from=SET_UP, **facts)  # type: ignore[arg-type]
    assert state_of(branch, SET_UP - dt.timedelta(days=1)) is None
    rename_unit(by=operator, unit=branch, name="新名党支部", on=DAY)
    with pytest.raises(UserError, match="2025-07-01"), transaction.atomic():
        change_unit(valid_from=DAY, **facts)  # type: ignore[arg-type]
    end_unit(by=operator, unit=branch, on=DAY)
    assert state_of(branch, DAY) is not None
    assert state_of(branch, DAY + dt.timedelta(days=1)) is None


def test_state_after_the_end_never_came_to_be(operator: Account, branch: Unit) -> None:
    rename_unit(by=operator, unit=branch, name="新名党支部", on=DAY)
    end_unit(by=operator, unit=branch, on=BEFORE)
    assert list(UnitState.objects.filter(unit=branch).values_list("name", "valid_to")) == [("市文化馆党支部", BEFORE)]


def test_all_states_of_a_day_are_one_query(branch: Unit, sibling: Unit, django_assert_num_queries: object) -> None:
    with django_assert_num_queries(1):  # type: ignore[operator]
        assert [row.unit.name for row in states(DAY)][-2:] == [branch.name, sibling.name]


def test_joint_branch_covers_units_from_a_day_to_a_day(operator: Account, bureau: Unit, joint: Unit) -> None:
    hall = add_unit(by=operator, kind=UnitKind.SUBORDINATE, name="市文化馆", parent=bureau)
    cover_unit(by=operator, branch=joint, unit=hall, valid_from=SET_UP)
    outside = cover_unit(by=operator, branch=joint, name="演出协会", valid_from=SET_UP)
    cover_unit(by=operator, branch=joint, name="演出协会")
    uncover_unit(by=operator, cover=outside, on=BEFORE)
    assert [one.name for one in covers(BEFORE)] == ["市文化馆", "演出协会"]
    assert [one.name for one in covers(DAY)] == ["市文化馆"]
    with pytest.raises(UserError, match="已不再覆盖"):
        uncover_unit(by=operator, cover=outside, on=DAY)


def test_only_a_joint_branch_covers_units_and_each_unit_once(operator: Account, branch: Unit, joint: Unit) -> None:
    with pytest.raises(UserError, match="只有联合党支部"):
        cover_unit(by=operator, branch=branch, name="演出协会")
    with pytest.raises(UserError, match="请填写单位"):
        cover_unit(by=operator, branch=joint)
    cover_unit(by=operator, branch=joint, name="演出协会")
    set_form(by=operator, unit=branch, form=BranchForm.JOINT)
    with pytest.raises(UserError, match="另一个联合党支部"):
        cover_unit(by=operator, branch=branch, name="演出协会")


def test_branch_that_ends_covers_nothing_any_more(operator: Account, joint: Unit) -> None:
    cover_unit(by=operator, branch=joint, name="演出协会", valid_from=SET_UP)
    cover_unit(by=operator, branch=joint, name="发行协会", valid_from=DAY)
    end_unit(by=operator, unit=joint, on=BEFORE)
    assert list(Coverage.objects.values_list("name", "valid_to")) == [("演出协会", BEFORE)]


def test_form_and_approval_fit_the_kind(operator: Account, committee: Unit) -> None:
    with pytest.raises(UserError, match="只有党支部"):
        set_form(by=operator, unit=committee, form=BranchForm.TEMPORARY)
    with pytest.raises(UserError, match="文号和日期"):
        set_form(by=operator, unit=committee, form=BranchForm.ORDINARY, approval="安组〔2019〕12号")
    kept = set_form(
        by=operator, unit=committee, form=BranchForm.ORDINARY, approval="安组〔2019〕12号", approved_on=SET_UP
    )
    assert (kept.approval, kept.approved_on) == ("安组〔2019〕12号", SET_UP)


def test_database_itself_refuses_two_open_states(branch: Unit) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        UnitState.objects.create(unit=branch, name="又一个")
