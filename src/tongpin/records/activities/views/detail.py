"""One record: what it says, its evidence and history, and what may be done with it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import Exists, OuterRef, Prefetch, prefetch_related_objects
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tongpin.foundation.access.access.declared import SEE_NAMES
from tongpin.foundation.access.views import account_of, screen
from tongpin.foundation.audit import queries as log
from tongpin.foundation.kernel import clock
from tongpin.foundation.kernel.errors import UserError
from tongpin.foundation.people.models import Account
from tongpin.standards.queries import kinds

from ..access import CONFIRM, RECORD, SEE
from ..actions import cancel_activity, confirm_activity, hold_activity
from ..enums import Grade, Status
from ..forms import CancelForm
from ..models import Activity, Measure
from ..queries import content_of, doubles_of
from ..rules import as_json
from ..rules.panels import panels_for
from . import shown


def _whole() -> Any:
    return Activity.objects.select_related(
        "unit", "venue", "village", "recorded_by__person", "confirmed_by__person", "twin_of"
    )


@screen(SEE)
@require_safe
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one record with its evidence, its history and what the reader may do next."""
    account = account_of(request)
    measured = Exists(Measure.objects.filter(activity=OuterRef("pk")))
    rows = _whole().annotate(measured=measured).prefetch_related("attendances")
    activity: Activity = SEE.get_or_404(account, rows, pk=pk)
    amounts = Measure.objects.all() if activity.measured else Measure.objects.none()  # type: ignore[attr-defined]
    prefetch_related_objects([activity], Prefetch("measures", amounts))
    versions = (
        list(activity.versions.select_related("replaced_by__person").order_by("-number"))
        if activity.version > 1
        else []
    )
    alike = list(SEE.visible(account, doubles_of(activity))[:6])
    known = kinds(activity.starts_on)
    kind = known.get(activity.kind)
    hidden = shown.hides_host(account, activity, kind)
    now = as_json(content_of(activity))
    context = {
        "activity": activity,
        "facts": shown.facts(activity, kind, hidden=hidden),
        "roster": shown.roster(account, activity),
        "evidence": list(activity.evidence.select_related("file", "added_by__person").order_by("pk")),
        "grade": Grade(activity.grade),
        "corrections": shown.corrections(versions, now, hidden=hidden),
        "events": list(log.history("activities.activity", activity.pk)[:50]),
        "doubles": [one for one in alike if one.twin_of_id != activity.pk][:5],
        "names_clear": SEE_NAMES.can_in(account, activity.unit),
        "panels": panels_for(account, activity),
        "names": {code: one.name for code, one in known.items()},
        "first": activity.twin_of,
        "twin": next((one for one in alike if one.twin_of_id == activity.pk), None),
        **_may(account, activity),
    }
    return render(request, "activities/detail.html", context)


def _may(account: Account, activity: Activity) -> dict[str, bool]:
    """Say what the reader may do next with this record."""
    record, confirm = RECORD.can_in(account, activity.unit), CONFIRM.can_in(account, activity.unit)
    first = activity.twin_of_id is None
    live = activity.status != Status.CANCELLED and first
    waiting = activity.status == Status.HELD and first
    return {
        "may_edit": record and live,
        "may_hold": record and first and activity.status == Status.PLANNED,
        "may_confirm": confirm and waiting and activity.recorded_by_id != account.pk,
        "waits_for_another": waiting and activity.recorded_by_id == account.pk,
        "may_cancel": live and (confirm if activity.status == Status.CONFIRMED else record),
        "may_attach": record,
    }


@screen(RECORD)
@require_POST
def hold(request: HttpRequest, pk: int) -> HttpResponse:
    """Say that a plan was held; where something is missing, lead to the form."""
    account = account_of(request)
    activity = RECORD.get_or_404(account, Activity.objects.select_related("unit"), pk=pk)
    try:
        hold_activity(by=account, activity=activity)
    except UserError as error:
        messages.warning(request, str(error))
        return redirect("activities:edit", pk)
    messages.success(request, _("Recorded as held. A second person confirms it."))
    return redirect("activities:detail", pk)


@screen(CONFIRM)
@require_POST
def confirm(request: HttpRequest, pk: int) -> HttpResponse:
    """Confirm one record as the second person."""
    account = account_of(request)
    activity = CONFIRM.get_or_404(account, Activity.objects.select_related("unit"), pk=pk)
    confirm_activity(by=account, activity=activity)
    messages.success(request, _("Confirmed. It counts from now on."))
    return redirect("activities:detail", pk)


@screen(RECORD)
@require_http_methods(["GET", "HEAD", "POST"])
def cancel(request: HttpRequest, pk: int) -> HttpResponse:
    """Cancel a record with a reason; it stays readable."""
    account = account_of(request)
    activity = RECORD.get_or_404(
        account, Activity.objects.select_related("unit").exclude(status=Status.CANCELLED), pk=pk
    )
    form = CancelForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        cancel_activity(by=account, activity=activity, reason=form.cleaned_data["reason"])
        messages.success(request, _("Cancelled. The record stays readable with its reason."))
        return redirect("activities:detail", pk)
    return render(request, "activities/cancel.html", {"form": form, "activity": activity})


@screen(SEE)
@require_safe
def sign_in_sheet(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a sheet to print and sign; names stand on it only for those who may see them."""
    account = account_of(request)
    activity: Activity = SEE.get_or_404(account, _whole().prefetch_related("attendances"), pk=pk)
    roll = [row.person.name for row in shown.roll_of(account, activity.unit, activity.starts_on)]
    others = [one.name for one in activity.attendances.all()] if SEE_NAMES.can_in(account, activity.unit) else []
    names = list(dict.fromkeys([*roll, *others]))
    empty = [""] * max(20 - len(names), 5)
    context = {
        "activity": activity,
        "names": [*names, *empty],
        "today": clock.today(),
        "date": shown.date_text(activity),
    }
    hidden = shown.hides_host(account, activity, kinds(activity.starts_on).get(activity.kind))
    context |= {"where": shown.where(activity), "host": shown.host(activity.host, hidden=hidden)}
    return render(request, "activities/sheet.html", context)
