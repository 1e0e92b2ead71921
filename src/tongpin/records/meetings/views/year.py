"""A branch's year: what is planned, held and waiting, as a calendar and as a list."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from tongpin.foundation.access.views import account_of, screen
from tongpin.foundation.kernel import clock
from tongpin.foundation.people.models import Account
from tongpin.foundation.ui.rules import DayEntry, MonthSheet, month_sheet
from tongpin.foundation.units.enums import PARTY_KINDS
from tongpin.foundation.units.models import Unit
from tongpin.foundation.units.rules import tree_order
from tongpin.records.activities.enums import Status
from tongpin.records.activities.models import Activity
from tongpin.standards.queries import kinds
from tongpin.standards.rules import ActivityKind

from ..access import EXPORT, SEE, WRITE
from ..forms.plan import WhichYear
from ..models import Meeting
from ..queries.minutes import of_year
from ..queries.roll import may_meet
from ..queries.year import telling
from ..rules.ledger import shapes
from ..rules.minutes import has_minutes

YEARS = range(2000, 2101)
RECORDED = ("meeting.general", "meeting.committee", "meeting.group", "meeting.lecture", "party_day")


@dataclass(frozen=True)
class Line:
    """A meeting in the list of the year."""

    activity: Activity
    kind: str
    minutes: bool


def units_of(account: Account) -> Sequence[Unit]:
    """Return the Party organisations whose year the reader may see."""
    return sorted(SEE.units(account).filter(kind__in=PARTY_KINDS), key=tree_order)


@screen(SEE)
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Lead to the branch and year asked for; unasked to the running year, or where there is something to see."""
    units = units_of(account_of(request))
    wanted, year = request.GET.get("unit", ""), request.GET.get("year", "")
    branches = [one for one in units if str(one.pk) == wanted]
    branches = branches or [one for one in units if one.kind == "branch"] or list(units)
    if not branches:
        return render(request, "meetings/no_unit.html")
    asked = int(year) if year.isdecimal() and len(year) == 4 and int(year) in YEARS else None
    unit, told = telling(branches, asked or clock.today().year)
    return redirect("meetings:year", unit.pk, asked or told)


@screen(SEE)
@require_safe
def year(request: HttpRequest, unit: int, year: int) -> HttpResponse:
    """Show a branch's year. Three lists, a calendar with the same days, and buttons for what comes next."""
    account = account_of(request)
    if year not in YEARS:
        raise Http404
    found = get_object_or_404(SEE.units(account).filter(kind__in=PARTY_KINDS), pk=unit)
    known = kinds()
    rows = list(of_year(found.path, year))
    lines = _lines(rows, known)
    writes = WRITE.can_in(account, found)
    context: dict[str, Any] = {
        "unit": found,
        "year": year,
        "which": WhichYear(units=units_of(account), unit=found, year=year, today=clock.today()),
        "groups": _grouped(lines),
        "months": months(year, rows, known),
        "count": len(rows),
        "kinds": [known[code] for code in RECORDED if code in known and may_meet(found, code)] if writes else [],
        "others": _others(known, found) if writes else [],
        "may_plan": writes and found.kind == "branch",
        "may_export": EXPORT.can_in(account, found),
        "ledgers": list(shapes().values()),
        "previous": year - 1,
        "next": year + 1,
        "today": clock.today(),
    }
    return render(request, "meetings/year.html", context)


def _others(known: Mapping[str, ActivityKind], unit: Unit) -> list[ActivityKind]:
    """Return the rarer kinds a unit may record here."""
    return [kind for code, kind in known.items() if has_minutes(code) and code not in RECORDED and may_meet(unit, code)]


def _lines(rows: Sequence[Activity], known: Mapping[str, ActivityKind]) -> list[Line]:
    keys = {one.twin_of_id or one.pk for one in rows}
    written = set(Meeting.objects.filter(activity__in=keys).values_list("activity", flat=True))
    return [
        Line(one, known[one.kind].name if one.kind in known else one.kind, (one.twin_of_id or one.pk) in written)
        for one in rows
    ]


def _grouped(lines: Iterable[Line]) -> list[tuple[str, str, list[Line]]]:
    """Return the lines by state: what waits first, then what is planned, then what is done."""
    by_state: dict[str, list[Line]] = defaultdict(list)
    for line in lines:
        by_state[line.activity.status].append(line)
    order = (Status.HELD, Status.PLANNED, Status.CONFIRMED)
    return [(state.value, str(state.label), by_state[state]) for state in order if by_state[state]]


def months(year: int, rows: Iterable[Activity], known: Mapping[str, ActivityKind]) -> list[MonthSheet]:
    """Return the twelve months with what lies on their days, for the calendar."""
    entries: dict[dt.date, list[DayEntry]] = defaultdict(list)
    for one in rows:
        name = known[one.kind].name if one.kind in known else one.kind
        entries[one.starts_on].append(DayEntry(name, "", one.status, one.get_status_display()))
    return [month_sheet(dt.date(year, month, 1), entries, clock.today()) for month in range(1, 13)]
