"""What is open now in the reader's part of the bureau: late, due soon, waiting; each number opens to its lines."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tongpin.foundation.access.views import account_of, screen
from tongpin.foundation.kernel import clock
from tongpin.foundation.units.models import Unit

from ..access import SEE
from ..enums import State
from ..queries import DATED, Cell, near_units, owed, party_units
from ..queries.sources import source_of
from . import shown
from .missing import what_is_missing
from .naming import Rules
from .naming import rules as read_rules

PER_PAGE = 40


@dataclass(frozen=True)
class Tab:
    """One of the groups with its number."""

    key: str
    label: str
    count: int
    current: bool


@dataclass(frozen=True)
class Line:
    """Something open, with its organisation."""

    unit: Unit
    rule: str
    shown: shown.Shown
    missing: str


def labels() -> Mapping[str, str]:
    """Return the groups in the order of their urgency."""
    return {
        "late": str(State.LATE.label),
        "soon": _("Due within a month"),
        "unconfirmed": str(State.WAITING.label),
        "missed": _("Reminders"),
    }


@screen(SEE)
@require_safe
def open_list(request: HttpRequest) -> HttpResponse:
    """List what is open, by the day it was or is due; a leader may narrow it to the own and the contact branches."""
    account, today, rules = account_of(request), clock.today(), read_rules()
    in_reach = SEE.visible(account, Unit.objects.all())
    near = near_units(account.person_id, today) if account.person_id else set()
    units = {unit.pk: unit for unit in party_units(in_reach)}
    mine = request.GET.get("mine") == "1" and bool(near)
    chosen = [unit for unit in units.values() if not mine or unit.pk in near]
    found = owed(chosen, today, book=rules.book)
    # What has no day of its own goes on all year and has its own page; it is listed among the reminders only.
    groups: dict[str, list[Cell]] = {
        key: [cell for cell in getattr(found, key) if source_of(cell.norm) in DATED or key == "missed"]
        for key in labels()
    }
    wanted = request.GET.get("group", "")
    group = wanted if wanted in groups else next((key for key, cells in groups.items() if cells), "late")
    page = Paginator(groups[group], PER_PAGE).get_page(request.GET.get("page"))
    lines = [_line(cell, units, rules) for cell in page.object_list]
    context = {
        "tabs": [Tab(key, label, len(groups[key]), key == group) for key, label in labels().items()],
        "lines": lines,
        "page": page,
        "mine": mine,
        "near": bool(near & set(units)),
        "today": today,
        "reminders": group == "missed",
    }
    return render(request, "compliance/open.html", context)


def _line(cell: Cell, units: Mapping[int, Unit], rules: Rules) -> Line:
    name = rules.name(cell.norm)
    return Line(units[cell.unit_id], name, shown.shown(cell, clock.today()), what_is_missing(cell))
