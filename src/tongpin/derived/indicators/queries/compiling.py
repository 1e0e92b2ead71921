"""What a definition compiles to: conditions, rows, aggregates."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db.models import Count, Max, Q, QuerySet, Sum
from django.utils.translation import gettext as _

from tongpin.foundation.kernel import clock
from tongpin.foundation.kernel.errors import UserError
from tongpin.records.activities.enums import Grade

from ..rules import Definition, definitions
from .sources import SOURCES, Period, Source


def period_of(year: int, as_of: dt.date | None = None) -> Period:
    """Return the period of a year up to its cut-off: the year's last day, or `as_of` (today) where that is earlier."""
    last = dt.date(year, 12, 31)
    return Period(dt.date(year, 1, 1), min(as_of or clock.today(), last))


def newest_year(within: str = "") -> int:
    """Return the newest year with a record that counts, else the present one: where a page without a year begins."""
    today = clock.today()
    counted = rows_of(known("activities"), Period(dt.date.min, today), within)
    last: dt.date | None = counted.aggregate(day=Max("starts_on"))["day"]
    return (last or today).year


def known(code: str) -> Definition:
    """Return a definition. Raises UserError for a code nobody defined."""
    if (found := definitions().get(code)) is None:
        raise UserError(
            _("There is no indicator of this code."), place=code, remedy=_("See the register of indicators.")
        )
    return found


def rows_of(definition: Definition, period: Period, within: str = "") -> QuerySet[Any]:
    """Return the rows an indicator counts in the period: its lineage. `within` is the path of a unit, or empty."""
    return kept_rows(SOURCES[definition.source], period, within).filter(condition_of(definition))


def kept_rows(source: Source, period: Period, within: str = "") -> QuerySet[Any]:
    """Return all rows of a source in the period, for a part of the bureau where `within` is not empty."""
    rows = source.rows(period)
    return rows.filter(**{f"{source.within}__startswith": within}) if within and source.within else rows


def is_kept(source: Source, period: Period) -> bool:
    """Say whether a register that tells it was kept in the period; False for one that does not tell."""
    return source.kept is not None and source.kept(period).exists()


def condition_of(definition: Definition) -> Q:
    """Return the condition by which an indicator takes its rows from those of its source."""
    condition = Q()
    for name, values in definition.where.items():
        condition &= SOURCES[definition.source].filters[name](values)
    return condition


def stems_of(definition: Definition) -> list[str]:
    """Return the families of the kinds a definition takes: "meeting" of meeting.general."""
    return list(dict.fromkeys(str(kind).partition(".")[0] for kind in definition.where.get("kind", ())))


def family_of(definition: Definition) -> Q | None:
    """Return the condition on rows that show the source was kept at all; None where its own rows are the only sign.

    Found nothing among kept ones means zero, not unknown: no 党小组会 beside 支委会 is 0, no record at all is a dash.
    """
    if not definition.where:
        return None
    condition = Q()
    for stem in stems_of(definition):
        condition |= Q(kind=stem) | Q(kind__startswith=f"{stem}.")
    return condition


def _expression(definition: Definition, source: Source, among: Q | None) -> Any:
    how, _colon, what = definition.measure.partition(":")
    if how == "sum":
        return Sum(source.quantities[what], filter=among)
    if how == "max":
        return Max(source.quantities[what], filter=among)
    if how == "distinct":
        return Count(source.attributes[what], distinct=True, filter=among)
    return Count("pk", filter=among)


def aggregates(definition: Definition, among: Q | None = None) -> dict[str, Any]:
    """Return the aggregates of a definition: its value, the number of records, how many have the evidence wanted.

    `among` counts only rows that meet a condition, where the rows serve several definitions.
    """
    source = SOURCES[definition.source]
    proven = Q(**{f"{source.grade}__gte": Grade[definition.evidence.upper()]}) if source.grade else Q()
    return {
        "value": _expression(definition, source, among),
        "records": Count("pk", filter=among),
        "evidenced": Count("pk", filter=(among or Q()) & proven or None),
    }
