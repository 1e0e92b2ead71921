"""Taking a step of an election: one form on one page, with the rules beside it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from tongpin.foundation.access.views import account_of
from tongpin.foundation.kernel.errors import NotAllowed, UserError

from ..access import RUN
from ..enums import State
from ..models import Election, Poll
from ..queries.norms import book_of, quotes

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Page:
    """What stands around the form of a step: its title, what is known, the rules by their codes."""

    title: str
    template: str = "elections/step.html"
    facts: Sequence[tuple[str, Any]] = ()
    rules: Sequence[str] = ()
    more: dict[str, Any] = field(default_factory=dict)


def election_for(request: HttpRequest, pk: int) -> Election:
    """Return a running election the reader may carry on, or answer 404."""
    rows = Election.objects.select_related("unit__parent").filter(state=State.RUNNING)
    return RUN.get_or_404(account_of(request), rows, pk=pk)


def poll_for(request: HttpRequest, pk: int, number: int) -> Poll:
    """Return a vote of such an election."""
    election = election_for(request, pk)
    poll = get_object_or_404(Poll.objects.select_related("again_of", "activity"), election=election, pk=number)
    poll.election = election
    return poll


def carried_out(form: forms.Form, run: Callable[[], T]) -> T | None:
    """Return what `run` returns; a refusal undoes it, goes to the head of the form and gives None."""
    try:
        with transaction.atomic():
            return run()
    except NotAllowed:
        raise
    except UserError as error:
        form.add_error(None, str(error))
        return None


def taken(request: HttpRequest, form: forms.Form, run: Callable[[], object]) -> bool:
    """Say whether the form was sent, is complete, and the step was taken."""
    return request.method == "POST" and form.is_valid() and carried_out(form, run) is not None


def back(request: HttpRequest, election: Election) -> HttpResponse:
    """Go back to the election after a step."""
    messages.success(request, _("Saved."))
    return redirect("elections:detail", election.pk)


def shown(request: HttpRequest, election: Election, form: forms.Form, page: Page) -> HttpResponse:
    """Show the form of a step."""
    context = {
        "election": election,
        "form": form,
        "title": page.title,
        "facts": page.facts,
        "quotes": quotes(book_of(election.held_on), *page.rules),
        **page.more,
    }
    return render(request, page.template, context)
