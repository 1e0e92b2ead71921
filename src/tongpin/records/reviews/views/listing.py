"""The branches of a year, one cycle step by step, one's own grades."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from tongpin.foundation.access.views import account_of, screen, signed_in_screen
from tongpin.foundation.audit import queries as log
from tongpin.foundation.kernel import clock
from tongpin.foundation.kernel.errors import NotAllowed, UserError
from tongpin.foundation.people.models import Account
from tongpin.foundation.ui.queries import remembered_filters
from tongpin.foundation.units.models import Unit
from tongpin.foundation.units.rules import tree_order

from ..access import GRADE, RECORD, SEE
from ..actions import open_review
from ..forms import OpenForm, ReviewFilter
from ..models import Appraised, Review
from ..queries import BRANCHES, FIRST_YEAR, last_day_of, whole
from ..rules import ORG_LIFE
from . import shown
from .common import review_of

PER_PAGE = 25
YEARS_SHOWN = 6


@dataclass(frozen=True)
class BranchYear:
    """A branch in a year: its cycle, or none yet."""

    unit: Unit
    review: Review | None
    done: int = 0
    steps: int = 0
    org_life: str = ""
    appraisal: str = ""
    remedies: int = 0
    remedies_done: int = 0


def _years() -> list[int]:
    this = clock.today().year
    return list(range(this, max(FIRST_YEAR, this - YEARS_SHOWN), -1))


def _rows(units: list[Unit], year: int) -> list[BranchYear]:
    """Return the branches with their cycles of a year. One query."""
    finished = Count("remedies", filter=Q(remedies__done_on__isnull=False))
    rows = whole().filter(unit__in=units, year=year).annotate(measures=Count("remedies"), finished=finished)
    cycles = {one.unit_id: one for one in rows}
    return [_branch_year(unit, cycles.get(unit.pk)) for unit in units]


def _branch_year(unit: Unit, review: Any) -> BranchYear:
    """Return a branch's line; `review` carries the numbers of its measures."""
    if review is None:
        return BranchYear(unit, None)
    done, steps = shown.progress(review)
    return BranchYear(
        unit,
        review,
        done,
        steps,
        org_life=shown.meeting_text(review, review.org_life),
        appraisal=shown.meeting_text(review, review.appraisal),
        remedies=review.measures,
        remedies_done=review.finished,
    )


@screen(SEE)
@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    """Show each branch's cycle of a year: what was done, and what its meetings count for."""
    if (back := remembered_filters(request, "reviews")) is not None:
        return back
    account, years = account_of(request), _years()
    form = ReviewFilter(request.GET, years=years)
    year = form.chosen().get("year", _telling_year())
    units = sorted(SEE.units(account).filter(kind__in=BRANCHES), key=tree_order)
    page = Paginator(units, PER_PAGE).get_page(request.GET.get("page"))
    quotes = shown.quotes_of(year)
    context = {
        "filters": form,
        "page": page,
        "year": year,
        "rows": _rows(list(page.object_list), year),
        "may_record": RECORD.held_by(account),
        "last_day": last_day_of(year),
        "quotes": quotes(ORG_LIFE),
        "today": clock.today(),
    }
    return render(request, "reviews/list.html", context)


def _telling_year() -> int:
    """Return the year whose cycle runs now: in the first months that of the year before."""
    today = clock.today()
    before = today.year - 1
    return before if today <= last_day_of(before) else today.year


@screen(RECORD)
@require_http_methods(["GET", "HEAD", "POST"])
def create(request: HttpRequest) -> HttpResponse:
    """Begin the cycle of a branch for a year; begun already, it leads there."""
    account = account_of(request)
    units = sorted(RECORD.units(account).filter(kind__in=BRANCHES), key=tree_order)
    given = {name: request.GET[name] for name in ("unit", "year") if name in request.GET}
    if request.method != "POST" and (begun := _begun(units, **given)) is not None:
        return redirect("reviews:detail", begun.pk)
    form = OpenForm(request.POST or None, units=units, years=_years(), **given)
    if request.method == "POST" and form.is_valid():
        unit = next(one for one in units if str(one.pk) == form.cleaned_data["unit"])
        try:
            review = open_review(by=account, unit=unit, year=form.cleaned_data["year"])
        except NotAllowed:
            raise
        except UserError as error:
            form.add_error(None, str(error))
        else:
            return redirect("reviews:detail", review.pk)
    return render(request, "reviews/create.html", {"form": form})


def _begun(units: list[Unit], unit: str = "", year: str = "") -> Review | None:
    """Return the cycle of a branch and a year that an address names, where it has been begun."""
    known = next((one for one in units if str(one.pk) == unit), None)
    return Review.objects.filter(unit=known, year=int(year)).first() if known and year.isdecimal() else None


@screen(SEE)
@require_safe
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one cycle as a guided list: each step with its rule, its state and what comes next."""
    account = account_of(request)
    review = review_of(request, SEE, pk)
    remedies = list(review.remedies.select_related("responsible").order_by("due", "pk"))
    context = {
        "review": review,
        "steps": shown.steps(account, review, remedies),
        "remedies": shown.remedy_lines(account, review, remedies),
        "own": _own_grade(account, review),
        "may_record": RECORD.can_in(account, review.unit),
        "may_grade": GRADE.can_in(account, review.unit),
        "versions": list(review.versions.select_related("replaced_by__person").order_by("-number")),
        "events": list(log.history("reviews.review", review.pk)[:50]),
        "today": clock.today(),
    }
    return render(request, "reviews/detail.html", context)


def _own_grade(account: Account, review: Review) -> Appraised | None:
    """Return the reader's own row once the grades are decided."""
    if account.person_id is None or review.decided_on is None:
        return None
    return review.appraised.filter(person=account.person_id).first()


@signed_in_screen
@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """Show the reader's own grades, year by year; nobody else's."""
    person = account_of(request).person_id
    rows = Appraised.objects.filter(person=person, person__isnull=False, review__decided_on__isnull=False)
    rows = rows.select_related("review__unit").order_by("-review__year")
    return render(request, "reviews/mine.html", {"rows": list(rows)})
