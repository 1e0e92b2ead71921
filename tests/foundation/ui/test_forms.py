"""Days as they are typed."""

from __future__ import annotations

import datetime as dt

import pytest
from django import forms

from tongpin.foundation.kernel import clock
from tongpin.foundation.ui.forms import Day, DayInput, WrittenDate


@pytest.mark.parametrize("text", ["20250305", "2025-03-05", "2025年3月5日", "3月5日", "２０２５．３．５"])
def test_day_is_read_in_every_way_clerks_write_it(text: str) -> None:
    with clock.frozen(dt.datetime(2025, 6, 1, tzinfo=dt.UTC)):
        assert Day().clean(text) == dt.date(2025, 3, 5)


@pytest.mark.parametrize("text", ["2025年3月", "2025年8月10日-13日", "2025"])
def test_day_is_neither_a_month_nor_a_span(text: str) -> None:
    with pytest.raises(forms.ValidationError, match="请写一天"):
        Day().clean(text)


def test_empty_day_is_none_where_it_may_be() -> None:
    assert Day(required=False).clean(" ") is None
    assert WrittenDate(required=False).clean("") is None
    with pytest.raises(forms.ValidationError):
        Day().clean("")


def test_unreadable_day_says_how_to_write_it() -> None:
    with pytest.raises(forms.ValidationError, match="昨天"):
        WrittenDate().clean("昨天")


def test_day_is_shown_as_iso_and_what_was_typed_stays() -> None:
    widget = DayInput()
    assert widget.format_value(dt.date(2025, 3, 5)) == "2025-03-05"
    assert widget.format_value("3月5日") == "3月5日"
