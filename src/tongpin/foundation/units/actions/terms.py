"""Writing terms: what began when, until when the superior let it run, and when it ended.

How long a term lasts is the catalogue's, which stands above units: the caller looks it up and brings the years.
"""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from tongpin.foundation.audit.actions import record
from tongpin.foundation.kernel.errors import UserError
from tongpin.foundation.people.models import Account

from ..enums import ELECTED_KINDS, Ending
from ..models import Postponement, Term, Unit
from ..queries import guards, terms
from ..rules import falls_due, last_day, term_digest, term_end_digest

ONE_DAY = dt.timedelta(days=1)


@transaction.atomic
def enter_term(
    *,
    by: Account,
    unit: Unit,
    number: int,
    began_on: dt.date,
    years: int,
    seats: int | None = None,
    ended_on: dt.date | None = None,
) -> Term:
    """Enter a term that runs, or with `ended_on` one that was followed by another.

    Raises UserError for an organisation without terms, a day that has not come, an end before the beginning, a number
    used before, or days that another term of the organisation has.
    """
    _require_elected(unit)
    guards.require_past(began_on)
    if ended_on is not None:
        guards.require_past(ended_on)
        if ended_on < began_on:
            raise UserError(_("The term ends before it begins."), place=str(ended_on))
    terms.hold_terms(unit)
    terms.require_free(unit, number, began_on, ended_on)
    term = Term(unit=unit, number=number, began_on=began_on, years=years, seats=seats)
    _set_end(term, ended_on)
    term.save(force_insert=True)
    record(by=by, action="term.enter", target=term, details=_told(term))
    return term


@transaction.atomic
def renew_term(
    *, by: Account, unit: Unit, number: int, began_on: dt.date, years: int, seats: int | None = None
) -> Term:
    """Begin a new term after an election; the one before ends the day before.

    Raises UserError as `enter_term` does, and when the running term began on that day or later.
    """
    guards.require_past(began_on)
    terms.hold_terms(unit)
    running = terms.open_term(unit)
    if running is not None:
        if began_on <= running.began_on:
            raise UserError(_("The new term begins before the one it follows."), place=str(began_on))
        close_term(by=by, term=running, on=began_on - ONE_DAY, ending=Ending.RENEWED)
    return enter_term(by=by, unit=unit, number=number, began_on=began_on, years=years, seats=seats)


@transaction.atomic
def close_term(*, by: Account, term: Term, on: dt.date, ending: Ending) -> Term:
    """End a term on its last day. Raises UserError when it has ended already, or the day is not possible."""
    guards.require_past(on)
    if on < term.began_on:
        raise UserError(_("The term ends before it begins."), place=str(on))
    proof = term_end_digest(term=term.digest, ended_on=on, ending=ending.value)
    rows = Term.objects.filter(pk=term.pk, ended_on=None)
    if not rows.update(ended_on=on, ending=ending, end_digest=proof):
        raise UserError(_("This term has already ended."), place=str(term))
    term.ended_on, term.ending, term.end_digest = on, ending, proof
    record(by=by, action="term.end", target=term, details={"on": on.isoformat(), "ending": ending.value})
    return term


@transaction.atomic
def correct_term(
    *,
    by: Account,
    term: Term,
    number: int,
    began_on: dt.date,
    years: int,
    seats: int | None,
    ended_on: dt.date | None,
    reason: str,
) -> Term:
    """Put right what was entered wrongly; what it said before stays in the log with the reason.

    Raises UserError without a reason, or as `enter_term` does.
    """
    if not reason.strip():
        raise UserError(_("Say why the entry is corrected."), place=_("Reason"))
    guards.require_past(ended_on or began_on)
    if ended_on is not None and ended_on < began_on:
        raise UserError(_("The term ends before it begins."), place=str(ended_on))
    terms.hold_terms(term.unit)
    terms.require_free(term.unit, number, began_on, ended_on, but=term)
    before = _told(term)
    term.number, term.began_on, term.years, term.seats = number, began_on, years, seats
    _set_end(term, ended_on)
    term.save(
        update_fields=["number", "began_on", "years", "due_on", "seats", "ended_on", "ending", "digest", "end_digest"]
    )
    record(
        by=by, action="term.correct", target=term, details={"before": before, "after": _told(term), "reason": reason}
    )
    return term


@transaction.atomic
def postpone_term(
    *, by: Account, term: Term, until: dt.date, approved_by: str, doc_no: str, approved_on: dt.date, reason: str
) -> Postponement:
    """Note that the superior let the term run until another day, later or earlier than it would.

    Raises UserError when the term has ended, the document or the reason is missing, or the day is not possible. How far
    it may be moved is the catalogue's, which the caller asks.
    """
    if not (approved_by.strip() and doc_no.strip()):
        raise UserError(_("A term is moved only with the superior's approval: say who approved it, by which number."))
    if not reason.strip():
        raise UserError(_("Say why the term is moved."), place=_("Reason"))
    guards.require_past(approved_on)
    if term.ended_on is not None:
        raise UserError(_("This term has already ended."), place=str(term))
    if until < term.began_on:
        raise UserError(_("The term ends before it begins."), place=str(until))
    if until == falls_due(terms.facts_of(term), approved_on):
        raise UserError(_("This is the day on which the term ends anyway."), place=str(until))
    if term.postponements.filter(approved_on__gte=approved_on).exists():
        raise UserError(_("A later approval is known already."), place=str(approved_on))
    made = Postponement.objects.create(
        term=term, until=until, approved_by=approved_by, doc_no=doc_no, approved_on=approved_on, reason=reason
    )
    record(by=by, action="term.move", target=term, details={"until": until.isoformat(), "doc_no": doc_no})
    return made


def _require_elected(unit: Unit) -> None:
    guards.require_current(unit)
    if unit.kind not in ELECTED_KINDS:
        raise UserError(_("This organisation is not elected for a term."), place=unit.name)


def _set_end(term: Term, ended_on: dt.date | None) -> None:
    """Compute the last day and both digests."""
    term.due_on = last_day(term.began_on, term.years)
    term.digest = term_digest(unit_id=term.unit_id, number=term.number, began_on=term.began_on, due_on=term.due_on)
    term.ended_on = ended_on
    term.ending = "" if ended_on is None else term.ending or Ending.RENEWED
    term.end_digest = (
        "" if ended_on is None else term_end_digest(term=term.digest, ended_on=ended_on, ending=str(term.ending))
    )


def _told(term: Term) -> dict[str, str | int | None]:
    """Return what the log keeps of a term."""
    return {
        "unit": term.unit_id,
        "number": term.number,
        "began_on": term.began_on.isoformat(),
        "due_on": term.due_on.isoformat(),
        "ended_on": term.ended_on.isoformat() if term.ended_on else None,
    }
