"""Figures in words, for screens."""

from __future__ import annotations

from decimal import Decimal

from django.utils.translation import gettext as _

from .enums import FigureState
from .rules import Figure, Number


def state_text(state: FigureState) -> str:
    """Return what may be said of a value."""
    return {
        FigureState.OK: _("All records have evidence"),
        FigureState.PARTLY: _("Some records have evidence"),
        FigureState.NO_EVIDENCE: _("Without evidence"),
        FigureState.ZERO: _("Zero: kept, and nothing happened"),
        FigureState.NO_DATA: _("No data"),
        FigureState.NO_SOURCE: _("No source yet"),
    }[state]


def value_text(value: Number | None) -> str:
    """Return a value as people read it: a dash where there is none, never 0 for unknown."""
    if value is None:
        return "—"
    return f"{value.normalize():f}" if isinstance(value, Decimal) else str(value)


def evidence_text(figure: Figure) -> str:
    """Return the share of records with the evidence wanted; nothing where there are no records."""
    if not figure.records:
        return ""
    share = figure.evidenced * 100 // figure.records
    return _("evidence for %(some)s of %(all)s records (%(share)s%%)") % {
        "some": figure.evidenced,
        "all": figure.records,
        "share": share,
    }


def missing_text(state: FigureState) -> str:
    """Return why a place stays blank and what to do, for the states without a value."""
    return {
        FigureState.NO_DATA: _("Nothing was recorded for this period. Import the ledger or record the activities."),
        FigureState.NO_SOURCE: _("No part of the program records this yet; its place stays blank wherever it appears."),
    }.get(state, "")
