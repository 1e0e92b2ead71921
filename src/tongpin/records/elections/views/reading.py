"""Reading elections: the list, one with its steps, its papers, a ballot to print."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from tongpin.foundation.access.views import account_of, screen
from tongpin.foundation.audit import queries as log
from tongpin.foundation.kernel import clock
from tongpin.foundation.kernel.papers import WORD
from tongpin.foundation.kernel.sheets import download

from ..access import APPROVE, RUN, SEE
from ..actions import complete_election
from ..enums import Again, Office, State
from ..forms import CompleteForm
from ..models import Election, Poll
from ..queries import papers, people
from ..queries.norms import book_of, quotes
from ..queries.progress import all_settled, polls_of
from . import shown as seen
from .steps import back, taken

PER_PAGE = 25
LEADERS_FIRST = [Office.SECRETARY, Office.DEPUTY, Office.MEMBER]
MAKERS: Mapping[str, Callable[[Election], bytes]] = {
    "result": papers.result,
    "request": papers.request,
    "report": papers.report,
}
POLL_MAKERS: Mapping[str, Callable[[Poll], bytes]] = {"ballot": papers.ballot, "record": papers.record}


def paper_labels() -> dict[str, str]:
    """Return what the papers are called."""
    return {
        "result": _("Report of the result"),
        "request": _("Request for approval of secretary and deputies"),
        "report": _("Report of committee members for filing"),
        "ballot": _("Ballot"),
        "record": _("Record of the tellers"),
    }


@screen(SEE)
@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    """Show the elections the reader may see, those under way first."""
    account = account_of(request)
    rows = SEE.visible(account, Election.objects.select_related("unit"))
    order = rows.order_by("-held_on", "-pk")
    running = list(order.filter(state=State.RUNNING))
    page = Paginator(order.exclude(state=State.RUNNING), PER_PAGE).get_page(request.GET.get("page"))
    context = {"running": running, "page": page, "may_run": RUN.held_by(account), "today": clock.today()}
    return render(request, "elections/list.html", context)


@screen(SEE)
@require_safe
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    """Show an election with every step, how each stands, and which comes next."""
    account = account_of(request)
    election = SEE.get_or_404(account, Election.objects.select_related("unit", "recorded_by__person", "term"), pk=pk)
    polls = list(election.polls.select_related("again_of", "followed_by").prefetch_related("candidates").order_by("pk"))
    clear, may_approve = seen.clear_for(account, election), APPROVE.can_in(account, election.unit)
    found = seen.sections(election, polls, may_run=clear, may_approve=may_approve)
    elected = sorted(people.elected(election), key=lambda row: LEADERS_FIRST.index(Office(row.poll.office)))
    context = {
        "election": election,
        "sections": found,
        "next": seen.next_step(election, polls, found),
        "elected": [(Office(row.poll.office).label, seen.name_of(row.person, clear=clear)) for row in elected],
        "masked": bool(elected) and not clear,
        "may_run": clear and election.state == State.RUNNING,
        "papers": [(name, paper_labels()[name]) for name in papers.paper_names(election, polls)] if clear else [],
        "poll_papers": [(poll, seen.poll_title(poll)) for poll in polls] if clear else [],
        "waits_for_officer": clear
        and not may_approve
        and election.state == State.RUNNING
        and all_settled(election, polls),
        "events": list(log.history("elections.election", election.pk)[:50]),
    }
    return render(request, "elections/detail.html", context)


@screen(APPROVE)
@require_http_methods(["GET", "HEAD", "POST"])
def complete(request: HttpRequest, pk: int) -> HttpResponse:
    """Note the superior's approval; posts and term follow."""
    rows = Election.objects.select_related("unit").filter(state=State.RUNNING)
    election = APPROVE.get_or_404(account_of(request), rows, pk=pk)
    elected = people.elected(election)
    leaders = {row.person_id for row in elected if row.poll.office != Office.MEMBER}
    others = [row.person for row in elected if row.person_id not in leaders]
    form = CompleteForm(request.POST or None, people=others, began_on=election.held_on)
    if taken(
        request,
        form,
        lambda: complete_election(by=account_of(request), election=election, approval=form.approval()),
    ):
        return back(request, election)
    context = {
        "election": election,
        "form": form,
        "title": _("Approval received"),
        "leaders": [(Office(row.poll.office).label, row.person.name) for row in elected if row.person_id in leaders],
        "quotes": quotes(book_of(election.held_on), "ELECT.leaders"),
    }
    return render(request, "elections/complete.html", context)


@screen(RUN)
@require_safe
def paper(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    """Give a paper of the election as a Word file."""
    election = RUN.get_or_404(account_of(request), Election.objects.select_related("unit"), pk=pk)
    if name not in papers.paper_names(election, polls_of(election)):
        raise Http404
    return _word(MAKERS[name](election), f"{election.unit.name}{paper_labels()[name]}")


def _run_poll(request: HttpRequest, pk: int, number: int) -> Poll:
    election = RUN.get_or_404(account_of(request), Election.objects.select_related("unit"), pk=pk)
    poll = get_object_or_404(Poll, election=election, pk=number)
    poll.election = election
    return poll


@screen(RUN)
@require_safe
def poll_paper(request: HttpRequest, pk: int, number: int, name: str) -> HttpResponse:
    """Give the ballot or the tellers' record of a vote as a Word file."""
    poll = _run_poll(request, pk, number)
    if name not in POLL_MAKERS:
        raise Http404
    return _word(POLL_MAKERS[name](poll), f"{poll.election.unit.name}{paper_labels()[name]}{number}")


@screen(RUN)
@require_safe
def ballot(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """Show the ballot as a page to print."""
    poll = _run_poll(request, pk, number)
    context = {
        "poll": poll,
        "election": poll.election,
        "what": papers.what(poll.election),
        "rows": papers.ballot_rows(poll),
        "heads": papers.said("heads_ballot"),
        "run_off": poll.again == Again.TIE,
    }
    return render(request, "elections/ballot.html", context)


def _word(content: bytes, name: str) -> HttpResponse:
    return download(content, f"{name}.docx", WORD)
