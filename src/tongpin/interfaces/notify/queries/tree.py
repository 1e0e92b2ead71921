"""The organisations reminders speak of, read once for everything that asks."""

from __future__ import annotations

from collections.abc import Mapping

from tongpin.derived.compliance.queries import with_groups
from tongpin.foundation.units.models import Unit
from tongpin.foundation.units.queries import below


def whole() -> Unit | None:
    """Return the bureau with everything below it, or None before there is one. One query."""
    units = {unit.pk: unit for unit in with_groups(Unit.objects.all()).order_by("pk")}
    top = next((unit for unit in units.values() if unit.parent_id is None), None)
    if top is not None:
        within = {pk: unit for pk, unit in units.items() if unit.path.startswith(top.path)}
        top._within = within  # type: ignore[attr-defined] # what units_in reads
    return top


def units_in(unit: Unit) -> Mapping[int, Unit]:
    """Return the unit and everything below it by key. One query; none for what `whole` returned."""
    known: Mapping[int, Unit] | None = getattr(unit, "_within", None)
    return known if known is not None else {one.pk: one for one in with_groups(below(unit)).order_by("pk")}
