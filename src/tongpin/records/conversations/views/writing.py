"""Recording talks, putting a record right, taking one back."""

from __future__ import annotations

from collections.abc import Callable

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from tongpin.foundation.access.views import account_of, screen
from tongpin.foundation.kernel import clock
from tongpin.foundation.kernel.errors import NotAllowed, UserError
from tongpin.foundation.people.models import Account
from tongpin.foundation.units.models import Unit

from ..access import RECORD
from ..actions import correct_conversation, record_conversations, take_back_conversation
from ..enums import TalkStatus, Way, Why
from ..forms import CorrectForm, TakeBackForm, TalkForm
from ..models import Conversation
from ..queries import BRANCHES, norm_of, roll_in_order
from . import shown


def _branch(request: HttpRequest, branches: list[Unit]) -> Unit | None:
    """Return the branch the page speaks of: the one asked for, else the only one."""
    wanted = request.POST.get("unit") or request.GET.get("unit", "")
    if not wanted and len(branches) == 1:
        return branches[0]
    return next((one for one in branches if str(one.pk) == wanted), None)


def _done(form: forms.Form, run: Callable[[], object]) -> bool:
    """Carry out what a form asks for; put a refusal at its head, so that nothing typed is lost."""
    try:
        with transaction.atomic():
            run()
    except NotAllowed:
        raise
    except UserError as error:
        form.add_error(None, str(error))
        return False
    return True


@screen(RECORD)
@require_http_methods(["GET", "HEAD", "POST"])
def create(request: HttpRequest) -> HttpResponse:
    """Record that somebody talked with one or several others on a day: four fields, no text."""
    account = account_of(request)
    branches = list(RECORD.units(account).filter(kind__in=BRANCHES).order_by("path"))
    unit = _branch(request, branches)
    if unit is None:
        return render(request, "conversations/choose.html", {"branches": branches})
    given = {name: request.GET[name] for name in ("person",) if name in request.GET}
    form = TalkForm(request.POST or None, roll=roll_in_order(unit, clock.today()), account=account, **given)
    if request.method == "POST" and form.is_valid() and _recorded(request, account, unit, form):
        return redirect("conversations:pairs", unit.pk)
    context = {
        "form": form,
        "unit": unit,
        "several": len(branches) > 1,
        "quote": shown.quote(norm_of(clock.today().year)),
    }
    return render(request, "conversations/form.html", context)


def _recorded(request: HttpRequest, account: Account, unit: Unit, form: TalkForm) -> bool:
    person, partners = form.persons()
    made: list[Conversation] = []
    data = form.cleaned_data

    def run() -> None:
        made.extend(
            record_conversations(
                by=account, unit=unit, person=person, partners=partners, held_on=data["held_on"], way=Way(data["way"])
            )
        )

    if not _done(form, run):
        return False
    text = ngettext("%(n)s talk recorded.", "%(n)s talks recorded.", len(made)) % {"n": len(made)}
    if known := len(partners) - len(made):
        text += " " + _("%(n)s were recorded before and stay as they were.") % {"n": known}
    messages.success(request, text)
    return True


def _standing(request: HttpRequest, pk: int) -> Conversation:
    rows = Conversation.objects.select_related("unit", "first", "second").filter(status=TalkStatus.STANDING)
    return RECORD.get_or_404(account_of(request), rows, pk=pk)


@screen(RECORD)
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Put the day or the way right."""
    account, talk = account_of(request), _standing(request, pk)
    form = CorrectForm(
        request.POST or None, initial={"version": talk.version, "held_on": talk.held_on, "way": talk.way}
    )

    def run() -> None:
        data = form.cleaned_data
        changed = correct_conversation(
            by=account,
            conversation=talk,
            held_on=data["held_on"],
            way=Way(data["way"]),
            why=Why(data["why"]),
            version=data["version"],
        )
        messages.success(request, _("Corrected.") if changed else _("Nothing was different."))

    if request.method == "POST" and form.is_valid() and _done(form, run):
        return redirect("conversations:detail", pk)
    return _small(request, form, talk, _("Correct the entry"), _("Save"))


@screen(RECORD)
@require_http_methods(["GET", "HEAD", "POST"])
def take_back(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a record back; it stays readable and counts no more."""
    account, talk = account_of(request), _standing(request, pk)
    form = TakeBackForm(request.POST or None, initial={"version": talk.version})

    def run() -> None:
        data = form.cleaned_data
        take_back_conversation(by=account, conversation=talk, why=Why(data["why"]), version=data["version"])
        messages.success(request, _("Taken back. The record stays readable and counts no more."))

    if request.method == "POST" and form.is_valid() and _done(form, run):
        return redirect("conversations:detail", pk)
    return _small(request, form, talk, _("Take the record back"), _("Take it back"))


def _small(request: HttpRequest, form: forms.Form, talk: Conversation, title: str, submit: str) -> HttpResponse:
    one, other = shown.names_of(account_of(request), talk)
    context = {
        "form": form,
        "title": title,
        "submit": submit,
        "back": reverse("conversations:detail", args=[talk.pk]),
        "back_label": _("%(one)s and %(other)s") % {"one": one, "other": other},
    }
    return render(request, "conversations/small.html", context)
