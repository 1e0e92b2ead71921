"""What may stand in the attendance of a study group, and when a quarter or an archive is short. Table-driven."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tongpin.records.activities.rules import RosterEntry
from tongpin.records.study_plans import rules
from tongpin.records.study_plans.rules import (
    Lacking,
    SessionContent,
    absent_lines,
    has_title,
    invited_names,
    title_list,
)
from tongpin.standards.rules import norm_of, shipped

DAY = dt.date(2025, 3, 18)
PLAIN = SessionContent(1, "study.group", "学习", DAY, present=(1, 2), absent=((3, ""),))
NORM = norm_of(next(one for one in shipped("norms") if one["code"] == "ZX.中心组"))


@pytest.mark.parametrize(
    ("content", "codes"),
    [
        (PLAIN, []),
        (replace(PLAIN, absent=((2, "出差"),)), ["present_and_absent"]),
        (replace(PLAIN, present=(1, 9)), ["not_a_member"]),
        (replace(PLAIN, absent=((9, ""),)), ["not_a_member"]),
        (replace(PLAIN, present=(1, 1)), ["named_twice"]),
        (replace(PLAIN, present=()), ["nobody_present"]),
        (replace(PLAIN, invited=(RosterEntry("王一", 1),)), ["invited_member"]),
        (replace(PLAIN, invited=(RosterEntry("客人"),)), []),
        (replace(PLAIN, hours=Decimal("-0.5")), ["hours_negative"]),
        (replace(PLAIN, hours=Decimal(24)), []),
        (replace(PLAIN, hours=Decimal("24.5")), ["hours_too_many"]),
        (replace(PLAIN, hours=Decimal(48), ends_on=DAY + dt.timedelta(days=1)), []),
        (replace(PLAIN, hours=Decimal(49), ends_on=DAY + dt.timedelta(days=1)), ["hours_too_many"]),
    ],
)
def test_session_that_contradicts_itself_is_found(content: SessionContent, codes: list[str]) -> None:
    assert [one.code for one in rules.problems(content, {1, 2, 3})] == codes


@pytest.mark.parametrize(
    ("made_up", "problem"),
    [
        (DAY - dt.timedelta(days=1), "before_the_session"),
        (DAY, ""),
        (dt.date(2025, 4, 1), ""),
        (dt.date(2025, 4, 2), "in_the_future"),
    ],
)
def test_make_up_lies_between_the_session_and_today(made_up: dt.date, problem: str) -> None:
    assert rules.make_up_problem(DAY, made_up, dt.date(2025, 4, 1)) == problem


@pytest.mark.parametrize(
    ("title", "is_member", "is_secretary"),
    [
        ("党组书记", True, False),
        ("党组副书记", True, False),
        ("局党组成员", True, False),
        ("书记", True, False),
        ("学习秘书", False, True),
        ("办公室主任", False, False),
    ],
)
def test_posts_tell_members_from_the_study_secretary(title: str, is_member: bool, is_secretary: bool) -> None:
    assert has_title(title, title_list(NORM.params["member_titles"])) is is_member
    assert has_title(title, title_list(NORM.params["secretary_title"])) is is_secretary


@pytest.mark.parametrize(
    ("days", "today", "states"),
    [
        ([], dt.date(2025, 3, 31), ["open", "open", "open", "open"]),
        ([], dt.date(2025, 4, 1), ["reminder", "open", "open", "open"]),
        ([dt.date(2025, 3, 31)], dt.date(2025, 4, 1), ["done", "open", "open", "open"]),
        ([dt.date(2025, 12, 31)], dt.date(2026, 1, 1), ["reminder", "reminder", "reminder", "done"]),
        ([], dt.date(2025, 12, 31), ["reminder", "reminder", "reminder", "open"]),
    ],
)
def test_quarter_is_done_open_or_a_reminder(days: list[dt.date], today: dt.date, states: list[str]) -> None:
    assert [one.state for one in rules.quarters(2025, days, NORM, today)] == states


def test_without_a_norm_no_quarter_is_short() -> None:
    assert {one.state for one in rules.quarters(2025, [], None, dt.date(2026, 1, 1))} == {"done"}


def test_norm_of_the_group_waits_for_review_and_only_reminds() -> None:
    assert NORM.needs_review
    assert (NORM.strictness, NORM.min, NORM.period) == ("usually", 1, "quarter")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", []),
        ("张三：出差", [("张三", "出差")]),
        ("张三:出差\n\n李四", [("张三", "出差"), ("李四", "")]),
        ("张三 生病住院", [("张三", "生病住院")]),
        ("张三，值班，已请假", [("张三", "值班，已请假")]),
    ],
)
def test_absent_lines_are_names_and_reasons(text: str, found: list[tuple[str, str]]) -> None:
    assert absent_lines(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", []),
        ("张三、李 四", [("张三", ""), ("李四", "")]),
        ("张三（市文化馆党支部），李四", [("张三", "市文化馆党支部"), ("李四", "")]),
        ("张三(市文化馆党支部)", [("张三", "市文化馆党支部")]),
    ],
)
def test_invited_names_may_say_their_branch(text: str, found: list[tuple[str, str]]) -> None:
    assert invited_names(text) == found


@given(st.text(max_size=80))
def test_no_text_breaks_the_reading_of_names(text: str) -> None:
    assert all(name == name.strip() for name, _reason in absent_lines(text))
    assert isinstance(invited_names(text), list)


def test_archive_lacks_yearly_papers_and_those_of_each_session_only() -> None:
    papers = {None: {"plan", "speech"}, 7: {"record"}}
    assert rules.lacking([7, 8], papers, ["plan", "summary"], ["record", "attendance"]) == [
        Lacking("summary"),
        Lacking("attendance", 7),
        Lacking("record", 8),
        Lacking("attendance", 8),
    ]
