"""Totals of the organisations, the list of a branch, one member's hours, one's own."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from tongpin.foundation.access.views import account_of, screen, signed_in_screen
from tongpin.foundation.kernel import clock
from tongpin.foundation.kernel.sheets import Cell, Column, download, workbook
from tongpin.foundation.units.models import Membership, Unit
from tongpin.records.study_plans.access import SEE_GROUP

from ..access import SEE_HOURS, SEE_UNIT, TOTALS
from ..actions import note_hours_export
from ..forms import ExportForm
from ..queries import Rulebook, Standing, counts_by_unit, own_standing, standing_of, standings_in
from ..queries.rulebook import CONVERSION, KINDS, LEADING, MEMBER
from ..queries.standing import last_day
from ..rules import applies_on
from . import shown


@screen(TOTALS)
@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """Show for each organisation how many members have reached the norm; no names, no order but the tree's."""
    account, year = account_of(request), shown.year_asked(request)
    on = last_day(year, clock.today())
    rules = Rulebook()
    counts = counts_by_unit(TOTALS.visible(account, Unit.objects.all()), year, on, rules)
    lists = set(
        SEE_UNIT.visible(account, Unit.objects.filter(pk__in=[one.unit.pk for one in counts])).values_list(
            "pk", flat=True
        )
    )
    context: dict[str, Any] = {
        "counts": [(one, one.unit.pk in lists) for one in counts],
        "total": sum(one.members for one in counts),
        "chart": shown.chart(counts, year) if counts else None,
        "year": year,
        "years": shown.years_beside(year),
        "on": on,
        "sees_groups": SEE_GROUP.held_by(account),
        **_norms(on, rules),
    }
    return render(request, "study/overview.html", context)


def _norms(on: dt.date, rules: Rulebook) -> dict[str, Any]:
    """Return what the rules in force say, and whether the one for leading posts has ended (rules.md §13)."""
    leading = rules.on(LEADING, on)
    norms = [norm for code in (MEMBER, LEADING, KINDS, CONVERSION) if (norm := rules.on(code, on)) is not None]
    ended = leading is not None and leading.effective_to is not None and on > leading.effective_to
    continued = ended and applies_on(leading, on)
    return {
        "quotes": [shown.quote(norm) for norm in norms if applies_on(norm, on)],
        "ended": leading if ended else None,
        "continued": continued,
    }


@screen(SEE_UNIT)
@require_safe
def unit(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the members of a branch in stroke order: reached, what is missing, or why the norm does not apply."""
    year = shown.year_asked(request)
    found = SEE_UNIT.get_or_404(account_of(request), Unit.objects.all(), pk=pk)
    on, rules = last_day(year, clock.today()), Rulebook()
    context = {
        "unit": found,
        "rows": [shown.row(one, year) for one in standings_in(found, year, on, rules)],
        "year": year,
        "years": shown.years_beside(year),
        "on": on,
        **_norms(on, rules),
    }
    return render(request, "study/unit.html", context)


@screen(SEE_UNIT)
@require_http_methods(["GET", "HEAD", "POST"])
def export(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask why, and give the list of a branch out as a workbook, names in stroke order."""
    account, year = account_of(request), shown.year_asked(request)
    found = SEE_UNIT.get_or_404(account, Unit.objects.all(), pk=pk)
    form = ExportForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        rows = standings_in(found, year, last_day(year, clock.today()))
        note_hours_export(by=account, unit=found, year=year, rows=len(rows), reason=form.cleaned_data["reason"])
        name = _("Study hours")
        return download(_book(found, rows, year), f"{found.name}-{name}-{year}.xlsx")
    return render(request, "study/export.html", {"form": form, "unit": found, "year": year})


def _book(unit: Unit, rows: list[Standing], year: int) -> bytes:
    columns = [
        Column(_("No."), 6), Column(_("Name"), 12), Column(_("Party organisation"), 24),
        Column(_("Hours of study"), 10), Column(_("Norm"), 18), Column(_("State"), 30),
    ]  # fmt: skip
    lines: list[list[Cell]] = []
    for number, one in enumerate(rows, 1):
        said = shown.row(one, year)
        lines.append([number, said.name, one.membership.unit.name, one.hours.total, said.wanted, said.said])
    note = _("%(organisation)s, as of %(day)s") % {"organisation": unit.name, "day": clock.today().isoformat()}
    return workbook(_("Study hours %(year)s") % {"year": year}, columns, lines, note=note)


@screen(SEE_HOURS)
@require_safe
def member(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one member's hours of a year with the sessions behind them."""
    account, year = account_of(request), shown.year_asked(request)
    row = SEE_HOURS.get_or_404(account, Membership.objects.select_related("person", "unit"), pk=pk)
    on = last_day(year, clock.today())
    return render(request, "study/person.html", _person(request, standing_of(row, year, on), year, on) | {"own": False})


@signed_in_screen
@require_safe
def own(request: HttpRequest) -> HttpResponse:
    """Show the reader's own hours with the sessions behind them."""
    year = shown.year_asked(request)
    on = last_day(year, clock.today())
    standing = own_standing(account_of(request).person_id, year, on)
    return render(request, "study/person.html", _person(request, standing, year, on) | {"own": True})


def _person(request: HttpRequest, standing: Standing | None, year: int, on: dt.date) -> dict[str, Any]:
    context: dict[str, Any] = {"standing": standing, "year": year, "years": shown.years_beside(year), "on": on}
    if standing is None:
        return context
    norm = standing.wanted.norm
    return context | {
        "row": shown.row(standing, year),
        "sessions": shown.session_rows(account_of(request), standing.hours.sessions),
        "quote": shown.quote(norm) if norm else None,
        "ended": standing.wanted.ended,
    }
