"""One cell: the records that fulfil it, or the rule's own words with what is missing and until when."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from tongpin.foundation.access.views import account_of, screen
from tongpin.foundation.units.models import Unit
from tongpin.records.activities.access import SEE as SEE_ACTIVITIES
from tongpin.standards.notices import terms_text

from ..access import SEE
from ..enums import State
from ..notices import period_text, quote_of
from ..queries import cell_of, entries_of
from ..rules import named_period
from . import shown
from .missing import what_is_missing
from .naming import rules as read_rules
from .organisation import day_asked
from .recording import page_of, record_url

RECORDABLE = (State.LATE, State.DUE, State.PLANNED, State.MISSED, State.NOT_YET)


@screen(SEE)
@require_safe
def cell(request: HttpRequest, pk: int, code: str, period: str) -> HttpResponse:
    """Show how an organisation stands with one rule in one period, and why."""
    account, day, named = account_of(request), day_asked(request), named_period(period)
    unit = SEE.get_or_404(account, Unit.objects.all(), pk=pk)
    rules = read_rules()
    found = cell_of(unit, code, named, day, rules.book) if named else None
    if found is None:
        raise Http404
    context = {
        "unit": unit,
        "cell": found,
        "shown": shown.shown(found, day),
        "name": rules.name(found.norm),
        "period": period_text(found.period),
        "missing": what_is_missing(found),
        "quote": quote_of(found.norm),
        "local": found.local,
        "local_terms": terms_text(found.local.terms) if found.local else "",
        "entries": entries_of(unit, found, day),
        "may_open": SEE_ACTIVITIES.can_in(account, unit),
        "record_url": record_url(account, unit, found) if found.state in RECORDABLE else "",
        "page": page_of(account, unit, found),
        "day": day,
    }
    return render(request, "compliance/cell.html", context)
