"""One's own page: where reminders go, which are wanted, what today's says, calendars."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tongpin.foundation.access.views import account_of, signed_in_screen
from tongpin.foundation.kernel import clock
from tongpin.foundation.kernel.errors import UserError
from tongpin.foundation.people.models import Account

from .. import actions
from ..forms import AddressForm, FeedForm, WishesForm
from ..models import Feed, Reach
from ..queries.composing import draft_for
from ..queries.feeds import feeds_of, may_ask_for
from ..queries.recipients import offered, wishes_of
from .tabs import tabs


def _reach(account: Account) -> Reach | None:
    rows = Reach.objects.select_related("channel", "account__person").exclude(hint="")
    return rows.filter(account=account).first()


def _page(request: HttpRequest, **more: Any) -> HttpResponse:
    account = account_of(request)
    reach, (wishes,) = _reach(account), wishes_of([account])
    kinds = offered(wishes)
    context = {
        "tabs": tabs(account, "mine"),
        "reach": reach,
        "kinds": WishesForm(offered=kinds) if kinds else None,
        "responsible": wishes.responsible,
        "draft": draft_for(reach, clock.today()) if reach else None,
        "feeds": list(feeds_of(account)),
        "feed_form": FeedForm(units=list(may_ask_for(account))),
        "today": clock.today(),
        **more,
    }
    return render(request, "notify/mine.html", context)


@signed_in_screen
@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """Show where the account's reminders go and what they say today."""
    return _page(request)


@signed_in_screen
@require_http_methods(["GET", "HEAD", "POST"])
def address(request: HttpRequest) -> HttpResponse:
    """Give or change one's own address."""
    account = account_of(request)
    reach = _reach(account)
    initial = {"kind": reach.channel.kind} if reach else None
    form = AddressForm(request.POST or None, known=reach.hint if reach else "", initial=initial)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            with transaction.atomic():
                actions.set_address(by=account, **data)
        except UserError as error:
            form.add_error("address", str(error))
        else:
            messages.success(request, _("Kept. Send yourself a test message to see that it arrives."))
            return redirect("notify:mine")
    return render(request, "notify/address.html", {"form": form, "reach": reach})


def _back(request: HttpRequest, run: Callable[[], object], said: str) -> HttpResponse:
    """Carry out what a button asks for and go back; a refusal is shown there and nothing is written."""
    try:
        with transaction.atomic():
            run()
    except UserError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, said)
    return HttpResponseRedirect(reverse("notify:mine"))


@signed_in_screen
@require_POST
def forget(request: HttpRequest) -> HttpResponse:
    """Forget one's own address."""
    return _back(
        request, lambda: actions.forget_address(by=account_of(request)), _("Forgotten. Nothing is sent to you.")
    )


@signed_in_screen
@require_POST
def choose(request: HttpRequest) -> HttpResponse:
    """Switch kinds of reminders on and off."""
    account = account_of(request)
    (wishes,) = wishes_of([account])
    form = WishesForm(request.POST, offered=offered(wishes))
    if not form.is_valid():
        return redirect("notify:mine")
    return _back(request, lambda: actions.choose(by=account, kinds=form.cleaned_data["kinds"]), _("Saved."))


@signed_in_screen
@require_POST
def try_own(request: HttpRequest) -> HttpResponse:
    """Send oneself a test message."""

    def run() -> None:
        actions.test_own(by=account_of(request))
        actions.enqueue_delivery(by=account_of(request))

    return _back(request, run, _("A test message is on its way; outside working hours it waits for the morning."))


@signed_in_screen
@require_POST
def feed_make(request: HttpRequest) -> HttpResponse:
    """Make a calendar and show its secret address, this once."""
    account = account_of(request)
    form = FeedForm(request.POST, units=list(may_ask_for(account)))
    if not form.is_valid():
        return _page(request, feed_form=form)
    feed, token = actions.make_feed(by=account, unit=form.chosen_unit())
    shown = request.build_absolute_uri(reverse("calendar:feed", args=[token]))
    return _page(request, new_feed=feed, new_address=shown)


@signed_in_screen
@require_POST
def feed_revoke(request: HttpRequest) -> HttpResponse:
    """Revoke one of one's own calendars; somebody else's does not exist here."""
    account, wanted = account_of(request), request.POST.get("feed", "")
    if not wanted:
        return redirect("notify:mine")
    feed = get_object_or_404(Feed, account=account, pk=int(wanted) if wanted.isdecimal() else 0)
    return _back(request, lambda: actions.revoke_feed(by=account, feed=feed), _("The address no longer works."))
