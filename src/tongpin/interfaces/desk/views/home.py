"""One's own home, and the self-check against formalism."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from tongpin.derived.indicators.queries import newest_year
from tongpin.foundation.access.access import grants_of
from tongpin.foundation.access.views import account_of, signed_in_screen
from tongpin.foundation.kernel import clock
from tongpin.foundation.ui.rules import nav_items
from tongpin.records.activities.access import RECORD

from ..queries import home as read
from ..queries.relief import checks

IMPORT = "exchange:list"
"""The page of the imports: another interface, which says by the navigation who may open it."""


@signed_in_screen
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Show at most six figures of the reader's own part of the bureau, what waits for them, and what comes."""
    account, today = account_of(request), clock.today()
    units = read.own_units(account)
    part = read.own_part(units)
    newest = newest_year(part.within) if part else today.year
    year, figures = newest, list[read.Headline]()
    if part:
        year, figures = read.figures_of_a_telling_year(part, newest, request.GET.get("year", ""))
    context = {
        "part": part,
        "year": year,
        "figures": figures,
        "years": (newest, newest - 1),
        "waiting": read.waiting(account, today, units),
        "coming": list(read.coming(account, today)),
        "roles": list(dict.fromkeys(held.role.label for held in grants_of(account))),
        "may_record": RECORD.held_by(account),
        "may_import": any(item.url_name == IMPORT for item in nav_items(account)),
        "today": today,
    }
    return render(request, "desk/home.html", context)


@signed_in_screen
@require_safe
def relief(request: HttpRequest) -> HttpResponse:
    """Show the five prohibitions and what this installation does about each."""
    return render(request, "desk/relief.html", {"checks": checks(), "today": clock.today()})
