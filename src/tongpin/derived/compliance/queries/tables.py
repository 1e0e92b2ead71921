"""Whom a norm asks, and under which condition: tables by what the norm says of itself, never by its code."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from tongpin.foundation.units.enums import UnitKind
from tongpin.foundation.units.models import Unit
from tongpin.standards.rules import Norm

from ..enums import Reason


@dataclass(frozen=True, slots=True)
class Setup:
    """An organisation as far as norms ask about it; `groups` counts the small groups that are units of their own.

    Committee and groups are those of today: the tree does not keep since when.
    """

    unit: Unit
    groups: int = 0

    @property
    def own_records(self) -> tuple[int, ...]:
        """Return the units whose records are its own; what a branch records for its groups counts for each of them."""
        unit = self.unit
        if unit.kind == UnitKind.GROUP and unit.parent_id is not None:
            return (unit.pk, unit.parent_id)
        return (unit.pk,)


def with_groups(units: QuerySet[Unit]) -> QuerySet[Unit]:
    """Return the units with the number of small groups below each, as `setups` wants to know."""
    below = Unit.objects.filter(kind=UnitKind.GROUP, valid_to=None, parent=OuterRef("pk"))
    count = below.order_by().values("parent").annotate(n=Count("pk")).values("n")
    return units.annotate(groups_below=Coalesce(Subquery(count), 0))


def setups(units: Iterable[Unit]) -> list[Setup]:
    """Return the set-up of each unit in the order of the tree.

    One query, none where the units come from `party_units` or `live_units`.
    """
    rows = sorted(units, key=lambda unit: [int(key) for key in unit.path.strip("/").split("/")])
    if all(hasattr(unit, "groups_below") for unit in rows):
        return [Setup(unit, unit.groups_below) for unit in rows]  # type: ignore[attr-defined] # annotated
    counted = with_groups(Unit.objects.filter(pk__in=[unit.pk for unit in rows]))
    groups = {unit.pk: unit.groups_below for unit in counted}  # type: ignore[attr-defined] # annotated
    return [Setup(unit, groups[unit.pk]) for unit in rows]


def _committee(setup: Setup) -> Reason | None:
    return None if setup.unit.has_committee else Reason.NO_COMMITTEE


def _groups(setup: Setup) -> Reason | None:
    if setup.unit.kind == UnitKind.GROUP:
        return None
    if not setup.unit.has_groups:
        return Reason.NO_GROUPS
    return Reason.BY_ITS_GROUPS if setup.groups else None


@dataclass(frozen=True, slots=True)
class Condition:
    """When a norm that names this condition asks nothing, and which kinds of units it asks besides its subject's."""

    excused: Callable[[Setup], Reason | None]
    also: frozenset[str] = frozenset()


ALWAYS = Condition(lambda _setup: None)
SUBJECTS: Mapping[str, frozenset[str]] = {
    "branch": frozenset({UnitKind.BRANCH.value}),
    "party_group": frozenset({UnitKind.PARTY_GROUP.value}),
}
"""The kinds of units a norm's subject means; other subjects are people, and no organisation owes what they owe."""

CONDITIONS: Mapping[str, Condition] = {
    "": ALWAYS,
    "has_committee": Condition(_committee),
    "has_groups": Condition(_groups, also=frozenset({UnitKind.GROUP.value})),
}
"""What the norm's `applies` means."""


def asks(norm: Norm, kind: str) -> bool:
    """Say whether a norm asks a number of something of units of this kind."""
    subject = SUBJECTS.get(norm.subject)
    return subject is not None and kind in subject | CONDITIONS.get(norm.applies, ALWAYS).also


def excused(norm: Norm, setup: Setup) -> Reason | None:
    """Return why the norm asks nothing of this organisation as it is set up."""
    return CONDITIONS.get(norm.applies, ALWAYS).excused(setup)
