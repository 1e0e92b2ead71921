"""Choices that come from the catalogue and the organisation tree."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext as _

from tongpin.foundation.units.models import Unit
from tongpin.standards.rules import ActivityKind

Choices = list[tuple[str, str]]
Grouped = list[tuple[str, str] | tuple[str, Choices]]


def kinds_in_groups(kinds: Iterable[ActivityKind]) -> list[tuple[str, list[ActivityKind]]]:
    """Return the kinds in two groups: organisational life of the Party, and work for the public."""
    rows = list(kinds)
    return [
        (_("Party life"), [kind for kind in rows if kind.party]),
        (_("Culture and tourism work"), [kind for kind in rows if not kind.party]),
    ]


def kind_choices(kinds: Iterable[ActivityKind]) -> Grouped:
    """Return the kinds as grouped choices of a filter, with "all" first."""
    grouped: Grouped = [("", _("All"))]
    grouped += [(name, [(kind.code, kind.name) for kind in rows]) for name, rows in kinds_in_groups(kinds)]
    return grouped


def unit_choices(units: Iterable[Unit]) -> Choices:
    """Return units as choices, indented by their place in the tree."""
    rows = list(units)
    top = min((unit.path.count("/") for unit in rows), default=0)
    return [(str(unit.pk), "　" * (unit.path.count("/") - top) + unit.name) for unit in rows]
