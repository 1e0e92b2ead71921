"""Where a Party organisation is set up otherwise than the catalogue says. Plain Python: every number is a norm's."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

import yaml

from tongpin.standards.rules import Norm


@lru_cache
def code_of(name: str) -> str:
    """Return the code of an entry of the catalogue that the desk quotes by this name (codes.yaml)."""
    return str(yaml.safe_load(resources.files(__package__).joinpath("codes.yaml").read_text("utf-8"))[name])


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of an organisation on a day.

    `members` counts everyone on its roll and below, `full` those with a vote, `committee` those who hold a post of the
    committee, `deputies` the deputy secretaries, `covered` the units a joint branch covers; `approved` says whether the
    superior approved it with fewer members.
    """

    kind: str
    form: str = "ordinary"
    full: int = 0
    members: int = 0
    has_committee: bool = False
    committee: int = 0
    deputies: int = 0
    covered: int = 0
    approved: bool = False


@dataclass(frozen=True, slots=True)
class Finding:
    """One difference: the norm, what differs (a key of `notices.finding_text`), the number and the norm's bound."""

    code: str
    what: str
    number: int = 0
    bound: int = 0


Check = Callable[[Facts, Norm], tuple[str, int, int] | None]


def _least(of: Callable[[Facts], int], what: str) -> Check:
    """Too few: fewer than the norm's least."""
    return lambda facts, norm: (what, of(facts), norm.min) if norm.min is not None and of(facts) < norm.min else None


def _most(of: Callable[[Facts], int], what: str) -> Check:
    """Too many: more than the norm's most."""
    return lambda facts, norm: (what, of(facts), norm.max) if norm.max is not None and of(facts) > norm.max else None


def _fewer_without_approval(facts: Facts, norm: Norm) -> tuple[str, int, int] | None:
    return None if facts.approved else _least(lambda one: one.members, "too_few_unapproved")(facts, norm)


def _wants_committee(facts: Facts, norm: Norm) -> tuple[str, int, int] | None:
    if facts.has_committee or norm.min is None or facts.full < norm.min:
        return None
    return "no_committee", facts.full, norm.min


def _committee_size(facts: Facts, norm: Norm) -> tuple[str, int, int] | None:
    """A committee of which no post is recorded says nothing of its size: the register of staff names its vacancies."""
    size, most = facts.committee, norm.params.get("most")
    if not facts.has_committee or not size:
        return None
    if norm.min is not None and size < norm.min:
        return "committee_small", size, norm.min
    if isinstance(most, int) and size > most:
        return "committee_large", size, most
    return None


def _secretary_only(facts: Facts, norm: Norm) -> tuple[str, int, int] | None:
    """Below the number that wants a committee: a secretary, and at most the norm's deputies."""
    deputies = norm.params.get("deputies")
    if norm.max is None or facts.full > norm.max:
        return None
    if facts.has_committee:
        return "committee_of_few", facts.full, norm.max + 1
    if isinstance(deputies, int) and facts.deputies > deputies:
        return "many_deputies", facts.deputies, deputies
    return None


def _covered(facts: Facts, norm: Norm) -> tuple[str, int, int] | None:
    if facts.form != "joint":
        return None
    few, many = _least(lambda one: one.covered, "covers_few"), _most(lambda one: one.covered, "covers_many")
    return few(facts, norm) or many(facts, norm)


def _group(facts: Facts, norm: Norm) -> tuple[str, int, int] | None:
    """A group without a roll of its own says nothing: many branches keep one roll for all their groups."""
    if not facts.members:
        return None
    full = norm.params.get("full")
    if isinstance(full, int) and facts.full < full:
        return "group_without_full", facts.full, full
    return _least(lambda one: one.members, "too_few")(facts, norm)


# A temporary branch holds no elections and passes with its task: only the number that makes a branch is asked of it.
CHECKS: Mapping[str, tuple[frozenset[str], Check]] = {
    "FORM.branch.least": (frozenset({"branch"}), _least(lambda one: one.full, "too_few_full")),
    "FORM.branch.most": (frozenset({"branch"}), _most(lambda one: one.members, "too_many")),
    "FORM.committee.from": (
        frozenset({"branch"}),
        lambda facts, norm: None if facts.form == "temporary" else _wants_committee(facts, norm),
    ),
    "FORM.committee.size": (frozenset({"branch"}), _committee_size),
    "FORM.committee.fewer": (frozenset({"branch"}), _secretary_only),
    "FORM.joint.most": (frozenset({"branch"}), _covered),
    "FORM.general-branch.least": (frozenset({"general_branch"}), _fewer_without_approval),
    "FORM.party-committee.least": (frozenset({"party_committee"}), _fewer_without_approval),
    "FORM.group.least": (frozenset({"group"}), _group),
}
"""Norms by code: the kinds of units each speaks of, and how it is compared."""


def findings(facts: Facts, norms: Mapping[str, Norm]) -> list[Finding]:
    """Return where the organisation differs from the norms given; a norm not in force is simply not among them."""
    found = []
    for code, (kinds, check) in CHECKS.items():
        if facts.kind in kinds and code in norms and (difference := check(facts, norms[code])):
            what, number, bound = difference
            found.append(Finding(code, what, number, bound))
    return found
