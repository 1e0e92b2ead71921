"""Totals of several figures by one pass over each source."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Count, Q, QuerySet

from tongpin.foundation.kernel.canonical import digest

from ..rules import Definition
from .compiling import aggregates, condition_of, family_of, is_kept, kept_rows, stems_of
from .sources import SOURCES, Period

Totals = dict[str, Mapping[str, Any]]
ByKind = Mapping[str, Mapping[str, Any]]
ADDED_UP: Mapping[str, Callable[[Sequence[Any]], Any]] = {"count": sum, "sum": sum, "max": max}
"""How the values of several kinds make one value; distinct counts do not add up."""


def totals(wanted: Sequence[Definition], period: Period, *, within: str, many: bool) -> Totals:
    """Return value, records, evidenced and kept of each definition, by code.

    Definitions that join other tables are left out: a join would multiply everybody's rows. Few figures ask in the same
    pass whether their source was kept; of many only those that found nothing are asked.
    """
    simple = {one.code: one for one in wanted if one.has_source and not one.ratio and "measure" not in one.where}
    found: Totals = {}
    for name in dict.fromkeys(one.source for one in simple.values()):
        mine = [one for one in simple.values() if one.source == name]
        rows = kept_rows(SOURCES[name], period, within)
        kinds = None
        if many and "kind" in SOURCES[name].attributes:
            kinds = _by_kind(rows, mine)
            found |= {one.code: _put_together(one, kinds) for one in mine if _adds_up(one)}
        if rest := [one for one in mine if one.code not in found]:
            found |= _of_source(rows, rest, many=many, kinds=kinds)
        if any(not found[one.code]["kept"] for one in mine) and is_kept(SOURCES[name], period):
            found |= {one.code: {**found[one.code], "kept": True} for one in mine}
    return found


def _adds_up(definition: Definition) -> bool:
    """Say whether the values of several kinds make one value; distinct counts do not."""
    return definition.measure.partition(":")[0] in ADDED_UP


def _besides_kinds(definition: Definition) -> Definition:
    """Return the definition without its kinds: what is asked of each kind's rows."""
    return replace(definition, where={name: values for name, values in definition.where.items() if name != "kind"})


def _by_kind(rows: QuerySet[Any], mine: Sequence[Definition]) -> ByKind:
    """Return one row per kind with what totals are put together from: it costs little more for fifty than for one."""
    parts: dict[str, Any] = {}
    for one in filter(_adds_up, mine):
        asked = aggregates(one, condition_of(_besides_kinds(one)) or None)
        parts |= dict(zip(_keys(one), (asked["value"], asked["records"], asked["evidenced"]), strict=True))
    return {row["kind"]: row for row in rows.order_by().values("kind").annotate(**parts)}


def _keys(one: Definition) -> tuple[str, str, str]:
    """Return the names of value, records and evidenced in the pass by kind; figures that ask the same share them."""
    besides = digest(dict(_besides_kinds(one).where))
    return f"{one.measure}/{besides}", f"records/{besides}", f"{one.evidence}/{besides}"


def _put_together(one: Definition, found: ByKind) -> Mapping[str, Any]:
    rows = [found[kind] for kind in map(str, one.where.get("kind", found)) if kind in found]
    value, records, evidenced = ([row[key] for row in rows] for key in _keys(one))
    known = [part for part in value if part is not None]
    return {
        "value": ADDED_UP[one.measure.partition(":")[0]](known) if known else None,
        "records": sum(records),
        "evidenced": sum(evidenced),
        "kept": any(records) or _family_kept(one, found),
    }


def _family_kept(one: Definition, found: ByKind) -> bool:
    stems = stems_of(one)
    return any(not stems or kind.partition(".")[0] in stems for kind in found)


def _of_source(rows: QuerySet[Any], mine: Sequence[Definition], *, many: bool, kinds: ByKind | None) -> Totals:
    parts: dict[str, Any] = {}
    for one in mine:
        # Figures of the same rows share the number of records and of those with evidence.
        asked = aggregates(one, condition_of(one) or None)
        parts[f"{one.code}:value"] = asked["value"]
        parts |= {f"{_rows_key(one)}:{key}": asked[key] for key in ("records", "evidenced")}
    if not many:
        row = _counted(rows, mine, parts)
    else:
        row = rows.filter(_any_of([condition_of(one) for one in mine])).aggregate(**parts)
        empty = [one for one in mine if not row[f"{_rows_key(one)}:records"]]
        if kinds is not None:
            row |= {f"{one.code}:kept": _family_kept(one, kinds) for one in empty}
        elif empty:
            row |= _counted(rows, empty, {})
    return {one.code: _total(one, row) for one in mine}


def _total(one: Definition, row: Mapping[str, Any]) -> Mapping[str, Any]:
    records, evidenced = (row[f"{_rows_key(one)}:{key}"] for key in ("records", "evidenced"))
    kept = bool(records or row.get(f"{one.code}:kept"))
    return {"value": row[f"{one.code}:value"], "records": records, "evidenced": evidenced, "kept": kept}


def _rows_key(definition: Definition) -> str:
    """Return what definitions of the same rows and the same evidence share."""
    return digest([dict(definition.where), definition.evidence])


def _counted(rows: QuerySet[Any], mine: Sequence[Definition], parts: Mapping[str, Any]) -> dict[str, Any]:
    """Return `parts` and, for each definition, how many rows show that its source was kept."""
    families = {one.code: family_of(one) or condition_of(one) for one in mine}
    kept = {f"{code}:kept": Count("pk", filter=family or None) for code, family in families.items()}
    return rows.filter(_any_of(list(families.values()))).aggregate(**parts, **kept)


def _any_of(conditions: Sequence[Q]) -> Q:
    """Return the disjunction; one empty condition wants every row, where Django's own would say nothing."""
    return reduce(or_, conditions) if all(conditions) else Q()
