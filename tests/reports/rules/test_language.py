"""What each tag says in each state of a figure."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tongpin.derived.indicators.enums import FigureState
from tongpin.derived.indicators.rules import Figure
from tongpin.reports.enums import PlaceKind
from tongpin.reports.rules.faults import Fault
from tongpin.reports.rules.language import Speaker, Year
from tongpin.reports.rules.sentinels import FIGURE

from ..figures import figure, last_year, split, this_year


def _speaker(**changes: Figure) -> Speaker:
    return Speaker(Year(2025, {**this_year(), **{k.replace("__", "."): v for k, v in changes.items()}}, last_year()))


def _said(text: str) -> str:
    return FIGURE.sub(lambda m: m[2], text)


SHOWS = figure("tour.shows", "送戏下乡场次", "场", 472)


@pytest.mark.parametrize(
    ("state", "value", "text", "kind"),
    [
        (FigureState.OK, 472, "470余", PlaceKind.NUMBER),
        (FigureState.PARTLY, 472, "470余", PlaceKind.NUMBER),
        (FigureState.ZERO, 0, "0", PlaceKind.NUMBER),
        (FigureState.NO_DATA, None, "—", PlaceKind.WORDS),
        (FigureState.NO_SOURCE, None, "—", PlaceKind.WORDS),
        (FigureState.NO_EVIDENCE, 472, "【缺依据：送戏下乡场次】", PlaceKind.WORDS),
    ],
)
def test_n_says_what_the_state_allows(state: FigureState, value: int | None, text: str, kind: PlaceKind) -> None:
    speaker = _speaker(tour__shows=replace(SHOWS, state=state, value=value))
    assert _said(speaker.n("tour.shows", "余")) == text
    assert speaker.placed[0].kind is kind
    assert speaker.placed[0].blocks_final is (state is FigureState.NO_EVIDENCE)


@pytest.mark.parametrize(
    ("now", "before", "text"),
    [
        (472, 450, "比上年增长4.9%"),
        (441, 450, "比上年下降2%"),
        (450, 450, "与上年持平"),
        (100001, 100000, "与上年基本持平"),
        (5, 0, ""),
        (5, None, ""),
    ],
)
def test_yoy_compares_with_last_year_or_says_nothing(now: int, before: int | None, text: str) -> None:
    previous = {} if before is None else {"x": figure("x", "某项", "场", before)}
    speaker = Speaker(Year(2025, {"x": figure("x", "某项", "场", now)}, previous))
    assert _said(speaker.yoy("x")) == text
    assert speaker.yoy_said("x") is bool(text)
    assert len(speaker.placed) == (1 if text else 0)


def test_yoy_of_a_rate_speaks_in_percentage_points() -> None:
    assert _said(_speaker().yoy("needs.closed_rate")) == "比上年提高1.6个百分点"


def test_yoy_percentage_is_a_figure_over_both_years() -> None:
    speaker = _speaker()
    speaker.yoy("tour.shows")
    made = speaker.placed[0].figure
    assert (made.unit, str(made.value), made.records) == ("%", "4.9", 922)


def test_yoy_without_evidence_in_one_year_blocks_a_final_copy() -> None:
    speaker = _speaker(tour__shows=replace(SHOWS, state=FigureState.NO_EVIDENCE))
    assert _said(speaker.yoy("tour.shows")) == "【缺依据：送戏下乡场次同比】"
    assert speaker.placed[0].blocks_final


@pytest.mark.parametrize(("done", "whole", "text"), [(120, 120, "全部"), (119, 120, ""), (0, 0, ""), (None, 120, "")])
def test_all_of_says_all_only_if_equal_and_above_zero(done: int | None, whole: int, text: str) -> None:
    figures = {"a": figure("a", "办结", "件", done), "b": figure("b", "收集", "件", whole)}
    speaker = Speaker(Year(2025, figures))
    assert _said(speaker.all_of("a", "b")) == text
    assert speaker.all_said("a", "b") is bool(text)


def test_has_is_false_for_a_known_zero_only() -> None:
    zero, none = figure("z", "零", "场", 0), figure("d", "缺", "场", None)
    speaker = Speaker(Year(2025, {"z": zero, "d": none, "t": SHOWS}))
    assert [speaker.has(code) for code in ("z", "d", "t")] == [False, True, True]


def test_parts_and_by_follow_the_dimensions() -> None:
    speaker = _speaker()
    assert speaker.parts("talks.by_venue") == ["市图书馆", "纪念馆", "市博物馆"]
    assert _said(speaker.n("talks.by_venue", by="纪念馆")) == "161"


def test_a_part_nothing_was_recorded_of_is_a_dash() -> None:
    assert _said(_speaker().n("talks.by_venue", by="新馆")) == "—"


def test_nested_parts_are_reached_by_a_list() -> None:
    inner = split("meetings", "会议", "次", {"党课": 3})
    speaker = Speaker(Year(2025, {"meetings": replace(inner, by={"文化馆": inner})}))
    assert _said(speaker.n("meetings", by=["文化馆", "党课"])) == "3"


@pytest.mark.parametrize(
    "call", [lambda s: s.n("no.such"), lambda s: s.n("tour.shows", by="x"), lambda s: s.n("tour.shows", "约")]
)
def test_a_wrong_code_part_or_rule_is_a_fault(call: object) -> None:
    with pytest.raises(Fault):
        call(_speaker())  # type: ignore[operator]


def test_last_takes_the_year_before_and_a_dash_where_it_is_missing() -> None:
    speaker = _speaker()
    assert _said(speaker.n("tour.shows", last=True)) == "450"
    assert _said(speaker.n("party_days", last=True)) == "—"
