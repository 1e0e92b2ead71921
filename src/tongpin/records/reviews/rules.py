"""Which year a meeting counts for, whether ballots add up, how many may be excellent. Plain Python."""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, fields

from tongpin.foundation.kernel.canonical import digest
from tongpin.standards.rules import Norm

ORG_LIFE, APPRAISAL = "ORG.组织生活会", "ORG.民主评议"
GRADES, SHARE = "ORG.评议等次", "ORG.评议优秀比例"
TALKS = "ORG.谈心谈话"

BASES = frozenset({"members", "participants", "full"})


def latest_month(norm: Norm | None) -> int:
    """Return until which month of the next year a meeting counts for the year before; 0: only within its own year."""
    return int(norm.params.get("latest_month", 0)) if norm else 0


def last_day(year: int, latest: int) -> dt.date:
    """Return the last day on which a meeting still counts for `year` (归属年度)."""
    if not latest:
        return dt.date(year, 12, 31)
    return dt.date(year + 1, latest, calendar.monthrange(year + 1, latest)[1])


def counts_for(day: dt.date, year: int, latest: int) -> bool:
    """Say whether a meeting of `day` may count for `year`: from its first day to the last one of the window."""
    return dt.date(year, 1, 1) <= day <= last_day(year, latest)


@dataclass(frozen=True, slots=True)
class Tally:
    """What the ballots said of one member, as totals: nobody knows any more which ballot said what."""

    excellent: int = 0
    qualified: int = 0
    basic: int = 0
    unqualified: int = 0

    @property
    def total(self) -> int:
        return self.excellent + self.qualified + self.basic + self.unqualified


TALLY = tuple(one.name for one in fields(Tally))


@dataclass(frozen=True, slots=True)
class Ballots:
    """The count of the secret ballot: how many went out, came back, were valid, and the totals by person."""

    issued: int
    returned: int
    valid: int
    tallies: Mapping[int, Tally]


@dataclass(frozen=True, slots=True)
class Called:
    """Somebody on the roll of the day: full members are graded; of exempt ones nothing is demanded."""

    person_id: int
    full: bool
    exempt: bool


@dataclass(frozen=True, slots=True)
class Problem:
    """Why a count cannot stand: a code the caller puts into words, and whom it is about."""

    code: str
    person_id: int | None = None


def ballot_problems(ballots: Ballots, roll: Collection[Called]) -> Iterator[Problem]:
    """Yield what does not add up.

    Fewer valid than returned, fewer returned than issued is possible, more is not; each member's totals are as many as
    there are valid ballots; every full member is appraised but for the exempt; no probationary member is
    (《年度通知》：参加评议，但不评定等次).
    """
    if ballots.issued < 1:
        yield Problem("none_issued")
    if ballots.returned > ballots.issued:
        yield Problem("more_returned")
    if ballots.valid > ballots.returned:
        yield Problem("more_valid")
    if ballots.valid < 1:
        yield Problem("none_valid")
    known = {one.person_id: one for one in roll}
    for person_id, tally in ballots.tallies.items():
        one = known.get(person_id)
        if one is None:
            yield Problem("not_on_roll", person_id)
        elif not one.full:
            yield Problem("probationary", person_id)
        elif tally.total != ballots.valid:
            yield Problem("does_not_add_up", person_id)
    for one in roll:
        if one.full and not one.exempt and one.person_id not in ballots.tallies:
            yield Problem("left_out", one.person_id)


@dataclass(frozen=True, slots=True)
class Heads:
    """How many there are: on the roll, taking part, full members."""

    members: int
    participants: int
    full: int

    def of(self, base: str) -> int:
        """Return the number a share is taken of."""
        return {"members": self.members, "participants": self.participants, "full": self.full}[base]


@dataclass(frozen=True, slots=True)
class ShareRule:
    """How many may be excellent: a share of members, participants or full members, and whether more is refused."""

    numerator: int
    denominator: int
    base: str
    refuse: bool

    def most(self, heads: Heads) -> int:
        """Return the greatest number of excellent members: the share rounded down, so that it is never exceeded."""
        return heads.of(self.base) * self.numerator // self.denominator


def share_rule(norm: Norm | None) -> ShareRule | None:
    """Return the share the norm in force sets, None where it sets none or cannot be read."""
    if norm is None:
        return None
    params = norm.params
    numerator, denominator = int(params.get("share_numerator", 0)), int(params.get("share_denominator", 0))
    base = str(params.get("share_of", ""))
    if not (numerator and denominator and base in BASES):
        return None
    return ShareRule(numerator, denominator, base, bool(params.get("refuse", False)))


def grade_problems(graded: Collection[int], grades: Mapping[int, str]) -> Iterator[Problem]:
    """Yield who was appraised and has no grade, and who has one without having been appraised."""
    for person_id in sorted(set(graded) - set(grades)):
        yield Problem("no_grade", person_id)
    for person_id in sorted(set(grades) - set(graded)):
        yield Problem("not_appraised", person_id)


def review_digest(said: Mapping[str, object], grades: Mapping[int, str], version: int) -> str:
    """Return the digest that lineage proves: what the cycle says, the grades, and which version of it."""
    return digest(["review", version, dict(said), sorted(grades.items())])
