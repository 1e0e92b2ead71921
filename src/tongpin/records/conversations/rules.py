"""Who still has to talk with whom, by the norm ORG.谈心谈话. Plain Python; what was said has no place here."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from itertools import combinations

from tongpin.foundation.kernel.canonical import digest
from tongpin.standards.rules import Norm

NORM = "ORG.谈心谈话"

Pair = tuple[int, int]
"""Two persons' keys, the smaller one first: a pair has no order."""


@dataclass(frozen=True, slots=True)
class TalkContent:
    """All a record of a talk says: which two persons of which branch, on which day, in which way."""

    unit_id: int
    first_id: int
    second_id: int
    held_on: dt.date
    way: str


def talk_digest(content: TalkContent, version: int) -> str:
    """Return the digest that lineage proves."""
    return digest(["talk", version, asdict(content)])


def pair_of(one: int, other: int) -> Pair:
    """Return two persons as a pair."""
    return (one, other) if one < other else (other, one)


@dataclass(frozen=True, slots=True)
class PairRule:
    """How often a year whom: 《中国共产党支部工作条例（试行）》第十九条 “支委之间、支委与党员、党员之间”.

    `committee_pairs` for each two of the committee; `committee_member` for each other member with anyone of the
    committee, or with `every_committee_member` with each of it; `member_member` for each other member with anyone of
    the other members. A number of 0 asks for nothing. `titles` are the endings of posts that make the committee.
    """

    committee_pairs: int
    committee_member: int
    every_committee_member: bool
    member_member: int
    titles: tuple[str, ...]


def pair_rule(norm: Norm) -> PairRule:
    """Return what the norm in force asks for; a parameter it lacks asks for nothing."""
    params = norm.params
    return PairRule(
        committee_pairs=int(params.get("committee_pairs", 0)),
        committee_member=int(params.get("committee_member", 0)),
        every_committee_member=bool(params.get("every_committee_member", False)),
        member_member=int(params.get("member_member", 0)),
        titles=tuple(one for one in str(params.get("committee_titles", "")).split("、") if one),
    )


@dataclass(frozen=True, slots=True)
class Branch:
    """A branch as the rule sees it: its committee, its other members, and those of either nothing is asked of."""

    committee: frozenset[int] = frozenset()
    others: frozenset[int] = frozenset()
    exempt: frozenset[int] = frozenset()


def branch_of(roll: Mapping[int, bool], posts: Iterable[tuple[int, str]], rule: PairRule) -> Branch:
    """Return the branch of a roll (person → exempt) and its posts (person, title).

    Who holds a post without being on the roll is no member of this branch and is left out.
    """
    committee = {person for person, title in posts if rule.titles and title.endswith(rule.titles)} & set(roll)
    exempt = frozenset(person for person, excused in roll.items() if excused)
    return Branch(frozenset(committee), frozenset(set(roll) - committee), exempt)


@dataclass(frozen=True, slots=True)
class Missing:
    """What is still missing: `pairs` of which both must talk with each other, members without a talk with the
    committee, members without a talk with another member; `asked` counts all the rule asks for.
    """

    pairs: tuple[Pair, ...] = ()
    with_committee: tuple[int, ...] = ()
    with_members: tuple[int, ...] = ()
    asked: int = 0

    @property
    def count(self) -> int:
        return len(self.pairs) + len(self.with_committee) + len(self.with_members)


def exact_pairs(branch: Branch, rule: PairRule) -> dict[Pair, int]:
    """Return the pairs of which the rule asks that these very two talk, and how often."""
    asked = {
        pair_of(*two): rule.committee_pairs
        for two in combinations(sorted(branch.committee - branch.exempt), 2)
        if rule.committee_pairs
    }
    if rule.every_committee_member and rule.committee_member:
        for member in branch.others - branch.exempt:
            for one in branch.committee - branch.exempt:
                asked[pair_of(member, one)] = rule.committee_member
    return asked


def missing(branch: Branch, talks: Mapping[Pair, int], rule: PairRule) -> Missing:
    """Return what a year's talks (pair → number) leave open.

    Nothing is asked of exempt members, nor of anybody who has nobody to talk with: the only member, a branch whose
    whole committee is exempt. Talks that did take place with an exempt member count for the other one.
    """
    exact = exact_pairs(branch, rule)
    asked_of = sorted(branch.others - branch.exempt)
    any_of_committee = bool(branch.committee - branch.exempt) and not rule.every_committee_member
    to_committee = asked_of if any_of_committee and rule.committee_member else []
    to_members = asked_of if len(asked_of) > 1 and rule.member_member else []
    return Missing(
        pairs=tuple(sorted(pair for pair, times in exact.items() if talks.get(pair, 0) < times)),
        with_committee=tuple(m for m in to_committee if _with(m, branch.committee, talks) < rule.committee_member),
        with_members=tuple(m for m in to_members if _with(m, branch.others, talks) < rule.member_member),
        asked=len(exact) + len(to_committee) + len(to_members),
    )


def _with(person: int, partners: frozenset[int], talks: Mapping[Pair, int]) -> int:
    """Return how often a person talked with any of `partners`."""
    return sum(talks.get(pair_of(person, one), 0) for one in partners if one != person)
