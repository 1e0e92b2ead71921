"""The count of the secret ballot and the decision on grades: for the branch's secretary and the bureau's officer."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tongpin.foundation.access.views import account_of, screen
from tongpin.foundation.units.queries import exempt_persons

from ..access import GRADE
from ..actions import Decision, decide_grades, reopen_grades
from ..actions import count_ballots as keep_count
from ..enums import DecidedIn
from ..forms import BallotForm, GradeForm, ReopenForm, totals_as_initial
from ..models import Review
from ..notices import share_text
from ..queries import appraised_in_order, heads, is_held, roll_in_order, share_of
from ..rules import APPRAISAL, GRADES, SHARE
from . import shown
from .common import done, review_of, small_form


@screen(GRADE)
@require_http_methods(["GET", "HEAD", "POST"])
def ballots(request: HttpRequest, pk: int) -> HttpResponse:
    """Enter how many ballots there were, and each member's totals in stroke order."""
    account, review = account_of(request), review_of(request, GRADE, pk)
    if review.appraisal is None or not is_held(review.appraisal) or review.decided_on is not None:
        messages.warning(request, _("The totals are entered after the appraisal and before the decision."))
        return redirect("reviews:detail", pk)
    day = review.appraisal.starts_on
    form = BallotForm(
        request.POST or None,
        roll=roll_in_order(review.unit, day),
        exempt=exempt_persons(day),
        version=review.version,
        issued=review.issued,
        returned=review.returned,
        valid=review.valid,
        self_on=review.self_on or day,
        peer_on=review.peer_on or day,
        **totals_as_initial(appraised_in_order(review)),
    )

    def run() -> None:
        data = form.cleaned_data
        keep_count(
            by=account,
            review=review,
            ballots=form.ballots(),
            self_on=data["self_on"],
            peer_on=data["peer_on"],
            version=data["version"],
        )

    if request.method == "POST" and form.is_valid() and done(form, run):
        messages.success(request, _("The totals are entered. Now the meeting decides on the grades."))
        return redirect("reviews:detail", pk)
    context = {"form": form, "review": review, "quotes": shown.quotes_of(review.year)(APPRAISAL, GRADES)}
    return render(request, "reviews/ballots.html", context)


@screen(GRADE)
@require_http_methods(["GET", "HEAD", "POST"])
def grades(request: HttpRequest, pk: int) -> HttpResponse:
    """Enter the grades a meeting decided; more excellent ones than the share allows are refused with the numbers."""
    account, review = account_of(request), review_of(request, GRADE, pk)
    if review.valid is None or review.decided_on is not None:
        messages.warning(request, _("The grades are decided once, after the count."))
        return redirect("reviews:detail", pk)
    rows = appraised_in_order(review)
    form = GradeForm(request.POST or None, rows=rows, has_committee=review.unit.has_committee, version=review.version)

    def run() -> None:
        data = form.cleaned_data
        decision = Decision(data["decided_on"], DecidedIn(data["decided_in"]), form.grades())
        decide_grades(by=account, review=review, decision=decision, version=data["version"])

    if request.method == "POST" and form.is_valid() and done(form, run):
        messages.success(request, _("The grades are decided."))
        return redirect("reviews:result", pk)
    rule, _norm = share_of(review)
    context = {
        "form": form,
        "review": review,
        "share": share_text(rule, heads(rows)) if rule else "",
        "refuses": bool(rule and rule.refuse),
        "quotes": shown.quotes_of(review.year)(APPRAISAL, GRADES, SHARE),
    }
    return render(request, "reviews/grades.html", context)


@screen(GRADE)
@require_http_methods(["GET", "HEAD", "POST"])
def reopen(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a decision up again, with the reason."""
    review: Review = review_of(request, GRADE, pk)
    form = ReopenForm(request.POST or None)

    def run() -> None:
        reopen_grades(by=account_of(request), review=review, reason=form.cleaned_data["reason"])

    if request.method == "POST" and form.is_valid() and done(form, run):
        messages.success(request, _("The decision is open again; what it was stays in the history."))
        return redirect("reviews:detail", pk)
    title, submit = _("Take the decision up again"), _("Take it up again")
    return small_form(request, form, review, title=title, submit=submit)
