"""How organisations were set up through the years: since when with a committee, with small groups, with group units."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, QuerySet

from tongpin.foundation.units.enums import UnitKind
from tongpin.foundation.units.models import Unit, UnitState
from tongpin.foundation.units.rules import tree_order

from ..rules import Period, whole_month_within

ONE_DAY = dt.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Stretch:
    """Days on which something held without a gap; None: since before the records begin, until further notice."""

    since: dt.date | None = None
    until: dt.date | None = None

    def judges(self, period: Period) -> bool:
        """Say whether it held at the end of a period and for a whole month of it, as with organisations and rules."""
        lasts = self.until is None or self.until >= period.last
        begun = self.since is None or self.since <= period.last
        return lasts and begun and whole_month_within(period, self.since)


ALWAYS = (Stretch(),)


@dataclass(frozen=True, slots=True)
class Setup:
    """An organisation as far as norms ask about it: when it had a committee, small groups, groups that are units."""

    unit: Unit
    committee: Sequence[Stretch] = ()
    groups: Sequence[Stretch] = ()
    group_units: Sequence[Stretch] = ()

    @property
    def own_records(self) -> tuple[int, ...]:
        """Return the units whose records are its own; what a branch records for its groups counts for each of them."""
        unit = self.unit
        if unit.kind == UnitKind.GROUP and unit.parent_id is not None:
            return (unit.pk, unit.parent_id)
        return (unit.pk,)

    def has_committee(self, period: Period) -> bool:
        """Say whether it had a committee in a period."""
        return any(one.judges(period) for one in self.committee)

    def has_groups(self, period: Period) -> bool:
        """Say whether it had small groups in a period."""
        return any(one.judges(period) for one in self.groups)

    def has_group_units(self, period: Period) -> bool:
        """Say whether small groups that are units of their own stood below it in a period."""
        return any(one.judges(period) for one in self.group_units)


Told = tuple[Sequence[Stretch], Sequence[Stretch], Sequence[Stretch]]


def with_groups(units: QuerySet[Unit]) -> QuerySet[Unit]:
    """Return the units, each saying whether its set-up changed or has groups below: what `setups` wants to know."""
    changed = UnitState.objects.filter(unit=OuterRef("pk"), valid_to__isnull=False)
    below = UnitState.objects.filter(parent=OuterRef("pk"), unit__kind=UnitKind.GROUP)
    return units.annotate(has_history=Exists(changed) | Exists(below))


def setups(units: Iterable[Unit]) -> list[Setup]:
    """Return the set-up of each unit in the order of the tree.

    One query where a set-up changed or a branch has groups, none elsewhere; and one more for units that do not come
    from `with_groups`.
    """
    rows = sorted(units, key=tree_order)
    known = all(hasattr(unit, "has_history") for unit in rows)
    told = rows if known else with_groups(Unit.objects.filter(pk__in=[unit.pk for unit in rows]))
    changed = {unit.pk for unit in told if getattr(unit, "has_history", False)}
    states = _read(changed) if changed else {}
    return [Setup(unit, *(states.get(unit.pk) or _as_today(unit))) for unit in rows]


def _as_today(unit: Unit) -> Told:
    return ALWAYS if unit.has_committee else (), ALWAYS if unit.has_groups else (), ()


def _read(keys: Collection[int]) -> Mapping[int, Told]:
    """Return the set-ups of units whose history says more than the unit itself. One query."""
    own: dict[int, list[UnitState]] = defaultdict(list)
    below: dict[int, list[UnitState]] = defaultdict(list)
    wanted = Q(unit__in=keys) | Q(parent__in=keys, unit__kind=UnitKind.GROUP)
    for state in UnitState.objects.filter(wanted).select_related("unit"):
        if state.unit_id in keys:
            own[state.unit_id].append(state)
        if state.parent_id is not None and state.parent_id in keys and state.unit.kind == UnitKind.GROUP:
            below[state.parent_id].append(state)
    return {
        key: (
            _stretches(row for row in rows if row.has_committee),
            _stretches(row for row in rows if row.has_groups),
            _stretches(below[key]),
        )
        for key, rows in own.items()
    }


def _stretches(rows: Iterable[UnitState]) -> Sequence[Stretch]:
    """Join states that follow one another without a gap."""
    found: list[Stretch] = []
    for row in sorted(rows, key=_begins):
        last = found[-1] if found else None
        if last is not None and (last.until is None or _begins(row) <= last.until + ONE_DAY):
            ends = {last.until, row.valid_to}
            found[-1] = Stretch(last.since, None if None in ends else max(filter(None, ends)))
        else:
            found.append(Stretch(row.valid_from, row.valid_to))
    return found


def _begins(row: UnitState) -> dt.date:
    return row.valid_from or dt.date.min
