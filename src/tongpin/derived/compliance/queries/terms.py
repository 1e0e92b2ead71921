"""Terms that run out (换届), as far as they were followed by an election."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db.models import OuterRef, Subquery

from tongpin.foundation.units.enums import ELECTED_KINDS, Ending
from tongpin.foundation.units.queries.terms import FALLS_DUE, falling_due
from tongpin.records.elections.enums import Kind, State
from tongpin.records.elections.models import Election
from tongpin.standards.rules import Norm

from ..enums import Reason
from ..rules import Found, Period
from .history import Setup
from .records import Asking, Records

ONE_DAY = dt.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Term:
    """A term: the day it falls due as approved by then, its last day, how it ended, the day an election is set for."""

    falls_due: dt.date
    ended_on: dt.date | None
    ending: str
    election: dt.date | None


@dataclass(frozen=True, slots=True)
class Terms:
    """The terms of some organisations as of a day, oldest first."""

    on: dt.date
    by_unit: Mapping[int, Sequence[Term]]

    def found(self, setup: Setup, norm: Norm, period: Period) -> Found:
        """Return whether the term that falls due in the year was followed by an election.

        One that was overdue when the year began is asked for until the election is held: 应换届 of units.queries.terms.
        """
        terms = self.by_unit.get(setup.unit.pk, ())
        if not terms:
            return Found(excused=Reason.NO_TERM)
        due = [one for one in terms if one.falls_due <= period.last and self._still_ran(one, period)]
        return self._of(due[-1], norm) if due else Found(excused=Reason.TERM_RUNS)

    def _still_ran(self, term: Term, period: Period) -> bool:
        return term.ended_on is None or term.ended_on >= period.first - ONE_DAY

    def _of(self, term: Term, norm: Norm) -> Found:
        """Return what became of a term; it was renewed in time when its last day was no later than the one due."""
        ended = term.ended_on if term.ended_on is not None and term.ended_on < self.on else None
        if ended is not None and term.ending == Ending.RENEWED:
            return Found((ended,) * (norm.min or 1), deadline=term.falls_due, lasting=True)
        if ended is not None:
            return Found(excused=Reason.ENDED)
        planned = (term.election,) if term.election and term.election >= self.on else ()
        return Found(planned=planned * (norm.min or 1), deadline=term.falls_due, lasting=True)


def terms(asking: Asking) -> Records:
    """Read the terms of the organisations that are elected for one. One query, however many."""
    kinds = {kind.value for kind in ELECTED_KINDS}
    units = [setup.unit.pk for setup in asking.setups if setup.unit.kind in kinds]
    running = Election.objects.filter(unit=OuterRef("unit"), state=State.RUNNING, kind=Kind.TERM)
    rows = falling_due(asking.on).filter(unit__in=units, began_on__lte=asking.on).order_by("unit", "began_on")
    found: dict[int, list[Term]] = defaultdict(list)
    columns = ("unit", FALLS_DUE, "ended_on", "ending", "election")
    for unit, *row in rows.annotate(election=Subquery(running.values("held_on")[:1])).values_list(*columns):
        found[unit].append(Term(*row))
    return Terms(asking.on, found)
