"""The sending of a day: composed once, delivered as the receivers take it."""

from __future__ import annotations

from django.db import transaction

from tongpin.foundation.audit.actions import record
from tongpin.foundation.kernel import clock
from tongpin.foundation.kernel.errors import UserError
from tongpin.foundation.outbox import actions as outbox
from tongpin.foundation.outbox.actions import Delivered
from tongpin.foundation.outbox.enums import Purpose
from tongpin.foundation.outbox.queries import settings_in_force
from tongpin.foundation.people.models import Account

from ..models import Round
from ..queries.composing import Draft, drafts


@transaction.atomic
def compose(*, by: Account) -> int:
    """Put today's reminders into the outbox and return how many; outside working hours and a second time none.

    Raises UserError where the settings would allow more than the rules do.
    """
    hours, now, day = settings_in_force(), clock.now(), clock.today()
    if not hours.is_open(now) or not hours.most_a_day:
        return 0
    round_, first = Round.objects.get_or_create(day=day, defaults={"at": now})
    if not first:
        return 0
    round_.messages = sum(_put(by, draft) for draft in drafts(day) if draft.channel.on)
    round_.save(update_fields=["messages"])
    record(by=by, action="reminders.compose", target=round_, details={"messages": round_.messages})
    return round_.messages


def _put(by: Account, draft: Draft) -> bool:
    """Let a message wait; one that says what it may not stays away and takes no other with it."""
    try:
        outbox.enqueue(
            by=by,
            channel=draft.channel,
            purpose=Purpose.REMINDER,
            key=draft.key,
            day=draft.day,
            subject=draft.subject,
            text=draft.text,
            items=draft.items,
        )
    except UserError:
        record(by=by, action="message.refused", target=draft.channel)
        return False
    return True


def send_due(*, by: Account) -> Delivered:
    """Compose today's reminders unless that was done, and deliver what waits. Raises UserError as `compose`."""
    compose(by=by)
    return outbox.deliver(by=by)
