"""One's own calendars: secret addresses made and revoked."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from tongpin.foundation.access.views import account_of, signed_in_screen

from .. import actions
from ..forms import FeedForm
from ..models import Feed
from ..queries.feeds import feeds_of, may_ask_for
from .mine import back_to
from .tabs import tabs


def _page(request: HttpRequest, **more: Any) -> HttpResponse:
    account = account_of(request)
    context = {
        "tabs": tabs(account, "feeds"),
        "feeds": list(feeds_of(account)),
        "form": FeedForm(units=list(may_ask_for(account))),
        **more,
    }
    return render(request, "notify/feeds.html", context)


@signed_in_screen
@require_safe
def feeds(request: HttpRequest) -> HttpResponse:
    """List the account's calendars; their addresses are not known any more."""
    return _page(request)


@signed_in_screen
@require_POST
def feed_make(request: HttpRequest) -> HttpResponse:
    """Make a calendar and show its secret address, this once."""
    account = account_of(request)
    form = FeedForm(request.POST, units=list(may_ask_for(account)))
    if not form.is_valid():
        return _page(request, form=form)
    feed, token = actions.make_feed(by=account, unit=form.chosen_unit())
    shown = request.build_absolute_uri(reverse("calendar:feed", args=[token]))
    return _page(request, new_feed=feed, new_address=shown)


@signed_in_screen
@require_POST
def feed_revoke(request: HttpRequest) -> HttpResponse:
    """Revoke one of one's own calendars; somebody else's does not exist here."""
    account, wanted = account_of(request), request.POST.get("feed", "")
    if not wanted:
        return redirect("notify:feeds")
    feed = get_object_or_404(Feed, account=account, pk=int(wanted) if wanted.isdecimal() else 0)
    return back_to(
        request, "notify:feeds", lambda: actions.revoke_feed(by=account, feed=feed), _("The address no longer works.")
    )
