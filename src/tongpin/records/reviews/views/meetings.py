"""The two meetings of the cycle: recorded by the common form, or taken from what is recorded already."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from tongpin.foundation.access.access.declared import SEE_NAMES
from tongpin.foundation.access.views import account_of, screen
from tongpin.foundation.kernel import clock
from tongpin.standards.queries import kind as kind_named

from ..access import RECORD
from ..actions import link_meeting, record_meeting
from ..enums import Gathering
from ..forms import LinkForm, MeetingForm
from ..models import Review
from ..queries import NORM_OF, candidates, is_live, last_day_of, norm_for, roll_in_order
from ..rules import latest_month
from . import shown
from .common import done, review_of


def _known(what: str) -> str:
    if what not in NORM_OF:
        raise Http404
    return what


def _may_join(review: Review, what: str) -> bool:
    """Say whether the appraisal may still be held together with this meeting."""
    return what == Gathering.ORG_LIFE and not is_live(review.appraisal)


def _link_form(request: HttpRequest, review: Review, what: str) -> LinkForm:
    latest = latest_month(norm_for(NORM_OF[what], review.year))
    rows = candidates(review, what, latest)
    return LinkForm(request.POST or None, rows=rows, may_join=_may_join(review, what))


@screen(RECORD)
@require_http_methods(["GET", "HEAD", "POST"])
def meeting(request: HttpRequest, pk: int, what: str) -> HttpResponse:
    """Record a meeting by the common form; it becomes this cycle's in the same write."""
    account, review = account_of(request), review_of(request, RECORD, pk)
    kind = kind_named(_known(what))
    names = SEE_NAMES.can_in(account, review.unit)
    title = _("%(kind)s of %(year)s") % {"kind": kind.name, "year": review.year}
    form = MeetingForm(
        request.POST or None,
        may_join=_may_join(review, what),
        title=title,
        kind=kind,
        units=[review.unit],
        roll=roll_in_order(review.unit, clock.today()) if names else [],
        names=names,
    )

    def run() -> None:
        together = form.cleaned_data.get("together", False)
        record_meeting(by=account, review=review, content=form.content(), together=together, planned=form.planned)

    if request.method == "POST" and form.is_valid() and done(form, run):
        messages.success(request, _("Planned.") if form.planned else _("Recorded. A second person confirms it."))
        return redirect("reviews:detail", pk)
    return _page(request, review, what, title, form)


def _page(request: HttpRequest, review: Review, what: str, title: str, form: MeetingForm) -> HttpResponse:
    latest = latest_month(norm_for(NORM_OF[what], review.year))
    has_others = candidates(review, what, latest).exists()
    context: dict[str, Any] = {
        "form": form,
        "link_form": _link_form_unbound(review, what) if has_others else None,
        "review": review,
        "what": what,
        "title": title,
        "last_day": last_day_of(review.year, what),
        "quotes": shown.quotes_of(review.year)(NORM_OF[what]),
    }
    return render(request, "reviews/meeting.html", context)


def _link_form_unbound(review: Review, what: str) -> LinkForm:
    latest = latest_month(norm_for(NORM_OF[what], review.year))
    return LinkForm(rows=candidates(review, what, latest), may_join=_may_join(review, what))


@screen(RECORD)
@require_POST
def link(request: HttpRequest, pk: int, what: str) -> HttpResponse:
    """Take a record that is there already as this cycle's meeting."""
    account, review = account_of(request), review_of(request, RECORD, pk)
    form = _link_form(request, review, _known(what))

    def run() -> None:
        together = form.cleaned_data.get("together", False)
        link_meeting(by=account, review=review, activity=form.cleaned_data["activity"], together=together)

    if form.is_valid() and done(form, run):
        messages.success(request, _("Taken into the cycle."))
        return redirect("reviews:detail", pk)
    for errors in form.errors.values():
        messages.warning(request, "；".join(str(one) for one in errors))
    return redirect("reviews:meeting", pk, what)
