"""Statements about two figures: change against last year, and “全部”."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal

from tongpin.derived.indicators.enums import FigureState
from tongpin.derived.indicators.rules import Figure

from .display import plain

# The weaker of two states decides what may be said of both.
_WEAKNESS = (
    FigureState.OK,
    FigureState.ZERO,
    FigureState.PARTLY,
    FigureState.NO_EVIDENCE,
    FigureState.NO_DATA,
    FigureState.NO_SOURCE,
)


@dataclass(frozen=True, slots=True)
class Change:
    """A year-on-year statement: the percentage as a figure of its own, and its words ("" = nothing can be said)."""

    figure: Figure
    text: str


def year_on_year(now: Figure, before: Figure | None) -> Change:
    """Compare two years of one figure: growth or decline in % (percentage points for rates), level, or nothing.

    Nothing is said when a year is missing or last year was zero: growth over zero is no number.
    """
    if before is None or now.value is None or not before.value:
        return Change(absent(now), "")
    difference = Decimal(now.value) - Decimal(before.value)
    rate = now.unit == "%"
    amount = difference if rate else difference * 100 / Decimal(before.value)
    amount = amount.quantize(Decimal("0.1"), rounding=ROUND_HALF_UP)
    figure = replace(joined(now, before), name=f"{now.name}同比", unit="百分点" if rate else "%", value=amount, by={})
    return Change(figure, _wording(difference, amount, rate))


def _wording(difference: Decimal, amount: Decimal, rate: bool) -> str:
    if difference == 0:
        return "与上年持平"
    if amount == 0:
        return "与上年基本持平"
    size = plain(abs(amount), 1)
    if rate:
        return f"比上年{'提高' if amount > 0 else '下降'}{size}个百分点"
    return f"比上年{'增长' if amount > 0 else '下降'}{size}%"


def all_of(done: Figure, whole: Figure) -> str:
    """Return 全部 only when both counts are known, equal and above zero."""
    known = done.value is not None and whole.value is not None
    return "全部" if known and done.value == whole.value and Decimal(whole.value or 0) > 0 else ""


def joined(one: Figure, other: Figure) -> Figure:
    """Return the figure behind a statement about two: records of both, the weaker state, one root over both roots."""
    return replace(
        one,
        state=max(one.state, other.state, key=_WEAKNESS.index),
        records=one.records + other.records,
        evidenced=one.evidenced + other.evidenced,
        records_root=_root(one.records_root, other.records_root),
        evidence_root=_root(one.evidence_root, other.evidence_root),
        by={},
    )


def absent(like: Figure) -> Figure:
    """Return the figure of a year nothing is known of, named like another year's."""
    return replace(
        like, value=None, state=FigureState.NO_DATA, records=0, evidenced=0, records_root="", evidence_root="", by={}
    )


def _root(one: str, other: str) -> str:
    return hashlib.sha256(f"{one}|{other}".encode()).hexdigest()
