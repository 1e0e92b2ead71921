"""One's own page: where reminders go, which are wanted, what today's says."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tongpin.foundation.access.views import account_of, signed_in_screen
from tongpin.foundation.kernel import clock
from tongpin.foundation.kernel.errors import UserError
from tongpin.foundation.people.models import Account

from .. import actions
from ..forms import AddressForm, WishesForm
from ..models import Reach
from ..queries.composing import draft_for, found
from ..queries.recipients import offered, wishes_of
from ..queries.tree import whole
from .tabs import tabs


def _reach(account: Account) -> Reach | None:
    reach = Reach.objects.select_related("channel").filter(account=account).exclude(hint="").first()
    if reach is not None:
        reach.account = account  # whose grants are read already
    return reach


@signed_in_screen
@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """Show where the account's reminders go and what they say today."""
    account, today, bureau = account_of(request), clock.today(), whole()
    reach, (wishes,) = _reach(account), wishes_of([account])
    kinds = offered(wishes)
    context = {
        "tabs": tabs(account, "mine"),
        "reach": reach,
        "kinds": WishesForm(offered=kinds) if kinds else None,
        "responsible": wishes.responsible,
        "draft": draft_for(reach, wishes, today, found(today, bureau)) if reach else None,
        "ui_organisation": bureau.name if bureau else "",  # known already: the frame need not ask again
    }
    return render(request, "notify/mine.html", context)


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


def back_to(request: HttpRequest, page: str, run: Callable[[], object], said: str) -> HttpResponse:
    """Carry out what a button asks for and go back; a refusal is shown there and nothing is written."""
    try:
        with transaction.atomic():
            run()
    except UserError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, said)
    return redirect(page)


@signed_in_screen
@require_POST
def forget(request: HttpRequest) -> HttpResponse:
    """Forget one's own address."""
    return back_to(
        request,
        "notify:mine",
        lambda: actions.forget_address(by=account_of(request)),
        _("Forgotten. Nothing is sent to you."),
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
    return back_to(
        request, "notify:mine", lambda: actions.choose(by=account, kinds=form.cleaned_data["kinds"]), _("Saved.")
    )


@signed_in_screen
@require_POST
def try_own(request: HttpRequest) -> HttpResponse:
    """Send oneself a test message."""

    def run() -> None:
        actions.test_own(by=account_of(request))
        actions.enqueue_delivery(by=account_of(request))

    return back_to(
        request, "notify:mine", run, _("A test message is on its way; outside working hours it waits for the morning.")
    )
