"""The roll on paper and as a workbook: personal data leave only for a reason that the log keeps."""

from __future__ import annotations

from collections.abc import Sequence

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tongpin.foundation.access.access.declared import SEE_NAMES
from tongpin.foundation.access.views import account_of, screen
from tongpin.foundation.kernel import clock
from tongpin.foundation.kernel.sheets import Column, download, workbook
from tongpin.foundation.people.actions import note_phone_shown
from tongpin.foundation.units.actions import note_roll_export
from tongpin.foundation.units.models import Membership, Unit

from ..forms.roll import RollExportForm
from ..queries import roll as read
from .form_page import FormPage, shown
from .units import card_page


@screen(SEE_NAMES)
@require_safe
def roll_print(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the whole roll of a unit and below on one sheet, to be printed and signed."""
    account, today = account_of(request), clock.today()
    unit = get_object_or_404(SEE_NAMES.units(account), pk=pk)
    context = {"unit": unit, "rows": read.roll_sheet(account, unit, today), "today": today}
    return render(request, "desk/roll_print.html", context)


def _columns(*, phones: bool) -> Sequence[Column]:
    names = {
        _("No."): 6, _("Name"): 12, _("Gender"): 6, _("Ethnic group"): 10, _("Month of birth"): 12,
        _("Joined the Party"): 14, _("Standing"): 12, _("Branch"): 26, _("On the roll since"): 14,
    }  # fmt: skip
    columns = [Column(name, width) for name, width in names.items()]
    return [*columns, Column(_("Telephone"), 16)] if phones else columns


@screen(SEE_NAMES)
@require_http_methods(["GET", "HEAD", "POST"])
def roll_export(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask what the roll is for, and give it out as a workbook."""
    account = account_of(request)
    unit = get_object_or_404(SEE_NAMES.units(account), pk=pk)
    form = RollExportForm(request.POST or None)
    rows = read.roll_sheet(account, unit, clock.today())
    if request.method == "POST" and form.is_valid():
        note_roll_export(by=account, unit=unit, rows=len(rows), reason=form.cleaned_data["reason"])
        book = _book(unit, rows, phones=form.cleaned_data["phones"])
        return download(book, f"{_('Members on the roll')}-{unit.name}-{clock.today():%Y%m%d}.xlsx")
    note = _("%(n)s members of this unit and below. Names and dates of birth leave the system: keep the file safe.")
    title, back = _("Take out the roll"), reverse("desk:unit", args=[pk])
    page = FormPage(title, title, back, unit.name, note % {"n": len(rows)})
    return shown(request, form, page)


def _book(unit: Unit, rows: Sequence[Membership], *, phones: bool) -> bytes:
    note = _("%(organisation)s, as of %(day)s, %(n)s members") % {
        "organisation": unit.name,
        "day": clock.today().isoformat(),
        "n": len(rows),
    }
    lines = (read.roll_line(number, row, phone=phones) for number, row in enumerate(rows, start=1))
    return workbook(_("Members on the roll"), _columns(phones=phones), lines, note=note)


@screen(SEE_NAMES)
@require_POST
def member_phone(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a member's telephone number in clear, and keep in the log who looked."""
    account = account_of(request)
    membership = SEE_NAMES.get_or_404(account, Membership.objects.select_related("person", "unit"), pk=pk)
    note_phone_shown(by=account, person=membership.person)
    return card_page(request, membership, phone=membership.person.phone)
