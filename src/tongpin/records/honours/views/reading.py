"""Reading the register of honours: the list, its workbook, one entry with its history."""

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
from ..enums import Holder
from ..forms import HonourFilter
from ..models import Honour
from ..notices import field_labels
from ..queries import doubles_of, listing, years
from . import shown

PER_PAGE = 25
MOST_ROWS = 50_000
DOCUMENTED = {"with": True, "without": False}


def _filters(request: HttpRequest) -> HonourFilter:
    mine = SEE.visible(account_of(request), Honour.objects.all())
    return HonourFilter(request.GET, years=years(mine))


def _found(request: HttpRequest, chosen: dict[str, Any]) -> QuerySet[Honour]:
    account = account_of(request)
    rows = listing(
        level=chosen.get("level", ""),
        holder_type=chosen.get("holder_type", ""),
        year=chosen.get("year"),
        documented=DOCUMENTED.get(chosen.get("document", "")),
        words=chosen.get("text", ""),
        named=RECORD.visible(account, Honour.objects.all()),
    )
    return SEE.visible(account, rows)


@screen(SEE)
@require_safe
def register(request: HttpRequest) -> HttpResponse:
    """Show the honours the reader may see, by filters that come back next time."""
    if (back := remembered_filters(request, "honours")) is not None:
        return back
    account, form = account_of(request), _filters(request)
    chosen = form.chosen()
    page = Paginator(_found(request, chosen), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "filters": form,
        "chosen": chosen,
        "page": page,
        "rows": shown.rows(account, list(page.object_list)),
        "may_record": RECORD.held_by(account),
        "today": clock.today(),
    }
    return render(request, "honours/list.html", context)


@screen(SEE)
@require_safe
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one entry with its evidence and every correction."""
    account = account_of(request)
    honour = SEE.get_or_404(account, Honour.objects.select_related("unit", "recorded_by__person"), pk=pk)
    clear = shown.clear_for(account, honour)
    versions = list(honour.versions.select_related("replaced_by__person").order_by("-number"))
    context = {
        "honour": honour,
        "facts": shown.facts(honour, clear=clear),
        "masked": not clear and honour.holder_type == Holder.PERSON,
        "grade": Grade(honour.grade),
        "past": shown.history(honour, versions, clear=clear),
        "events": list(log.history("honours.honour", honour.pk)[:50]),
        "doubles": list(SEE.visible(account, doubles_of(honour))[:5]),
        "may_record": clear,
    }
    return render(request, "honours/detail.html", context)


@screen(SEE)
@require_http_methods(["GET", "HEAD", "POST"])
def export(request: HttpRequest) -> HttpResponse:
    """Ask why, log it, and give the register out as a workbook, by the same filters; names as the reader sees them."""
    account, chosen = account_of(request), _filters(request).chosen()
    found = _found(request, chosen)
    form = ExportForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        rows = shown.rows(account, list(found[:MOST_ROWS]))
        reason = form.cleaned_data["reason"]
        note_export(by=account, rows=len(rows), filters=sorted(chosen), reason=reason, action="honour.export")
        return download(_book(rows), f"{_('Honours')}-{clock.today():%Y%m%d}.xlsx")
    context = {"form": form, "count": min(found.count(), MOST_ROWS)}
    return render(request, "honours/export.html", context)


WIDTHS = {
    "title": 40, "level": 12, "awarded_on": 12, "issuer": 30, "doc_no": 24, "holder_type": 10, "holder": 24,
    "rank": 12, "unit_id": 24,
}  # fmt: skip


def _line(row: shown.Row) -> Sequence[Cell]:
    honour = row.honour
    return [
        honour.title,
        honour.get_level_display(),
        honour.awarded_on,
        honour.issuer,
        honour.doc_no,
        honour.get_holder_type_display(),
        row.holder,
        row.rank,
        honour.unit.name,
    ]


def _book(rows: Sequence[shown.Row]) -> bytes:
    labels, bureau = field_labels(), root()
    columns = [Column(labels[name], width) for name, width in WIDTHS.items()]
    note = _("%(organisation)s, as of %(day)s, %(n)s records") % {
        "organisation": bureau.name if bureau else "",
        "day": clock.today().isoformat(),
        "n": len(rows),
    }
    return workbook(_("Honours"), columns, (_line(row) for row in rows), note=note)
