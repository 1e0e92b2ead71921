"""The plan of a year: drafted, edited, accepted."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from tongpin.foundation.access.views import account_of, screen
from tongpin.foundation.kernel import clock
from tongpin.foundation.ui.rules import DayEntry, month_sheet
from tongpin.foundation.units.enums import UnitKind
from tongpin.foundation.units.models import Unit
from tongpin.standards.queries import kinds, norms

from ..access import WRITE
from ..actions import accept_plan, change_plan, draft_plan
from ..forms.plan import plan_rows
from ..models import Plan, PlanRow
from ..queries.year import PLAN_NORM
from ..rules.minutes import has_minutes
from . import shown
from .year import YEARS


@screen(WRITE)
@require_http_methods(["GET", "HEAD", "POST"])
def plan(request: HttpRequest, unit: int, year: int) -> HttpResponse:
    """Show the plan of a branch's year; draft it, save changes, or accept it into the records."""
    account = account_of(request)
    if year not in YEARS:
        raise Http404
    found = get_object_or_404(WRITE.units(account).filter(kind=UnitKind.BRANCH), pk=unit)
    if request.method == "POST" and "draft" in request.POST:
        draft_plan(by=account, unit=found, year=year)
        messages.success(request, _("Drafted. Look through the rows, then accept the plan."))
        return redirect("meetings:plan", unit, year)
    known = Plan.objects.filter(unit=found, year=year).select_related("accepted_by__person").first()
    return _known(request, found, known) if known is not None else _page(request, found, year)


def _known(request: HttpRequest, unit: Unit, plan: Plan) -> HttpResponse:
    """Save what was changed, and accept the plan where that was asked for."""
    rows = list(plan.rows.select_related("activity", "unit").order_by("on", "pk"))
    open_rows = [one for one in rows if one.activity is None]
    names = {code: kind.name for code, kind in kinds().items() if has_minutes(code)}
    forms = plan_rows(request.POST or None, open_rows, kinds=names)
    if request.method == "POST" and forms.is_valid():
        by_key = {one.pk: one for one in open_rows}
        changes = [change for row in forms if (change := row.change(by_key)) is not None]
        change_plan(by=account_of(request), plan=plan, changes=changes)
        if "accept" in request.POST:
            made = accept_plan(by=account_of(request), plan=plan)
            text = ngettext("%(n)s meeting is planned now.", "%(n)s meetings are planned now.", made) % {"n": made}
            messages.success(request, text)
        else:
            messages.success(request, _("Saved."))
        return redirect("meetings:plan", unit.pk, plan.year)
    return _page(request, unit, plan.year, plan=plan, rows=rows, forms=forms)


def _page(
    request: HttpRequest,
    unit: Unit,
    year: int,
    *,
    plan: Plan | None = None,
    rows: Sequence[PlanRow] = (),
    forms: Any = None,
) -> HttpResponse:
    names = {code: kind.name for code, kind in kinds().items()}
    norm = norms(max(dt.date(year, 1, 1), clock.today())).get(PLAN_NORM)
    origins = {row.pk: row.get_origin_display() for row in rows}
    context = {
        "unit": unit,
        "year": year,
        "plan": plan,
        "forms": forms,
        "lines": [
            (form, names.get(form["kind"].value(), ""), origins.get(form["key"].value(), "")) for form in forms or ()
        ],
        "done": [(row, names.get(row.kind, row.kind)) for row in rows if row.activity is not None],
        "months": _months(year, rows, names),
        "rule": shown.quote(norm) if norm is not None else None,
        "is_over": year < clock.today().year,
        "today": clock.today(),
    }
    return render(request, "meetings/plan.html", context)


def _months(year: int, rows: Sequence[PlanRow], names: dict[str, str]) -> list[Any]:
    entries: dict[dt.date, list[DayEntry]] = defaultdict(list)
    for row in rows:
        name = names.get(row.kind, row.kind)
        state = ("planned", _("in the records")) if row.activity is not None else ("draft", _("in the draft"))
        entries[row.on].append(DayEntry(name, "", *state))
    return [month_sheet(dt.date(year, month, 1), entries, clock.today()) for month in range(1, 13)]
