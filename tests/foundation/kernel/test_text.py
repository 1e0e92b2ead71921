"""Text brought to one form, and lists of people."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tongpin.foundation.kernel.text import normal, people, person_name, squeezed


def test_normal_makes_full_width_half_and_collapses_space() -> None:
    assert normal(" ２０２５－０３　\u200b（周三）\x00 ") == "2025-03 (周三)"
    assert squeezed("序　号 ") == "序号"


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("解文春、孙英、曾志红", ["解文春", "孙英", "曾志红"]),
        ("何兰，郭明娜，何平", ["何兰", "郭明娜", "何平"]),
        ("张桂梅 周伟强 曾 桂 朱刚", ["张桂梅", "周伟强", "曾桂", "朱刚"]),
        ("曾 桂", ["曾桂"]),
        ("曾　桂、李 明、欧阳鹏玉", ["曾桂", "李明", "欧阳鹏玉"]),
        ("曾 桂 李 明", ["曾桂", "李明"]),
        ("王 小 明", ["王小明"]),
        ("张三\n李四;王五", ["张三", "李四", "王五"]),
        ("张三等5人", ["张三"]),
        ("李四（组长）、王五同志", ["李四", "王五"]),
        ("张三和李四", ["张三", "李四"]),
        ("买买提·吐尔逊、古丽", ["买买提·吐尔逊", "古丽"]),
        ("Li Ming, Wang", ["Li Ming", "Wang"]),
        ("", []),
        ("、，", []),
    ],
)
def test_people(text: str, names: list[str]) -> None:
    assert people(text) == names


def test_person_name_drops_the_inner_space_of_chinese_names_only() -> None:
    assert person_name("曾 桂") == "曾桂"
    assert person_name("Li Ming") == "Li Ming"


@given(st.text(max_size=60))
def test_people_of_any_text_are_never_blank(text: str) -> None:
    assert all(name.strip() for name in people(text))


@given(st.text(max_size=60))
def test_normal_is_idempotent(text: str) -> None:
    assert normal(normal(text)) == normal(text)
