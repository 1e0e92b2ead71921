"""Screens of the import: hand in, look, settle doubts, take over, fetch what has to be mended."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from tongpin.foundation.access.views import account_of, screen
from tongpin.foundation.kernel.errors import UserError
from tongpin.foundation.kernel.sheets import download
from tongpin.foundation.people.models import Account

from .access import IMPORT
from .actions import (
    answer_question,
    choose_kind,
    commit_clear,
    commit_import,
    discard_import,
    enqueue_commit,
    map_column,
    start_import,
)
from .enums import BatchStatus, RowState
from .forms import RowFilter, UploadForm
from .models import ImportBatch
from .notices import KINDS
from .queries import batches, error_workbook, ledger_of, plan_of, progress_of
from .queries.shown import file_notes, shown_columns, shown_questions, shown_rows, unknown_sheets

PER_PAGE = 50
LONG_IMPORT = 3_000  # rows; more are taken over in the background


def _batch(request: HttpRequest, pk: int) -> ImportBatch:
    return IMPORT.get_or_404(account_of(request), batches(), pk=pk)


@screen(IMPORT)
def listing(request: HttpRequest) -> HttpResponse:
    """Take a ledger in, and show the imports there were."""
    form = UploadForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        begun = _begin(form, by=account_of(request))
        if len(begun) == 1 and not form.errors:
            return redirect("exchange:preview", begun[0].pk)
        if not form.errors:
            return redirect("exchange:list")
    page = Paginator(IMPORT.visible(account_of(request), batches()), PER_PAGE).get_page(request.GET.get("page"))
    opened = batches().filter(by=account_of(request), status=BatchStatus.PREVIEW).count()
    return render(request, "exchange/list.html", {"form": form, "page": page, "opened": opened})


def _begin(form: UploadForm, *, by: Account) -> list[ImportBatch]:
    """Keep every file for its preview; one that is no ledger is said on the form, and the others are kept."""
    begun = []
    for file in form.cleaned_data["file"]:
        try:
            begun.append(start_import(by=by, data=file.read(), name=file.name, year=form.cleaned_data["year"]))
        except UserError as error:
            form.add_error("file", str(error))
    return begun


@screen(IMPORT)
@require_POST
def clear(request: HttpRequest) -> HttpResponse:
    """Take over all open previews that raise no question."""
    done = commit_clear(by=account_of(request), longest=LONG_IMPORT)
    messages.success(
        request,
        _("%(taken)s ledgers were taken over; %(waiting)s wait for you.")
        % {"taken": done.taken, "waiting": done.waiting},
    )
    return redirect("exchange:list")


@screen(IMPORT)
@require_safe
def preview(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what taking a file over would do, or what it did."""
    batch = _batch(request, pk)
    if batch.status != BatchStatus.PREVIEW:
        return _outcome(request, batch)
    ledger = ledger_of(batch)
    _ledger, plan = plan_of(batch, ledger)
    form = RowFilter(request.GET)
    state = form.cleaned_data["state"] if form.is_valid() else ""
    counts = plan.counts()
    rows = shown_rows(plan, state)
    context = {
        "batch": batch,
        "filters": form,
        "page": Paginator(rows, PER_PAGE).get_page(request.GET.get("page")),
        "states": [(code, label, counts.get(code, 0)) for code, label in RowState.choices if counts.get(code)],
        "warnings": counts.get("warning", 0),
        "taken": counts.get("new", 0) + counts.get("changed", 0),
        "waiting": counts.get("question", 0) + counts.get("error", 0),
        "questions": shown_questions(plan),
        "columns": shown_columns(ledger),
        "unknown": unknown_sheets(ledger),
        "kinds": KINDS().items(),
        "notes": file_notes(ledger),
        "new_units": plan.new_units,
        "new_venues": plan.new_venues,
    }
    return render(request, "exchange/preview.html", context)


def _outcome(request: HttpRequest, batch: ImportBatch) -> HttpResponse:
    rows = batch.rows.exclude(message="")
    context = {
        "batch": batch,
        "page": Paginator(rows, PER_PAGE).get_page(request.GET.get("page")),
        "states": [
            (code, label, batch.counts.get(code, 0)) for code, label in RowState.choices if batch.counts.get(code)
        ],
        "waiting": batch.counts.get("question", 0) + batch.counts.get("error", 0),
    }
    return render(request, "exchange/outcome.html", context)


@screen(IMPORT)
@require_POST
def kind(request: HttpRequest, pk: int) -> HttpResponse:
    """Say which ledger a sheet is."""
    batch = _batch(request, pk)
    choose_kind(
        by=account_of(request), batch=batch, sheet=request.POST.get("sheet", ""), kind=request.POST.get("kind", "")
    )
    return redirect("exchange:preview", pk)


@screen(IMPORT)
@require_POST
def column(request: HttpRequest, pk: int) -> HttpResponse:
    """Say what a heading means."""
    batch, said = _batch(request, pk), request.POST
    map_column(
        by=account_of(request),
        batch=batch,
        kind=said.get("kind", ""),
        text=said.get("heading", ""),
        field=said.get("field", ""),
    )
    messages.success(request, _("The column is remembered for next time."))
    return redirect("exchange:preview", pk)


@screen(IMPORT)
@require_POST
def answer(request: HttpRequest, pk: int) -> HttpResponse:
    """Answer a question of the preview."""
    batch, said = _batch(request, pk), request.POST
    chosen = said.get("other", "").strip() or said.get("answer", "")
    answer_question(by=account_of(request), batch=batch, question=said.get("question", ""), answer=chosen)
    return redirect("exchange:preview", pk)


@screen(IMPORT)
@require_POST
def commit(request: HttpRequest, pk: int) -> HttpResponse:
    """Take the import over: at once, or in the background when it is long."""
    batch, by = _batch(request, pk), account_of(request)
    ledger = ledger_of(batch)
    total = sum(len(table.rows) for table in ledger.tables)
    if total > LONG_IMPORT:
        enqueue_commit(by=by, batch=batch, total=total)
        return redirect("exchange:progress", pk)
    commit_import(by=by, batch=batch, ledger=ledger)
    messages.success(request, _("The import was taken over."))
    return redirect("exchange:preview", pk)


@screen(IMPORT)
@require_safe
def progress(request: HttpRequest, pk: int) -> HttpResponse:
    """Show how far a long import is; asked again each second."""
    batch = _batch(request, pk)
    done, total, error = progress_of(pk)
    over = batch.status == BatchStatus.COMMITTED
    if over:
        done = total = total or 1
    context = {"batch": batch, "done": done, "total": total, "error": error, "over": over}
    part = request.headers.get("HX-Request") == "true"
    return render(request, "exchange/progress_part.html" if part else "exchange/progress.html", context)


@screen(IMPORT)
@require_safe
def errors(request: HttpRequest, pk: int) -> HttpResponse:
    """Give the clerk's own file back with the column that says what to mend."""
    name, data = error_workbook(_batch(request, pk))
    return download(data, name, "application/octet-stream")


@screen(IMPORT)
@require_POST
def discard(request: HttpRequest, pk: int) -> HttpResponse:
    """Put an import aside."""
    discard_import(by=account_of(request), batch=_batch(request, pk))
    messages.success(request, _("The import was put aside; nothing was recorded."))
    return redirect("exchange:list")
