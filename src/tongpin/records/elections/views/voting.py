"""The steps of one vote: candidates, attendance, tellers, count, result."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from tongpin.foundation.access.views import account_of, screen
from tongpin.records.activities.enums import Status
from tongpin.records.activities.models import Activity

from ..access import RUN, SEE
from ..actions import (
    Attendance,
    name_tellers,
    note_attendance,
    put_up,
    record_count,
    void_poll,
    vote_again,
    waive_places,
)
from ..actions.polls import MEETING_KIND
from ..enums import Again, Body, Office, Stage, State
from ..forms import AttendanceForm, CandidatesForm, CountForm, TellersForm, WaiveForm
from ..models import Election, Poll
from ..queries import people
from ..queries.norms import book_of, quotes
from ..queries.papers import meeting_title
from ..queries.progress import settled
from ..rules import least_candidates, least_present
from . import shown as seen
from .steps import Page, back, carried_out, poll_for, shown, taken


def _title(poll: Poll, step: object) -> str:
    return f"{step}：{seen.poll_title(poll)}"


@screen(RUN)
@require_http_methods(["GET", "HEAD", "POST"])
def candidates(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """Put candidates up from those who can be elected."""
    poll = poll_for(request, pk, number)
    chosen = [row.person_id for row in poll.candidates.filter(written_in=False)]
    form = CandidatesForm(request.POST or None, people=people.pool(poll), chosen=chosen)
    if taken(request, form, lambda: put_up(by=account_of(request), poll=poll, persons=form.keys())):
        return back(request, poll.election)
    least = poll.places
    if poll.office == Office.MEMBER and poll.again != Again.SHORT:
        least = least_candidates(
            poll.places, percent=book_of(poll.election.held_on).number("ELECT.candidates", "percent")
        )
    facts = [(_("Places to fill"), poll.places), (_("Candidates needed"), least)]
    rules = ("ELECT.candidates" if poll.office == Office.MEMBER else "ELECT.leaders", "ELECT.suffrage", "ELECT.order")
    return shown(request, poll.election, form, Page(_title(poll, Stage.CANDIDATES.label), facts=facts, rules=rules))


@screen(RUN)
@require_http_methods(["GET", "HEAD", "POST"])
def attendance(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """Count the voters present; the page says at once how many are needed."""
    poll = poll_for(request, pk, number)
    voters = people.voters(poll)
    rows = people.roll(poll.election) if poll.body != Body.CONGRESS else []
    if poll.body == Body.COMMITTEE:
        rows = [row for row in rows if row.person_id in {one.pk for one in voters}]
    form = AttendanceForm(
        request.POST or None,
        roll=rows,
        voters=voters,
        meetings=_meetings(poll),
        present=poll.present,
        meeting=poll.activity_id,
    )

    def run() -> Poll:
        values = form.cleaned_data
        came = Attendance(values["present"], values["meeting"], values["people"], meeting_title(poll))
        return note_attendance(by=account_of(request), poll=poll, came=came)

    if taken(request, form, run):
        return back(request, poll.election)
    params = book_of(poll.election.held_on).rule("ELECT.quorum").params
    least = least_present(poll.should_attend, percent=int(str(params["percent"])), strictly=bool(params["strictly"]))
    facts = [(_("Should attend with the right to vote"), poll.should_attend), (_("Must be present"), least)]
    page = Page(_title(poll, Stage.ATTENDANCE.label), "elections/attendance.html", facts, ("ELECT.quorum",))
    return shown(request, poll.election, form, page)


def _meetings(poll: Poll) -> object:
    election = poll.election
    rows = Activity.objects.filter(
        unit=election.unit_id, starts_on=election.held_on, kind=MEETING_KIND[Body(poll.body)]
    )
    return rows.exclude(status=Status.CANCELLED)


@screen(RUN)
@require_http_methods(["GET", "HEAD", "POST"])
def tellers(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """Name who oversees the vote and who counts."""
    poll = poll_for(request, pk, number)
    watching, counting = people.possible_tellers(poll)
    form = TellersForm(
        request.POST or None,
        overseers=watching,
        counters=counting,
        named=people.tellers_so_far(poll),
        passed=poll.tellers_passed,
    )

    def run() -> Poll:
        return name_tellers(
            by=account_of(request),
            poll=poll,
            overseers=form.keys("overseers"),
            counters=form.keys("counters"),
            passed=form.cleaned_data["passed"],
        )

    if taken(request, form, run):
        return back(request, poll.election)
    page = Page(_title(poll, Stage.TELLERS.label), rules=("ELECT.tellers",))
    return shown(request, poll.election, form, page)


@screen(RUN)
@require_http_methods(["GET", "HEAD", "POST"])
def count(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """Enter the totals from paper; more ballots back than given out can only be noted as void."""
    poll = poll_for(request, pk, number)
    put_up_ones = [row.person for row in people.candidates(poll) if not row.written_in]
    others = [] if poll.again == Again.TIE else [one for one in people.pool(poll) if one not in put_up_ones]
    form = CountForm(request.POST or None, people=put_up_ones, others=others, places=poll.places, issued=poll.present)
    if request.method == "POST" and request.POST.get("void"):
        if _voided(request, form, poll):
            return back(request, poll.election)
    elif taken(request, form, lambda: record_count(by=account_of(request), poll=poll, count=form.count())):
        return redirect("elections:vote", pk, number)
    facts = [
        (_("Should attend with the right to vote"), poll.should_attend),
        (_("Present with the right to vote"), poll.present),
        (_("Places to fill"), poll.places),
    ]
    rules = ("ELECT.ballots", "ELECT.choices", "ELECT.majority", "ELECT.tie" if poll.again == Again.TIE else "")
    page = Page(_title(poll, Stage.COUNT.label), "elections/count.html", facts, rules, {"poll": poll})
    return shown(request, poll.election, form, page)


def _voided(request: HttpRequest, form: CountForm, poll: Poll) -> bool:
    """Note the vote as void from the two numbers that say so, whatever else the form lacks."""
    form.is_valid()
    issued, returned = form.cleaned_data.get("issued"), form.cleaned_data.get("returned")
    if issued is None or returned is None:
        return False
    made = carried_out(form, lambda: void_poll(by=account_of(request), poll=poll, issued=issued, returned=returned))
    return made is not None


@screen(SEE)
@require_safe
def vote(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """Show a vote with its numbers and who was elected."""
    election = SEE.get_or_404(account_of(request), Election.objects.select_related("unit"), pk=pk)
    rows = Poll.objects.select_related("activity", "followed_by")
    poll = get_object_or_404(rows, election=election, pk=number)
    poll.election = election
    return _shown_vote(request, poll, WaiveForm())


@screen(RUN)
@require_http_methods(["GET", "HEAD", "POST"])
def follow(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """Open a further vote on the places left open, or give them up by decision of the meeting."""
    poll, by = poll_for(request, pk, number), account_of(request)
    waive = request.POST.get("do") == "waive"
    form = WaiveForm(request.POST if waive else None)
    if request.method == "POST":
        if not waive:
            vote_again(by=by, poll=poll)
            return back(request, poll.election)
        if taken(request, form, lambda: waive_places(by=by, poll=poll, agreed=form.cleaned_data["agreed"])):
            return back(request, poll.election)
    return _shown_vote(request, poll, form)


def _shown_vote(request: HttpRequest, poll: Poll, form: WaiveForm) -> HttpResponse:
    clear = seen.clear_for(account_of(request), poll.election)
    open_ = poll.stage == Stage.COUNTED and not settled(poll) and not hasattr(poll, "followed_by")
    may_follow = clear and open_ and poll.election.state == State.RUNNING
    rules = ("ELECT.majority", "ELECT.tie" if poll.tied else "ELECT.shortage")
    context = {
        "election": poll.election,
        "poll": poll,
        "title": seen.poll_title(poll),
        "lines": seen.lines(poll, clear=clear),
        "tellers": seen.tellers(poll, clear=clear),
        "masked": not clear,
        "may_follow": may_follow,
        "may_waive": may_follow and not poll.tied and poll.office == Office.MEMBER,
        "form": form,
        "void": poll.stage == Stage.VOID,
        "quotes": quotes(book_of(poll.election.held_on), *rules),
    }
    return render(request, "elections/vote.html", context)
