"""The clock of terms: for each organisation its term on a day, how it stands, what is vacant."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import QuerySet

from tongpin.foundation.kernel.dated import in_force
from tongpin.foundation.units.enums import Ending, UnitKind
from tongpin.foundation.units.models import Post, Postponement, Term, Unit
from tongpin.foundation.units.queries import terms
from tongpin.foundation.units.rules import falls_due, state_on, tree_order
from tongpin.standards.rules import Norm

from ..enums import State
from ..models import Election
from ..rules import offices
from .norms import Book, exempting_rule

KINDS = (UnitKind.PARTY_GROUP, UnitKind.PARTY_COMMITTEE, UnitKind.GENERAL_BRANCH, UnitKind.BRANCH)


@dataclass(frozen=True, slots=True)
class Row:
    """One organisation on a day. `state` is empty without a term; `exempt` is the rule by which it has none.

    `vacant` counts the places of the elected body nobody holds; None where that is not known. `election` is under way.
    """

    unit: Unit
    term: Term | None
    state: str
    due: dt.date | None
    days_left: int | None
    moved: Postponement | None
    vacant: int | None
    exempt: Norm | None
    election: Election | None
    history: Sequence[Term] = ()

    @property
    def days_over(self) -> int:
        """Return how many days ago the term ran out; 0 while it runs."""
        return max(0, -(self.days_left or 0))


def rows(units: QuerySet[Unit], book: Book) -> list[Row]:
    """Return the Party organisations among `units` as they stand on the book's day.

    Five queries, however many there are.
    """
    on = book.day
    chosen = sorted(units.filter(in_force(on), kind__in=KINDS), key=tree_order)
    keys = [one.pk for one in chosen]
    entered: dict[int, list[Term]] = {}
    known = Term.objects.filter(unit__in=keys, began_on__lte=on).prefetch_related("postponements").order_by("began_on")
    for term in known:
        entered.setdefault(term.unit_id, []).append(term)
    held: dict[int, list[Post]] = {}
    for post in Post.objects.filter(in_force(on), unit__in=keys):
        held.setdefault(post.unit_id, []).append(post)
    running = {one.unit_id: one for one in Election.objects.filter(unit__in=keys, state=State.RUNNING)}
    return [_row(unit, entered.get(unit.pk, ()), held.get(unit.pk, ()), running.get(unit.pk), book) for unit in chosen]


def _row(unit: Unit, history: Sequence[Term], posts: Iterable[Post], election: Election | None, book: Book) -> Row:
    exempt, on = exempting_rule(book, unit), book.day
    term = history[-1] if history else None
    if exempt is not None or term is None or (term.ended_on is not None and term.ended_on < on):
        return Row(unit, None, "", None, None, None, None, exempt, election, history)
    facts = terms.facts_of(term)
    due = falls_due(facts, on)
    state = state_on(facts, on, remind_months=book.number("TERM.remind", "months"))
    given = [one for one in term.postponements.all() if one.approved_on <= on]
    moved = max(given, key=lambda one: one.approved_on, default=None)
    return Row(unit, term, state, due, (due - on).days, moved, vacant(term, posts, unit.kind), None, election, history)


def vacant(term: Term, posts: Iterable[Post], kind: str) -> int | None:
    """Return how many places of the elected body are empty: of the committee's seats, or the secretary's.

    None where nobody holds any: then the posts have not been entered, or all have ended.
    """
    said = offices()
    holders = [post for post in posts if said.is_elected(post.title, kind)]
    if not holders:
        return None
    if term.seats is None:
        return 0 if any(said.is_secretary(post.title, kind) for post in holders) else 1
    return max(0, term.seats - len({post.person_id for post in holders}))


@dataclass(frozen=True, slots=True)
class Due:
    """A term that had to be followed by an election, and what became of it by the cut-off."""

    term: Term
    falls_due: dt.date
    done_on: dt.date | None
    moved: Postponement | None = None


@dataclass(frozen=True, slots=True)
class DueList:
    """“全部完成换届” as a list: due by the cut-off, done of them, and the exceptions the superior approved."""

    on: dt.date
    due: Sequence[Due]
    moved: Sequence[Due]

    @property
    def done(self) -> int:
        """Return how many of those due were done."""
        return sum(one.done_on is not None for one in self.due)

    @property
    def all_done(self) -> bool:
        """Whether 全部 may be said: the two counts are equal and above zero."""
        return 0 < len(self.due) == self.done


def due_list(units: QuerySet[Unit], on: dt.date) -> DueList:
    """Return the list of the year of `on` up to that day, for the organisations among `units`."""
    keys = units.values("pk")
    due = terms.due(on).filter(unit__in=keys).prefetch_related("postponements")
    moved = terms.moved(on).filter(unit__in=keys).prefetch_related("postponements")
    return DueList(on, [_due(one, on) for one in _in_order(due)], [_due(one, on) for one in _in_order(moved)])


def _in_order(rows: Iterable[Term]) -> list[Term]:
    return sorted(rows, key=lambda one: (tree_order(one.unit), one.began_on))


def _due(term: Term, on: dt.date) -> Due:
    done = term.ended_on is not None and term.ended_on < on and term.ending == Ending.RENEWED
    given = [one for one in term.postponements.all() if one.approved_on <= on]
    return Due(
        term,
        getattr(term, terms.FALLS_DUE),
        term.ended_on + dt.timedelta(days=1) if done and term.ended_on else None,
        max(given, key=lambda one: one.approved_on, default=None),
    )
