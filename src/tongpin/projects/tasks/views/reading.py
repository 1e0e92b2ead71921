"""The list of tasks, one task, and the list as a workbook."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from tongpin.foundation.access.views import account_of, screen
from tongpin.foundation.audit import queries as log
from tongpin.foundation.audit.actions import record
from tongpin.foundation.kernel import clock
from tongpin.foundation.kernel.sheets import Cell, Column, download, workbook
from tongpin.foundation.units.models import Unit
from tongpin.foundation.units.queries import root

from ..access import FINISH, HAND_OUT, SEE
from ..enums import TaskState, Whose
from ..forms import ExportForm, TaskFilter
from ..models import Task
from ..notices import field_labels
from ..queries import listing as tasks_by
from . import shown

PER_PAGE = 50
MOST_ROWS = 5_000


def _whose(request: HttpRequest) -> Whose:
    """Return which list is asked for: one's own where the reader is a person, else all."""
    wanted = request.GET.get("whose", "")
    if wanted in Whose.values:
        return Whose(wanted)
    return Whose.MINE if account_of(request).person_id and not HAND_OUT.held_by(account_of(request)) else Whose.UNIT


def _found(request: HttpRequest, whose: Whose, chosen: Mapping[str, Any]) -> QuerySet[Task]:
    account = account_of(request)
    unit = Unit.objects.filter(pk=chosen["unit"]).first() if "unit" in chosen else None
    rows = tasks_by(
        state=chosen.get("state", ""),
        unit_path=unit.path if unit else "",
        owner_id=(account.person_id or 0) if whose is Whose.MINE else None,
        late_on=clock.today() if whose is Whose.LATE else None,
        words=chosen.get("text", ""),
    )
    return SEE.visible(account, rows)


@screen(SEE)
@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    """Show tasks: the reader's own, all that may be seen, or the late ones."""
    account, whose = account_of(request), _whose(request)
    form = TaskFilter(request.GET, units=list(SEE.units(account).order_by("path")))
    chosen = form.chosen()
    page = Paginator(_found(request, whose, chosen), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "filters": form,
        "chosen": chosen,
        "whose": whose,
        "tabs": [(one.value, one.label) for one in Whose],
        "page": page,
        "rows": shown.rows(account, list(page.object_list), clock.today()),
        "may_hand_out": HAND_OUT.held_by(account),
        "today": clock.today(),
    }
    return render(request, "tasks/list.html", context)


@screen(SEE)
@require_safe
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one task, where it comes from, and what may be done with it."""
    account = account_of(request)
    task = SEE.get_or_404(account, Task.objects.select_related("unit", "owner", "parent"), pk=pk)
    row = shown.rows(account, [task], clock.today())[0]
    hands_out, is_open = HAND_OUT.can(account, task), task.state == TaskState.OPEN
    context = {
        "row": row,
        "task": task,
        "facts": shown.facts(row),
        "children": shown.rows(account, list(task.children.select_related("unit", "owner")), clock.today()),
        "events": list(log.history("tasks.task", task.pk)[:50]),
        "may_change": hands_out and is_open,
        "may_finish": is_open and FINISH.can(account, task),
        "may_reopen": hands_out and not is_open,
    }
    return render(request, "tasks/detail.html", context)


@screen(SEE)
@require_http_methods(["GET", "HEAD", "POST"])
def export(request: HttpRequest) -> HttpResponse:
    """Ask why, log it, and give the list out as a workbook, by the same filters; names as the reader sees them."""
    account, whose = account_of(request), _whose(request)
    chosen = TaskFilter(request.GET, units=list(SEE.units(account))).chosen()
    found, form = _found(request, whose, chosen), ExportForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        rows = shown.rows(account, list(found[:MOST_ROWS]), clock.today())
        details = {"rows": len(rows), "filters": sorted(chosen), "reason": form.cleaned_data["reason"]}
        record(by=account, action="task.export", target=account, details=details)
        return download(_book(rows), f"{_('Tasks')}-{clock.today():%Y%m%d}.xlsx")
    return render(request, "tasks/export.html", {"form": form, "count": min(found.count(), MOST_ROWS)})


WIDTHS = {"title": 44, "unit": 24, "owner": 12, "due_on": 12, "state": 10, "done_on": 12, "note": 40, "source": 30}


def _line(row: shown.Row) -> Sequence[Cell]:
    task = row.task
    return [
        task.title, task.unit.name, row.owner, task.due_on, row.state_label, task.done_on, task.note, task.source_text,
    ]  # fmt: skip


def _book(rows: Sequence[shown.Row]) -> bytes:
    labels, bureau = field_labels(), root()
    columns = [Column(labels[name], width) for name, width in WIDTHS.items()]
    note = _("%(organisation)s, as of %(day)s, %(n)s records") % {
        "organisation": bureau.name if bureau else "",
        "day": clock.today().isoformat(),
        "n": len(rows),
    }
    return workbook(_("Tasks"), columns, (_line(row) for row in rows), note=note)
