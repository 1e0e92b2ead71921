"""Entering terms and moving their last day, by the catalogue's rules."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from tongpin.foundation.kernel.errors import UserError
from tongpin.foundation.people.models import Account
from tongpin.foundation.units import actions as units
from tongpin.foundation.units.models import Postponement, Term, Unit
from tongpin.foundation.units.rules import months_after

from ..access import APPROVE
from ..queries.norms import book_of, source, years_of
from ..rules import TermEntry


@transaction.atomic
def enter_term(*, by: Account, unit: Unit, entry: TermEntry) -> Term:
    """Enter a term of an organisation; its length is the catalogue's. Raises NotAllowed, or UserError as `years_of`."""
    APPROVE.require_in(by, unit)
    return units.enter_term(
        by=by,
        unit=unit,
        number=entry.number,
        began_on=entry.began_on,
        years=years_of(unit, entry),
        seats=entry.seats,
        ended_on=entry.ended_on,
    )


@transaction.atomic
def correct_term(*, by: Account, term: Term, entry: TermEntry, reason: str) -> Term:
    """Put a term right that was entered wrongly. Raises NotAllowed, or UserError as `enter_term`."""
    APPROVE.require(by, term)
    return units.correct_term(
        by=by,
        term=term,
        number=entry.number,
        began_on=entry.began_on,
        years=years_of(term.unit, entry),
        seats=entry.seats,
        ended_on=entry.ended_on,
        reason=reason,
    )


@transaction.atomic
def move_term(
    *,
    by: Account,
    term: Term,
    until: dt.date,
    approved_by: str,
    doc_no: str,
    approved_on: dt.date,
    reason: str,
    exceptional: bool = False,
) -> Postponement:
    """Note that the superior let a term run longer or end earlier.

    More than the rule's usual bound (一年) is refused, unless the rule says 一般 and `exceptional` says that the
    approval itself goes further. Raises NotAllowed or UserError.
    """
    APPROVE.require(by, term)
    norm = book_of(approved_on).rule("TERM.move")
    bound = int(str(norm.params["months"]))
    within = months_after(term.due_on, -bound) <= until <= months_after(term.due_on, bound)
    if not within and not (exceptional and norm.strictness == "usually"):
        raise UserError(
            _("Usually a term is moved by %(months)s months at most.") % {"months": bound},
            place=str(until),
            remedy=f"{norm.title}（{source(norm)}）",
        )
    return units.postpone_term(
        by=by,
        term=term,
        until=until,
        approved_by=approved_by,
        doc_no=doc_no,
        approved_on=approved_on,
        reason=reason,
    )
