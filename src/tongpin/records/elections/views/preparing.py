"""Preparing an election: its plan, the voting base, breaking it off."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tongpin.foundation.access.views import account_of, screen
from tongpin.foundation.kernel import clock
from tongpin.foundation.units.enums import ELECTED_KINDS, Standing
from tongpin.foundation.units.models import Unit
from tongpin.foundation.units.queries import terms

from ..access import RUN
from ..actions import cancel_election, prepare_election, replan_election, set_base
from ..enums import Body, Kind
from ..forms import BaseForm, CancelForm, PlanForm
from ..models import Election
from ..queries.norms import book_of, quotes
from ..queries.people import in_stroke_order, roll
from .steps import Page, back, carried_out, election_for, shown, taken

PLAN_RULES = ("TERM.move", "ELECT.candidates", "ELECT.leaders", "ELECT.congress")


def _units(request: HttpRequest) -> list[Unit]:
    rows = RUN.units(account_of(request)).filter(kind__in=ELECTED_KINDS)
    return list(rows.select_related("parent").order_by("path"))


@screen(RUN)
@require_http_methods(["GET", "HEAD", "POST"])
def prepare(request: HttpRequest) -> HttpResponse:
    """Begin an election of an organisation."""
    units = _units(request)
    wanted = [one for one in units if str(one.pk) == request.GET.get("unit")]
    form = PlanForm(request.POST or None, units=units, **_initial(wanted or units, request.GET.get("kind", "")))
    if request.method == "POST" and form.is_valid():
        made = carried_out(form, lambda: prepare_election(by=account_of(request), plan=form.plan()))
        if made is not None:
            return redirect("elections:base", made.pk)
    context = {"form": form, "election": None, "quotes": quotes(book_of(clock.today()), *PLAN_RULES)}
    return render(request, "elections/plan.html", context)


def _initial(units: list[Unit], kind: str) -> dict[str, Any]:
    """Return what is known of the organisation, so that nobody types it again."""
    if not units:
        return {}
    unit = units[0]
    running = terms.open_term(unit)
    vacancy = kind == Kind.VACANCY
    return {
        "unit": str(unit.pk),
        "kind": Kind.VACANCY if vacancy else Kind.TERM,
        "number": (running.number + (0 if vacancy else 1)) if running else 1,
        "seats": 1 if vacancy else (running.seats or 0) if running else 0,
        "secretaries": 0 if vacancy else 1,
        "deputies": 0,
        "superior": unit.parent.name if unit.parent and unit.parent.kind in ELECTED_KINDS else "",
    }


@screen(RUN)
@require_http_methods(["GET", "HEAD", "POST"])
def replan(request: HttpRequest, pk: int) -> HttpResponse:
    """Change the plan while nothing has been counted."""
    election = election_for(request, pk)
    names = ("kind", "number", "held_on", "seats", "secretaries", "deputies", "superior", "approval_no")
    initial = {name: getattr(election, name) for name in (*names, "approved_on", "delegates", "scattered")}
    form = PlanForm(request.POST or None, units=[election.unit], **initial)
    if taken(request, form, lambda: replan_election(by=account_of(request), election=election, plan=form.plan())):
        return redirect("elections:base", pk)
    context = {"form": form, "election": election, "quotes": quotes(book_of(election.held_on), *PLAN_RULES)}
    return render(request, "elections/plan.html", context)


@screen(RUN)
@require_http_methods(["GET", "HEAD", "POST"])
def base(request: HttpRequest, pk: int) -> HttpResponse:
    """Draw the voting base from the roll of the day; tick who is lawfully left out."""
    election = election_for(request, pk)
    rows = roll(election)
    full = in_stroke_order(row.person for row in rows if row.standing == Standing.FULL)
    probationary = in_stroke_order(row.person for row in rows if row.standing != Standing.FULL)
    before = dict(election.exclusions.values_list("person", "ground"))
    given = {"consent_no": election.consent_no, "consented": election.consented}
    form = BaseForm(request.POST or None, people=full, before=before, **given)

    def run() -> Election:
        said = {name: form.cleaned_data[name] for name in given}
        return set_base(by=account_of(request), election=election, exclusions=form.exclusions(), **said)

    if taken(request, form, run):
        return back(request, election)
    facts = [
        (_("On the roll of that day"), election.held_on),
        (_("Full members on the roll"), len(full)),
        (_("Probationary members, without vote"), "、".join(one.name for one in probationary)),
    ]
    if election.body == Body.CONGRESS:
        facts.append((_("Delegates who should attend"), election.delegates))
    page = Page(_("Voting base"), "elections/base.html", facts, ("ELECT.suffrage", "ELECT.exclusions"))
    return shown(request, election, form, page)


@screen(RUN)
@require_http_methods(["GET", "HEAD", "POST"])
def cancel(request: HttpRequest, pk: int) -> HttpResponse:
    """Break an election off."""
    election = election_for(request, pk)
    form = CancelForm(request.POST or None)
    if taken(
        request,
        form,
        lambda: cancel_election(by=account_of(request), election=election, reason=form.cleaned_data["reason"]),
    ):
        return back(request, election)
    return shown(request, election, form, Page(_("Break the election off")))
