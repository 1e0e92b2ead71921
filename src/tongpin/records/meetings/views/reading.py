"""The minutes of one meeting: on screen, printed, and as Word."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tongpin.foundation.access.views import account_of, screen
from tongpin.foundation.kernel.papers import Paper, Table, wordings
from tongpin.foundation.kernel.papers.paper import WORD
from tongpin.foundation.kernel.sheets import download
from tongpin.records.activities.enums import Status
from tongpin.records.activities.models import Activity
from tongpin.records.activities.views.shown import date_text, where

from ..access import SEE, WRITE
from ..models import MeetingVersion
from ..queries.minutes import meeting_of, meetings
from ..queries.roll import norm_of_votes, roll_of
from . import shown

PACKAGE = "tongpin.records.meetings"
EMPTY_LINES = 5


def _sheet(request: HttpRequest, activity: Activity) -> shown.Sheet:
    return shown.sheet(account_of(request), activity, meeting_of(activity))


def _activity(request: HttpRequest, pk: int) -> Activity:
    rows = meetings().prefetch_related("attendances")
    return SEE.get_or_404(account_of(request), rows, pk=pk)


@screen(SEE)
@require_safe
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a meeting with its minutes, what they still lack, and what its decisions became."""
    account, activity = account_of(request), _activity(request, pk)
    if activity.twin_of_id is not None:
        return redirect("meetings:detail", activity.twin_of_id)
    context: dict[str, Any] = {
        "sheet": _sheet(request, activity),
        "activity": activity,
        "may_write": activity.status != Status.CANCELLED and WRITE.can_in(account, activity.unit),
    }
    return render(request, "meetings/detail.html", context)


@screen(WRITE)
@require_safe
def history(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what the minutes said before each change, and why they were changed: for those who keep them."""
    activity = WRITE.get_or_404(account_of(request), meetings(), pk=pk)
    versions = MeetingVersion.objects.filter(meeting__activity=activity).select_related("replaced_by__person")
    clear = shown.sees_names(account_of(request), activity.unit)
    rows = [(one, shown.earlier(one.content, clear=clear)) for one in versions.order_by("-number")]
    return render(request, "meetings/history.html", {"activity": activity, "rows": rows})


@screen(SEE)
@require_safe
def printed(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the minutes as a page to print and sign."""
    return render(request, "meetings/print.html", {"sheet": _sheet(request, _activity(request, pk))})


@screen(SEE)
@require_safe
def word(request: HttpRequest, pk: int) -> HttpResponse:
    """Give the minutes out as Word, in the fields of REC.会议记录, with the lines for the signatures."""
    sheet, words = _sheet(request, _activity(request, pk)), wordings(PACKAGE)
    paper = Paper(f"{sheet.activity.unit.name}\n{words['minutes_title']}")
    paper.table(Table((words["field"], words["content"]), sheet.facts, (1, 3)))
    parts = (
        ("agenda", sheet.agenda),
        ("summary", sheet.summary),
        ("discussion", sheet.discussion),
        ("votes", [one.text for one in sheet.votes]),
        ("resolutions", sheet.resolutions),
        ("decisions", [_decision(one) for one in sheet.decisions]),
    )
    for name, said in parts:
        if said:
            paper.heading(words[name]).text(*said)
    paper.text("", words["signatures"])
    name = f"{words['minutes_title']}-{sheet.activity.starts_on:%Y%m%d}.docx"
    return download(paper.file(), name, WORD)


def _decision(one: shown.Decision) -> str:
    return _("%(task)s, by %(day)s (%(state)s)") % {
        "task": one.task.title,
        "day": one.task.due_on.isoformat(),
        "state": one.label,
    }


def _signers(request: HttpRequest, activity: Activity) -> list[tuple[str, str]]:
    """Return who is asked to sign and a remark, in 姓氏笔画 order; nobody where names are masked for the reader."""
    if not shown.sees_names(account_of(request), activity.unit):
        return []
    norm = norm_of_votes(activity.kind, activity.starts_on)
    roll = roll_of(activity.unit, activity.kind, activity.starts_on, norm)
    return [(one.name, _("probationary") if one.probationary else "") for one in roll.people]


@screen(SEE)
@require_safe
def sign_in(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a blank sheet from the roll, to print and sign; guests sign on the empty lines."""
    activity = _activity(request, pk)
    signers = _signers(request, activity)
    lines = [*signers, *[("", "")] * max(20 - len(signers), EMPTY_LINES)]
    context = {"activity": activity, "lines": lines, "date": date_text(activity), "where": where(activity)}
    return render(request, "meetings/sign_in.html", context)


@screen(SEE)
@require_safe
def sign_in_word(request: HttpRequest, pk: int) -> HttpResponse:
    """Give the blank sheet out as Word."""
    activity, words = _activity(request, pk), wordings(PACKAGE)
    signers = [*_signers(request, activity), *[("", "")] * EMPTY_LINES]
    rows = [(number, name, "", remark) for number, (name, remark) in enumerate(signers, 1)]
    heads = tuple(words["sheet_heads"].split("|"))
    paper = Paper(f"{activity.unit.name}\n{words['sheet_title']}")
    values = {"title": activity.title, "date": date_text(activity), "where": where(activity) or words["blank"]}
    paper.lines(words["sheet"], values, {"names": Table(heads, rows, (1, 2, 3, 2))})
    return download(paper.file(), f"{words['sheet_title']}-{activity.starts_on:%Y%m%d}.docx", WORD)
