"""Reading needs: the list, its workbook, one need with its history."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from tongpin.foundation.access.views import account_of, screen
from tongpin.foundation.audit import queries as log
from tongpin.foundation.kernel import clock
from tongpin.foundation.kernel.sheets import Cell, Column, download, workbook
from tongpin.foundation.ui.queries import remembered_filters
from tongpin.foundation.units.queries import root
from tongpin.records.activities.actions import note_export
from tongpin.records.activities.enums import Grade
from tongpin.records.activities.forms import ExportForm

from ..access import RECORD, SEE
from ..forms import NeedFilter
from ..models import Need
from ..notices import field_labels
from ..queries import categories, content_of, doubles_of, listing, years
from ..rules import steps_from
from . import shown

PER_PAGE = 25
MOST_ROWS = 50_000


def _filters(request: HttpRequest) -> NeedFilter:
    mine = SEE.visible(account_of(request), Need.objects.all())
    return NeedFilter(request.GET, categories=categories(mine), years=years(mine))


def _found(request: HttpRequest, chosen: dict[str, Any]) -> QuerySet[Need]:
    account = account_of(request)
    rows = listing(
        status=chosen.get("status", ""),
        category=chosen.get("category", ""),
        year=chosen.get("year"),
        words=chosen.get("text", ""),
        named=RECORD.visible(account, Need.objects.all()),
    )
    return SEE.visible(account, rows)


@screen(SEE)
@require_safe
def needs(request: HttpRequest) -> HttpResponse:
    """Show the needs the reader may see, by filters that come back next time."""
    if (back := remembered_filters(request, "needs")) is not None:
        return back
    form = _filters(request)
    chosen = form.chosen()
    page = Paginator(_found(request, chosen), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "filters": form,
        "chosen": chosen,
        "page": page,
        "rows": shown.rows(list(page.object_list)),
        "may_record": RECORD.held_by(account_of(request)),
        "today": clock.today(),
    }
    return render(request, "visits/list.html", context)


@screen(SEE)
@require_safe
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one need: what was asked, what was answered, whose turn it is, and every change."""
    account = account_of(request)
    need = SEE.get_or_404(account, Need.objects.select_related("unit", "village__town", "recorded_by__person"), pk=pk)
    clear = shown.clear_for(account, need)
    versions = list(need.versions.select_related("replaced_by__person").order_by("-number"))
    content = content_of(need)
    context = {
        "need": need,
        "row": shown.rows([need])[0],
        "facts": shown.facts(need, clear=clear),
        "clear": clear,
        "grade": Grade(need.grade),
        "past": shown.history(need, versions, clear=clear),
        "events": list(log.history("visits.need", need.pk)[:50]),
        "doubles": list(SEE.visible(account, doubles_of(need))[:5]),
        "may_record": clear,
        "steps": {step.value for step in steps_from(content)} if clear else set(),
    }
    return render(request, "visits/detail.html", context)


@screen(SEE)
@require_http_methods(["GET", "HEAD", "POST"])
def export(request: HttpRequest) -> HttpResponse:
    """Ask why, log it, and give the list out as a workbook, by the same filters. Names of askers stay inside."""
    chosen = _filters(request).chosen()
    found = _found(request, chosen)
    form = ExportForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        rows = list(found[:MOST_ROWS])
        reason = form.cleaned_data["reason"]
        note_export(by=account_of(request), rows=len(rows), filters=sorted(chosen), reason=reason, action="need.export")
        return download(_book(rows), f"{_('Needs')}-{clock.today():%Y%m%d}.xlsx")
    context = {"form": form, "count": min(found.count(), MOST_ROWS)}
    return render(request, "visits/export.html", context)


WIDTHS = {
    "received_on": 12, "asked": 50, "category": 12, "village_id": 22, "unit_id": 22, "owner": 18, "due_on": 12,
    "status": 16, "answer": 50, "followed_up_on": 12, "satisfaction": 12,
}  # fmt: skip


def _line(need: Need) -> Sequence[Cell]:
    return [
        need.received_on,
        need.asked,
        need.category,
        shown.place(need),
        need.unit.name,
        need.owner,
        need.due_on,
        need.get_status_display(),
        need.answer,
        need.followed_up_on,
        need.get_satisfaction_display(),
    ]


def _book(rows: Sequence[Need]) -> bytes:
    labels, bureau = field_labels(), root()
    columns = [Column(labels[name], width) for name, width in WIDTHS.items()]
    note = _("%(organisation)s, as of %(day)s, %(n)s records") % {
        "organisation": bureau.name if bureau else "",
        "day": clock.today().isoformat(),
        "n": len(rows),
    }
    return workbook(_("Needs"), columns, (_line(row) for row in rows), note=note)
