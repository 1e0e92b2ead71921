"""How a value is written."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tongpin.reports.rules.display import chinese, show
from tongpin.reports.rules.faults import Fault
from tongpin.reports.rules.tokens import chinese_value


@pytest.mark.parametrize(
    ("value", "rule", "text"),
    [
        (472, "", "472"),
        (Decimal("1305.50"), "", "1305.5"),
        (Decimal("0.005"), "", "0.01"),
        (472, "余", "470余"),
        (470, "余", "470"),
        (21038, "余", "21000余"),
        (78, "余", "70余"),
        (7, "余", "7"),
        (21038, "万", "2.1万"),
        (9999, "万", "9999"),
        (21038, "万余", "2.1万余"),
        (20000, "万余", "2万"),
        (9999, "万余", "9900余"),
        (Decimal("52.85"), "%", "52.9%"),
        (Decimal(100), "%", "100%"),
        (3, "第", "第3"),
        (12, "汉字", "十二"),
        (10005, "汉字", "一万零五"),
        (3, "第汉字", "第三"),
        (0, "", "0"),
    ],
)
def test_show_writes_value_by_rule(value: int | Decimal, rule: str, text: str) -> None:
    assert show(value, rule) == text


@pytest.mark.parametrize(("value", "rule"), [(1, "约"), (Decimal("1.5"), "第"), (-1, "汉字"), (10**8, "汉字")])
def test_show_refuses_unknown_rule_or_unfit_value(value: int | Decimal, rule: str) -> None:
    with pytest.raises(Fault):
        show(value, rule)


@given(st.integers(0, 10**8 - 1))
def test_chinese_numerals_read_back_as_the_same_number(value: int) -> None:
    assert chinese_value(chinese(value)) == value
