"""Rolls, posts and exemptions of some organisations over some years, read once for all rules that ask for them."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db.models import F, OuterRef, Q, QuerySet, Subquery

from tongpin.foundation.kernel.dated import holds
from tongpin.foundation.units.enums import PARTY_KINDS, Standing
from tongpin.foundation.units.models import Exemption, Membership, Post

from ..rules import span
from .history import Setup


@dataclass(frozen=True, slots=True)
class OnRoll:
    """Somebody on the roll of a branch; `since` is the first day on any roll (None: since before the records begin)."""

    person: int
    standing: str
    valid_from: dt.date | None
    valid_to: dt.date | None
    since: dt.date | None


@dataclass(frozen=True, slots=True)
class Holds:
    """A post somebody holds in a Party organisation of this kind."""

    person: int
    unit: int
    kind: str
    title: str
    valid_from: dt.date | None
    valid_to: dt.date | None


@dataclass(frozen=True, slots=True)
class Spared:
    """An exemption."""

    valid_from: dt.date | None
    valid_to: dt.date | None


class People:
    """Who was on which roll, held which post, was exempt when. Three queries, each only when it is asked for."""

    def __init__(self, setups: Sequence[Setup], years: Sequence[int], on: dt.date) -> None:
        self.units = sorted({setup.unit.pk for setup in setups})
        start, end = span(years, on)
        self._lasting = (Q(valid_to=None) | Q(valid_to__gte=start)) & (Q(valid_from=None) | Q(valid_from__lte=end))

    @property
    def persons(self) -> QuerySet[Membership, Any]:
        """Return everybody on a roll of these organisations in these years, as a query of persons' keys."""
        return self._memberships().values("person")

    def _memberships(self) -> QuerySet[Membership]:
        inside = Q(unit__in=self.units) | Q(unit__parent__in=self.units)
        return Membership.objects.filter(self._lasting, inside)

    @cached_property
    def rolls(self) -> Mapping[int, Sequence[OnRoll]]:
        """The roll of each unit, that of a branch with the members of its small groups. One query."""
        first = Membership.objects.filter(person=OuterRef("person")).order_by(F("valid_from").asc(nulls_first=True))
        rows = self._memberships().annotate(since=Subquery(first.values("valid_from")[:1])).order_by("pk")
        columns = ("unit", "unit__parent", "person", "standing", "valid_from", "valid_to", "since")
        found: dict[int, list[OnRoll]] = defaultdict(list)
        for unit, parent, *row in rows.values_list(*columns):
            for home in {unit, parent} & set(self.units):
                found[home].append(OnRoll(*row))
        return found

    @cached_property
    def _posts(self) -> Sequence[Holds]:
        columns = ("person", "unit", "unit__kind", "title", "valid_from", "valid_to", "pk")
        kinds = [kind.value for kind in PARTY_KINDS]
        rows = Post.objects.filter(self._lasting, unit__kind__in=kinds).order_by()
        here = rows.filter(unit__in=self.units).values_list(*columns)
        theirs = rows.filter(person__in=self.persons).values_list(*columns)
        return [Holds(*row[:-1]) for row in sorted(here.union(theirs), key=lambda row: row[-1])]

    @cached_property
    def posts(self) -> Mapping[int, Sequence[Holds]]:
        """The posts in each of the units, in the order they were entered. One query, with those of `posts_of`."""
        found: dict[int, list[Holds]] = defaultdict(list)
        for post in self._posts:
            found[post.unit].append(post)
        return found

    @cached_property
    def posts_of(self) -> Mapping[int, Sequence[Holds]]:
        """The posts each person on a roll holds in any Party organisation."""
        found: dict[int, list[Holds]] = defaultdict(list)
        for post in self._posts:
            found[post.person].append(post)
        return found

    @cached_property
    def _spared(self) -> Mapping[int, Sequence[Spared]]:
        found: dict[int, list[Spared]] = defaultdict(list)
        rows = Exemption.objects.filter(self._lasting, person__in=self.persons)
        for person, *row in rows.values_list("person", "valid_from", "valid_to"):
            found[person].append(Spared(*row))
        return found

    def on_roll(self, unit: int, day: dt.date) -> Iterator[OnRoll]:
        """Yield who was on the roll of a unit on a day."""
        return (row for row in self.rolls.get(unit, ()) if holds(row, day))

    def full(self, unit: int, day: dt.date) -> int:
        """Return how many full members a unit had on a day."""
        return len({row.person for row in self.on_roll(unit, day) if row.standing == Standing.FULL})

    def is_exempt(self, person: int, day: dt.date) -> bool:
        """Say whether nothing was demanded of somebody on a day. One query for all."""
        return any(holds(row, day) for row in self._spared.get(person, ()))
