"""A roster that names a post somebody else holds: the person comes in, the post stays, and the row says so."""

from __future__ import annotations

import datetime as dt

import pytest

from tests.interfaces.exchange.test_corrections import take_over, workbook
from tongpin.foundation.kernel import clock
from tongpin.foundation.people.actions import add_person
from tongpin.foundation.people.models import Account, Person
from tongpin.foundation.units.actions import appoint, end_post
from tongpin.foundation.units.models import Membership, Post, Unit
from tongpin.interfaces.exchange.models import ImportRow

pytestmark = pytest.mark.usefixtures("catalogue")
HEADER = ["姓名", "性别", "党员身份", "所在党支部", "党内职务", "入党时间"]


def roster(*rows: tuple[str, str]) -> bytes:
    lines: list[list[object]] = [[name, "女", "正式党员", "市文化馆党支部", post, "2012-07-01"] for name, post in rows]
    return workbook(lines, HEADER, "2025年党员花名册")


def test_second_secretary_of_a_roster_keeps_the_first(officer: Account, branch: Unit) -> None:
    take_over(officer, roster(("单文丽", "书记"), ("曾桂", "书记"), ("李明华", "组织委员")), "党员花名册.xlsx")
    assert Membership.objects.count() == 3
    held = {(post.person.name, post.title) for post in Post.objects.select_related("person")}
    assert held == {("单文丽", "书记"), ("李明华", "组织委员")}
    [said] = [row.message for row in ImportRow.objects.all() if "未作改动" in row.message]
    assert "单文丽" in said


def test_post_held_before_is_held_anew_since_today(officer: Account, operator: Account, branch: Unit) -> None:
    take_over(officer, roster(("单文丽", "书记")), "党员花名册.xlsx")
    end_post(by=operator, post=Post.objects.get(), on=dt.date(2025, 6, 30))
    other = add_person(by=operator, name="旁人")
    day = dt.date(2025, 7, 1)
    end_post(by=operator, post=appoint(by=operator, person=other, unit=branch, title="书记", valid_from=day), on=day)
    changed = workbook(
        [["单文丽", "女", "正式党员", "市文化馆党支部", "书记", "2012-07-02"]], HEADER, "2025年党员花名册"
    )
    take_over(officer, changed, "党员花名册.xlsx")
    person = Person.objects.get(name="单文丽")
    assert Post.objects.get(valid_to=None).person == person
    assert Post.objects.get(valid_to=None).valid_from == clock.today()
