"""Talks as one reader may see them, and the picture of who still has to talk with whom."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from tongpin.foundation.access.access.declared import SEE_NAMES
from tongpin.foundation.people.models import Account, Person
from tongpin.foundation.people.rules import mask_name, stroke_key
from tongpin.foundation.ui.rules import Quote
from tongpin.foundation.units.models import Unit
from tongpin.standards.rules import Norm

from ..models import Conversation
from ..queries import Standing, day_of, roll_in_order
from ..rules import exact_pairs, pair_of


def quote(norm: Norm | None) -> Quote | None:
    """Return what the norm says, or None where none was in force."""
    if norm is None:
        return None
    source, strict = f"《{norm.source_name}》", norm.strictness == "must"
    return Quote(
        norm.title, source, norm.article, norm.issued.isoformat(), verified=not norm.needs_review, strict=strict
    )


@dataclass(frozen=True)
class Row:
    """A talk in the list: the two names in stroke order, as the reader may see them."""

    talk: Conversation
    one: str
    other: str


def clear_in(account: Account, unit: Unit) -> bool:
    """Say whether the reader sees the names of a branch whole. No query."""
    return SEE_NAMES.can_in(account, unit)


def names_of(account: Account, talk: Conversation) -> tuple[str, str]:
    """Return the two names in stroke order; who took part knows with whom."""
    own = account.person_id is not None and account.person_id in (talk.first_id, talk.second_id)
    two: list[Person] = sorted((talk.first, talk.second), key=lambda one: stroke_key(one.name))
    shown = [one.name if own or clear_in(account, talk.unit) else mask_name(one.name) for one in two]
    return shown[0], shown[1]


def rows(account: Account, talks: Sequence[Conversation]) -> list[Row]:
    """Return talks as rows of the list."""
    return [Row(talk, *names_of(account, talk)) for talk in talks]


@dataclass(frozen=True)
class Overview:
    """A branch in the list of branches."""

    unit: Unit
    standing: Standing

    @property
    def done(self) -> int:
        """How many of the demands are met."""
        return self.standing.missing.asked - self.standing.missing.count


@dataclass(frozen=True)
class Cell:
    """Two persons in the picture: `state` is own, done, lacking or free."""

    state: str
    times: int


@dataclass(frozen=True)
class Line:
    """A person in the picture and its table; `lacks` says with whom a talk is missing."""

    number: int
    name: str
    committee: bool
    exempt: bool
    partners: int
    cells: Sequence[Cell]
    lacks: Sequence[str]


def lines(account: Account, unit: Unit, year: int, standing: Standing) -> list[Line]:
    """Return the persons of a branch in stroke order, each with a cell for every person in the same order."""
    roll, clear = roll_in_order(unit, day_of(year)), clear_in(account, unit)
    names = {row.person_id: row.person.name if clear else mask_name(row.person.name) for row in roll}
    exact = exact_pairs(standing.branch, standing.rule)
    order = list(names)
    return [
        Line(
            number=number,
            name=names[person],
            committee=person in standing.branch.committee,
            exempt=person in standing.branch.exempt,
            partners=sum(person in pair for pair in standing.talks),
            cells=[_cell(person, other, standing, exact) for other in order],
            lacks=_lacks(person, standing, names),
        )
        for number, person in enumerate(order, start=1)
    ]


def _cell(person: int, other: int, standing: Standing, exact: Mapping[tuple[int, int], int]) -> Cell:
    if person == other:
        return Cell("own", 0)
    pair = pair_of(person, other)
    times = standing.talks.get(pair, 0)
    if times < exact.get(pair, 0):
        return Cell("lacking", times)
    return Cell("done" if times else "free", times)


def _lacks(person: int, standing: Standing, names: Mapping[int, str]) -> list[str]:
    """Return with whom a person still has to talk: names, or anyone of the committee or of the members."""
    missing = standing.missing
    partners = [pair[0] if pair[1] == person else pair[1] for pair in missing.pairs if person in pair]
    found = [names[one] for one in names if one in set(partners)]
    if person in missing.with_committee:
        found.append(_("anyone of the committee"))
    if person in missing.with_members:
        found.append(_("any other member"))
    return found
