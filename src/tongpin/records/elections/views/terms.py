"""The clock of terms on screen: list and picture, the list of the year, one organisation, entering and moving terms."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from tongpin.foundation.access.views import account_of, screen
from tongpin.foundation.kernel import clock as time
from tongpin.foundation.kernel.sheets import Cell, Column, download, workbook
from tongpin.foundation.ui.queries import remembered_filters
from tongpin.foundation.units.enums import ELECTED_KINDS, TermState
from tongpin.foundation.units.models import Term, Unit
from tongpin.foundation.units.queries import root, terms
from tongpin.foundation.units.rules import falls_due

from ..access import APPROVE, RUN, SEE_TERMS
from ..actions import correct_term, enter_term, move_term
from ..forms import ClockFilter, MoveForm, TermForm, YearFilter
from ..models import Election
from ..queries import clock
from ..queries.norms import Book, book_of, length_rule, quote, quotes
from ..rules import WIDTH, Bar, Span, bars, span_around
from .steps import taken


@dataclass(frozen=True, slots=True)
class Line:
    """An organisation in the list and in the picture."""

    row: clock.Row
    state_label: str
    bars: Sequence[Bar]
    exempt_text: str

    @property
    def bar_text(self) -> str:
        """What the picture says, for those who do not see it."""
        row = self.row
        if row.term is None:
            return self.exempt_text or str(_("No term entered"))
        return f"{row.term.began_on} – {row.due} {self.state_label}"


def _lines(found: Sequence[clock.Row], span: Span, on: dt.date) -> list[Line]:
    return [
        Line(
            row,
            str(TermState(row.state).label) if row.state else "",
            bars(span, [_stretch(term, on) for term in row.history], on),
            quote(row.exempt).text if row.exempt else "",
        )
        for row in found
    ]


def _stretch(term: Term, on: dt.date) -> tuple[dt.date, dt.date, dt.date | None, dt.date]:
    return term.began_on, term.due_on, term.ended_on, falls_due(terms.facts_of(term), on)


def _chosen(request: HttpRequest, form: ClockFilter, book: Book) -> list[clock.Row]:
    found = clock.rows(SEE_TERMS.visible(account_of(request), Unit.objects.all()), book)
    chosen = form.chosen()
    if state := chosen.get("state"):
        wanted = "" if state == "none" else state
        found = [row for row in found if row.state == wanted and not row.exempt]
    for word in chosen.get("text", "").split():
        found = [row for row in found if word in row.unit.name]
    return found


@screen(SEE_TERMS)
@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    """Show every organisation's term as of a day, as a picture and as its table."""
    if (back_ := remembered_filters(request, "terms")) is not None:
        return back_
    form = ClockFilter(request.GET)
    account, on = account_of(request), form.day()
    book = book_of(on)
    found = _chosen(request, form, book)
    span = span_around(on)
    counts = [(one, sum(row.state == one for row in found)) for one in (TermState.OVERDUE, TermState.DUE_SOON)]
    context = {
        "filters": form,
        "chosen": form.chosen(),
        "on": on,
        "lines": _lines(found, span, on),
        "span": span,
        "width": WIDTH,
        "today_at": span.place(on),
        "counts": [(one.value, one.label, count) for one, count in counts if count],
        "may_run": RUN.held_by(account),
        "may_approve": APPROVE.held_by(account),
        "remind": quotes(book, "TERM.remind"),
    }
    return render(request, "elections/terms.html", context)


@screen(SEE_TERMS)
@require_safe
def export(request: HttpRequest) -> HttpResponse:
    """Give the list out as a workbook; it holds organisations and days, no persons."""
    form = ClockFilter(request.GET)
    on = form.day()
    columns = [
        Column(_("Party organisation"), 28), Column(_("Number of the term"), 8), Column(_("Elected on"), 12),
        Column(_("Length in years"), 8), Column(_("Runs until"), 12), Column(_("State"), 16),
        Column(_("Superior's document"), 22), Column(_("Vacant"), 8), Column(_("Note"), 40),
    ]  # fmt: skip
    rows = [_cells(line) for line in _lines(_chosen(request, form, book_of(on)), span_around(on), on)]
    bureau = root()
    note = f"{bureau.name if bureau else ''} {on}"
    return download(workbook(_("Terms of organisations"), columns, rows, note=note), f"{_('Terms')}{on}.xlsx")


def _cells(line: Line) -> list[Cell]:
    row = line.row
    if row.term is None:
        return [row.unit.name, None, None, None, None, None, None, None, line.bar_text]
    return [
        row.unit.name,
        row.term.number,
        row.term.began_on,
        row.term.years,
        row.due,
        line.state_label,
        row.moved.doc_no if row.moved else "",
        row.vacant,
        row.moved.reason if row.moved else "",
    ]


@screen(SEE_TERMS)
@require_safe
def due(request: HttpRequest) -> HttpResponse:
    """Show what was due in a year, what was done of it, and the exceptions with their reasons."""
    form = YearFilter(request.GET)
    on = form.cutoff()
    found = clock.due_list(SEE_TERMS.visible(account_of(request), Unit.objects.all()), on)
    context = {"filters": form, "list": found, "on": on}
    return render(request, "elections/due.html", context)


@screen(SEE_TERMS)
@require_safe
def unit(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one organisation's terms, how the running one stands, and its elections."""
    account, today = account_of(request), time.today()
    rows = Unit.objects.filter(kind__in=clock.KINDS, valid_to=None)
    one = SEE_TERMS.get_or_404(account, rows, pk=pk)
    book = book_of(today)
    row = clock.rows(Unit.objects.filter(pk=one.pk), book)[0]
    begun = book_of(row.term.began_on) if row.term else book  # the length is that of the day it began
    length = [quote(length_rule(begun, one))] if one.kind in ELECTED_KINDS else []
    further = quotes(book, "TERM.move", "TERM.vacancy")
    context = {
        "unit": one,
        "row": row,
        "line": _lines([row], span_around(today), today)[0],
        "history": list(reversed(row.history)),
        "elections": list(Election.objects.filter(unit=one).order_by("-held_on", "-pk")[:20]),
        "may_run": RUN.can_in(account, one) and one.kind in ELECTED_KINDS and row.exempt is None,
        "may_approve": APPROVE.can_in(account, one) and one.kind in ELECTED_KINDS and row.exempt is None,
        "quotes": [quote(row.exempt)] if row.exempt else [*length, *further],
    }
    return render(request, "elections/unit.html", context)


@screen(APPROVE)
@require_http_methods(["GET", "HEAD", "POST"])
def enter(request: HttpRequest, pk: int) -> HttpResponse:
    """Enter a term of an organisation."""
    one = get_object_or_404(APPROVE.units(account_of(request)), kind__in=ELECTED_KINDS, pk=pk)
    form = TermForm(request.POST or None)
    if taken(request, form, lambda: enter_term(by=account_of(request), unit=one, entry=form.entry())):
        return redirect("elections:unit", pk)
    return _form(request, one, form, _("Enter a term"))


@screen(APPROVE)
@require_http_methods(["GET", "HEAD", "POST"])
def correct(request: HttpRequest, pk: int) -> HttpResponse:
    """Put a term right that was entered wrongly."""
    term = APPROVE.get_or_404(account_of(request), Term.objects.select_related("unit"), pk=pk)
    names = ("number", "began_on", "seats", "ended_on", "years")
    form = TermForm(request.POST or None, known=True, **{name: getattr(term, name) for name in names})
    if taken(
        request,
        form,
        lambda: correct_term(by=account_of(request), term=term, entry=form.entry(), reason=form.cleaned_data["reason"]),
    ):
        return redirect("elections:unit", term.unit_id)
    return _form(request, term.unit, form, _("Correct the term"))


@screen(APPROVE)
@require_http_methods(["GET", "HEAD", "POST"])
def move(request: HttpRequest, pk: int) -> HttpResponse:
    """Note that the superior let a term run longer, or end earlier."""
    rows = Term.objects.select_related("unit__parent").filter(ended_on=None)
    term = APPROVE.get_or_404(account_of(request), rows, pk=pk)
    parent = term.unit.parent
    form = MoveForm(request.POST or None, approved_by=parent.name if parent and parent.kind in ELECTED_KINDS else "")
    names = ("until", "approved_by", "doc_no", "approved_on", "reason", "exceptional")

    def run() -> object:
        values = {name: form.cleaned_data[name] for name in names}
        return move_term(by=account_of(request), term=term, **values)

    if taken(request, form, run):
        return redirect("elections:unit", term.unit_id)
    return _form(request, term.unit, form, _("Postponed or early, with approval"), term)


def _form(request: HttpRequest, one: Unit, form: forms.Form, title: str, term: Term | None = None) -> HttpResponse:
    codes = ("TERM.move",) if term else ("TERM.committee", "TERM.general-branch", "TERM.branch", "TERM.transition")
    context = {"unit": one, "form": form, "title": title, "term": term, "quotes": quotes(book_of(time.today()), *codes)}
    return render(request, "elections/term_form.html", context)
