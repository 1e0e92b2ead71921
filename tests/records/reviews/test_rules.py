"""Which year counts, whether ballots add up, how many may be excellent: by cases."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tongpin.records.reviews.rules import (
    APPRAISAL,
    BASES,
    ORG_LIFE,
    SHARE,
    Ballots,
    Called,
    Heads,
    ShareRule,
    Tally,
    ballot_problems,
    counts_for,
    grade_problems,
    last_day,
    latest_month,
    review_digest,
    share_rule,
)
from tongpin.standards.rules import Norm, norm_of, shipped


def norm(code: str, **params: object) -> Norm:
    body = next(one for one in shipped("norms") if one["code"] == code)
    return norm_of({**body, "params": {**body["params"], **params}})


@pytest.mark.parametrize("code", [ORG_LIFE, APPRAISAL])
def test_shipped_window_reaches_to_march(code: str) -> None:
    assert latest_month(norm(code)) == 3


@pytest.mark.parametrize(
    ("day", "year", "latest", "counts"),
    [
        ("2024-01-01", 2024, 3, True),
        ("2024-12-31", 2024, 3, True),
        ("2025-01-23", 2024, 3, True),  # last year's meeting in January is not late
        ("2025-03-31", 2024, 3, True),
        ("2025-04-01", 2024, 3, False),
        ("2023-12-31", 2024, 3, False),
        ("2025-01-23", 2025, 3, True),  # and may as well be this year's
        ("2025-02-28", 2024, 2, True),
        ("2024-02-29", 2023, 2, True),  # a leap year
        ("2025-01-01", 2024, 0, False),  # without a window only the year itself
        ("2025-12-31", 2024, 12, True),
    ],
)
def test_year_a_meeting_counts_for(day: str, year: int, latest: int, counts: bool) -> None:
    assert counts_for(dt.date.fromisoformat(day), year, latest) is counts


def test_last_day_of_the_window() -> None:
    assert (last_day(2024, 3), last_day(2024, 0)) == (dt.date(2025, 3, 31), dt.date(2024, 12, 31))


THIRD = ShareRule(1, 3, "members", True)


@pytest.mark.parametrize(
    ("heads", "base", "most"),
    [
        (Heads(8, 8, 8), "members", 2),  # floor: 8/3 is 2
        (Heads(9, 9, 9), "members", 3),
        (Heads(10, 10, 10), "members", 3),
        (Heads(2, 2, 2), "members", 0),
        (Heads(3, 3, 3), "members", 1),
        (Heads(50, 50, 50), "members", 16),
        # 13 on the roll, 12 take part, 11 full: 4, 4 and 3
        (Heads(13, 12, 11), "members", 4),
        (Heads(13, 12, 11), "participants", 4),
        (Heads(13, 12, 11), "full", 3),
        (Heads(9, 8, 6), "members", 3),
        (Heads(9, 8, 6), "participants", 2),
        (Heads(9, 8, 6), "full", 2),
    ],
)
def test_excellent_at_most_a_third_rounded_down(heads: Heads, base: str, most: int) -> None:
    assert replace(THIRD, base=base).most(heads) == most


def test_shipped_share_is_a_third_of_all_members_and_refuses() -> None:
    assert share_rule(norm(SHARE)) == THIRD


@pytest.mark.parametrize(
    ("params", "rule"),
    [
        ({"share_of": "participants"}, replace(THIRD, base="participants")),
        ({"share_numerator": 3, "share_denominator": 10}, ShareRule(3, 10, "members", True)),
        ({"refuse": False}, replace(THIRD, refuse=False)),
        ({"share_denominator": 0}, None),
        ({"share_of": "villages"}, None),
    ],
    ids=str,
)
def test_share_is_read_from_the_norm(params: dict[str, object], rule: ShareRule | None) -> None:
    assert share_rule(norm(SHARE, **params)) == rule
    assert share_rule(None) is None


@given(st.integers(0, 200), st.integers(0, 200), st.integers(0, 200), st.sampled_from(sorted(BASES)))
def test_share_is_never_exceeded(members: int, participants: int, full: int, base: str) -> None:
    heads = Heads(members, participants, full)
    most = replace(THIRD, base=base).most(heads)
    assert most * 3 <= heads.of(base) < (most + 1) * 3


ROLL = (Called(1, True, False), Called(2, True, False), Called(3, True, True), Called(4, False, False))
GOOD = Ballots(5, 4, 4, {1: Tally(1, 2, 1, 0), 2: Tally(4)})


@pytest.mark.parametrize(
    ("ballots", "codes"),
    [
        (GOOD, []),
        (replace(GOOD, tallies={**GOOD.tallies, 3: Tally(0, 4)}), []),  # an exempt member may be appraised
        (replace(GOOD, issued=4), []),
        (replace(GOOD, issued=3), ["more_returned"]),
        (replace(GOOD, returned=3), ["more_valid"]),
        (Ballots(0, 0, 0, {1: Tally(), 2: Tally()}), ["none_issued", "none_valid"]),
        (replace(GOOD, tallies={**GOOD.tallies, 1: Tally(1, 2)}), ["does_not_add_up"]),
        (replace(GOOD, tallies={**GOOD.tallies, 1: Tally(2, 2, 1)}), ["does_not_add_up"]),
        (replace(GOOD, tallies={1: Tally(4)}), ["left_out"]),
        (replace(GOOD, tallies={**GOOD.tallies, 4: Tally(4)}), ["probationary"]),
        (replace(GOOD, tallies={**GOOD.tallies, 9: Tally(4)}), ["not_on_roll"]),
    ],
    ids=str,
)
def test_ballots_that_do_not_add_up(ballots: Ballots, codes: list[str]) -> None:
    assert [one.code for one in ballot_problems(ballots, ROLL)] == codes


def test_grades_are_for_those_appraised_and_for_all_of_them() -> None:
    assert [(one.code, one.person_id) for one in grade_problems([1, 2], {2: "basic", 3: "basic"})] == [
        ("no_grade", 1),
        ("not_appraised", 3),
    ]


def test_digest_changes_with_words_grades_and_version() -> None:
    said = {"year": 2024}
    digests = {
        review_digest(said, {}, 1), review_digest({"year": 2025}, {}, 1), review_digest(said, {1: "basic"}, 1),
        review_digest(said, {}, 2),
    }  # fmt: skip
    assert len(digests) == 4
