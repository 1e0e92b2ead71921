"""Hours of study: how many members of an organisation reached the norm of the year that applies to them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from tongpin.derived.study.enums import Outcome
from tongpin.derived.study.queries import KINDS, LEADING, MEMBER, Rulebook, sessions_of
from tongpin.derived.study.rules import Hours, Studied, Verdict, counts, requirement, verdict
from tongpin.foundation.kernel.dated import holds
from tongpin.standards.rules import Norm

from ..enums import Reason
from ..rules import Found, Period, span
from .history import Setup
from .people import OnRoll, People
from .records import Asking, Records


@dataclass(frozen=True, slots=True)
class Study:
    """What the members of some branches studied, against the norm of their posts (32 or 56 hours)."""

    on: dt.date
    people: People
    rules: Rulebook
    sessions: Mapping[int, Sequence[Studied]]

    def found(self, setup: Setup, norm: Norm, period: Period) -> Found:
        """Return how many of those this very norm applies to have not reached it, by the roll of the year's last day.

        Each member is asked by one norm: that for leading posts where it holds, else that for every member.
        """
        day = min(period.last, self.on)
        judged = [self._judged(row, norm, day) for row in self.people.on_roll(setup.unit.pk, day)]
        outcomes = [one.outcome for one in judged if one is not None and one.outcome is not Outcome.NOT_APPLICABLE]
        if not outcomes:
            return Found(excused=Reason.NOBODY)
        return Found(lacking=outcomes.count(Outcome.MISSING), asked=len(outcomes))

    def _judged(self, row: OnRoll, norm: Norm, day: dt.date) -> Verdict | None:
        """Return the verdict on one member; None where another norm asks them."""
        titles = [post.title for post in self.people.posts_of.get(row.person, ()) if holds(post, day)]
        wanted = requirement(self.rules.on(MEMBER, day), self.rules.on(LEADING, day), titles, day)
        if wanted.norm is None or wanted.norm.code != norm.code:
            return None
        studied = [one for one in self.sessions.get(row.person, ()) if self._counts(one, day)]
        whole_year = row.since is None or row.since <= dt.date(day.year, 1, 1)
        exempt = self.people.is_exempt(row.person, day)
        wanted = replace(wanted, norm=norm)  # with any local rule of this organisation
        return verdict(wanted, Hours(tuple(studied)).total, exempt=exempt, whole_year=whole_year)

    def _counts(self, one: Studied, day: dt.date) -> bool:
        in_year = one.on.year == day.year and one.on <= day
        return in_year and counts(one.kind, self.rules.on(KINDS, one.on))


def hours(asking: Asking) -> Records:
    """Read what the members of these organisations studied. One query, and three for the people."""
    rules = Rulebook(asking.book.versions)
    start, end = span(asking.years, asking.on)
    return Study(asking.on, asking.people, rules, sessions_of(asking.people.persons, start, end, rules))
