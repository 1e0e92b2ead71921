"""Hours of study: conversion, the norm by role and day, what the year comes to. Table-driven."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tongpin.derived.study import rules
from tongpin.derived.study.enums import Outcome, Reason
from tongpin.derived.study.rules import Requirement, Studied
from tongpin.standards.rules import Norm, norm_of, shipped


def norm(code: str, **params: object) -> Norm:
    found = norm_of(next(one for one in shipped("norms") if one["code"] == code))
    return replace(found, params={**found.params, **params})  # type: ignore[dict-item]


MEMBER, LEADING = norm("EDU.党员学时"), norm("EDU.书记班子学时")
CONTINUED = norm("EDU.书记班子学时", continued_locally=True)
CONVERSION, KINDS = norm("EDU.折算"), norm("EDU.计入")
TRAINING, NEW = norm("EDU.集中培训"), norm("EDU.新任培训")
IN_TIME, AFTER = dt.date(2023, 12, 31), dt.date(2024, 1, 1)
DAY = dt.date(2025, 3, 5)


@pytest.mark.parametrize(
    ("norm_", "titles", "day", "hours", "role", "ended"),
    [
        (LEADING, [], IN_TIME, 32, "", False),
        (LEADING, ["书记"], IN_TIME, 56, "书记", False),
        (LEADING, ["副书记"], IN_TIME, 56, "副书记", False),
        (LEADING, ["组织委员"], IN_TIME, 56, "组织委员", False),
        (LEADING, ["党组成员"], IN_TIME, 56, "党组成员", False),
        (LEADING, ["学习秘书"], IN_TIME, 32, "", False),
        (LEADING, ["学习秘书", "党组书记"], IN_TIME, 56, "党组书记", False),
        (LEADING, ["书记"], AFTER, 32, "书记", True),
        (LEADING, [], AFTER, 32, "", False),
        (CONTINUED, ["书记"], AFTER, 56, "书记", False),
        (CONTINUED, [], AFTER, 32, "", False),
        (None, ["书记"], AFTER, 32, "", False),
        (LEADING, ["书记"], dt.date(2019, 11, 10), 32, "书记", False),  # the plan was not issued yet
        (LEADING, ["书记"], dt.date(2019, 11, 11), 56, "书记", False),
        (LEADING, ["书记"], dt.date(2019, 5, 5), 0, "书记", False),  # nor the regulation of 32 hours
    ],
)
def test_norm_goes_by_post_and_day(
    norm_: Norm | None, titles: list[str], day: dt.date, hours: int, role: str, ended: bool
) -> None:
    found = rules.requirement(MEMBER, norm_, titles, day)
    assert (found.hours, found.role, found.ended is not None) == (hours, role, ended)


def test_norm_for_every_member_only_reminds_and_the_ended_one_waits_for_review() -> None:
    assert (MEMBER.strictness, MEMBER.min, MEMBER.level) == ("usually", 32, "V")
    assert (LEADING.min, LEADING.needs_review, LEADING.effective_to) == (56, True, IN_TIME)


@pytest.mark.parametrize(
    ("hours", "days", "counted"),
    [
        (None, 1, "0"),
        ("0", 1, "0"),
        ("-3", 1, "0"),
        ("1", 1, "1"),
        ("1.5", 1, "1.5"),
        ("4", 1, "4"),
        ("8", 1, "8"),
        ("9", 1, "8"),
        ("24", 1, "8"),
        ("12", 2, "12"),
        ("24", 3, "24"),
        ("25", 3, "24"),
    ],
)
def test_day_counts_no_more_than_a_day(hours: str | None, days: int, counted: str) -> None:
    end = DAY + dt.timedelta(days=days - 1) if days > 1 else None
    given_ = Decimal(hours) if hours is not None else None
    assert rules.study_hours(given_, DAY, end, CONVERSION) == Decimal(counted)


def test_conversion_is_the_catalogues() -> None:
    doubled = norm("EDU.折算", hours_per_hour=2, hours_per_day=10)
    assert rules.study_hours(Decimal(3), DAY, None, doubled) == 6
    assert rules.study_hours(Decimal(6), DAY, None, doubled) == 10
    assert rules.study_hours(Decimal(6), DAY, None, None) == 6


@pytest.mark.parametrize(
    ("kind", "counted"),
    [
        ("study.group", True),
        ("study.training", True),
        ("party_day", True),
        ("meeting.lecture", True),
        ("meeting.committee", False),
        ("study.research", False),
        ("volunteer", False),
        ("study", False),
    ],
)
def test_kinds_that_count_are_the_catalogues(kind: str, counted: bool) -> None:
    assert rules.counts(kind, KINDS) is counted
    assert rules.counts(kind, None) is False


@pytest.mark.parametrize(
    ("total", "exempt", "whole_year", "outcome", "missing", "reason"),
    [
        ("32", False, True, Outcome.REACHED, "0", None),
        ("31.5", False, True, Outcome.MISSING, "0.5", None),
        ("0", False, True, Outcome.MISSING, "32", None),
        ("0", True, True, Outcome.NOT_APPLICABLE, "0", Reason.EXEMPT),
        ("40", True, True, Outcome.NOT_APPLICABLE, "0", Reason.EXEMPT),
        ("10", False, False, Outcome.NOT_APPLICABLE, "0", Reason.PART_YEAR),
        ("32", False, False, Outcome.REACHED, "0", None),
    ],
)
def test_year_is_judged(
    total: str, exempt: bool, whole_year: bool, outcome: Outcome, missing: str, reason: Reason | None
) -> None:
    found = rules.verdict(Requirement(MEMBER), Decimal(total), exempt=exempt, whole_year=whole_year)
    assert (found.outcome, found.missing, found.reason) == (outcome, Decimal(missing), reason)


def test_without_a_norm_nothing_is_missing() -> None:
    found = rules.verdict(Requirement(None), Decimal(0), exempt=False, whole_year=True)
    assert (found.outcome, found.reason) == (Outcome.NOT_APPLICABLE, Reason.NO_NORM)


def training(day: dt.date, kind: str = "study.training") -> Studied:
    return Studied(1, kind, "培训班", "局机关党委", day, Decimal(8), Decimal(8))


@pytest.mark.parametrize(
    ("titles", "sessions", "day", "found"),
    [
        (["书记"], [training(dt.date(2023, 5, 1))], IN_TIME, dt.date(2023, 5, 1)),
        (["书记"], [training(dt.date(2022, 5, 1))], IN_TIME, None),
        (["书记"], [training(dt.date(2023, 5, 1), "study.group")], IN_TIME, None),
        ([], [], IN_TIME, "none wanted"),
        (["书记"], [], dt.date(2024, 12, 31), "none wanted"),
    ],
)
def test_one_training_a_year_is_wanted_of_leading_posts(
    titles: list[str], sessions: list[Studied], day: dt.date, found: object
) -> None:
    result = rules.yearly_training(TRAINING, titles, sessions, day)
    assert (result.done_on if result else "none wanted") == found


@pytest.mark.parametrize(
    ("title", "since", "trained", "until", "done"),
    [
        ("书记", dt.date(2023, 2, 28), dt.date(2023, 8, 28), dt.date(2023, 8, 28), True),
        ("书记", dt.date(2023, 2, 28), dt.date(2023, 8, 29), dt.date(2023, 8, 28), False),
        ("党总支书记", dt.date(2022, 8, 31), dt.date(2023, 2, 28), dt.date(2023, 2, 28), True),
        ("书记", dt.date(2023, 2, 28), dt.date(2023, 2, 27), dt.date(2023, 8, 28), False),
        ("副书记", dt.date(2023, 2, 28), None, None, False),
        ("组织委员", dt.date(2023, 2, 28), None, None, False),
        ("书记", AFTER, None, None, False),
        ("书记", None, None, None, False),
    ],
)
def test_new_secretary_is_trained_within_half_a_year(
    title: str, since: dt.date | None, trained: dt.date | None, until: dt.date | None, done: bool
) -> None:
    found = rules.training_of_new(NEW, title, since, [training(trained)] if trained else [])
    assert (found.until if found else None, bool(found and found.done_on)) == (until, done)


@given(st.decimals(min_value=-100, max_value=1000, places=2), st.integers(1, 30))
def test_counted_hours_never_exceed_eight_a_day_nor_fall_below_none(hours: Decimal, days: int) -> None:
    counted = rules.study_hours(hours, DAY, DAY + dt.timedelta(days=days - 1), CONVERSION)
    assert 0 <= counted <= 8 * days
    assert counted <= max(hours, Decimal(0))


@given(st.dates(dt.date(2000, 1, 1), dt.date(2100, 1, 1)), st.integers(0, 24))
def test_months_later_is_the_same_day_or_the_months_last(day: dt.date, months: int) -> None:
    after = rules.months_after(day, months)
    assert (after.year * 12 + after.month) - (day.year * 12 + day.month) == months
    assert after.day == day.day or (after.day < day.day and (after + dt.timedelta(days=1)).day == 1)
