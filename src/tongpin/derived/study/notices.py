"""Hours of study in words."""

from __future__ import annotations

from decimal import Decimal

from django.utils.translation import gettext as _

from .enums import Outcome
from .rules import Requirement, Verdict


def hours_text(hours: Decimal | None) -> str:
    """Return hours without needless digits; "—" where a record says none."""
    return "—" if hours is None else f"{hours.normalize():f}"


def verdict_text(verdict: Verdict, *, year_over: bool) -> str:
    """Return how far somebody has come: reached, what is missing, or why the norm does not apply."""
    if verdict.outcome is Outcome.MISSING:
        said = _("%(n)s hours are missing") if year_over else _("%(n)s hours to go")
        return said % {"n": hours_text(verdict.missing)}
    if verdict.reason is not None:
        return str(verdict.reason.label)
    return str(verdict.outcome.label)


def state_of(verdict: Verdict, *, year_over: bool) -> str:
    """Return the state that gives a verdict its tone; a year that is not over is open."""
    if verdict.outcome is Outcome.MISSING:
        return "reminder" if year_over else "planned"
    return "ok" if verdict.outcome is Outcome.REACHED else "no_data"


def wanted_text(wanted: Requirement) -> str:
    """Return the hours wanted, and the post they rest on."""
    if wanted.norm is None:
        return "—"
    if wanted.role and wanted.ended is None:
        return _("%(n)s hours (%(role)s)") % {"n": wanted.hours, "role": wanted.role}
    return _("%(n)s hours") % {"n": wanted.hours}
