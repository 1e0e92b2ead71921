"""The steps of a need: answered or refused by its owner, closed by the word of the one who asked, opened again."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from tongpin.foundation.access.views import account_of, screen
from tongpin.foundation.kernel import clock
from tongpin.foundation.kernel.errors import NotAllowed, UserError
from tongpin.foundation.people.models import Account

from ..access import RECORD
from ..actions import answer_need, close_need, refuse_need, reopen_need
from ..enums import Step
from ..forms import AnswerForm, RefuseForm, ReopenForm, StepForm, WordForm
from ..models import Need

Act = Callable[[Account, Need, dict[str, Any]], Need]


@dataclass(frozen=True)
class Doing:
    """How one step is shown and done."""

    step: Step
    form: type[StepForm]
    act: Act
    done: Promise | str


def _step(request: HttpRequest, pk: int, doing: Doing) -> HttpResponse:
    account = account_of(request)
    need = RECORD.get_or_404(account, Need.objects.select_related("unit", "village__town"), pk=pk)
    initial = {"version": need.version, "owner": need.owner, "followed_up_on": clock.today()}
    form = doing.form(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            doing.act(account, need, form.cleaned_data)
        except NotAllowed:
            raise
        except UserError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, str(doing.done))
            return redirect("visits:detail", pk)
    return render(
        request, "visits/step.html", {"form": form, "need": need, "step": doing.step, "key": f"{doing.step}-{pk}"}
    )


@screen(RECORD)
@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: HttpRequest, pk: int) -> HttpResponse:
    """Answer an open need."""
    done = _("Answered. Now ask the one who asked.")
    return _step(request, pk, Doing(Step.ANSWER, AnswerForm, _with(answer_need), done))


@screen(RECORD)
@require_http_methods(["GET", "HEAD", "POST"])
def refuse(request: HttpRequest, pk: int) -> HttpResponse:
    """Say that a need cannot be met, and why."""
    done = _("Written down with the reason. Tell the one who asked.")
    return _step(request, pk, Doing(Step.REFUSE, RefuseForm, _with(refuse_need), done))


@screen(RECORD)
@require_http_methods(["GET", "HEAD", "POST"])
def follow_up(request: HttpRequest, pk: int) -> HttpResponse:
    """Write down the word of the one who asked."""
    return _step(
        request, pk, Doing(Step.FOLLOW_UP, WordForm, _with(close_need), _("The asker's word is written down."))
    )


@screen(RECORD)
@require_http_methods(["GET", "HEAD", "POST"])
def reopen(request: HttpRequest, pk: int) -> HttpResponse:
    """Open a need again."""
    return _step(request, pk, Doing(Step.REOPEN, ReopenForm, _with(reopen_need), _("Opened again.")))


def _with(action: Callable[..., Need]) -> Act:
    """Return the action as the step calls it; the fields of the form are the action's arguments."""
    return lambda by, need, data: action(by=by, need=need, **data)
