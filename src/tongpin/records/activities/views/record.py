"""Recording, planning and correcting."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from tongpin.foundation.access.access.declared import SEE_NAMES
from tongpin.foundation.access.views import account_of, screen
from tongpin.foundation.kernel import clock
from tongpin.foundation.kernel.errors import UserError
from tongpin.standards.queries import kinds
from tongpin.standards.rules import ActivityKind

from ..access import RECORD
from ..actions import correct_activity, record_activity
from ..enums import Status
from ..forms import RecordForm
from ..forms.choices import kinds_in_groups
from ..models import Activity
from ..queries import content_of
from . import shown

LATELY = 4
BROUGHT = {"unit": "unit", "when": "starts_on"}
"""What the address of a new record may bring along, and the fields that show it."""


@screen(RECORD)
@require_safe
def choose_kind(request: HttpRequest) -> HttpResponse:
    """Ask what was done; the kinds the reader recorded last come first."""
    known = kinds()
    latest = (
        Activity.objects.filter(recorded_by=account_of(request)).order_by("-pk").values_list("kind", flat=True)[:40]
    )
    lately = [known[code] for code in dict.fromkeys(latest) if code in known][:LATELY]
    return render(request, "activities/choose_kind.html", {"groups": kinds_in_groups(known.values()), "lately": lately})


def _kind(code: str) -> ActivityKind:
    try:
        return kinds()[code]
    except KeyError as error:
        raise Http404 from error


@screen(RECORD)
@require_http_methods(["GET", "HEAD", "POST"])
def create(request: HttpRequest, code: str) -> HttpResponse:
    """Record something held, which then waits for a second person, or plan something."""
    account, kind = account_of(request), _kind(code)
    units = list(RECORD.units(account).order_by("path"))
    only = units[0] if len(units) == 1 else None
    form = RecordForm(
        request.POST or None,
        kind=kind,
        units=units,
        roll=shown.roll_of(account, only, clock.today()) if kind.people == "attendance" else [],
        known={name: request.GET[key] for key, name in BROUGHT.items() if key in request.GET},
    )
    if request.method == "POST" and form.is_valid():
        try:
            made = record_activity(by=account, content=form.content(), planned=form.planned)
        except UserError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Planned.") if form.planned else _("Recorded. A second person confirms it."))
            return redirect("activities:detail", made.pk)
    context = {"form": form, "kind": kind, "quotes": shown.quotes(kind, clock.today()), "only": only}
    return render(request, "activities/record.html", context)


@screen(RECORD)
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a plan, or correct a record with a reason; the earlier version stays readable."""
    account = account_of(request)
    activity = RECORD.get_or_404(
        account, Activity.objects.select_related("unit", "village__town").exclude(status=Status.CANCELLED), pk=pk
    )
    if activity.twin_of_id is not None:
        return redirect("activities:edit", activity.twin_of_id)
    before, kind = content_of(activity), _kind(activity.kind)
    form = RecordForm(
        request.POST or None,
        kind=kind,
        units=list(RECORD.units(account).order_by("path")),
        roll=shown.roll_of(account, activity.unit, activity.starts_on) if kind.people == "attendance" else [],
        before=before,
        village_text=f"{activity.village.town.name} {activity.village.name}" if activity.village else "",
        reason_needed=activity.status != Status.PLANNED,
        names=SEE_NAMES.can_in(account, activity.unit),
        planned=activity.status == Status.PLANNED,
    )
    if request.method == "POST" and form.is_valid() and _corrected(request, activity, form):
        return redirect("activities:detail", activity.pk)
    context: dict[str, Any] = {"form": form, "kind": kind, "activity": activity}
    context["quotes"] = shown.quotes(kind, activity.starts_on)
    return render(request, "activities/record.html", context)


def _corrected(request: HttpRequest, activity: Activity, form: RecordForm) -> bool:
    """Carry the correction out; put what stands against it on the form."""
    seen = request.POST.get("version", "")
    try:
        correct_activity(
            by=account_of(request),
            activity=activity,
            content=form.content(),
            reason=form.cleaned_data.get("reason", ""),
            version=int(seen) if seen.isdecimal() else 0,
        )
    except UserError as error:
        form.add_error(None, str(error))
        return False
    messages.success(request, _("Changed. What it said before stays in the history."))
    return True
