"""The catalogue: shipped, dated, and closed to what the rules against formalism forbid."""

from __future__ import annotations

import datetime as dt

import pytest

from tongpin.foundation.kernel import clock
from tongpin.foundation.kernel.errors import NotAllowed, UserError
from tongpin.foundation.people.models import Account
from tongpin.standards.actions import change_entry, load_shipped
from tongpin.standards.enums import EntryType
from tongpin.standards.queries import history, kind, kinds, norms
from tongpin.standards.rules import forbidden, norm_of, shipped

pytestmark = pytest.mark.django_db

FORBIDDEN = [
    {"title": "党员积分排行榜"},
    {"title": "每日打卡"},
    {"needs": ["扫码签到"]},
    {"title": "按在线时长计学时"},
    {"evidence": "活动照片（必须上传照片）"},
    {"title": "群内接龙"},
    {"title": "点赞数计分"},
    {"title": "参与率不低于百分之九十"},
    {"title": "心得体会篇数计分"},
    {"title": "优秀支部授牌"},
    {"leaderboard": True},
]


@pytest.mark.parametrize("words", FORBIDDEN, ids=lambda words: str(next(iter(words.values()))))
def test_entry_that_burdens_or_ranks_people_is_refused(officer: Account, words: dict[str, object]) -> None:
    body = {**shipped("kinds")[0], "code": "test.kind", **words}
    with pytest.raises(UserError, match="不得"):
        change_entry(by=officer, type_=EntryType.KIND, body=body, reason="试")
    assert not history(EntryType.KIND, "test.kind").exists()


@pytest.mark.parametrize("name", ["kinds", "norms"])
def test_shipped_entries_say_nothing_forbidden(name: str) -> None:
    assert [entry["code"] for entry in shipped(name) if forbidden(dict(entry))] == []


def test_shipping_twice_changes_nothing(operator: Account) -> None:
    assert load_shipped(by=operator) == len(shipped("kinds")) + len(shipped("norms"))
    assert load_shipped(by=operator) == 0


def test_change_begins_on_its_day_and_keeps_the_old_version(operator: Account, officer: Account) -> None:
    load_shipped(by=operator)
    body = {**kind_body("tour.show"), "evidence": "验收单（村委会盖章）"}
    tomorrow = clock.today() + dt.timedelta(days=1)
    change_entry(by=officer, type_=EntryType.KIND, body=body, reason="本市改用新验收单", valid_from=tomorrow)
    assert kind("tour.show").evidence == "村负责人签字的验收单"
    assert kind("tour.show", tomorrow).evidence == "验收单（村委会盖章）"
    assert [entry.version for entry in history(EntryType.KIND, "tour.show")] == [2, 1]
    assert load_shipped(by=operator) == 0


def kind_body(code: str) -> dict[str, object]:
    return dict(next(entry for entry in shipped("kinds") if entry["code"] == code))


def test_unknown_field_is_named(officer: Account) -> None:
    with pytest.raises(UserError, match="colour"):
        change_entry(by=officer, type_=EntryType.KIND, body={**kind_body("party_day"), "colour": "红"}, reason="试")


def test_secretary_cannot_change_the_catalogue(secretary: Account) -> None:
    with pytest.raises(NotAllowed):
        change_entry(by=secretary, type_=EntryType.KIND, body=kind_body("party_day"), reason="试")


def test_norms_not_read_in_the_original_want_review(operator: Account) -> None:
    load_shipped(by=operator)
    marked = {code for code, norm in norms().items() if norm.needs_review}
    assert "ORG.支委会" in marked
    assert "ORG.主题党日" not in marked
    assert len(kinds()) == len(shipped("kinds"))


def test_hours_of_secretaries_ended_with_their_plan() -> None:
    plan = next(norm_of(entry) for entry in shipped("norms") if entry["code"] == "EDU.书记班子学时")
    assert plan.effective_to == dt.date(2023, 12, 31)
