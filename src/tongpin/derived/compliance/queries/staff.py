"""Party-affairs posts that have to be held, and which of them are vacant."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from tongpin.foundation.kernel.dated import holds
from tongpin.foundation.units.rules import by_code, seats_of
from tongpin.standards.rules import Norm, Rulebook

from ..enums import Reason
from ..rules import Found, Period
from .history import Setup
from .people import Holds, People
from .records import Asking, Records

WITH_COMMITTEE, WITHOUT_COMMITTEE = "committee_due", "no_committee_due"
COMMITTEE_FROM = "FORM.committee.from"


@dataclass(frozen=True, slots=True)
class Staff:
    """The posts of some organisations: fulfilled when each the norm names is held."""

    on: dt.date
    people: People
    book: Rulebook

    def found(self, setup: Setup, norm: Norm, period: Period) -> Found:
        """Return how many posts are vacant on the year's last day, on the day asked about while it runs."""
        unit, day = setup.unit, min(period.last, self.on)
        reason = self._other(setup, norm, period, day)
        if reason is not None:
            return Found(excused=reason)
        wanted = wanted_seats(norm, unit.kind)
        held = {seat for post in self._held(setup, day) for seat in seats_of(post.title, unit.kind)}
        vacant = tuple(by_code()[seat].name for seat in wanted if seat not in held)
        unformed = norm.applies == WITH_COMMITTEE and not setup.has_committee(period)
        return Found(lacking=len(vacant), asked=len(wanted), vacant=vacant, unformed=unformed, lasting=True)

    def _held(self, setup: Setup, day: dt.date) -> Sequence[Holds]:
        return [post for post in self.people.posts.get(setup.unit.pk, ()) if holds(post, day)]

    def _other(self, setup: Setup, norm: Norm, period: Period, day: dt.date) -> Reason | None:
        """Return why this norm asks nothing of a branch: another one speaks of those with, or without, a committee."""
        if norm.applies not in (WITH_COMMITTEE, WITHOUT_COMMITTEE):
            return None
        due = setup.has_committee(period) or self._must_have_one(setup, day)
        if norm.applies == WITH_COMMITTEE:
            return None if due else Reason.NO_COMMITTEE
        return Reason.OTHER_RULE if due else None

    def _must_have_one(self, setup: Setup, day: dt.date) -> bool:
        """Say whether so many full members are on the roll that a committee must be set up."""
        ruling = self.book.on(COMMITTEE_FROM, day, setup.unit.pk)
        least = ruling.norm.min if ruling is not None and ruling.applies else None
        return least is not None and self.people.full(setup.unit.pk, day) >= least


def wanted_seats(norm: Norm, kind: str) -> Sequence[str]:
    """Return the codes of the posts a norm names for units of this kind."""
    return seats_of(str(norm.params.get("posts", "")), kind)


def staff(asking: Asking) -> Records:
    """Read the posts of the organisations, and the rolls of branches: the queries of `People`, none of its own."""
    return Staff(asking.on, asking.people, asking.book)
