"""Dual organisational life of the leaders as a table for the Party group; each number opens to its records."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from tongpin.foundation.access.access.declared import MANAGE_UNITS
from tongpin.foundation.access.views import account_of, screen
from tongpin.foundation.kernel import clock
from tongpin.foundation.kernel.sheets import Cell, Column, download, workbook
from tongpin.foundation.people.models import Account
from tongpin.foundation.people.rules import mask_name
from tongpin.foundation.units.queries import root
from tongpin.standards.queries import rulebook

from ..access import SEE_LEADERS, SEE_LEADERS_NAMES
from ..actions import note_leaders_export
from ..forms import LeadersExportForm, years
from ..notices import quote_of
from ..queries import LeaderYear, leader_records, leader_years


@dataclass(frozen=True)
class Line:
    """A leader in the table; `democratic` says how they stand with the meeting of the leading group."""

    leader: LeaderYear
    name: str
    democratic: str
    tone: str


def _year(request: HttpRequest) -> int:
    wanted = request.GET.get("year", "")
    return int(wanted) if wanted in {str(one) for one in years()} else clock.today().year


def _name(account: Account, leader: LeaderYear) -> str:
    clear = SEE_LEADERS_NAMES.held_by(account)
    return leader.person.name if clear else mask_name(leader.person.name)


def _line(account: Account, leader: LeaderYear) -> Line:
    meetings = leader.democratic
    if meetings.attended:
        said, tone = _("attended"), "confirmed"
    elif meetings.missed:
        said, tone = _("not on the roster"), "reminder"
    elif meetings.unknown:
        said, tone = _("held, no roster"), "reminder"
    else:
        said, tone = _("the meeting of the year is not held yet"), "planned"
    return Line(leader, _name(account, leader), said, tone)


@screen(SEE_LEADERS)
@require_safe
def table(request: HttpRequest) -> HttpResponse:
    """Show each leader's own branch, contact branches and meeting of the leading group in a year."""
    account, year = account_of(request), _year(request)
    book, last = rulebook(), min(clock.today(), clock.today().replace(year=year, month=12, day=31))
    found = [book.on(code, last) for code in book.versions]
    norms = [one.norm for one in found if one and one.norm.subject == "leader" and "absence_kinds" in one.norm.params]
    context = {
        "lines": [_line(account, one) for one in leader_years(year)],
        "year": year,
        "years": list(years())[:3],
        "today": clock.today(),
        "quotes": [quote_of(norm) for norm in norms],
        "may_manage": MANAGE_UNITS.held_by(account),
    }
    return render(request, "compliance/leaders.html", context)


@screen(SEE_LEADERS)
@require_safe
def records(request: HttpRequest, pk: int, year: int, which: str) -> HttpResponse:
    """Show the records behind one number."""
    found = leader_records(year, pk, which) if year in years() else None
    if found is None:
        raise Http404
    leader, rows = found
    title = {
        "own-attended": _("Attended in the own branch"),
        "own-missed": _("Not on the roster in the own branch"),
        "own-unknown": _("Own branch, no roster of names"),
        "contact-attended": _("Attended in contact branches"),
        "democratic-attended": _("Attended the meeting of the leading group"),
    }.get(which, _("Records"))
    context = {"name": _name(account_of(request), leader), "rows": rows, "title": title, "year": year}
    return render(request, "compliance/leader_records.html", context)


@screen(SEE_LEADERS)
@require_http_methods(["GET", "HEAD", "POST"])
def export(request: HttpRequest) -> HttpResponse:
    """Ask why, log it, and give the table out as a workbook, with the names as the reader sees them."""
    account, year = account_of(request), _year(request)
    form = LeadersExportForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        lines = [_line(account, one) for one in leader_years(year)]
        note_leaders_export(by=account, year=year, rows=len(lines), reason=form.cleaned_data["reason"])
        return download(_book(lines, year), f"{_('Dual organisational life')}-{year}.xlsx")
    return render(request, "compliance/leaders_export.html", {"form": form, "year": year})


def _book(lines: Sequence[Line], year: int) -> bytes:
    widths = {
        _("Name"): 12, _("Post held"): 24, _("Own branch"): 24, _("Attended there"): 10, _("Not on the roster"): 10,
        _("Without a roster"): 10, _("Contact branch"): 24, _("Times there"): 10, _("Meeting of the leading group"): 16,
    }  # fmt: skip
    bureau = root()
    note = _("%(organisation)s, year %(year)s, as of %(day)s") % {
        "organisation": bureau.name if bureau else "", "year": year, "day": clock.today().isoformat(),
    }  # fmt: skip
    rows = (_sheet_row(one) for one in lines)
    return workbook(_("Dual organisational life"), [Column(*one) for one in widths.items()], rows, note=note)


def _sheet_row(one: Line) -> Sequence[Cell]:
    leader = one.leader
    return [
        one.name,
        "、".join(leader.titles),
        "、".join(leader.branches),
        len(leader.own.attended),
        len(leader.own.missed),
        len(leader.own.unknown),
        "、".join(contact.unit.name for contact in leader.contacts),
        len(leader.contact.attended),
        one.democratic,
    ]
