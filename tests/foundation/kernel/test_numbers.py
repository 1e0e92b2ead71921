"""Numbers as clerks type them."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tongpin.foundation.kernel.errors import UserError
from tongpin.foundation.kernel.numbers import ParsedNumber, han_to_int, parse_count, parse_number


@pytest.mark.parametrize(
    ("text", "value", "approximate", "unit"),
    [
        ("52", "52", False, ""),
        ("约52人", "52", True, "人"),
        ("１７５０", "1750", False, ""),
        (" 953 ", "953", False, ""),
        ("2622人次", "2622", False, "人次"),
        ("1,234", "1234", False, ""),
        ("1，234", "1234", False, ""),
        ("1.2万人次", "12000", False, "人次"),
        ("3千", "3000", False, ""),
        ("十五", "15", False, ""),
        ("一百二十余人", "120", True, "人"),
        ("100多人", "100", True, "人"),
        ("近300人", "300", True, "人"),
        ("50人左右", "50", True, "人"),
        ("两万三千人", "23000", False, "人"),
        ("共18次", "18", False, "次"),
        ("5（其中党员3人）", "5", False, ""),
        ("半天", "0.5", False, "天"),
        ("两个半小时", "2.5", False, "小时"),
        ("2.5小时", "2.5", False, "小时"),
        ("-5", "-5", False, ""),
    ],
)
def test_parse_number_of_text(text: str, value: str, approximate: bool, unit: str) -> None:
    assert parse_number(text) == ParsedNumber(Decimal(value), approximate, unit)


def test_parse_number_of_cell_values() -> None:
    assert parse_number(3.0) == ParsedNumber(Decimal(3))
    assert str(parse_number(3.0).value) == "3"
    assert parse_number(2.5) == ParsedNumber(Decimal("2.5"))


@pytest.mark.parametrize("value", ["", "abc", "12-15", "上百人", float("nan"), float("inf"), "1小时30分", "9" * 50])
def test_parse_number_of_nonsense_is_refused(value: str | float) -> None:
    with pytest.raises(UserError):
        parse_number(value)


@pytest.mark.parametrize("value", ["-5", "2.5", -1.0])
def test_parse_count_wants_a_whole_number(value: str | float) -> None:
    with pytest.raises(UserError):
        parse_count(value)


@pytest.mark.parametrize(
    ("text", "value"),
    [("二〇二五", 2025), ("十", 10), ("二十", 20), ("三百零五", 305), ("一万二千", 12000), ("一亿零三", 100000003)],
)
def test_han_to_int(text: str, value: int) -> None:
    assert han_to_int(text) == value


@given(st.text(max_size=50))
def test_parse_number_of_any_text_answers_or_refuses(text: str) -> None:
    try:
        parsed = parse_number(text)
    except UserError:
        return
    assert parsed.value.is_finite()


@given(st.text(alphabet="0123456789.,约近一二三十百千万亿余多半个天小时人次", max_size=12))
def test_parse_number_of_number_like_text_answers_or_refuses(text: str) -> None:
    try:
        parsed = parse_number(text)
    except UserError:
        return
    assert parsed.value.is_finite()
