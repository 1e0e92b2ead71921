"""Reading talks: the branches and the list, one branch's pairs, one record, the workbook."""

from __future__ import annotations

from collections.abc import Sequence

from django.core.paginator import Paginator
from django.db.models import Min
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from tongpin.foundation.access.views import account_of, screen
from tongpin.foundation.audit import queries as log
from tongpin.foundation.kernel import clock
from tongpin.foundation.kernel.sheets import Cell, Column, download, workbook
from tongpin.foundation.people.models import Account
from tongpin.foundation.ui.queries import remembered_filters
from tongpin.foundation.units.models import Unit
from tongpin.foundation.units.queries import root
from tongpin.foundation.units.rules import tree_order
from tongpin.records.activities.actions import note_export
from tongpin.records.activities.forms import ExportForm

from ..access import EXPORT, RECORD, SEE, SEE_PAIRS
from ..enums import TalkStatus
from ..forms import TalkFilter
from ..models import Conversation
from ..queries import BRANCHES, norm_of, standings
from ..queries import listing as talks_by
from . import shown

PER_PAGE = 25
MOST_ROWS = 50_000


def _years(account: Account) -> list[int]:
    """Return the years from this one back to the first talk the reader may see."""
    first = SEE.visible(account, Conversation.objects.all()).aggregate(first=Min("held_on"))["first"]
    this = clock.today().year
    return list(range(this, min(first.year if first else this, this - 1) - 1, -1))


def _branches(account: Account) -> list[Unit]:
    return sorted(SEE_PAIRS.units(account).filter(kind__in=BRANCHES), key=tree_order)


@screen(SEE)
@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    """Show a year's talks within reach, and what each branch still lacks."""
    if (back := remembered_filters(request, "talks")) is not None:
        return back
    account = account_of(request)
    branches = _branches(account)
    form = TalkFilter(request.GET, years=_years(account), units=branches)
    chosen = form.chosen()
    year = chosen.get("year", clock.today().year)
    wanted = [one for one in branches if str(one.pk) == chosen.get("unit", str(one.pk))]
    found = SEE.visible(account, talks_by(unit=wanted[0] if "unit" in chosen else None, year=year))
    pages = Paginator(wanted, PER_PAGE).get_page(request.GET.get("branches"))
    norm = norm_of(year) if wanted else None
    held = standings(list(pages.object_list), year, norm) if wanted else {}
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "filters": form,
        "chosen": chosen,
        "year": year,
        "branches": pages,
        "overview": [shown.Overview(one, held[one.pk]) for one in pages.object_list],
        "page": page,
        "rows": shown.rows(account, list(page.object_list)),
        "may_record": RECORD.held_by(account),
        "may_export": EXPORT.held_by(account),
        "quote": shown.quote(norm),
        "today": clock.today(),
    }
    return render(request, "conversations/list.html", context)


@screen(SEE_PAIRS)
@require_safe
def pairs(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one branch as a picture: who talked with whom this year, and who still has to."""
    account = account_of(request)
    unit = get_object_or_404(SEE_PAIRS.units(account), pk=pk)
    if unit.kind not in BRANCHES:
        return redirect("conversations:list")
    years = _years(account)
    wanted = request.GET.get("year", "")
    year = int(wanted) if wanted.isdecimal() and int(wanted) in years else years[0]
    norm = norm_of(year)
    standing = standings([unit], year, norm)[unit.pk]
    context = {
        "unit": unit,
        "year": year,
        "years": years,
        "standing": standing,
        "done": standing.missing.asked - standing.missing.count,
        "lines": shown.lines(account, unit, year, standing),
        "clear": shown.clear_in(account, unit),
        "quote": shown.quote(norm),
        "may_record": RECORD.can_in(account, unit),
        "today": clock.today(),
    }
    return render(request, "conversations/pairs.html", context)


@screen(SEE)
@require_safe
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one record with its corrections."""
    account = account_of(request)
    rows = Conversation.objects.select_related("unit", "first", "second", "recorded_by__person")
    talk = SEE.get_or_404(account, rows, pk=pk)
    one, other = shown.names_of(account, talk)
    stands = talk.status == TalkStatus.STANDING
    context = {
        "talk": talk,
        "title": _("%(one)s and %(other)s") % {"one": one, "other": other},
        "facts": [
            (_("Day of the talk"), talk.held_on.isoformat()),
            (_("Way of talking"), talk.get_way_display()),
            (_("Party branch"), talk.unit.name),
        ],
        "versions": list(talk.versions.select_related("replaced_by__person").order_by("-number")),
        "events": list(log.history("conversations.conversation", talk.pk)[:50]),
        "may_edit": stands and RECORD.can_in(account, talk.unit),
    }
    return render(request, "conversations/detail.html", context)


@screen(EXPORT)
@require_http_methods(["GET", "HEAD", "POST"])
def export(request: HttpRequest) -> HttpResponse:
    """Ask what it is for, log it, and give the standing talks of a year out: day, two names, way; nothing else."""
    account = account_of(request)
    form = ExportForm(request.POST or None)
    years = _years(account)
    wanted = request.GET.get("year", "")
    year = int(wanted) if wanted.isdecimal() and int(wanted) in years else years[0]
    found = EXPORT.visible(account, talks_by(year=year).filter(status=TalkStatus.STANDING))
    if request.method == "POST" and form.is_valid():
        rows = shown.rows(account, list(found[:MOST_ROWS]))
        reason = form.cleaned_data["reason"]
        note_export(by=account, rows=len(rows), filters=["year"], reason=reason, action="talk.export")
        return download(_book(rows, year), f"{_('Heart-to-heart talks')}-{year}-{clock.today():%Y%m%d}.xlsx")
    context = {
        "form": form,
        "year": year,
        "count": min(found.count(), MOST_ROWS),
        "back": reverse("conversations:list"),
    }
    return render(request, "conversations/export.html", context)


def _book(rows: Sequence[shown.Row], year: int) -> bytes:
    bureau = root()
    columns = [
        Column(_("Day of the talk"), 14),
        Column(_("One side"), 14),
        Column(_("Other side"), 14),
        Column(_("Way of talking"), 14),
    ]
    note = _("%(organisation)s, as of %(day)s, %(n)s records") % {
        "organisation": bureau.name if bureau else "",
        "day": clock.today().isoformat(),
        "n": len(rows),
    }
    lines: list[Sequence[Cell]] = [
        [row.talk.held_on, row.one, row.other, str(row.talk.get_way_display())] for row in rows
    ]
    return workbook(_("Talks in %(year)s") % {"year": year}, columns, lines, note=note)
