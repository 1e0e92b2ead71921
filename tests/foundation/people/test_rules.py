"""Stroke order of names."""

from __future__ import annotations

import pytest

from tongpin.foundation.people.rules import _places, stroke_key


def ordered(text: str) -> list[str]:
    return sorted(text.split(), key=stroke_key)


def test_surnames_stand_by_strokes() -> None:
    # 2 3 4 5 6 7 7 8 8 9 10 11 12 13 14 strokes
    expected = ["丁", "马", "王", "石", "刘", "李", "张", "范", "单", "赵", "郭", "梁", "韩", "路", "谭"]
    assert ordered("谭 单 范 张 丁 赵 郭 王 马 韩 梁 路 石 李 刘") == expected


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("丰", "王"),  # 横横横竖 before 横横竖横
        ("王", "井"),
        ("于", "土"),  # 横横竖 before 横竖横
        ("士", "大"),
        ("田", "史"),  # 竖折… before 竖折横撇…
        ("白", "冯"),  # 撇 before 点
        ("许", "孙"),  # 点 before 折
        ("沈", "宋"),
        ("范", "茅"),
        ("郑", "单"),
        ("达", "毕"),  # 达 has six strokes
    ],
)
def test_same_number_of_strokes_goes_by_their_sequence(first: str, second: str) -> None:
    assert stroke_key(first) < stroke_key(second)


def test_same_surname_goes_by_the_next_character_and_the_shorter_first() -> None:
    assert ordered("张三丰 张三 张一 张丁") == ["张一", "张丁", "张三", "张三丰"]


def test_space_inside_a_name_does_not_count() -> None:
    assert stroke_key("丁 一") == stroke_key("丁　一") == stroke_key("丁一")


def test_what_the_table_lacks_comes_last() -> None:
    assert ordered("Anna 龜 丁 齉") == ["丁", "齉", "Anna", "龜"]


def test_table_is_whole() -> None:
    assert len(_places()) == 8105
    assert "\n" not in _places()
