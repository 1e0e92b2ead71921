"""Verdicts, states and faults in words for people."""

from __future__ import annotations

from django.utils.translation import gettext as _

from tongpin.derived.indicators.enums import FigureState
from tongpin.foundation.kernel.errors import UserError

from .enums import AnnexVerdict, FigureVerdict, LiteralVerdict, RecomputeVerdict, SealVerdict
from .rules.checking import Problem
from .rules.faults import Fault


def in_words(fault: Fault, place: str = "") -> UserError:
    """Return the error to raise for a fault of a document."""
    message = _(fault.words) % fault.params if fault.params else _(fault.words)
    return UserError(message, place=place[:80], remedy=_(fault.remedy) if fault.remedy else "")


def problem_words(problem: Problem) -> str:
    """Return what is wrong with a template, with the nearest right word."""
    words = _(problem.words)
    said = words % dict(problem.values) if problem.values else words
    return said + (_(" Did you mean “%(word)s”?") % {"word": problem.nearest} if problem.nearest else "")


def state_word(state: FigureState) -> str:
    """Return the state of a figure in a word."""
    return {
        FigureState.OK: _("evidenced"),
        FigureState.PARTLY: _("partly evidenced"),
        FigureState.NO_EVIDENCE: _("no evidence"),
        FigureState.ZERO: _("zero"),
        FigureState.NO_DATA: _("no data"),
        FigureState.NO_SOURCE: _("no source yet"),
    }[state]


def seal_word(verdict: SealVerdict) -> str:
    """Say what became of the seal."""
    return {
        SealVerdict.VALID: _("The seal is valid: the list of figures is the one that was issued."),
        SealVerdict.INVALID: _("The seal is invalid: the list in the file was forged, damaged or signed by another."),
        SealVerdict.FROM_LEDGER: _("The file lost its seal; it was compared with the copy kept at issue."),
        SealVerdict.MISSING: _("The file carries no seal, and no report with its code was issued here."),
    }[verdict]


def figure_word(verdict: FigureVerdict) -> str:
    """Say what became of a figure."""
    return {
        FigureVerdict.SAME: _("unchanged"),
        FigureVerdict.SAME_BY_CONTEXT: _("unchanged (recognised by the words around it)"),
        FigureVerdict.ALTERED: _("altered"),
        FigureVerdict.MISSING: _("missing"),
        FigureVerdict.DUPLICATED: _("stands there a second time"),
        FigureVerdict.MOVED: _("unchanged, but in another sentence than issued"),
    }[verdict]


def literal_word(verdict: LiteralVerdict) -> str:
    """Say what became of a number that is no figure."""
    return {
        LiteralVerdict.SAME: _("unchanged"),
        LiteralVerdict.ALTERED: _("altered"),
        LiteralVerdict.REMOVED: _("removed with its sentence"),
        LiteralVerdict.NEW: _("a number that was not in the report when it was issued"),
    }[verdict]


def annex_word(verdict: AnnexVerdict) -> str:
    """Say what became of the annex."""
    return {
        AnnexVerdict.INTACT: _("The annex is unchanged."),
        AnnexVerdict.ALTERED: _("The annex was altered."),
        AnnexVerdict.MISSING: _("The annex is missing."),
        AnnexVerdict.UNREADABLE: _("The annex was not checked."),
    }[verdict]


def recompute_word(verdict: RecomputeVerdict | None) -> str:
    """Say what the records say of a figure today."""
    if verdict is None:
        return ""
    return {
        RecomputeVerdict.HOLDS: _("holds"),
        RecomputeVerdict.RECORDS_CHANGED: _("same value, but records or evidence changed"),
        RecomputeVerdict.DATA_CHANGED: _("the records give another value today"),
        RecomputeVerdict.UNKNOWN: _("cannot be computed today"),
    }[verdict]
