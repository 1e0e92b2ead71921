"""The year as a picture: organisations × months, with its table."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from tongpin.foundation.access.views import account_of, screen
from tongpin.foundation.ui.queries import remembered_filters

from ..access import SEE, SEE_LEADERS
from ..enums import State
from ..forms import YearFilter
from ..notices import short_state
from . import shown
from .naming import rules as read_rules

ORGANISATIONS, OF_ONE_RULE = 10, 30
"""Organisations on a page of the picture, with all rules and with one."""


@screen(SEE)
@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """Show what is due, done and late in the reader's part of the bureau, in the order of the tree."""
    if (back := remembered_filters(request, "compliance")) is not None:
        return back
    rules = read_rules()
    wanted = shown.chosen(request, YearFilter, rules)
    years = wanted.years()
    page = Paginator(years, OF_ONE_RULE if wanted.code else ORGANISATIONS).get_page(request.GET.get("page"))
    listed = list(page.object_list)
    context = {
        "filters": wanted.form,
        "wanted": wanted,
        "tallies": [one for one in shown.tallies(years, wanted.query) if one.count],
        "page": page,
        "blocks": shown.blocks(listed, wanted.on, rules),
        "summaries": shown.summaries(listed, wanted.year, wanted.on),
        "summed": [state.label for state in shown.SUMMED],
        "legend": [(shown.TONES[state], short_state(state), state.label) for state in State],
        "months": range(1, 13),
        "may_see_leaders": SEE_LEADERS.held_by(account_of(request)),
    }
    return render(request, "compliance/year.html", context)
