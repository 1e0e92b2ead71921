"""Periods, years meetings count for, verdicts and the picture's columns: plain functions, by their boundaries."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tongpin.derived.compliance.enums import State
from tongpin.derived.compliance.rules import (
    Duty,
    Found,
    Period,
    in_columns,
    judge,
    named_period,
    periods,
    whole_month_within,
    year_counted,
)

D = dt.date


@pytest.mark.parametrize(
    ("period", "first", "last"),
    [
        (Period("month", 2024, 2), D(2024, 2, 1), D(2024, 2, 29)),
        (Period("month", 2025, 12), D(2025, 12, 1), D(2025, 12, 31)),
        (Period("quarter", 2025, 4), D(2025, 10, 1), D(2025, 12, 31)),
        (Period("year", 2025), D(2025, 1, 1), D(2025, 12, 31)),
    ],
)
def test_period_holds_its_days(period: Period, first: dt.date, last: dt.date) -> None:
    assert (period.first, period.last) == (first, last)
    assert named_period(period.name) == period


@pytest.mark.parametrize(
    "name", ["", "25", "2025-13", "2025-00", "2025-Q5", "2025-Q0", "2025-1", "9999-01", "2025-03-05"]
)
def test_no_other_text_names_a_period(name: str) -> None:
    assert named_period(name) is None


@given(st.sampled_from(["month", "quarter", "year"]), st.integers(2000, 2099))
def test_periods_fill_a_year_without_gap_or_overlap(kind: str, year: int) -> None:
    days = [day for period in periods(kind, year) for day in (period.first, period.last)]
    assert days[0] == D(year, 1, 1)
    assert days[-1] == D(year, 12, 31)
    assert all(after - before == dt.timedelta(days=1) for before, after in zip(days[1:-1:2], days[2::2], strict=True))


@pytest.mark.parametrize(
    ("period", "latest_month", "deadline"),
    [
        (Period("year", 2025), 3, D(2026, 3, 31)),
        (Period("year", 2023), 2, D(2024, 2, 29)),
        (Period("year", 2025), 0, D(2025, 12, 31)),
        (Period("quarter", 2025, 4), 3, D(2025, 12, 31)),
    ],
)
def test_yearly_meeting_may_be_held_until_the_latest_month(
    period: Period, latest_month: int, deadline: dt.date
) -> None:
    assert period.deadline(latest_month) == deadline


@pytest.mark.parametrize(
    ("kind", "start", "owed"),
    [
        ("month", D(2025, 3, 1), True),  # the whole of March
        ("month", D(2025, 3, 2), False),
        ("quarter", D(2025, 3, 1), True),  # March is whole
        ("quarter", D(2025, 3, 2), False),
        ("year", D(2025, 12, 1), True),
        ("year", D(2025, 12, 2), False),
        ("year", None, True),
    ],
)
def test_a_period_is_owed_when_a_whole_month_of_it_is_left(kind: str, start: dt.date | None, owed: bool) -> None:
    period = {"month": Period("month", 2025, 3), "quarter": Period("quarter", 2025, 1), "year": Period("year", 2025)}
    assert whole_month_within(period[kind], start) is owed


@pytest.mark.parametrize(
    ("day", "title", "cycle", "year"),
    [
        (D(2024, 1, 23), "2023年度组织生活会", None, 2023),
        (D(2024, 3, 8), "2023年组织生活会和民主评议党员", None, 2023),
        (D(2024, 1, 23), "组织生活会", None, 2024),
        (D(2024, 1, 23), "组织生活会", 2023, 2023),
        (D(2024, 1, 23), "2023年度组织生活会", 2024, 2024),  # the cycle goes before the title
        (D(2025, 1, 10), "2025年1月10日组织生活会", None, 2025),  # a day, no year it is for
        (D(2025, 1, 10), "2024年12月延期的组织生活会", None, 2025),
        (D(2025, 6, 1), "重温2018年度报告", None, 2025),  # too long ago to be meant
        (D(2025, 1, 10), "2026年度计划", None, 2025),
    ],
)
def test_year_a_meeting_counts_for(day: dt.date, title: str, cycle: int | None, year: int) -> None:
    assert year_counted(day, title, cycle) == year


MONTH = Duty(1, True, D(2025, 3, 1), D(2025, 3, 31))
TWICE = Duty(2, True, D(2025, 3, 1), D(2025, 3, 31))
USUAL = Duty(1, False, D(2025, 3, 1), D(2025, 3, 31))
YEAR = Duty(1, True, D(2024, 1, 1), D(2025, 3, 31))
DAY, LATER = (D(2025, 3, 5),), (D(2025, 4, 2),)


@pytest.mark.parametrize(
    ("duty", "found", "on", "state"),
    [
        (MONTH, Found(confirmed=DAY), D(2025, 3, 10), State.DONE),
        (MONTH, Found(held=DAY), D(2025, 5, 1), State.WAITING),  # held is enough not to be late
        (MONTH, Found(), D(2025, 3, 31), State.DUE),
        (MONTH, Found(), D(2025, 4, 1), State.LATE),
        (USUAL, Found(), D(2025, 4, 1), State.MISSED),  # 一般: a reminder, never late
        (USUAL, Found(), D(2025, 3, 31), State.DUE),
        (MONTH, Found(), D(2025, 2, 28), State.NOT_YET),
        (MONTH, Found(planned=DAY), D(2025, 2, 28), State.PLANNED),
        (MONTH, Found(overdue=DAY), D(2025, 4, 1), State.LATE),  # a plan never said to be held
        (MONTH, Found(overdue=DAY), D(2025, 3, 20), State.DUE),
        (TWICE, Found(confirmed=DAY), D(2025, 4, 1), State.LATE),
        (TWICE, Found(confirmed=DAY, held=DAY), D(2025, 4, 1), State.WAITING),
        (TWICE, Found(confirmed=DAY, planned=(D(2025, 3, 20),)), D(2025, 3, 10), State.PLANNED),
        (YEAR, Found(confirmed=(D(2025, 1, 23),)), D(2025, 2, 1), State.DONE),  # last year's, held in January
        (YEAR, Found(confirmed=LATER), D(2025, 4, 3), State.DONE_LATE),
        (YEAR, Found(), D(2025, 3, 31), State.DUE),
        (MONTH, Found(short=DAY), D(2025, 4, 1), State.LATE),  # too few were present
    ],
)
def test_verdict(duty: Duty, found: Found, on: dt.date, state: State) -> None:
    assert judge(duty, found, on) == state


@given(
    st.integers(1, 3), st.booleans(), st.dates(D(2025, 1, 1), D(2025, 6, 30)),
    st.lists(st.dates(D(2025, 3, 1), D(2025, 3, 31)), max_size=4),
)  # fmt: skip
def test_what_is_only_usual_is_never_late(needed: int, held: bool, on: dt.date, days: list[dt.date]) -> None:
    found = Found(held=tuple(sorted(days))) if held else Found(confirmed=tuple(sorted(days)))
    duty = Duty(needed, False, D(2025, 3, 1), D(2025, 3, 31))
    assert judge(duty, found, on) is not State.LATE


def columns(*kinds: Period) -> list[tuple[str, int, int]]:
    return [(one.cell.name if one.cell else "", one.first, one.span) for one in in_columns(kinds, lambda one: one)]


def test_quarters_span_three_months() -> None:
    assert columns(*periods("quarter", 2025))[1] == ("2025-Q2", 4, 3)


def test_a_rule_that_becomes_quarterly_leaves_its_months_before() -> None:
    months = list(periods("month", 2025)[:7])
    assert columns(*months, *periods("quarter", 2025)[2:])[6:] == [
        ("2025-07", 7, 1),
        ("2025-Q3", 8, 2),
        ("2025-Q4", 10, 3),
    ]


def test_what_nothing_asks_for_stays_empty() -> None:
    assert columns(Period("quarter", 2025, 2)) == [("", 1, 3), ("2025-Q2", 4, 3), ("", 7, 6)]


@given(st.sets(st.sampled_from([*periods("month", 2025), *periods("quarter", 2025), *periods("year", 2025)])))
def test_cells_always_fill_twelve_months(chosen: set[Period]) -> None:
    assert sum(span for _name, _first, span in columns(*chosen)) == 12
