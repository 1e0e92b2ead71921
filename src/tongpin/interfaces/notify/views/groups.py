"""Channels to groups, and what was sent through them."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tongpin.foundation.access.views import account_of, screen
from tongpin.foundation.kernel import clock
from tongpin.foundation.kernel.errors import UserError
from tongpin.foundation.outbox.enums import ChannelKind, MessageState, Reason
from tongpin.foundation.outbox.models import Message
from tongpin.foundation.outbox.notices import remedy
from tongpin.foundation.outbox.queries import log as sent_messages
from tongpin.foundation.outbox.rules.limits import limits
from tongpin.foundation.units.models import Unit

from .. import actions
from ..access import CHANNELS, LOG
from ..forms import ChannelForm, LogFilter
from ..models import Group
from ..queries.recipients import groups
from .tabs import tabs

PER_PAGE = 25
SECOND_HAND = "V2"
METHODS = ["GET", "HEAD", "POST"]


def _units() -> list[Unit]:
    return list(Unit.objects.filter(valid_to=None).order_by("path"))


@screen(CHANNELS)
@require_safe
def channels(request: HttpRequest) -> HttpResponse:
    """List the groups that are connected, with the limits of each kind."""
    told = [(ChannelKind(one.kind).label, one, one.level == SECOND_HAND) for one in limits().values()]
    context = {"tabs": tabs(account_of(request), "channels"), "groups": groups(), "limits": told}
    return render(request, "notify/channels.html", context)


@screen(CHANNELS)
@require_http_methods(METHODS)
def channel_new(request: HttpRequest) -> HttpResponse:
    """Connect a group."""
    form = ChannelForm(request.POST or None, units=_units())
    if request.method == "POST" and form.is_valid():
        try:
            with transaction.atomic():
                actions.add_group(by=account_of(request), unit=form.chosen_unit(), **form.channel())
        except UserError as error:
            form.add_error("address", str(error))
        else:
            messages.success(request, _("Connected, and still off. Send a test message, then switch it on."))
            return redirect("notify:channels")
    return render(request, "notify/channel_form.html", {"form": form, "group": None})


@screen(CHANNELS)
@require_http_methods(METHODS)
def channel_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a group's channel."""
    group = _group(request, pk)
    channel = group.channel
    initial = {"unit": group.unit_id, "name": channel.name, "kind": channel.kind}
    form = ChannelForm(request.POST or None, units=_units(), known=channel.shown_address, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            with transaction.atomic():
                actions.change_group(by=account_of(request), group=group, unit=form.chosen_unit(), **form.channel())
        except UserError as error:
            form.add_error("address", str(error))
        else:
            messages.success(request, _("Saved."))
            return redirect("notify:channels")
    return render(request, "notify/channel_form.html", {"form": form, "group": group})


def _group(request: HttpRequest, pk: int) -> Group:
    return CHANNELS.get_or_404(account_of(request), Group.objects.select_related("unit", "channel"), pk=pk)


@screen(CHANNELS)
@require_POST
def channel_switch(request: HttpRequest, pk: int) -> HttpResponse:
    """Switch a channel to what the button says."""
    group, on = _group(request, pk), request.POST.get("on") == "1"
    actions.switch_group(by=account_of(request), group=group, on=on)
    messages.success(request, _("Switched on.") if on else _("Switched off. What waited for it was dropped."))
    return redirect("notify:channels")


@screen(CHANNELS)
@require_POST
def channel_test(request: HttpRequest, pk: int) -> HttpResponse:
    """Send a test message to a group."""
    group = _group(request, pk)
    try:
        with transaction.atomic():
            actions.test_channel(by=account_of(request), group=group)
            actions.enqueue_delivery(by=account_of(request))
    except UserError as error:
        messages.error(request, str(error))
        return redirect("notify:channels")
    messages.success(request, _("A test message is on its way; outside working hours it waits for the morning."))
    return redirect("notify:log" if LOG.held_by(account_of(request)) else "notify:channels")


@screen(LOG)
@require_safe
def log(request: HttpRequest) -> HttpResponse:
    """List what was sent and what was not, and what to do about it. Nobody's name stands in it."""
    account, form = account_of(request), LogFilter(request.GET)
    page = Paginator(sent_messages(state=form.chosen().get("state", "")), PER_PAGE).get_page(request.GET.get("page"))
    today = clock.today()
    rows = [(row, _remedy(row), row.state == MessageState.FAILED and row.day == today) for row in page.object_list]
    context = {
        "tabs": tabs(account, "log"), "filters": form, "page": page, "rows": rows,
        "may_retry": CHANNELS.held_by(account), "today": today,
    }  # fmt: skip
    return render(request, "notify/log.html", context)


def _remedy(message: Message) -> str:
    """Return what to do; what waits after a failed try is tried again by itself."""
    again = remedy(Reason.LIMIT) if message.state == MessageState.WAITING and message.reason else ""
    return again or remedy(message.reason)


@screen(CHANNELS)
@require_POST
def retry(request: HttpRequest, pk: int) -> HttpResponse:
    """Send a message of today again."""
    message = CHANNELS.get_or_404(account_of(request), Message.objects.all(), pk=pk)
    try:
        with transaction.atomic():
            actions.retry_message(by=account_of(request), message=message)
            actions.enqueue_delivery(by=account_of(request))
    except UserError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("It is tried again."))
    return redirect("notify:log")
