"""The list of records as a workbook."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tongpin.foundation.access.views import account_of, screen
from tongpin.foundation.kernel import clock
from tongpin.foundation.kernel.sheets import Cell, Column, download, workbook
from tongpin.foundation.units.queries import root
from tongpin.standards.queries import kinds

from ..access import SEE
from ..actions import note_export
from ..enums import Grade, Status
from ..forms import ExportForm
from ..models import Activity
from . import shown
from .listing import filters_of, rows_of

MOST_ROWS = 50_000


def _columns() -> Sequence[Column]:
    names = {
        _("Date"): 20, _("Title"): 36, _("Kind"): 18, _("Unit"): 22, _("Where"): 24, _("Sessions"): 8,
        _("People served"): 10, _("Attended"): 8, _("Expected"): 8, _("Hours"): 8, _("State"): 14, _("Evidence"): 20,
        _("Note"): 30,
    }  # fmt: skip
    return [Column(name, width) for name, width in names.items()]


def _line(row: Activity, names: Mapping[str, str]) -> Sequence[Cell]:
    return [
        shown.date_text(row),
        row.title,
        names.get(row.kind, row.kind),
        row.unit.name,
        shown.where(row),
        row.sessions,
        row.served,
        row.attended,
        row.expected,
        row.hours,
        str(Status(row.status).label),
        str(Grade(row.grade).label),
        row.note,
    ]


@screen(SEE)
@require_http_methods(["GET", "HEAD", "POST"])
def export(request: HttpRequest) -> HttpResponse:
    """Say what would be given out, ask why, and give it out as a workbook; the log keeps who, why and how much.

    The filters are those of the list, in the query string. Names of those present stay inside.
    """
    account, chosen = account_of(request), filters_of(request).chosen()
    found = rows_of(request, chosen)
    form = ExportForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        rows = list(found[:MOST_ROWS])
        note_export(by=account, rows=len(rows), filters=sorted(chosen), reason=form.cleaned_data["reason"])
        return download(_book(rows), f"{_('Records')}-{clock.today():%Y%m%d}.xlsx")
    context = {"form": form, "count": min(found.count(), MOST_ROWS), "chosen": chosen}
    return render(request, "activities/export.html", context)


def _book(rows: Sequence[Activity]) -> bytes:
    names = {code: kind.name for code, kind in kinds().items()}
    bureau = root()
    note = _("%(organisation)s, as of %(day)s, %(n)s records") % {
        "organisation": bureau.name if bureau else "",
        "day": clock.today().isoformat(),
        "n": len(rows),
    }
    return workbook(_("Records"), _columns(), (_line(row, names) for row in rows), note=note)
