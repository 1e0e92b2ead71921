"""The end of a probation, exemptions, and the sheet on which both stand with the transfers."""

from __future__ import annotations

from dataclasses import replace

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from tongpin.foundation.access.access.declared import MANAGE_MEMBERS, SEE_NAMES
from tongpin.foundation.access.views import account_of, screen
from tongpin.foundation.kernel import clock
from tongpin.foundation.kernel.errors import UserError
from tongpin.foundation.kernel.sheets import Column, download, workbook
from tongpin.foundation.kernel.text import normal
from tongpin.foundation.people.models import Account
from tongpin.foundation.units import actions
from tongpin.foundation.units.enums import Ground, Standing
from tongpin.foundation.units.models import Exemption, Extension, Membership
from tongpin.foundation.units.queries import probation_of, root

from ..forms.roll import ExemptForm, ExtensionForm, FirstDayForm
from ..forms.staff import StaffExportForm
from ..forms.units import LastDayForm
from ..queries import changes as read
from ..queries.probation import LENGTH, LONGER, due, on_probation, quotes, terms
from ..rules import code_of
from .form_page import FormPage, saved, sent, shown
from .roll_changes import METHODS, current, finished, page_of


@screen(MANAGE_MEMBERS)
@require_http_methods(METHODS)
def member_standing(request: HttpRequest, pk: int) -> HttpResponse:
    """Make a probationary member a full one from a day on, not before the probation has ended."""
    account, today = account_of(request), clock.today()
    old = current(MANAGE_MEMBERS, account, pk)
    ends = due([probation_of(old)], today)[0].ends_on if old.standing == Standing.PROBATIONARY else None
    form = FirstDayForm(request.POST or None, initial={"on": ends if ends and ends <= today else None})
    note = _("Earlier days still count the member as probationary.")
    page = replace(
        page_of(old, _("Become a full member"), _("Become a full member"), note), quotes=quotes(today, LENGTH)
    )
    return finished(
        request,
        form,
        page,
        lambda: actions.change_standing(
            by=account, membership=old, on=form.cleaned_data["on"], terms=terms(form.cleaned_data["on"])
        ),
    )


@screen(MANAGE_MEMBERS)
@require_http_methods(METHODS)
def member_extend(request: HttpRequest, pk: int) -> HttpResponse:
    """Let a probation go on, as the branch meeting decided."""
    account, today = account_of(request), clock.today()
    old = current(MANAGE_MEMBERS, account, pk)
    form = ExtensionForm(request.POST or None)
    if sent(request, form, lambda: _extend(account, old, form)):
        return saved(request, reverse("desk:member", args=[pk]))
    page = page_of(old, _("Extend the probation"), _("Extend"))
    return shown(request, form, replace(page, quotes=quotes(today, LENGTH, LONGER)))


def _extend(account: Account, old: Membership, form: ExtensionForm) -> Extension:
    data = form.cleaned_data
    lasting = terms(data["decided_on"])
    if lasting is None:
        raise UserError(_("The catalogue does not say how long a probation lasts."), place=LENGTH)
    return actions.extend_probation(
        by=account, membership=old, decided_on=data["decided_on"], until=data["until"], terms=lasting
    )


@screen(MANAGE_MEMBERS)
@require_http_methods(METHODS)
def member_exempt(request: HttpRequest, pk: int) -> HttpResponse:
    """Demand no meetings and no study of a member from a day to a day."""
    account, today = account_of(request), clock.today()
    old = current(MANAGE_MEMBERS, account, pk)
    form = ExemptForm(request.POST or None)
    if sent(request, form, lambda: _exempt(account, old, form)):
        return saved(request, reverse("desk:member", args=[pk]))
    note = _("Only the branch and the officer see the ground. Who should attend is counted without these days.")
    page = page_of(old, _("Exempt from meetings and study"), _("Exempt"), note)
    return shown(request, form, replace(page, quotes=quotes(today, code_of("exemption"))))


def _exempt(account: Account, old: Membership, form: ExemptForm) -> Exemption:
    data = form.cleaned_data
    return actions.exempt_person(
        by=account,
        person=old.person,
        ground=Ground(data["ground"]),
        valid_from=data["valid_from"],
        valid_to=data["valid_to"],
        note=normal(data["note"]),
    )


@screen(MANAGE_MEMBERS)
@require_http_methods(METHODS)
def exemption_end(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """End an exemption of the member `pk`; `number` is the exemption's."""
    account = account_of(request)
    member = current(MANAGE_MEMBERS, account, pk)
    one = get_object_or_404(Exemption.objects.select_related("person"), pk=number, person=member.person_id)
    form, back = LastDayForm(request.POST or None), reverse("desk:member", args=[pk])
    if sent(request, form, lambda: actions.end_exemption(by=account, exemption=one, on=form.cleaned_data["on"])):
        return saved(request, back)
    return shown(request, form, page_of(member, _("End the exemption"), _("End the exemption")))


def _year(request: HttpRequest, years: list[int]) -> int:
    asked = request.GET.get("year", "")
    return int(asked) if asked.isdecimal() and int(asked) in years else years[0]


@screen(SEE_NAMES)
@require_safe
def roll_matters(request: HttpRequest) -> HttpResponse:
    """Show whose probation ends when, who is exempt, and who came and went in a year."""
    account, today = account_of(request), clock.today()
    years = list(read.transfer_years(account, today))
    year = _year(request, years)
    context = {
        "probations": on_probation(account, today),
        "exempt": read.exempt_members(account, today),
        "transfers": read.transfers(account, year),
        "year": year,
        "years": years,
        "today": today,
        "quotes": quotes(today, LENGTH, LONGER),
    }
    return render(request, "desk/roll_matters.html", context)


@screen(SEE_NAMES)
@require_http_methods(METHODS)
def transfers_export(request: HttpRequest) -> HttpResponse:
    """Ask what the transfers of a year are for, and give them out as a workbook."""
    account, today = account_of(request), clock.today()
    year = _year(request, list(read.transfer_years(account, today)))
    form = StaffExportForm(request.POST or None)
    rows = list(read.transfers(account, year))
    bureau = root()
    title = _("Transfers of registration in %(year)s") % {"year": year}
    if request.method == "POST" and form.is_valid() and bureau is not None:
        reason = f"{title}: {form.cleaned_data['reason']}"
        actions.note_roll_export(by=account, unit=bureau, rows=len(rows), reason=reason)
        note = _("%(organisation)s, as of %(day)s") % {"organisation": bureau.name, "day": today.isoformat()}
        lines = (read.transfer_line(number, row) for number, row in enumerate(rows, start=1))
        return download(workbook(title, _columns(), lines, note=note), f"{title}-{today:%Y%m%d}.xlsx")
    page = FormPage(title, _("Take out"), reverse("desk:roll_matters"), _("Changes of the roll"))
    return shown(request, form, page)


def _columns() -> list[Column]:
    names = {
        _("No."): 6, _("Date"): 12, _("In or out"): 10, _("Name"): 12, _("Standing"): 12, _("Branch"): 26,
        _("Other organisation"): 34, _("Number of the letter"): 20,
    }  # fmt: skip
    return [Column(name, width) for name, width in names.items()]
