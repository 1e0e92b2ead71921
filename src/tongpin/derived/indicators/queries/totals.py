"""Totals of several figures by one pass over each source."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Count, Q, QuerySet

from tongpin.foundation.kernel.canonical import digest

from ..rules import Definition
from .compiling import aggregates, condition_of, family_of, kept_rows
from .sources import SOURCES, Period

Totals = dict[str, Mapping[str, Any]]


def totals(wanted: Sequence[Definition], period: Period, *, within: str, many: bool) -> Totals:
    """Return value, records, evidenced and kept of each definition, by code.

    Definitions that join other tables are left out: a join would multiply everybody's rows. Few figures ask in the same
    pass whether their source was kept; of many only those that found nothing are asked.
    """
    simple = {one.code: one for one in wanted if one.has_source and not one.ratio and "measure" not in one.where}
    found: Totals = {}
    for name in dict.fromkeys(one.source for one in simple.values()):
        mine = [one for one in simple.values() if one.source == name]
        found |= _of_source(kept_rows(SOURCES[name], period, within), mine, many=many)
    return found


def _of_source(rows: QuerySet[Any], mine: Sequence[Definition], *, many: bool) -> Totals:
    parts: dict[str, Any] = {}
    for one in mine:
        # Figures of the same rows share the number of records and of those with evidence.
        asked = aggregates(one, condition_of(one) or None)
        parts[f"{one.code}:value"] = asked["value"]
        parts |= {f"{_rows_key(one)}:{key}": asked[key] for key in ("records", "evidenced")}
    if many:
        row = rows.filter(_any_of([condition_of(one) for one in mine])).aggregate(**parts)
        empty = [one for one in mine if not row[f"{_rows_key(one)}:records"]]
        row |= _counted(rows, empty, {}) if empty else {}
    else:
        row = _counted(rows, mine, parts)
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
