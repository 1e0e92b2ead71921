"""How organisations stand, in words."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from tongpin.foundation.ui.rules import Quote
from tongpin.standards.enums import Strictness
from tongpin.standards.rules import Norm

from .enums import State
from .rules import Period


def period_text(period: Period) -> str:
    """Return a period as people say it."""
    if period.kind == "year":
        return _("%(year)s") % {"year": period.year}
    if period.kind == "quarter":
        return _("quarter %(n)s of %(year)s") % {"n": period.number, "year": period.year}
    return _("month %(n)s of %(year)s") % {"n": period.number, "year": period.year}


def short_period(period: Period) -> str:
    """Return a period within its year."""
    if period.kind == "year":
        return _("whole year")
    if period.kind == "quarter":
        return _("Q%(n)s") % {"n": period.number}
    return _("%(n)s.") % {"n": period.number}


def short_state(state: State) -> str:
    """Return a state in two or three characters, for a cell of the picture."""
    return {
        State.LATE: pgettext("compliance", "late!"),
        State.DUE: pgettext("compliance", "due"),
        State.PLANNED: pgettext("compliance", "planned"),
        State.WAITING: pgettext("compliance", "to confirm"),
        State.DONE: pgettext("compliance", "done"),
        State.DONE_LATE: pgettext("compliance", "made up"),
        State.MISSED: pgettext("compliance", "reminder"),
        State.NOT_YET: pgettext("compliance", "not yet"),
        State.OFF: pgettext("compliance", "n/a"),
    }[state]


def rule_name(code: str) -> str:
    """Return the short name of a rule whose code says none in the reader's words; "" for the others."""
    return {
        "TERM.renew": _("New election in time"),
        "STAFF.branch": _("Posts of the branch"),
        "STAFF.branch.committee": _("Posts of the branch committee"),
        "STAFF.general-branch": _("Posts of the general branch"),
        "STAFF.party-committee": _("Posts of the Party committee"),
        "STAFF.group": _("Posts of the small group"),
        "STAFF.study-group": _("Posts of the study group"),
    }.get(code, "")


def quote_of(norm: Norm) -> Quote:
    """Return the words a rule rests on."""
    return Quote(
        norm.quote or norm.title,
        norm.source_name if norm.local else f"《{norm.source_name}》",
        f"{norm.article} {norm.doc_no}".strip(),
        norm.issued.isoformat(),
        verified=not norm.needs_review,
        strict=norm.strictness == Strictness.MUST,
    )
