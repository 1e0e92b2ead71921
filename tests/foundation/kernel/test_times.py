"""Times of day as clerks write them."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tongpin.foundation.kernel.times import times


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("14:30-16:00", (dt.time(14, 30), dt.time(16))),
        ("14：30", (dt.time(14, 30), None)),
        ("上午9点半", (dt.time(9, 30), None)),
        ("下午3点至5点", (dt.time(15), dt.time(17))),
        ("晚7时30分", (dt.time(19, 30), None)),
        ("9点整—11点20", (dt.time(9), dt.time(11, 20))),
        ("下午12点半", (dt.time(12, 30), None)),
        ("16:00-14:00", (dt.time(16), None)),
        ("上午", None),
        ("2小时", None),
        ("25:00", None),
        ("第3期", None),
        ("", None),
    ],
)
def test_times_are_read_as_clerks_write_them(text: str, found: object) -> None:
    assert times(text) == found


@given(st.times(), st.times())
def test_span_written_with_colons_is_read_back(start: dt.time, end: dt.time) -> None:
    first, last = start.replace(second=0, microsecond=0), end.replace(second=0, microsecond=0)
    assert times(f"{first:%H:%M}-{last:%H:%M}") == (first, last if last > first else None)


@given(st.text(max_size=30))
def test_any_text_is_read_without_an_error(text: str) -> None:
    times(text)
