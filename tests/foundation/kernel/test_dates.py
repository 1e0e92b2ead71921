"""Dates as clerks type them."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tongpin.foundation.kernel.dates import ParsedDate, Precision, parse_date, year_in
from tongpin.foundation.kernel.errors import UserError

MARCH_5 = dt.date(2025, 3, 5)


@pytest.mark.parametrize(
    "text",
    [
        "2025.3.5", "2025-03-05", "2025/3/5", "2025年3月5日", "2025年3月5号", "2025 年 3 月 5 日", "２０２５-０３-０５",
        "20250305", "二〇二五年三月五日", "2025年3月5日（星期三）", "45721", "2025.03.05.", "2025-03-05 00:00:00",
    ],
)  # fmt: skip
def test_parse_date_with_year_needs_no_default(text: str) -> None:
    assert parse_date(text) == ParsedDate(MARCH_5, MARCH_5)


@pytest.mark.parametrize("text", ["3月5日", "3.5", "3/5", "03-05", "三月五日", "3月5号"])
def test_parse_date_without_year_takes_default(text: str) -> None:
    assert parse_date(text, default_year=2025) == ParsedDate(MARCH_5, MARCH_5, year_given=False)


@pytest.mark.parametrize("text", ["3月5日", "3月", "3.5"])
def test_parse_date_without_any_year_is_refused(text: str) -> None:
    with pytest.raises(UserError) as caught:
        parse_date(text)
    assert text in caught.value.message
    assert caught.value.remedy


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("8月10日-13日", (2025, 8, 10), (2025, 8, 13)),
        ("9月28日-10月2日", (2025, 9, 28), (2025, 10, 2)),
        ("2025.3.5-8", (2025, 3, 5), (2025, 3, 8)),
        ("2025.3.5-3.8", (2025, 3, 5), (2025, 3, 8)),
        ("2025/3/5-2025/3/8", (2025, 3, 5), (2025, 3, 8)),
        ("2025-03-05至2025-03-08", (2025, 3, 5), (2025, 3, 8)),
        ("2025年12月30日至2026年1月2日", (2025, 12, 30), (2026, 1, 2)),
        ("3月5日、6日", (2025, 3, 5), (2025, 3, 6)),
        ("8.10—8.13", (2025, 8, 10), (2025, 8, 13)),
    ],
)
def test_parse_date_of_span_gives_both_ends(text: str, start: tuple[int, int, int], end: tuple[int, int, int]) -> None:
    parsed = parse_date(text, default_year=2025)
    assert (parsed.start, parsed.end, parsed.precision) == (dt.date(*start), dt.date(*end), Precision.DAY)


@pytest.mark.parametrize("text", ["2025年3月", "2025.3", "2025-03", "202503", "2025年3月份", "2025年3月上旬"])
def test_parse_date_of_month_covers_the_month(text: str) -> None:
    assert parse_date(text) == ParsedDate(dt.date(2025, 3, 1), dt.date(2025, 3, 31), Precision.MONTH)


@pytest.mark.parametrize(
    ("text", "time"),
    [
        ("2025/3/5  19:00", "19:00"),
        ("2025年3月5日14:30-16:00", "14:30-16:00"),
        ("3月5日上午", "上午"),
        ("3月5日（周三）下午2点半", "下午2点半"),
        ("2025-03-05T09:00:00", "09:00:00"),
    ],
)
def test_parse_date_with_time_keeps_it_as_written(text: str, time: str) -> None:
    parsed = parse_date(text, default_year=2025)
    assert (parsed.start, parsed.time_text) == (MARCH_5, time)


def test_parse_date_of_cell_values() -> None:
    assert parse_date(45721.0) == ParsedDate(MARCH_5, MARCH_5)
    assert parse_date(45721.75).time_text == "18:00"
    assert parse_date(dt.datetime(2025, 3, 5, 19, 0)) == ParsedDate(MARCH_5, MARCH_5, time_text="19:00")
    assert parse_date(20250305.0) == ParsedDate(MARCH_5, MARCH_5)


@pytest.mark.parametrize(("value", "start"), [(3.15, (2025, 3, 15)), (3.5, (2025, 3, 5)), (2025.11, (2025, 11, 1))])
def test_parse_date_of_dotted_number_cells(value: float, start: tuple[int, int, int]) -> None:
    assert parse_date(value, default_year=2025).start == dt.date(*start)


@pytest.mark.parametrize("value", [3.1, 3.2, 2025.1, 12.3])
def test_parse_date_of_number_cell_that_may_have_lost_a_zero_is_refused(value: float) -> None:
    with pytest.raises(UserError):
        parse_date(value, default_year=2025)


@pytest.mark.parametrize(
    "value",
    [
        "",
        "abc",
        "2月30日",
        "2025-13-01",
        "2025.3.8-5",
        "64.06.01",
        "3月5日和4月6日以及5月7日",
        float("nan"),
        1e300,
    ],
)
def test_parse_date_of_nonsense_is_refused(value: str | float) -> None:
    with pytest.raises(UserError):
        parse_date(value, default_year=2025)


@pytest.mark.parametrize("text", ["12月30日-1月2日"])
def test_parse_date_crossing_the_year_is_asked_not_guessed(text: str) -> None:
    with pytest.raises(UserError, match=r"next year|跨"):
        parse_date(text, default_year=2025)


def test_parse_date_of_two_digit_year_needs_the_ledgers_year() -> None:
    assert parse_date("25.3.5", default_year=2025).start == MARCH_5
    with pytest.raises(UserError):
        parse_date("25.3.5", default_year=2024)


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("2025年送戏下乡演出登记表", 2025), ("2024年度台账", 2024), ("二〇二四年台账", 2024), ("送戏2024.xlsx", 2024),
        ("20240105导出", 2024), ("第17届市民文化节", None), ("2024-2025年", None), ("2024年和2025年", None), ("", None),
    ],
)  # fmt: skip
def test_year_in_title(text: str, year: int | None) -> None:
    assert year_in(text) == year


@given(st.text(max_size=80))
def test_parse_date_of_any_text_answers_or_refuses(text: str) -> None:
    try:
        parsed = parse_date(text, default_year=2025)
    except UserError:
        return
    assert parsed.start <= parsed.end


@given(st.text(alphabet="0123456789年月日-./至、 上午下一二三十〇:点号半", max_size=20))
def test_parse_date_of_date_like_text_answers_or_refuses(text: str) -> None:
    try:
        parsed = parse_date(text, default_year=2025)
    except UserError:
        return
    assert parsed.start <= parsed.end


@given(
    st.dates(dt.date(1927, 6, 1), dt.date(2099, 12, 31)),
    st.sampled_from(["%Y-%m-%d", "%Y年%m月%d日", "%Y.%m.%d", "%Y%m%d"]),
)
def test_parse_date_reads_back_what_was_written(date: dt.date, style: str) -> None:
    assert parse_date(date.strftime(style)) == ParsedDate(date, date)
