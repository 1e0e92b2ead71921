"""The study groups, and a year of one: plan, sessions, what is still to be made up."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tongpin.foundation.access.views import account_of, screen
from tongpin.foundation.kernel import clock
from tongpin.foundation.people.models import Account
from tongpin.foundation.units.models import Unit

from ..access import RUN_GROUP, SEE_GROUP
from ..queries import group_on, groups, held_sessions, is_study_group, norms_of_study, topics_of
from ..queries.groups import GROUP_NORM
from ..queries.year import days_of_group
from ..rules import quarters
from . import shown

FIRST_YEAR, LAST_YEAR = 2000, 2100


def require_year(year: int) -> None:
    """Answer 404 for a year nobody plans."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise Http404


def group_of(account: Account, pk: int, year: int) -> Unit:
    """Return the unit whose study group is asked for, as far as the account sees it."""
    require_year(year)
    return SEE_GROUP.get_or_404(account, Unit.objects.all(), pk=pk)


def no_group(request: HttpRequest, unit: Unit) -> HttpResponse:
    """Say that this unit has no study group, and which have."""
    seen = SEE_GROUP.visible(account_of(request), groups())
    return render(request, "study_plans/no_group.html", {"unit": unit, "groups": seen, "year": clock.today().year})


@screen(SEE_GROUP)
@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    """Lead to the present year of the one group, or let the reader choose."""
    found = list(SEE_GROUP.visible(account_of(request), groups()))
    if len(found) == 1:
        return redirect("study_plans:year", found[0].pk, clock.today().year)
    return render(request, "study_plans/no_group.html", {"unit": None, "groups": found, "year": clock.today().year})


@screen(SEE_GROUP)
@require_safe
def year(request: HttpRequest, pk: int, year: int) -> HttpResponse:
    """Show a year of the group: as a picture, as its table, by quarters, and what is missing."""
    account = account_of(request)
    unit = group_of(account, pk, year)
    if not is_study_group(unit):
        return no_group(request, unit)
    return render(request, "study_plans/year.html", _year(account, unit, year))


def _year(account: Account, unit: Unit, year: int) -> dict[str, Any]:
    today = clock.today()
    day = min(today, dt.date(year, 12, 31))
    norms = norms_of_study(day)
    group = group_on(unit, day, norms)
    clear = shown.names_clear(account, unit, group.members)
    topics, held = list(topics_of(unit, year)), held_sessions(unit, year)
    rows = shown.lines(topics, held, today, clear=clear)
    missing = [(one, absence) for one in held for absence in one.not_made_up]
    return {
        "unit": unit,
        "year": year,
        "years": [one for one in (year - 1, year + 1) if FIRST_YEAR <= one <= LAST_YEAR],
        "today": today,
        "members": [shown.name(one, clear=clear) for one in group.members],
        "secretary": shown.name(group.secretary, clear=clear),
        "picture": shown.year_picture(rows),
        "rows": rows,
        "quarters": quarters(year, days_of_group(held), norms.get(GROUP_NORM), today),
        "quote": shown.quote(norms[GROUP_NORM]) if GROUP_NORM in norms else None,
        "missing": [
            (shown.name(absence.person, clear=clear), one, absence.reason if clear else "", absence.pk)
            for one, absence in missing
        ],
        "may_run": RUN_GROUP.can_in(account, unit),
        "clear": clear,
        "heading": _("Study group %(year)s") % {"year": year},
    }
