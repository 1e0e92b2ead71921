"""The attendance of a year: names × sessions, to print and as a workbook."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from tongpin.foundation.access.views import account_of, screen
from tongpin.foundation.kernel import clock
from tongpin.foundation.kernel.sheets import Cell, Column, download, workbook
from tongpin.foundation.people.models import Account
from tongpin.foundation.units.models import Unit

from ..access import RUN_GROUP, SEE_GROUP
from ..actions import note_attendance_export
from ..forms import ExportForm
from ..queries import Held, held_sessions, is_study_group, members_at
from . import groups, pages, shown


def _table(account: Account, unit: Unit, year: int) -> tuple[list[Held], list[shown.AttendanceRow], bool]:
    held = held_sessions(unit, year, rosters=True)
    members = members_at(unit, {one.activity.starts_on for one in held})
    everyone = [one for persons in members.values() for one in persons]
    clear = shown.names_clear(account, unit, everyone)
    return held, shown.attendance(held, members, clear=clear), clear


@screen(SEE_GROUP)
@require_safe
def table(request: HttpRequest, pk: int, year: int) -> HttpResponse:
    """Show who attended which session; what is missing is to be made up."""
    account = account_of(request)
    unit = groups.group_of(account, pk, year)
    if not is_study_group(unit):
        return groups.no_group(request, unit)
    held, rows, clear = _table(account, unit, year)
    context: dict[str, Any] = {"unit": unit, "year": year, "held": held, "rows": rows, "clear": clear}
    context |= {"today": clock.today(), "may_export": RUN_GROUP.can_in(account, unit)}
    return render(request, "study_plans/attendance.html", context)


@screen(RUN_GROUP)
@require_http_methods(["GET", "HEAD", "POST"])
def export(request: HttpRequest, pk: int, year: int) -> HttpResponse:
    """Ask why the names leave the house, and give the attendance out as a workbook."""
    account = account_of(request)
    groups.require_year(year)
    unit = RUN_GROUP.get_or_404(account, Unit.objects.all(), pk=pk)
    form = ExportForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        note_attendance_export(by=account, unit=unit, year=year, reason=form.cleaned_data["reason"])
        name = _("Attendance")
        return download(_book(account, unit, year), f"{unit.name}-{name}-{year}.xlsx")
    back = reverse("study_plans:attendance", args=[unit.pk, year])
    title = _("Take the attendance of %(year)s out") % {"year": year}
    return pages.shown(request, form, pages.Sheet(title, _("Download"), back, unit.name))


def _book(account: Account, unit: Unit, year: int) -> bytes:
    held, rows, _clear = _table(account, unit, year)
    columns = [Column(_("No."), 6), Column(_("Name"), 12)]
    columns += [Column(f"{one.activity.starts_on:%m-%d} {one.activity.title}", 18) for one in held]
    columns += [Column(_("Expected"), 8), Column(_("Attended"), 8)]
    lines: list[list[Cell]] = [
        [number, row.name, *(cell.text for cell in row.cells), row.expected, row.present]
        for number, row in enumerate(rows, 1)
    ]
    note = _("%(organisation)s, as of %(day)s") % {"organisation": unit.name, "day": clock.today().isoformat()}
    return workbook(_("Attendance of the study group %(year)s") % {"year": year}, columns, lines, note=note)
