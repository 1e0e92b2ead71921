"""Reading terms: the running one, what falls due by a day, what was done of it; and what a write asks first."""

from __future__ import annotations

import datetime as dt

from django.db.models import Case, DateField, F, OuterRef, Q, QuerySet, Subquery, When
from django.db.models.functions import Coalesce, Least
from django.utils.translation import gettext as _

from tongpin.foundation.kernel.dated import in_force
from tongpin.foundation.kernel.errors import UserError

from ..enums import ELECTED_KINDS, Ending
from ..models import Postponement, Term, Unit
from ..rules import Shift, TermFacts

ONE_DAY = dt.timedelta(days=1)
FALLS_DUE = "falls_due_on"


def open_term(unit: Unit) -> Term | None:
    """Return the term that runs, or None."""
    return Term.objects.filter(unit=unit, ended_on=None).first()


def elected_units(day: dt.date) -> QuerySet[Unit]:
    """Return the organisations of `day` whose leading body is elected for a term."""
    return Unit.objects.filter(in_force(day), kind__in=ELECTED_KINDS).order_by("path")


def falling_due(day: dt.date) -> QuerySet[Term]:
    """Return all terms with `falls_due_on` (`FALLS_DUE`): the last day of each as it stood on `day`.

    Approvals given by then are included; a term that was followed by an election before its last day fell due then.
    """
    given = Postponement.objects.filter(term=OuterRef("pk"), approved_on__lte=day).order_by("-approved_on")
    moved = Coalesce(Subquery(given.values("until")[:1], output_field=DateField()), F("due_on"))
    return Term.objects.annotate(
        **{FALLS_DUE: Case(When(ended_on__lt=day, then=Least(moved, F("ended_on"))), default=moved)}
    )


def due(on: dt.date, since: dt.date | None = None) -> QuerySet[Term]:
    """Return the terms that had to be followed by an election by `on` (应换届).

    Their last day, with the approvals given by then, is `on` or earlier, and they still ran on `since`, by default the
    first day of that year: one that was overdue then is still due. Organisations that no longer exist on `on` owe
    nothing. `digest` proves a row.
    """
    return (
        falling_due(on)
        .filter(_still_ran(on, since), in_force(on, "unit__"), Q(**{f"{FALLS_DUE}__lte": on}))
        .select_related("unit")
    )


def done(on: dt.date, since: dt.date | None = None) -> QuerySet[Term]:
    """Return those of `due` that were followed by an election by `on` (已换届). `end_digest` proves a row."""
    return due(on, since).filter(ended_on__lt=on, ending=Ending.RENEWED)


def moved(on: dt.date, since: dt.date | None = None) -> QuerySet[Term]:
    """Return the terms that would have been due by `on`, had the superior not approved a later day (例外)."""
    rows = falling_due(on).filter(
        _still_ran(on, since), in_force(on, "unit__"), Q(**{f"{FALLS_DUE}__gt": on}), due_on__lte=on
    )
    return rows.select_related("unit")


def _still_ran(on: dt.date, since: dt.date | None) -> Q:
    """Return the condition that the election had not been held before `since`: a term ends the day before it."""
    start = since or on.replace(month=1, day=1)
    return Q(ended_on=None) | Q(ended_on__gte=start - ONE_DAY)


def facts_of(term: Term) -> TermFacts:
    """Return what the clock needs of a term; prefetch `postponements` for many."""
    shifts = [Shift(one.until, one.approved_on) for one in term.postponements.all()]
    return TermFacts(term.began_on, term.due_on, term.ended_on, shifts)


def hold_terms(unit: Unit) -> None:
    """Let one writer at a time change the terms of an organisation, until the end of the transaction."""
    list(Unit.objects.select_for_update(no_key=True).filter(pk=unit.pk).values_list("pk"))


def require_free(unit: Unit, number: int, began_on: dt.date, ended_on: dt.date | None, but: Term | None = None) -> None:
    """Refuse a number that was used, and days that belong to another term of the organisation."""
    others = Term.objects.filter(unit=unit).exclude(pk=but.pk if but else 0)
    if others.filter(number=number).exists():
        raise UserError(_("There is already a term of this number."), place=f"{unit.name} {number}")
    later = Q() if ended_on is None else Q(began_on__lte=ended_on)
    clash = others.filter(later, Q(ended_on=None) | Q(ended_on__gte=began_on)).first()
    if clash is not None:
        raise UserError(
            _("It overlaps with term %(number)s, which began on %(day)s.")
            % {"number": clash.number, "day": clash.began_on},
            place=unit.name,
            remedy=_("One term ends before the next one begins."),
        )
