"""Putting messages into the outbox and taking them out again."""

from __future__ import annotations

import datetime as dt

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from tongpin.foundation.audit.actions import Actor, record
from tongpin.foundation.kernel import clock
from tongpin.foundation.kernel.clock import SHANGHAI
from tongpin.foundation.kernel.errors import UserError

from ..enums import MessageState, Purpose, Reason
from ..models import Channel, Message
from ..notices import refused_text
from ..queries import hold_turn, settings_in_force
from ..rules.texts import refused


@transaction.atomic
def enqueue(
    *,
    by: Actor,
    channel: Channel,
    purpose: Purpose,
    key: str,
    subject: str,
    text: str,
    day: dt.date | None = None,
    items: int = 0,
) -> Message:
    """Let a message wait for its channel until offices are open; the same `key` again returns the first one.

    `day` is the day it speaks of, that of the opening without.
    Raises UserError for a text no message may say, and for a second reminder of a day.
    """
    if found := refused(f"{subject}\n{text}"):
        raise refused_text(found)
    if (known := Message.objects.filter(key=key).first()) is not None:
        return known
    now = clock.now()
    opening = settings_in_force().next_opening(now)
    message = Message(
        channel=channel,
        purpose=purpose,
        key=key,
        day=day or opening.astimezone(SHANGHAI).date(),
        subject=subject,
        text=text,
        items=items,
        not_before=opening,
        made_at=now,
    )
    try:
        with transaction.atomic():
            message.save(force_insert=True)
    except IntegrityError as error:
        if (known := Message.objects.filter(key=key).first()) is not None:
            return known
        raise UserError(_("There is a reminder of this day for this channel already.")) from error
    record(by=by, action="message.enqueue", target=message, details={"purpose": purpose.value, "items": items})
    return message


@transaction.atomic
def drop_waiting(*, by: Actor, channel: Channel) -> int:
    """Drop what waits for a channel and return how many; what a worker has in hand already is on its way."""
    hold_turn(channel.kind)
    waiting = Message.objects.filter(channel=channel, state=MessageState.WAITING, leased_until=None)
    dropped = waiting.update(state=MessageState.DROPPED, reason=Reason.SWITCHED_OFF)
    if dropped:
        record(by=by, action="message.drop", target=channel, details={"messages": dropped})
    return dropped


@transaction.atomic
def retry(*, by: Actor, message: Message) -> Message:
    """Let a failed message of today wait again. Raises UserError for any other: its day is over, or it was sent."""
    rows = Message.objects.filter(pk=message.pk, state=MessageState.FAILED, day=clock.today())
    again = settings_in_force().next_opening(clock.now())
    if rows.update(state=MessageState.WAITING, reason="", code="", attempts=0, not_before=again) != 1:
        raise UserError(_("Only a message of today that was not sent can be sent again."))
    message.refresh_from_db()
    record(by=by, action="message.retry", target=message)
    return message
