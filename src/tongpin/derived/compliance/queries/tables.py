"""Whom a norm asks, and under which condition: tables by what the norm says of itself, never by its code."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from tongpin.foundation.units.enums import ELECTED_KINDS, BranchForm, UnitKind
from tongpin.standards.rules import Norm

from ..enums import Reason
from ..rules import Period
from .history import Setup


def _committee(setup: Setup, period: Period) -> Reason | None:
    return None if setup.has_committee(period) else Reason.NO_COMMITTEE


def _groups(setup: Setup, period: Period) -> Reason | None:
    if setup.unit.kind == UnitKind.GROUP:
        return None
    if setup.has_group_units(period):
        return Reason.BY_ITS_GROUPS
    return None if setup.has_groups(period) else Reason.NO_GROUPS


def _elections(setup: Setup, _period: Period) -> Reason | None:
    return Reason.TEMPORARY if setup.unit.form == BranchForm.TEMPORARY else None


@dataclass(frozen=True, slots=True)
class Condition:
    """When a norm that names this condition asks nothing, and which kinds of units it asks besides its subject's."""

    excused: Callable[[Setup, Period], Reason | None]
    also: frozenset[str] = frozenset()


ALWAYS = Condition(lambda _setup, _period: None)
SUBJECTS: Mapping[str, frozenset[str]] = {
    "branch": frozenset({UnitKind.BRANCH.value}),
    "party_group": frozenset({UnitKind.PARTY_GROUP.value}),
    "general_branch": frozenset({UnitKind.GENERAL_BRANCH.value}),
    "party_committee": frozenset({UnitKind.PARTY_COMMITTEE.value}),
    "group": frozenset({UnitKind.GROUP.value}),
    "elected": frozenset(kind.value for kind in ELECTED_KINDS),
}
"""The kinds of units a norm's subject means; other subjects are people, and no organisation owes what they owe."""

COUNTED: Mapping[str, frozenset[str]] = {
    "member": frozenset({UnitKind.BRANCH.value}),
    "leader": frozenset({UnitKind.BRANCH.value}),
}
"""The units by whose rolls people are counted, where a norm about people has a source that counts them."""

CONDITIONS: Mapping[str, Condition] = {
    "": ALWAYS,
    "has_committee": Condition(_committee),
    "has_groups": Condition(_groups, also=frozenset({UnitKind.GROUP.value})),
    "holds_elections": Condition(_elections),
}
"""What the norm's `applies` means; of the conditions not named here the source of the norm knows."""


def asks(norm: Norm, kind: str, *, counted: bool = False) -> bool:
    """Say whether a norm asks something of units of this kind; `counted`: its source counts people by organisation."""
    subject = SUBJECTS.get(norm.subject) or (COUNTED.get(norm.subject) if counted else None)
    return subject is not None and kind in subject | CONDITIONS.get(norm.applies, ALWAYS).also


def excused(norm: Norm, setup: Setup, period: Period) -> Reason | None:
    """Return why the norm asks nothing of this organisation as it was set up in the period."""
    return CONDITIONS.get(norm.applies, ALWAYS).excused(setup, period)
