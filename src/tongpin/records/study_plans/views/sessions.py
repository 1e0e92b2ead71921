"""Recording a session, who missed it, and how it was made up."""

from __future__ import annotations

import datetime as dt

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tongpin.foundation.access.views import account_of, screen
from tongpin.foundation.kernel import clock
from tongpin.foundation.kernel.dates import parse_date
from tongpin.foundation.kernel.errors import UserError
from tongpin.foundation.units.models import Unit
from tongpin.records.activities.models import Activity

from ..access import CHANGE_ROW, MAKE_UP, RUN_GROUP
from ..actions import make_up, record_session, set_absences
from ..forms import AbsencesForm, MakeUpForm, SessionForm
from ..models import StudyAbsence, StudyTopic
from ..queries import absences_of, group_members, is_study_group, norms_of_study
from ..queries.groups import CONVERSION_NORM
from . import groups, pages, shown

METHODS = ["GET", "HEAD", "POST"]


def _day(text: str) -> dt.date:
    """Return the day typed, today while it cannot be read: it decides who the members are."""
    try:
        return parse_date(text, default_year=clock.today().year).start if text else clock.today()
    except UserError:
        return clock.today()


@screen(RUN_GROUP)
@require_http_methods(METHODS)
def record(request: HttpRequest, pk: int) -> HttpResponse:
    """Record a session in eight fields; ?topic= begins with a line of the plan."""
    account = account_of(request)
    unit = RUN_GROUP.get_or_404(account, Unit.objects.all(), pk=pk)
    if not is_study_group(unit):
        return groups.no_group(request, unit)
    day = _day(request.POST.get("starts_on", ""))
    rows = StudyTopic.objects.filter(unit=unit, dropped_reason="", planned_on__year__in=[day.year - 1, day.year])
    topics = list(rows.exclude(form="self").order_by("planned_on", "pk"))
    wanted, norms = request.GET.get("topic", ""), norms_of_study(day)
    form = SessionForm(
        request.POST or None,
        unit=unit,
        members=group_members(unit, day),
        topics=topics,
        chosen=next((one for one in topics if str(one.pk) == wanted), None),
        conversion=norms.get(CONVERSION_NORM),
    )
    made = pages.sent(request, form, lambda: record_session(by=account, content=form.content()))
    if made is not None:
        strangers = [one.name for one in form.cleaned_data["guests"] if one.person_id is None]
        messages.success(request, _("Recorded. A second person confirms it."))
        if strangers:
            said = _("Not found on a roll, so without hours of study: %(names)s.") % {"names": "、".join(strangers)}
            messages.warning(request, said)
        return redirect("activities:detail", made.activity_id)
    quotes = [shown.quote(norm) for norm in norms.values()]
    context = {"form": form, "unit": unit, "year": day.year, "quotes": quotes}
    return render(request, "study_plans/record.html", context)


@screen(CHANGE_ROW)
@require_http_methods(METHODS)
def absences(request: HttpRequest, pk: int) -> HttpResponse:
    """Give the reasons of those members of the group who are not on the roster of a session."""
    account = account_of(request)
    activity = CHANGE_ROW.get_or_404(account, Activity.objects.select_related("unit"), pk=pk)
    there = set(activity.attendances.exclude(person=None).values_list("person", flat=True))
    missing = [one for one in group_members(activity.unit, activity.starts_on) if one.pk not in there]
    form = AbsencesForm(request.POST or None, missing=missing, known=absences_of(activity))
    back = reverse("activities:detail", args=[activity.pk])
    done = pages.sent(request, form, lambda: set_absences(by=account, activity=activity, reasons=form.reasons()))
    if done is not None:
        messages.success(request, _("Saved."))
        return redirect(back)
    note = (
        _("Everybody of the group was there.") if not missing else _("Short words will do: on duty, ill, on a journey.")
    )
    return pages.shown(request, form, pages.Sheet(_("Who missed it, and why"), _("Save"), back, activity.title, note))


@screen(MAKE_UP)
@require_http_methods(METHODS)
def made_up(request: HttpRequest, pk: int) -> HttpResponse:
    """Note when and how somebody made up for a session."""
    account = account_of(request)
    rows = StudyAbsence.objects.select_related("person", "session__activity__unit")
    absence = MAKE_UP.get_or_404(account, rows, pk=pk)
    activity = absence.session.activity
    form = MakeUpForm(request.POST or None)
    back = reverse("study_plans:year", args=[activity.unit_id, activity.starts_on.year])

    def run() -> StudyAbsence:
        values = form.cleaned_data
        return make_up(by=account, absence=absence, on=values["made_up_on"], way=values["way"], note=values["note"])

    if pages.sent(request, form, run) is not None:
        messages.success(request, _("Noted as made up."))
        return redirect(back)
    title = _("%(name)s makes up for “%(title)s”") % {"name": absence.person.name, "title": activity.title}
    note = _("Held on %(day)s.") % {"day": activity.starts_on.isoformat()}
    return pages.shown(request, form, pages.Sheet(title, _("Note it"), back, activity.unit.name, note))
