"""Party lectures of leaders: who gave which, and names of records an officer may confirm."""

from __future__ import annotations

import datetime as dt

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from tongpin.foundation.access.access.declared import SEE_NAMES
from tongpin.foundation.access.views import account_of, screen
from tongpin.foundation.kernel import clock
from tongpin.records.activities.models import Activity

from ..access import CHANGE_ROW, SEE_ROW
from ..actions import name_lecturer
from ..forms import LecturerForm
from ..models import Lecture
from ..queries import lecture_of, lectures_by_leaders, suggestions
from . import pages, shown
from .groups import FIRST_YEAR, LAST_YEAR


def year_asked(request: HttpRequest) -> int:
    """Return ?year=, the present one where it says none."""
    text = request.GET.get("year", "")
    wanted = int(text) if text.isdecimal() and len(text) == 4 else 0
    return wanted if FIRST_YEAR <= wanted <= LAST_YEAR else clock.today().year


@screen(SEE_ROW)
@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    """Show the lectures leaders gave in a year, and records whose written host may mean a leader."""
    account, year = account_of(request), year_asked(request)
    rows = lectures_by_leaders(dt.date(year, 1, 1), dt.date(year, 12, 31))
    seen = rows.filter(activity__in=SEE_ROW.visible(account, Activity.objects.all()))
    lectures = [(one, shown.name(one.lecturer, clear=_clear(request, one))) for one in seen]
    proposed = suggestions(account, year) if CHANGE_ROW.held_by(account) else []
    context = {"lectures": lectures, "suggestions": proposed, "year": year, "years": [year - 1, year + 1]}
    return render(request, "study_plans/lectures.html", context | {"today": clock.today()})


def _clear(request: HttpRequest, lecture: Lecture) -> bool:
    return SEE_NAMES.can_in(account_of(request), lecture.activity.unit)


@screen(CHANGE_ROW)
@require_http_methods(["GET", "HEAD", "POST"])
def lecturer(request: HttpRequest, pk: int) -> HttpResponse:
    """Name who gave a lecture; the written host stands in the field as a proposal."""
    account = account_of(request)
    activity = CHANGE_ROW.get_or_404(account, Activity.objects.select_related("unit"), pk=pk)
    known = lecture_of(activity)
    proposal = known.lecturer.name if known else activity.host
    form = LecturerForm(request.POST or None, initial={"name": proposal})
    back = reverse("activities:detail", args=[activity.pk])

    def run() -> Lecture:
        return name_lecturer(by=account, activity=activity, lecturer=form.cleaned_data["person"])

    if pages.sent(request, form, run) is not None:
        messages.success(request, _("The lecturer is named."))
        return redirect(back)
    note = _("The record says: %(host)s") % {"host": activity.host} if activity.host else ""
    return pages.shown(request, form, pages.Sheet(_("Who gave this lecture?"), _("Save"), back, activity.title, note))
