"""Terms as bars on a line of years."""

from __future__ import annotations

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from tongpin.records.elections.rules import WIDTH, Bar, Span, bars, span_around

D = dt.date
SPAN, ON = Span(2021, 2028), D(2025, 7, 1)


def test_span_holds_eight_years_around_the_day() -> None:
    assert span_around(ON) == SPAN
    assert len(SPAN.marks) == len(SPAN.years) - 1 == 7


@given(st.dates(D(1990, 1, 1), D(2060, 1, 1)))
def test_every_day_has_a_place_on_the_line(day: dt.date) -> None:
    assert 0 <= SPAN.place(day) <= WIDTH


def test_bars_tell_past_running_moved_and_late_apart() -> None:
    def looks(began: dt.date, due: dt.date, ended: dt.date | None, falls: dt.date) -> list[str]:
        return [bar.look for bar in bars(SPAN, [(began, due, ended, falls)], ON)]

    due = D(2025, 6, 14)
    assert looks(D(2022, 6, 15), due, D(2025, 6, 9), due) == ["past"]
    assert looks(D(2024, 6, 15), D(2027, 6, 14), None, D(2027, 6, 14)) == ["running"]
    assert looks(D(2022, 6, 15), due, None, due) == ["running", "late"]
    assert looks(D(2022, 6, 15), due, None, D(2025, 12, 31)) == ["running", "moved"]
    assert looks(D(2022, 6, 15), due, None, D(2025, 6, 20)) == ["running", "moved", "late"]


def test_bar_ends_where_the_next_begins_and_outside_ones_vanish() -> None:
    old, new = D(2024, 12, 31), D(2028, 12, 31)
    two = [(D(2021, 1, 1), old, old, old), (D(2025, 1, 1), new, None, new)]
    first, second = bars(SPAN, two, ON)
    assert first.start + first.width == second.start
    assert second == Bar(500, 500, "running")
    assert bars(SPAN, [(D(2010, 1, 1), D(2012, 12, 31), D(2012, 12, 31), D(2012, 12, 31))], ON) == []
