"""The organisation on a day as one reader may see it: boxes in boxes, with what each holds."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from tongpin.foundation.access.access.declared import SEE_MEMBERS, SEE_UNITS
from tongpin.foundation.people.models import Account
from tongpin.foundation.units.enums import Standing, UnitKind
from tongpin.foundation.units.models import Unit, UnitState

from .formation import Picture, Reminder, picture

# Party organisations stand first, each kind in the order of the tree, then the parts of the bureau.
ORDER = {
    kind: place
    for place, kind in enumerate(
        (
            UnitKind.BUREAU,
            UnitKind.PARTY_GROUP,
            UnitKind.PARTY_COMMITTEE,
            UnitKind.GENERAL_BRANCH,
            UnitKind.BRANCH,
            UnitKind.GROUP,
            UnitKind.DEPARTMENT,
            UnitKind.SUBORDINATE,
        )
    )
}


WITH_ROLL = set(ORDER) - {UnitKind.PARTY_GROUP, UnitKind.DEPARTMENT, UnitKind.SUBORDINATE}
"""Kinds whose members, with those below, are worth a number."""


@dataclass
class Node:
    """A unit as it stood on the day.

    Numbers count its roll and all below; None where there is none, or the reader may not see them.
    """

    unit: Unit
    state: UnitState
    depth: int = 0
    full: int | None = None
    probationary: int | None = None
    reminders: Sequence[Reminder] = ()
    children: list[Node] = field(default_factory=list)

    @property
    def name(self) -> str:
        """Its name on that day."""
        return self.state.name

    @property
    def members(self) -> int:
        """All its members, as far as the reader may count them."""
        return (self.full or 0) + (self.probationary or 0)

    @property
    def is_party(self) -> bool:
        """Whether it is a Party organisation."""
        return UnitKind(self.unit.kind).is_party


def structure(account: Account, day: dt.date) -> list[Node]:
    """Return the roots of what the reader may see of the organisation on `day`.

    A unit whose parent then is out of reach is a root. Reach is by where units stand today.
    """
    now = picture(day)
    seen = set(SEE_UNITS.visible(account, Unit.objects.filter(pk__in=now.states)).values_list("pk", flat=True))
    rows = sorted((now.states[pk] for pk in seen), key=lambda row: (ORDER[UnitKind(row.unit.kind)], row.unit_id))
    nodes = {row.unit_id: _node(account, now, row) for row in rows}
    roots: list[Node] = []
    for row in rows:
        parent = nodes.get(row.parent_id or 0)
        (parent.children if parent else roots).append(nodes[row.unit_id])
    for root in roots:
        _deepen(root, 0)
    return roots


def _node(account: Account, now: Picture, row: UnitState) -> Node:
    node = Node(row.unit, row)
    if row.unit.kind in WITH_ROLL and SEE_MEMBERS.can_in(account, row.unit):
        node.full = now.members(row.unit_id, Standing.FULL)
        node.probationary = now.members(row.unit_id, Standing.PROBATIONARY)
        node.reminders = now.reminders(row.unit_id)
    return node


def _deepen(node: Node, depth: int) -> None:
    node.depth = depth
    for child in node.children:
        _deepen(child, depth + 1)


def in_rows(roots: Sequence[Node]) -> Iterator[Node]:
    """Yield the nodes from top to bottom, each before what stands below it: the picture's table."""
    for node in roots:
        yield node
        yield from in_rows(node.children)
