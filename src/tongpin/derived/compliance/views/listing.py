"""What is behind a number: the periods in a state, one line each; as a workbook too."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_safe

from tongpin.foundation.access.views import screen
from tongpin.foundation.kernel.sheets import Cell as SheetCell
from tongpin.foundation.kernel.sheets import Column, download, workbook
from tongpin.foundation.units.models import Unit
from tongpin.foundation.units.queries import root

from ..access import SEE
from ..forms import ListFilter
from ..notices import period_text
from ..queries import Cell
from . import shown
from .missing import what_is_missing
from .naming import Rules
from .naming import rules as read_rules

PER_PAGE = 40


@dataclass(frozen=True)
class Duty:
    """One period of one rule of one organisation."""

    unit: Unit
    rule: str
    cell: Cell
    shown: shown.Shown
    missing: str


def _lines(wanted: shown.Chosen, rules: Rules) -> list[Duty]:
    return [
        Duty(
            one.unit,
            rules.name(cell.norm),
            cell,
            shown.shown(cell, wanted.on),
            what_is_missing(cell),
        )
        for one in wanted.years()
        for row in one.rows
        for cell in row.cells
        if not wanted.state or cell.state == wanted.state
    ]


@screen(SEE)
@require_safe
def duties(request: HttpRequest) -> HttpResponse:
    """List what is in a state, in the order of the tree."""
    rules = read_rules()
    wanted = shown.chosen(request, ListFilter, rules)
    page = Paginator(_lines(wanted, rules), PER_PAGE).get_page(request.GET.get("page"))
    context = {"filters": wanted.form, "wanted": wanted, "page": page, "rows": page.object_list}
    return render(request, "compliance/list.html", context)


@screen(SEE)
@require_safe
def export(request: HttpRequest) -> HttpResponse:
    """Give the list out as a workbook, by the same filters. It holds no persons, so nobody is asked why."""
    rules = read_rules()
    wanted = shown.chosen(request, ListFilter, rules)
    widths = {
        _("Organisation"): 28,
        _("Rule"): 22,
        _("Period"): 16,
        _("State"): 18,
        _("Due by"): 12,
        pgettext("compliance", "Asked for"): 10,
        pgettext("compliance", "Held"): 10,
        _("Explanation"): 60,
        _("Source"): 50,
    }
    bureau = root()
    note = _("%(organisation)s, year %(year)s, as of %(day)s") % {
        "organisation": bureau.name if bureau else "", "year": wanted.year, "day": wanted.on.isoformat(),
    }  # fmt: skip
    columns = [Column(name, width) for name, width in widths.items()]
    book = workbook(_("Compliance"), columns, (_sheet_row(one) for one in _lines(wanted, rules)), note=note)
    return download(book, f"{_('Compliance')}-{wanted.year}-{wanted.on:%Y%m%d}.xlsx")


def _sheet_row(duty: Duty) -> Sequence[SheetCell]:
    cell = duty.cell
    norm = cell.norm
    source = f"{norm.source_name if norm.local else f'《{norm.source_name}》'} {norm.article}".strip()
    return [
        duty.unit.name,
        duty.rule,
        period_text(cell.period),
        str(cell.state.label),
        cell.deadline,
        cell.needed,
        cell.have,
        duty.missing,
        source,
    ]
