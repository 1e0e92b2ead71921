"""Which Party-affairs post a written title means."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tongpin.foundation.units.enums import UnitKind
from tongpin.foundation.units.rules import by_code, seat_of, seats_of, titles


@pytest.mark.parametrize(
    ("text", "kind", "seats"),
    [
        ("书记", "branch", ("secretary",)),
        ("市文化馆党支部书记", "branch", ("secretary",)),
        ("机关党委书记", "party_committee", ("secretary",)),
        ("副书记", "branch", ("deputy",)),
        ("机关党委专职副书记", "party_committee", ("deputy",)),
        ("组织委员兼宣传委员", "branch", ("organisation", "publicity")),
        ("书记、纪检委员", "branch", ("secretary", "discipline")),
        ("学习秘书", "party_group", ("study_secretary",)),
        ("组长", "group", ("group_leader",)),
        # a village's first secretary, the leading Party group's secretary and a chief are no posts of this register
        ("第一书记", "branch", ()),
        ("党组书记", "party_group", ()),
        ("书记", "party_group", ()),
        ("组长", "branch", ()),
        ("馆长", "subordinate", ()),
        ("", "branch", ()),
    ],
)
def test_title_means_posts_by_its_words_alone(text: str, kind: str, seats: tuple[str, ...]) -> None:
    assert seats_of(text, kind) == seats
    assert seat_of(text, kind) == (seats[0] if seats else "")


def test_every_post_is_well_formed() -> None:
    assert len(by_code()) == len(titles())
    assert all(one.words and one.kinds <= set(UnitKind.values) for one in titles())
    assert {one.code for one in titles() if one.sole and not one.rule} == set()


@given(st.text(max_size=40), st.sampled_from(UnitKind.values))
def test_any_text_is_read(text: str, kind: str) -> None:
    assert set(seats_of(text, kind)) <= set(by_code())
