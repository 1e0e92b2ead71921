"""Reading the catalogue: the list, one entry with its history, and what the program refuses to be told."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tongpin.foundation.access.views import account_of, screen
from tongpin.foundation.kernel import clock
from tongpin.foundation.kernel.sheets import Column, download, workbook
from tongpin.foundation.ui.queries import remembered_filters
from tongpin.foundation.units.queries import root

from ..access import EDIT_CATALOGUE, SEE_CATALOGUE
from ..enums import EntryType
from ..forms import CatalogueFilter
from ..queries import entries, history
from ..rules import prohibitions
from . import shown


def lines(chosen: dict[str, Any]) -> list[shown.Line]:
    """Return the entries in force on the day chosen (today), by type and code, as far as the filters go.

    The catalogue has some dozens of entries, so that their texts are searched here and not in the database.
    """
    types = [EntryType(chosen["type"])] if "type" in chosen else list(EntryType)
    day = chosen.get("day") or clock.today()
    found = [shown.line(entry) for type_ in types for entry in entries(type_, day).order_by("code")]
    if "strictness" in chosen:
        found = [one for one in found if one.entry.body.get("strictness") == chosen["strictness"]]
    if "review" in chosen:
        found = [one for one in found if one.level and one.needs_review == (chosen["review"] == "open")]
    for word in chosen.get("text", "").lower().split():
        found = [one for one in found if word in f"{one.entry.code} {one.name} {one.source}".lower()]
    return found


@screen(SEE_CATALOGUE)
@require_safe
def catalogue(request: HttpRequest) -> HttpResponse:
    """Show the kinds and the norms in force, each with its source."""
    if (back := remembered_filters(request, "standards")) is not None:
        return back
    form = CatalogueFilter(request.GET)
    chosen = form.chosen()
    found = lines(chosen)
    context = {
        "filters": form,
        "chosen": chosen,
        "found": len(found),
        "kinds": [one for one in found if one.entry.type == EntryType.KIND],
        "norms": [one for one in found if one.entry.type == EntryType.NORM],
        "day": chosen.get("day") or clock.today(),
        "may_edit": EDIT_CATALOGUE.held_by(account_of(request)),
    }
    return render(request, "standards/list.html", context)


@screen(SEE_CATALOGUE)
@require_safe
def export(request: HttpRequest) -> HttpResponse:
    """Give the list out as a workbook, by the same filters. It holds no persons, so nobody is asked why."""
    chosen = CatalogueFilter(request.GET).chosen()
    day, bureau = chosen.get("day") or clock.today(), root()
    columns = [
        Column(_("Sort of entry"), 12),
        Column(_("Entry code"), 20),
        Column(_("What it says"), 60),
        Column(_("Source"), 50),
        Column(_("Document in force"), 26),
        Column(_("How binding"), 12),
        Column(_("Must be filled in"), 30),
        Column(_("How well the source is known"), 30),
    ]
    rows = [
        [
            one.entry.get_type_display(),
            one.entry.code,
            one.name,
            one.source,
            one.dates,
            one.how,
            one.needs,
            one.level_text,
        ]
        for one in lines(chosen)
    ]
    note = f"{bureau.name if bureau else ''} {day.isoformat()}".strip()
    return download(workbook(_("Standards"), columns, rows, note=note), f"{_('Standards')}-{day.isoformat()}.xlsx")


@screen(SEE_CATALOGUE)
@require_safe
def entry(request: HttpRequest, type_: str, code: str) -> HttpResponse:
    """Show one entry as it stands today, or the version asked for, with its whole history."""
    versions = list(history(EntryType(type_), code)) if type_ in EntryType.values else []
    if not versions:
        raise Http404
    entry_type = EntryType(type_)
    picked = shown.chosen_version(versions, request.GET.get("version", ""), clock.today())
    context = {
        "entry": picked,
        "line": shown.line(picked),
        "facts": shown.facts(picked),
        "quote": shown.quote(picked),
        "span": shown.span(picked),
        "related": shown.related(picked, clock.today()),
        "steps": shown.steps(versions),
        "locals": shown.local_lines(entry_type, code, clock.today()),
        "is_newest": picked is versions[0],
        "may_edit": EDIT_CATALOGUE.held_by(account_of(request)),
    }
    return render(request, "standards/entry.html", context)


@screen(SEE_CATALOGUE)
@require_safe
def refused(request: HttpRequest) -> HttpResponse:
    """Show what no configuration may say, each with the document that forbids it. Nobody can change this list."""
    return render(request, "standards/refused.html", {"rules": prohibitions()})
