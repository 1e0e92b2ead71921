"""The tree: names, places, ends."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import IntegrityError, transaction

from tongpin.foundation.audit.models import Event
from tongpin.foundation.kernel import clock
from tongpin.foundation.kernel.errors import UserError
from tongpin.foundation.people.actions import add_person
from tongpin.foundation.people.models import Account
from tongpin.foundation.units.actions import (
    add_alias,
    add_unit,
    admit_member,
    appoint,
    change_unit,
    end_membership,
    end_unit,
    move_unit,
    remove_alias,
    rename_unit,
)
from tongpin.foundation.units.enums import Standing, UnitKind
from tongpin.foundation.units.models import Post, Unit, UnitAlias
from tongpin.foundation.units.queries import find_unit

pytestmark = pytest.mark.django_db
DAY = dt.date(2025, 3, 5)


@pytest.fixture
def general(operator: Account, committee: Unit) -> Unit:
    return add_unit(by=operator, kind=UnitKind.GENERAL_BRANCH, name="文化系统党总支", parent=committee)


@pytest.fixture
def group(operator: Account, branch: Unit) -> Unit:
    return add_unit(by=operator, kind=UnitKind.GROUP, name="第一党小组", parent=branch)


def logged(action: str) -> int:
    return Event.objects.filter(action=action).count()


def again(unit: Unit) -> Unit:
    return Unit.objects.get(pk=unit.pk)


def test_old_name_still_finds_a_renamed_unit(operator: Account, branch: Unit) -> None:
    rename_unit(by=operator, unit=branch, name="市文化艺术中心党支部")
    assert find_unit("市文化艺术中心党支部") == find_unit("市文化馆党支部") == branch
    assert logged("unit.rename") == 1


def test_former_name_taken_back_is_no_alias_any_more(operator: Account, branch: Unit) -> None:
    rename_unit(by=operator, unit=branch, name="市文化艺术中心党支部")
    rename_unit(by=operator, unit=branch, name="市文化馆党支部")
    assert again(branch).name == "市文化馆党支部"
    assert list(UnitAlias.objects.values_list("name", flat=True)) == ["市文化艺术中心党支部"]


def test_same_name_changes_nothing(operator: Account, branch: Unit) -> None:
    rename_unit(by=operator, unit=branch, name=branch.name)
    assert (logged("unit.rename"), UnitAlias.objects.count()) == (0, 0)


def test_name_of_another_unit_is_refused(operator: Account, branch: Unit, sibling: Unit) -> None:
    with pytest.raises(UserError, match="已有同名的单位"):
        rename_unit(by=operator, unit=branch, name=sibling.name)
    add_alias(by=operator, unit=sibling, name="图书馆支部")
    with pytest.raises(UserError, match="另一个单位"):
        rename_unit(by=operator, unit=branch, name="图书馆支部")
    assert again(branch).name == "市文化馆党支部"


def test_new_unit_cannot_take_a_name_that_old_ledgers_use(operator: Account, committee: Unit, branch: Unit) -> None:
    rename_unit(by=operator, unit=branch, name="市文化艺术中心党支部")
    with pytest.raises(UserError, match="市文化艺术中心党支部"):
        add_unit(by=operator, kind=UnitKind.BRANCH, name="市文化馆党支部", parent=committee)


def test_alias_cannot_be_the_name_of_a_current_unit(operator: Account, branch: Unit, sibling: Unit) -> None:
    with pytest.raises(UserError):
        add_alias(by=operator, unit=branch, name=sibling.name)
    with pytest.raises(UserError):
        add_alias(by=operator, unit=branch, name=branch.name)
    with pytest.raises(UserError):
        add_alias(by=operator, unit=branch, name="")


def test_removed_alias_means_nothing(operator: Account, branch: Unit) -> None:
    alias = add_alias(by=operator, unit=branch, name="文化馆支部")
    remove_alias(by=operator, alias=alias)
    remove_alias(by=operator, alias=alias)
    assert find_unit("文化馆支部") is None
    assert logged("unit.unalias") == 1


def test_alias_given_twice_is_one(operator: Account, branch: Unit) -> None:
    add_alias(by=operator, unit=branch, name="文化馆支部")
    add_alias(by=operator, unit=branch, name="文化馆支部")
    assert logged("unit.alias") == 1


def test_moved_unit_takes_everything_below_with_it(
    operator: Account, general: Unit, branch: Unit, group: Unit, sibling: Unit
) -> None:
    moved = move_unit(by=operator, unit=branch, parent=general)
    assert moved.path == f"{general.path}{branch.pk}/"
    assert again(group).path == f"{general.path}{branch.pk}/{group.pk}/"
    assert again(sibling).path == sibling.path
    assert moved.parent == general
    assert logged("unit.move") == 1


def test_unit_moves_only_to_where_its_kind_may_stand(operator: Account, branch: Unit, sibling: Unit) -> None:
    with pytest.raises(UserError, match="下面不能设"):
        move_unit(by=operator, unit=branch, parent=sibling)
    with pytest.raises(UserError, match="下面不能设"):
        move_unit(by=operator, unit=branch, parent=branch)
    assert again(branch).path == branch.path


def test_move_uses_the_paths_of_now_not_of_then(operator: Account, general: Unit, branch: Unit, group: Unit) -> None:
    """`group` was read before its branch moved; a group added below the stale branch still gets the new path."""
    move_unit(by=operator, unit=branch, parent=general)
    added = add_unit(by=operator, kind=UnitKind.GROUP, name="第二党小组", parent=branch)
    assert added.path.startswith(general.path)


def test_move_to_the_present_parent_changes_nothing(operator: Account, branch: Unit, committee: Unit) -> None:
    move_unit(by=operator, unit=branch, parent=committee)
    assert logged("unit.move") == 0


def test_change_is_logged_by_field(operator: Account, bureau: Unit, branch: Unit) -> None:
    hall = add_unit(by=operator, kind=UnitKind.SUBORDINATE, name="市文化馆", parent=bureau)
    changed = change_unit(by=operator, unit=branch, host=hall, valid_from=DAY, has_committee=True, has_groups=True)
    assert (changed.host, changed.valid_from, changed.has_groups) == (hall, DAY, True)
    assert again(branch).host == hall
    assert Event.objects.get(action="unit.change").details == '{"fields":["has_groups","host_id","valid_from"]}'
    change_unit(by=operator, unit=branch, host=hall, valid_from=DAY, has_committee=True, has_groups=True)
    assert logged("unit.change") == 1


def test_host_is_a_part_of_the_bureau(operator: Account, bureau: Unit, branch: Unit, sibling: Unit) -> None:
    hall = add_unit(by=operator, kind=UnitKind.SUBORDINATE, name="市文化馆", parent=bureau)
    same = {"by": operator, "valid_from": None, "has_committee": True, "has_groups": False}
    with pytest.raises(UserError, match="所在单位"):
        change_unit(unit=branch, host=sibling, **same)  # type: ignore[arg-type]
    with pytest.raises(UserError, match="所在单位"):
        change_unit(unit=hall, host=bureau, **same)  # type: ignore[arg-type]


def test_unit_with_members_or_units_below_cannot_end(operator: Account, branch: Unit, group: Unit) -> None:
    today = clock.today()
    with pytest.raises(UserError, match="还有其他组织"):
        end_unit(by=operator, unit=branch, on=today)
    end_unit(by=operator, unit=group, on=today)
    member = admit_member(by=operator, person=add_person(by=operator, name="甲乙"), unit=branch, standing=Standing.FULL)
    with pytest.raises(UserError, match="还有党员"):
        end_unit(by=operator, unit=branch, on=today)
    end_membership(by=operator, membership=member, on=today, reason="test")
    assert end_unit(by=operator, unit=branch, on=today).valid_to == today


def test_ended_unit_ends_its_posts_and_frees_its_name(operator: Account, committee: Unit, branch: Unit) -> None:
    person = add_person(by=operator, name="甲乙")
    appoint(by=operator, person=person, unit=branch, title="书记", valid_from=DAY)
    end_unit(by=operator, unit=branch, on=clock.today())
    assert Post.objects.get().valid_to == clock.today()
    again_named = add_unit(by=operator, kind=UnitKind.BRANCH, name=branch.name, parent=committee)
    assert find_unit(branch.name) == again_named


def test_ended_unit_is_changed_no_more(operator: Account, committee: Unit, branch: Unit) -> None:
    end_unit(by=operator, unit=branch, on=clock.today())
    person = add_person(by=operator, name="甲乙")
    for refused in (
        lambda: rename_unit(by=operator, unit=branch, name="新名称"),
        lambda: end_unit(by=operator, unit=branch, on=clock.today()),
        lambda: add_unit(by=operator, kind=UnitKind.GROUP, name="组", parent=branch),
        lambda: admit_member(by=operator, person=person, unit=again(branch), standing=Standing.FULL),
        lambda: appoint(by=operator, person=person, unit=again(branch), title="书记"),
    ):
        with pytest.raises(UserError, match="已经撤销"):
            refused()


def test_end_lies_between_the_first_day_and_today(operator: Account, bureau: Unit, branch: Unit) -> None:
    change_unit(by=operator, unit=branch, host=None, valid_from=DAY, has_committee=True, has_groups=False)
    with pytest.raises(UserError, match="早于"):
        end_unit(by=operator, unit=branch, on=DAY - dt.timedelta(days=1))
    with pytest.raises(UserError, match="还没有到"):
        end_unit(by=operator, unit=branch, on=clock.today() + dt.timedelta(days=1))
    with pytest.raises(UserError, match="局本身"):
        end_unit(by=operator, unit=bureau, on=clock.today())


def test_database_itself_refuses_a_second_current_unit_of_a_name(branch: Unit, sibling: Unit) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Unit.objects.filter(pk=sibling.pk).update(name=branch.name)
