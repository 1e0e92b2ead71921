"""Reading the outbox."""

from __future__ import annotations

import datetime as dt

from django.conf import settings
from django.db.models import Q, QuerySet

from tongpin.foundation.kernel import clock
from tongpin.foundation.kernel.clock import SHANGHAI

from .enums import MessageState, Purpose
from .models import Attempt, Channel, Message, Turn
from .notices import not_permitted
from .rules.limits import Limit
from .rules.post import MailServer
from .rules.sending import EARLIEST, LATEST, NotPermitted, Sending, sending


def hold_turn(kind: str) -> None:
    """Let one worker at a time claim or switch a kind, until the end of the transaction."""
    Turn.objects.get_or_create(kind=kind)
    list(Turn.objects.select_for_update().filter(kind=kind).values_list("pk"))


def settings_in_force() -> Sending:
    """Return hours and numbers. Raises UserError where they are outside the frame: then nothing is sent."""
    try:
        return sending()
    except NotPermitted as error:
        raise not_permitted(error) from error


def mail_server() -> MailServer:
    """Return the bureau's mail server as the operator configured it."""
    return MailServer(**settings.TONGPIN_MAIL_SERVER)


def due(now: dt.datetime) -> QuerySet[Message]:
    """Return the messages that may be tried at `now`, oldest first; those of channels that are off or paused not."""
    open_ = Q(channel__paused_until=None) | Q(channel__paused_until__lte=now)
    on = Q(channel__on=True) | Q(purpose=Purpose.TEST)
    rows = Message.objects.filter(open_ & on, state=MessageState.WAITING, leased_until=None, not_before__lte=now)
    return rows.select_related("channel").order_by("not_before", "pk")


def lost(now: dt.datetime) -> QuerySet[Message]:
    """Return messages whose worker died with them in hand: nobody knows whether they arrived."""
    return Message.objects.filter(state=MessageState.WAITING, leased_until__lt=now)


def tries(limit: Limit, channel: Channel, now: dt.datetime) -> list[dt.datetime]:
    """Return the times of the last day's tries that count against `limit` for this channel."""
    rows = Attempt.objects.filter(at__gt=now - dt.timedelta(days=1))
    mine = {"message__channel": channel} if limit.scope == "channel" else {"message__channel__kind": channel.kind}
    return list(rows.filter(**mine).values_list("at", flat=True))


def log(*, state: str = "", channel: int | None = None) -> QuerySet[Message]:
    """Return messages, newest first."""
    rows = Message.objects.select_related("channel")
    if state:
        rows = rows.filter(state=state)
    if channel:
        rows = rows.filter(channel=channel)
    return rows.order_by("-made_at", "-pk")


def in_use(start: dt.date, end: dt.date) -> QuerySet[Channel]:
    """Return the group channels in use from `start` to `end` (days, both included): indicator 16, 交流群.

    A channel is in use when at least one message, a test included, was taken by its group in the period. Being switched
    on says nothing of use, and being on today says nothing of last year. Channels of single persons do not count.
    """
    first = dt.datetime.combine(start, dt.time.min, SHANGHAI)
    after = dt.datetime.combine(end + dt.timedelta(days=1), dt.time.min, SHANGHAI)
    reached = Message.objects.filter(state=MessageState.SENT, sent_at__gte=first, sent_at__lt=after)
    return Channel.objects.filter(personal=False, pk__in=reached.values("channel")).order_by("pk")


def sent_outside_hours() -> int:
    """Return how many messages ever left outside the frame of working hours: for the self-check, and always 0."""
    sent = Message.objects.filter(state=MessageState.SENT)
    return sent.filter(Q(sent_at__hour__lt=EARLIEST.hour) | Q(sent_at__hour__gte=LATEST.hour)).count()


def tests_of(channel: Channel) -> int:
    """Return how many test messages were asked for today."""
    return Message.objects.filter(channel=channel, purpose=Purpose.TEST, day=clock.today()).count()
