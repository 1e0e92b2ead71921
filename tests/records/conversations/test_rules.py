"""Who still has to talk with whom, by cases."""

from __future__ import annotations

import datetime as dt
from dataclasses import fields, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tongpin.records.conversations.rules import (
    NORM,
    Branch,
    PairRule,
    TalkContent,
    branch_of,
    exact_pairs,
    missing,
    pair_of,
    pair_rule,
    talk_digest,
)
from tongpin.standards.rules import norm_of, shipped

SHIPPED = pair_rule(norm_of(next(body for body in shipped("norms") if body["code"] == NORM)))
EVERY = replace(SHIPPED, every_committee_member=True)


def branch(committee: str, others: str, exempt: str = "") -> Branch:
    """Return a branch of persons named by their digits."""
    return Branch(*(frozenset(int(one) for one in part) for part in (committee, others, exempt)))


def talked(pairs: str) -> dict[tuple[int, int], int]:
    """Return talks written as "12 13"."""
    found: dict[tuple[int, int], int] = {}
    for two in pairs.split():
        pair = pair_of(int(two[0]), int(two[1]))
        found[pair] = found.get(pair, 0) + 1
    return found


def test_shipped_norm_says_once_a_year_each() -> None:
    assert PairRule(1, 1, False, 1, ("书记", "委员")) == SHIPPED


@pytest.mark.parametrize(
    ("who", "talks", "pairs", "with_committee", "with_members", "asked"),
    [
        # three of the committee: each two; two members: the committee, and each other
        (branch("123", "45"), "", [(1, 2), (1, 3), (2, 3)], [4, 5], [4, 5], 7),
        (branch("123", "45"), "12 13 23", [], [4, 5], [4, 5], 7),
        (branch("123", "45"), "21 31 32 41 52 54", [], [], [], 7),
        # one talk with one of the committee is enough; it is none between members
        (branch("12", "45"), "12 41", [], [5], [4, 5], 5),
        # a talk between members is none with the committee
        (branch("12", "45"), "12 45", [], [4, 5], [], 5),
        # the only member has no other member to talk with
        (branch("12", "4"), "12 41", [], [], [], 2),
        # no committee: only members among themselves
        (branch("", "456"), "45", [], [], [6], 3),
        # a committee of one: no pair inside it
        (branch("1", "45"), "", [], [4, 5], [4, 5], 4),
        # nobody at all
        (branch("", ""), "", [], [], [], 0),
        # nothing is asked of the exempt one, whose talk counts for the other
        (branch("12", "456", "4"), "12 51 61 45", [], [], [6], 5),
        (branch("12", "456", "2"), "", [], [5, 6, 4], [5, 6, 4], 6),
        # the whole committee exempt: nobody is asked to talk with it
        (branch("12", "45", "12"), "45", [], [], [], 2),
        # the only other member exempt: nobody is asked to talk with them
        (branch("1", "45", "5"), "41", [], [], [], 1),
    ],
)
def test_missing_by_cases(
    who: Branch,
    talks: str,
    pairs: list[tuple[int, int]],
    with_committee: list[int],
    with_members: list[int],
    asked: int,
) -> None:
    found = missing(who, talked(talks), SHIPPED)
    assert list(found.pairs) == pairs
    assert list(found.with_committee) == sorted(with_committee)
    assert list(found.with_members) == sorted(with_members)
    assert found.asked == asked
    assert found.count == len(pairs) + len(with_committee) + len(with_members)


def test_each_of_the_committee_where_the_norm_wants_it() -> None:
    found = missing(branch("12", "45"), talked("12 41 52 45"), EVERY)
    assert list(found.pairs) == [(1, 5), (2, 4)]
    assert (found.with_committee, found.with_members, found.asked) == ((), (), 7)


def test_twice_where_the_norm_wants_it() -> None:
    twice = replace(SHIPPED, committee_pairs=2, committee_member=2)
    found = missing(branch("12", "45"), talked("12 41 42 52 45"), twice)
    assert (found.pairs, found.with_committee, found.with_members) == (((1, 2),), (5,), ())


def test_norm_without_numbers_asks_nothing() -> None:
    bare = norm_of(next({**body, "params": {}} for body in shipped("norms") if body["code"] == NORM))
    assert missing(branch("123", "456"), {}, pair_rule(bare)).asked == 0


@pytest.mark.parametrize(
    ("title", "is_committee"),
    [("书记", True), ("副书记", True), ("纪检委员", True), ("党小组组长", False), ("书记助理", False)],
)
def test_committee_is_read_from_posts(title: str, is_committee: bool) -> None:
    found = branch_of({1: False, 2: True}, [(1, title), (9, "书记")], SHIPPED)
    assert found == Branch(frozenset({1} if is_committee else ()), frozenset({2} if is_committee else {1, 2}), {2})


def test_digest_changes_with_version_and_with_every_item() -> None:
    content = TalkContent(1, 2, 3, dt.date(2025, 3, 5), "face")
    others = [
        replace(content, unit_id=9), replace(content, first_id=1), replace(content, second_id=9),
        replace(content, held_on=dt.date(2025, 3, 6)), replace(content, way="phone"),
    ]  # fmt: skip
    assert len({talk_digest(one, 1) for one in [content, *others]} | {talk_digest(content, 2)}) == 7
    assert len(fields(TalkContent)) == 5


PERSONS = st.frozensets(st.integers(1, 8), max_size=8)


@given(PERSONS, PERSONS, PERSONS, st.frozensets(st.tuples(st.integers(1, 8), st.integers(1, 8)), max_size=20))
def test_talks_never_add_demands_and_the_exempt_are_asked_nothing(
    committee: frozenset[int], others: frozenset[int], exempt: frozenset[int], talks: frozenset[tuple[int, int]]
) -> None:
    who = Branch(committee, others - committee, exempt)
    held = {pair_of(*two): 1 for two in talks if two[0] != two[1]}
    before, after = missing(who, {}, SHIPPED), missing(who, held, SHIPPED)
    assert before.asked == after.asked == before.count
    assert set(after.pairs) <= set(before.pairs)
    asked = {*after.with_committee, *after.with_members, *(one for pair in after.pairs for one in pair)}
    assert asked & exempt == set()
    everyone = {pair_of(a, b): 1 for a in committee | others for b in committee | others if a != b}
    assert missing(who, everyone, SHIPPED).count == 0
    assert missing(who, everyone, EVERY).count == 0
    assert set(exact_pairs(who, SHIPPED)) <= set(exact_pairs(who, EVERY))
