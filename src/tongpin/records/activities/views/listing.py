"""The list of records and its month sheet."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from tongpin.foundation.access.views import account_of, screen
from tongpin.foundation.kernel import clock
from tongpin.foundation.places.queries import search_villages
from tongpin.foundation.ui.queries import remembered_filters
from tongpin.foundation.ui.rules import month_sheet
from tongpin.standards.queries import kinds

from ..access import CONFIRM, RECORD, SEE
from ..forms import ActivityFilter
from ..models import Activity
from . import shown

PER_PAGE = 25
MOST_SUGGESTED = 12


def filters_of(request: HttpRequest) -> ActivityFilter:
    """Return the filters of the request, with the kinds and units the reader may choose."""
    return ActivityFilter(request.GET, kinds=kinds().values(), units=SEE.units(account_of(request)))


def rows_of(request: HttpRequest, chosen: dict[str, Any]) -> QuerySet[Activity]:
    """Return the records the reader may see, by the filters chosen and in the order asked for."""
    return shown.filtered(account_of(request), chosen, request.GET.get("sort", shown.DEFAULT_SORT))


@screen(SEE)
@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    """Show the records the reader may see, by filters that come back next time; as a list or as a month."""
    if (back := remembered_filters(request, "activities")) is not None:
        return back
    account, form = account_of(request), filters_of(request)
    chosen = form.chosen()
    context: dict[str, Any] = {
        "filters": form,
        "names": {code: kind.name for code, kind in kinds().items()},
        "may_record": RECORD.held_by(account),
        "may_confirm": CONFIRM.held_by(account),
        "today": clock.today(),
    }
    if request.GET.get("view") == "month":
        return render(request, "activities/month.html", context | _month(request, chosen))
    page = Paginator(rows_of(request, chosen), PER_PAGE).get_page(request.GET.get("page"))
    context |= {"page": page, "rows": page.object_list, "default_sort": shown.DEFAULT_SORT}
    return render(request, "activities/list.html", context)


def _month(request: HttpRequest, chosen: dict[str, Any]) -> dict[str, Any]:
    first = _first_of(request.GET.get("month", ""))
    after = (first.replace(day=28) + dt.timedelta(days=4)).replace(day=1)
    rows = rows_of(request, {name: value for name, value in chosen.items() if name not in {"date_from", "date_to"}})
    within = rows.filter(starts_on__gte=first, starts_on__lt=after).order_by("starts_on", "time_text", "pk")
    sheet = month_sheet(first, shown.day_entries(within), clock.today())
    return {"sheet": sheet, "found": sum(len(day.entries) for day in sheet.days)}


def _first_of(text: str) -> dt.date:
    """Return the first day of the month named like 2025-03, of the present one when it is not."""
    try:
        return dt.datetime.strptime(text, "%Y-%m").replace(tzinfo=dt.UTC).date()
    except ValueError:
        return clock.today().replace(day=1)


@screen(RECORD)
@require_safe
def villages(request: HttpRequest) -> HttpResponse:
    """Suggest villages of the list in force for what is being typed, as "town village"."""
    text = request.GET.get("q", "").rpartition(" ")[2]
    rows = search_villages(clock.today(), text=text)[:MOST_SUGGESTED] if text else []
    return JsonResponse({"names": [f"{row.town.name} {row.name}" for row in rows]})
