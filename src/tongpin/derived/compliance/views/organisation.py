"""One organisation: what it owes now, and its year; for the secretary on the phone."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tongpin.foundation.access.views import account_of, screen
from tongpin.foundation.kernel import clock
from tongpin.foundation.kernel.dates import parse_date
from tongpin.foundation.kernel.errors import UserError
from tongpin.foundation.people.models import Account
from tongpin.foundation.units.enums import PARTY_KINDS
from tongpin.foundation.units.models import Unit

from ..access import SEE
from ..enums import State
from ..forms import years
from ..queries import Cell, Owed, standings
from ..queries.owed import sorted_out
from . import shown
from .missing import what_is_missing
from .naming import Rules
from .naming import rules as read_rules
from .recording import Link, page_of, record_url


@dataclass(frozen=True)
class Item:
    """Something owed, with what is missing and where to record it; `record_url` is empty where the reader may not.

    `page` shows one by one what is missing, where no record fulfils it.
    """

    rule: str
    shown: shown.Shown
    missing: str
    record_url: str
    page: Link | None = None


@dataclass(frozen=True)
class Group:
    """Several of them under one heading."""

    key: str
    title: str
    note: str
    items: Sequence[Item]


def day_asked(request: HttpRequest) -> dt.date:
    """Return the day the page speaks of: today unless another one is asked for."""
    try:
        return parse_date(request.GET["on"]).start
    except (KeyError, UserError):
        return clock.today()


@screen(SEE)
@require_safe
def organisation(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what an organisation owes and how its year stands."""
    account, day = account_of(request), day_asked(request)
    unit = SEE.get_or_404(account, Unit.objects.filter(kind__in=PARTY_KINDS), pk=pk)
    wanted = request.GET.get("year", "")
    year = int(wanted) if wanted in {str(one) for one in years()} else day.year
    rules = read_rules()
    read = standings([unit], sorted({day.year - 1, day.year, year}), day, book=rules.book)
    context = {
        "unit": unit,
        "day": day,
        "today": clock.today(),
        "year": year,
        "years": list(years())[:3],
        "groups": [one for one in groups(account, unit, sorted_out(read, day), day, rules) if one.items],
        "blocks": shown.blocks(read[year], day, rules),
    }
    return render(request, "compliance/organisation.html", context)


def groups(account: Account, unit: Unit, found: Owed, day: dt.date, rules: Rules) -> list[Group]:
    """Return what is open, most urgent first."""

    def items(cells: Iterable[Cell]) -> list[Item]:
        return [
            Item(
                rules.name(one.norm),
                shown.shown(one, day),
                what_is_missing(one),
                record_url(account, unit, one),
                page_of(account, unit, one),
            )
            for one in cells
        ]

    return [
        Group("late", str(State.LATE.label), "", items(found.late)),
        Group("soon", _("Due within a month"), "", items(found.soon)),
        Group("unconfirmed", str(State.WAITING.label), "", items(found.unconfirmed)),
        Group("later", _("Due later"), "", items(found.later)),
        Group("missed", _("Reminders"), _("The regulations say “usually”: no violation."), items(found.missed)),
    ]
