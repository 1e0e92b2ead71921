"""Recording a meeting, and giving minutes to what was recorded without."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tongpin.foundation.access.views import account_of, screen
from tongpin.foundation.kernel import clock
from tongpin.foundation.kernel.dates import parse_date
from tongpin.foundation.kernel.errors import NotAllowed, UserError
from tongpin.foundation.units.models import Unit
from tongpin.records.activities.enums import Status
from tongpin.records.activities.models import Activity
from tongpin.records.activities.queries import partners_among
from tongpin.standards.queries import catalogue
from tongpin.standards.rules import ActivityKind, Norm

from ..access import WRITE
from ..actions import record_meeting, write_minutes
from ..forms.minutes import MinutesForm
from ..forms.rows import decision_rows, motion_rows
from ..forms.setting import Setting
from ..models import Meeting
from ..queries.minutes import meeting_of, meetings, minutes_of, said_by
from ..queries.roll import chair_of, may_meet, norm_among, roll_of
from ..rules.ledger import read_note
from ..rules.minutes import Minutes, has_minutes
from ..rules.roll import Count, count
from ..rules.votes import least_present
from . import shown

METHODS = ["GET", "HEAD", "POST"]
LOOK = "look"
"""Name of the button that counts without saving, for browsers without script."""


@dataclass(frozen=True)
class Page:
    """The form with its rows, and the rule the meeting is held by."""

    form: MinutesForm
    motions: Any
    decisions: Any
    norm: Norm | None

    def is_valid(self) -> bool:
        """Check all parts, so that every error is told at once."""
        return all([self.form.is_valid(), self.motions.is_valid(), self.decisions.is_valid()])

    def minutes(self) -> Minutes:
        """Return the minutes with their motions."""
        moved = tuple(one for row in self.motions if (one := row.moved()) is not None)
        return replace(self.form.minutes(), motions=moved)

    def decided(self) -> list[Any]:
        """Return the decisions that become tasks."""
        unit_id = int(self.form.cleaned_data["unit"])
        return [one for row in self.decisions if (one := row.decided(unit_id)) is not None]

    @property
    def count(self) -> Count | None:
        """Return how many should be there and are, by who is ticked."""
        if "present" not in self.form.fields:
            return None
        setting = self.form.setting
        if setting.before is not None and not self.form.chosen and not self.form.is_bound:
            return _as_recorded(setting)
        return count(self.form.roll, {int(key) for key in self.form.chosen if key.isdecimal()})

    @property
    def needed(self) -> int | None:
        """Return how many with a vote must be there."""
        found = self.count
        return None if self.norm is None or found is None else least_present(self.norm, found.entitled)

    @property
    def enough(self) -> bool:
        """Return whether enough of those with a vote are ticked."""
        found = self.count
        return found is not None and self.needed is not None and found.voters >= self.needed


def _as_recorded(setting: Setting) -> Count:
    """Return the numbers a record states whose roster was never called."""
    rolled, before, minutes = count(setting.roll, ()), setting.before, setting.minutes
    return Count(
        (before.expected if before else None) or rolled.expected,
        (before.attended if before else None) or 0,
        rolled.entitled if minutes.entitled is None else minutes.entitled,
        minutes.voters or 0,
    )


def _day(request: HttpRequest, default: dt.date) -> dt.date:
    """Return the day that was typed, for the roll; what cannot be read is told by the form."""
    try:
        written = request.POST.get("when", request.GET.get("when", ""))
        return parse_date(written, default_year=clock.today().year).start
    except UserError:
        return default


def _build(request: HttpRequest, setting: Setting, norm: Norm | None, units: Sequence[Unit]) -> Page:
    data = request.POST or None
    people = setting.roll.people if setting.names else ()
    return Page(
        MinutesForm(data, setting),
        motion_rows(data, setting.minutes.motions),
        decision_rows(data, units=units, people=people),
        norm,
    )


def _partners(kind: str, known: Mapping[str, ActivityKind], norms: Mapping[str, Norm]) -> list[tuple[str, str]]:
    return [(code, known[code].name) for code in partners_among(kind, norms) if code in known]


def _refused(form: MinutesForm, error: UserError) -> None:
    if isinstance(error, NotAllowed):
        raise error
    form.add_error(None, str(error))


@screen(WRITE)
@require_http_methods(METHODS)
def create(request: HttpRequest, code: str) -> HttpResponse:
    """Record a meeting with its minutes in one form, or only plan it."""
    account, day = account_of(request), _day(request, clock.today())
    known, norms = catalogue(day)
    if not has_minutes(code) or (kind := known.get(code)) is None:
        raise Http404
    within = list(WRITE.units(account).order_by("path"))
    units = [one for one in within if may_meet(one, code)]
    wanted = request.POST.get("unit") or request.GET.get("unit", "")
    unit = next((one for one in units if str(one.pk) == wanted), units[0] if len(units) == 1 else None)
    if unit is None:
        return render(request, "meetings/choose_unit.html", {"kind": kind, "units": units})
    norm = norm_among(code, known, norms)
    setting = Setting(
        kind=kind,
        units=[unit],
        roll=roll_of(unit, code, day, norm),
        names=shown.sees_names(account, unit),
        partners=_partners(code, known, norms),
        minutes=Minutes(chair=chair_of(unit, day), recorder=str(account) if account.person_id else ""),
        when=request.GET.get("when", clock.today().isoformat()),
    )
    page = _build(request, setting, norm, within)
    if request.method == "POST" and LOOK not in request.POST and page.is_valid():
        planned = request.POST.get("planned") == "1"
        try:
            meeting = record_meeting(
                by=account,
                content=page.form.content(),
                minutes=page.minutes(),
                decisions=page.decided(),
                also=page.form.cleaned_data.get("also", ""),
                planned=planned,
            )
        except UserError as error:
            _refused(page.form, error)
        else:
            messages.success(request, _("Planned.") if planned else _("Recorded. A second person confirms it."))
            return redirect("meetings:detail", meeting.activity_id)
    return _shown(request, page, unit, None)


def _shown(
    request: HttpRequest, page: Page, unit: Unit, activity: Activity | None, meeting: Meeting | None = None
) -> HttpResponse:
    context = {
        "page": page,
        "form": page.form,
        "kind": page.form.setting.kind,
        "unit": unit,
        "activity": activity,
        "meeting": meeting,
        "rule": shown.quote(page.norm) if page.norm is not None else None,
    }
    return render(request, "meetings/form.html", context)


@screen(WRITE)
@require_http_methods(METHODS)
def minutes(request: HttpRequest, pk: int) -> HttpResponse:
    """Give minutes to a record, or change its minutes and what it says, with a reason."""
    account = account_of(request)
    rows = meetings().exclude(status=Status.CANCELLED).prefetch_related("attendances")
    activity = WRITE.get_or_404(account, rows, pk=pk)
    if activity.twin_of_id is not None:
        return redirect("meetings:minutes", activity.twin_of_id)
    meeting = meeting_of(activity)
    page = _page_of(request, activity, meeting)
    if request.method == "POST" and LOOK not in request.POST and page.is_valid():
        seen = request.POST.get("version", "")
        try:
            write_minutes(
                by=account,
                activity=activity,
                content=page.form.content(),
                minutes=page.minutes(),
                decisions=page.decided(),
                also=page.form.cleaned_data.get("also") if "also" in page.form.fields else None,
                reason=page.form.cleaned_data.get("reason", ""),
                version=int(seen) if seen.isdecimal() else 0,
                hold="hold" in request.POST,
            )
        except UserError as error:
            _refused(page.form, error)
        else:
            messages.success(request, _("Saved."))
            return redirect("meetings:detail", pk)
    return _shown(request, page, activity.unit, activity, meeting)


def _page_of(request: HttpRequest, activity: Activity, meeting: Meeting | None) -> Page:
    account, unit = account_of(request), activity.unit
    day = _day(request, activity.starts_on)
    known, norms = catalogue(day)
    if (kind := known.get(activity.kind)) is None:
        raise Http404
    norm = norm_among(activity.kind, known, norms)
    setting = Setting(
        kind=kind,
        units=[unit],
        roll=roll_of(unit, activity.kind, day, norm),
        names=shown.sees_names(account, unit),
        partners=_partners(activity.kind, known, norms),
        before=said_by(activity),
        minutes=minutes_of(meeting) if meeting is not None else _from_note(activity),
        also=activity.twin_kind or "",  # type: ignore[attr-defined] # annotated by meetings()
        explain=activity.status != Status.PLANNED,
    )
    return _build(request, setting, norm, [unit])


def _from_note(activity: Activity) -> Minutes:
    """Return what the note of a record from a ledger tells already, so that nobody types it again."""
    note = read_note(activity.note)
    return Minutes(chair=activity.host, recorder=note.recorder, summary=note.text)
