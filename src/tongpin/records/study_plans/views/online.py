"""Notes on online platforms: notes only, without a number."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from tongpin.foundation.access.access.declared import SEE_NAMES
from tongpin.foundation.access.views import account_of, screen
from tongpin.foundation.kernel import clock

from ..access import CHANGE_ROW, SEE_ROW
from ..actions import note_online, withdraw_online_note
from ..forms import OnlineNoteForm, ReasonForm
from ..models import OnlineNote
from ..queries import online_notes
from . import pages, shown
from .lectures import year_asked

METHODS = ["GET", "HEAD", "POST"]
PER_PAGE = 25


@screen(SEE_ROW)
@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    """Show the notes of a year."""
    account, year = account_of(request), year_asked(request)
    page = Paginator(SEE_ROW.visible(account, online_notes(year)), PER_PAGE).get_page(request.GET.get("page"))
    rows = [
        (one, shown.name(one.person, clear=clear), one.text if clear or one.person_id is None else "")
        for one in page.object_list
        for clear in [SEE_NAMES.can_in(account, one.unit)]
    ]
    context = {"page": page, "rows": rows, "year": year, "years": [year - 1, year + 1], "today": clock.today()}
    return render(request, "study_plans/online.html", context | {"may_note": CHANGE_ROW.held_by(account)})


@screen(CHANGE_ROW)
@require_http_methods(METHODS)
def create(request: HttpRequest) -> HttpResponse:
    """Write a note."""
    account = account_of(request)
    units = list(CHANGE_ROW.units(account).order_by("path"))
    form = OnlineNoteForm(request.POST or None, units=units)

    def run() -> OnlineNote:
        given = form.cleaned_data
        unit = next(one for one in units if str(one.pk) == given["unit"])
        return note_online(
            by=account,
            unit=unit,
            platform=given["platform"],
            starts_on=given["starts_on"],
            ends_on=given["ends_on"],
            text=given["text"],
            person=given["who"],
        )

    if pages.sent(request, form, run) is not None:
        messages.success(request, _("Noted. It stays a note: no hours, no points, no figure."))
        return redirect("study_plans:online")
    back = reverse("study_plans:online")
    note = _("Time spent on a platform is counted for nobody; this only says that it was used.")
    sheet = pages.Sheet(
        _("Note on an online platform"), _("Note it"), back, _("Online study"), note, key="study-online"
    )
    return pages.shown(request, form, sheet)


@screen(CHANGE_ROW)
@require_http_methods(METHODS)
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Withdraw a note with a reason."""
    account = account_of(request)
    note = CHANGE_ROW.get_or_404(account, OnlineNote.objects.select_related("unit"), pk=pk)
    form = ReasonForm(request.POST or None)
    back = reverse("study_plans:online")

    def run() -> OnlineNote:
        return withdraw_online_note(by=account, note=note, reason=form.cleaned_data["reason"])

    if pages.sent(request, form, run) is not None:
        messages.success(request, _("Withdrawn; it stays readable with the reason."))
        return redirect(back)
    title = _("Withdraw “%(title)s”?") % {"title": note.platform}
    return pages.shown(request, form, pages.Sheet(title, _("Withdraw"), back, _("Online study")))
