"""What counts as a number in Chinese prose."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tongpin.reports.rules.tokens import chinese_value, normal, tokens, visible


def _short(text: str) -> list[tuple[str, bool, str, str, str]]:
    return [(t.value, t.more, t.percent, t.prefix, t.unit) for t in tokens(text)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("送戏472场", [("472", False, "", "", "场")]),
        ("送戏470余场次", [("470", True, "", "", "场次")]),
        ("听众2.1万余人次", [("21000", True, "", "", "人次")]),
        ("共1,200人", [("1200", False, "", "", "人")]),
        ("共１２００人", [("1200", False, "", "", "人")]),
        ("四百七十二场", [("472", False, "", "", "场")]),
        ("一百二十余场", [("120", True, "", "", "场")]),
        ("十余场", [("10", True, "", "", "场")]),
        ("办结率92.5%", [("92.5", False, "%", "", "")]),
        ("百分之九十二", [("92", False, "%", "", "")]),
        ("提高6.1个百分点", [("6.1", False, "个百分点", "", "")]),
        ("第三名", [("3", False, "", "第", "名")]),
        ("近500场", [("500", False, "", "近", "场")]),
        ("二〇二五年", [("2025", False, "", "", "年")]),
        ("2025年3月5日", [("2025", False, "", "", "年"), ("3", False, "", "", "月"), ("5", False, "", "", "日")]),
        ("三场演出、两个项目", [("3", False, "", "", "场"), ("2", False, "", "", "个")]),
        ("第②项", [("2", False, "", "第", "项")]),
        ("12万场", [("120000", False, "", "", "场")]),
        ("增加-3件", [("3", False, "", "-", "件")]),
    ],
)
def test_tokens_find_numbers(text: str, found: list[tuple[str, bool, str, str, str]]) -> None:
    assert _short(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "一岗双责、三会一课",
        "统一思想，进一步推进一体化",
        "千方百计、万众一心",
        "党的二十大精神",
        "做好一个载体",
        "十分重要",
        "一、工作思路",
        "（二）举措",
        "3.组织生活",
    ],
)
def test_tokens_leave_words_and_labels_alone(text: str) -> None:
    assert tokens(text) == []


def test_number_under_a_label_still_counts() -> None:
    assert _short("1.共472场") == [("472", False, "", "", "场")]


@given(st.text(max_size=80))
def test_tokens_never_fail_and_stay_inside_the_text(text: str) -> None:
    for token in tokens(text):
        assert 0 <= token.start < token.end <= len(text)


@given(st.text(max_size=80))
def test_normal_keeps_the_length(text: str) -> None:
    assert len(normal(text)) == len(text)


def test_visible_drops_what_no_reader_sees() -> None:
    assert visible("4\u200b7\u00ad2\ufeff") == "472"


@pytest.mark.parametrize(
    ("run", "value"), [("三万五千", 35000), ("一亿零三", 100000003), ("十", 10), ("两百", 200), ("一" * 30, None)]
)
def test_chinese_value_reads_numerals(run: str, value: int | None) -> None:
    assert chinese_value(run) == value
