"""The result of an appraisal: names and grades in stroke order, on screen, on paper, as Word; no votes on paper."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from tongpin.foundation.access.views import account_of, screen
from tongpin.foundation.kernel.papers import WORD, Paper, Table, wordings
from tongpin.foundation.kernel.sheets import download
from tongpin.foundation.units.enums import Standing
from tongpin.records.activities.actions import note_export
from tongpin.records.activities.forms import ExportForm

from ..access import GRADE
from ..enums import DecidedIn, Grade
from ..forms import not_graded
from ..models import Appraised, Review
from ..notices import share_text
from ..queries import appraised_in_order, heads, share_of
from ..rules import GRADES, SHARE
from . import shown
from .common import review_of, small_form

PACKAGE = "tongpin.records.reviews"


@dataclass(frozen=True)
class ResultRow:
    """A member and the grade, or why there is none."""

    number: int
    name: str
    grade: str
    note: str


def _rows(appraised: Sequence[Appraised]) -> list[ResultRow]:
    return [
        ResultRow(number, row.person.name, str(Grade(row.grade).label) if row.grade else "", not_graded(row))
        for number, row in enumerate(appraised, start=1)
    ]


def _share(review: Review, appraised: Sequence[Appraised]) -> str:
    rule, _norm = share_of(review)
    return share_text(rule, heads(appraised)) if rule else ""


@screen(GRADE)
@require_safe
def result(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the grades; the totals fold away, for the branch's secretary and the officer, and are never printed."""
    review = review_of(request, GRADE, pk)
    if review.decided_on is None:
        messages.warning(request, _("The grades are not decided yet."))
        return redirect("reviews:detail", pk)
    appraised = appraised_in_order(review)
    context = {
        "review": review,
        "rows": _rows(appraised),
        "excellent": sum(row.grade == Grade.EXCELLENT for row in appraised),
        "share": _share(review, appraised),
        "totals": [
            (row.person.name, [(str(grade.label), getattr(row, grade.value)) for grade in Grade])
            for row in appraised
            if row.excellent is not None
        ],
        "grade_names": [str(grade.label) for grade in Grade],
        "quotes": shown.quotes_of(review.year)(GRADES, SHARE),
    }
    return render(request, "reviews/result.html", context)


@screen(GRADE)
@require_http_methods(["GET", "HEAD", "POST"])
def word(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask what the sheet is for, log it, and give the result out as Word."""
    review = review_of(request, GRADE, pk)
    if review.decided_on is None:
        messages.warning(request, _("The grades are not decided yet."))
        return redirect("reviews:detail", pk)
    form = ExportForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        appraised, reason = appraised_in_order(review), form.cleaned_data["reason"]
        by = account_of(request)
        note_export(by=by, rows=len(appraised), filters=["year"], reason=reason, action="review.export")
        name = f"{review.unit.name}-{review.year}-{_('Result of the appraisal')}.docx"
        return download(_paper(review, appraised), name, WORD)
    note = _("Names and grades leave the system: keep the file safe. Votes are not in it.")
    return small_form(request, form, review, title=_("Result as a Word file"), submit=_("Download"), note=note)


def _takes_part(row: Appraised) -> bool:
    return row.standing != Standing.FULL and not row.exempt


def _written(day: dt.date | None) -> str:
    return wordings(PACKAGE)["day"].format(year=day.year, month=day.month, day=day.day) if day else ""


def _paper(review: Review, appraised: Sequence[Appraised]) -> bytes:
    says = wordings(PACKAGE)
    rows = [
        [row.number, row.name, row.grade or says["not_graded" if _takes_part(one) else "absent"]]
        for row, one in zip(_rows(appraised), appraised, strict=True)
    ]
    values = {
        "unit": review.unit.name,
        "year": review.year,
        "held": _written(review.appraisal.starts_on if review.appraisal else None),
        "decided": _written(review.decided_on),
        "body": says["committee" if review.decided_in == DecidedIn.COMMITTEE else "member_meeting"],
        "issued": review.issued,
        "returned": review.returned,
        "valid": review.valid,
        "excellent": sum(row.grade == Grade.EXCELLENT for row in appraised),
        "share": _share(review, appraised) or says["no_share"],
    }
    table = Table([says["number"], says["name"], says["grade"]], rows, shares=[1, 3, 4])
    paper = Paper(says["title"].format_map(values)).lines(says["result"], values, {"grades": table})
    return paper.signed(review.unit.name, review.decided_on).file()
