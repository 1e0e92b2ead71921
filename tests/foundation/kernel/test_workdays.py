"""Which days are worked, by the notices of the State Council."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tongpin.foundation.kernel.workdays import is_announced, is_workday, next_workday


@pytest.mark.parametrize(
    ("day", "worked"),
    [
        ("2025-01-01", False),  # 元旦
        ("2025-01-26", True),  # a Sunday worked for 春节
        ("2025-01-28", False),  # 除夕, a Tuesday
        ("2025-03-05", True),
        ("2025-03-08", False),  # a Saturday
        ("2025-10-08", False),  # 中秋 and 国庆 together
        ("2025-10-11", True),  # a Saturday worked
        ("2026-02-14", True),  # a Saturday worked
        ("2026-02-23", False),  # 春节, a Monday
        ("2027-10-01", False),  # fixed by law, though the year is not announced
        ("2027-02-08", True),  # 春节 of a year not announced: nobody knows yet
    ],
)
def test_day_is_worked_as_announced(day: str, worked: bool) -> None:
    assert is_workday(dt.date.fromisoformat(day)) is worked


def test_year_not_announced_is_said() -> None:
    assert [year for year in range(2023, 2029) if is_announced(year)] == [2024, 2025, 2026]


@given(st.dates(dt.date(2024, 1, 1), dt.date(2028, 12, 31)))
def test_next_workday_is_worked_and_no_earlier_one_is(day: dt.date) -> None:
    found = next_workday(day)
    assert is_workday(found)
    assert not any(is_workday(day + dt.timedelta(days=number)) for number in range((found - day).days))
