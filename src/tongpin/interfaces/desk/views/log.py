"""The log for the auditor: what was done by whom, how far the chain reaches, and whether it holds."""

from __future__ import annotations

from collections.abc import Sequence

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from tongpin.foundation.access.access.declared import SEE_AUDIT
from tongpin.foundation.access.views import account_of, screen
from tongpin.foundation.audit import queries as audit
from tongpin.foundation.kernel import clock
from tongpin.foundation.kernel.sheets import Cell, Column, download, workbook
from tongpin.foundation.ui.queries import remembered_filters
from tongpin.foundation.units.queries import root
from tongpin.records.activities.actions import note_export
from tongpin.records.activities.forms import ExportForm

from ..forms.log import LogFilter, VerifyForm
from ..queries import log as read

PER_PAGE = 25
MOST_ROWS = 50_000


@screen(SEE_AUDIT)
@require_safe
def event_list(request: HttpRequest) -> HttpResponse:
    """Show the events, by filters that come back next time, and the state of the chain."""
    if (back := remembered_filters(request, "log")) is not None:
        return back
    form = LogFilter(request.GET)
    page = Paginator(audit.search(**form.chosen()), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "filters": form,
        "page": page,
        "lines": read.lines(page.object_list),
        "state": audit.chain_state(),
        "today": clock.today(),
    }
    return render(request, "desk/log.html", context)


@screen(SEE_AUDIT)
@require_http_methods(["GET", "HEAD", "POST"])
def verify(request: HttpRequest) -> HttpResponse:
    """Check every event and every seal, against a head known from outside where one is given. Writes nothing."""
    form = VerifyForm(request.POST or None)
    context: dict[str, object] = {"form": form, "state": audit.chain_state()}
    if request.method == "POST" and form.is_valid():
        context |= {"found": audit.verify(form.cleaned_data["head"]), "at": clock.now()}
        context["against"] = form.cleaned_data["head"]
    return render(request, "desk/log_verify.html", context)


@screen(SEE_AUDIT)
@require_http_methods(["GET", "HEAD", "POST"])
def export(request: HttpRequest) -> HttpResponse:
    """Ask why, log it, and give the events out as a workbook, by the same filters."""
    chosen = LogFilter(request.GET).chosen()
    found = audit.search(**chosen)
    form = ExportForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        rows = read.lines(found[:MOST_ROWS])
        reason = form.cleaned_data["reason"]
        note_export(
            by=account_of(request), rows=len(rows), filters=sorted(chosen), reason=reason, action="audit.export"
        )
        return download(_book(rows), f"{_('Log')}-{clock.today():%Y%m%d}.xlsx")
    context = {"form": form, "count": min(found.count(), MOST_ROWS)}
    return render(request, "desk/log_export.html", context)


def _cells(line: read.Line) -> Sequence[Cell]:
    event = line.event
    when = f"{timezone.localtime(event.at):%Y-%m-%d %H:%M:%S}"
    return [event.pk, when, event.actor_name, event.action, line.target, line.details, event.digest]


def _book(rows: list[read.Line]) -> bytes:
    bureau = root()
    columns = [
        Column(_("Number"), 10),
        Column(_("When"), 20),
        Column(_("Account"), 18),
        Column(_("Action"), 22),
        Column(_("Object"), 30),
        Column(_("Details"), 60),
        Column(_("Digest"), 68),
    ]
    note = _("%(organisation)s, head of the chain %(head)s") % {
        "organisation": bureau.name if bureau else "",
        "head": audit.head(),
    }
    return workbook(_("Audit log"), columns, (_cells(one) for one in rows), note=note)
