"""Delivering what waits. At most once: a message whose fate is unknown is never sent again by itself.

A worker claims a message by a guarded update under its kind's turn, hands it over outside of any transaction, and
writes down what became of it. A worker that dies in between leaves a lease that runs out; then nobody knows whether the
message arrived, and the log says so.
"""

from __future__ import annotations

import datetime as dt
import time
from dataclasses import dataclass

from django.db import transaction
from django.db.models import F

from tongpin.foundation.audit.actions import Actor, record
from tongpin.foundation.kernel import clock

from ..enums import MessageState, Outcome, Purpose, Reason
from ..models import Attempt, Channel, Message
from ..queries import due, hold_turn, lost, mail_server, settings_in_force, tries
from ..rules.answers import Answer
from ..rules.limits import limits, wait_before_retry
from ..rules.post import Parcel, hand_over
from ..rules.texts import cut, refused, size

LEASE = dt.timedelta(minutes=5)  # far longer than the time-outs of one try
PATIENCE = 30.0  # seconds one run waits altogether for receivers that take no more at the moment


@dataclass(slots=True)
class Delivered:
    """What became of the messages of one run."""

    sent: int = 0
    failed: int = 0
    dropped: int = 0
    waiting: int = 0


def deliver(*, by: Actor, patience: float | None = None) -> Delivered:
    """Deliver what is due, within the limits of each receiver, while offices are open.

    `patience` is how many seconds the run waits altogether for receivers that are full; PATIENCE without.
    Raises UserError where the settings would allow more than the rules do; nothing is sent then.
    """
    hours, done, end = settings_in_force(), Delivered(), time.monotonic() + (PATIENCE if patience is None else patience)
    _give_up_lost(by, done)
    while hours.is_open(clock.now()):
        found = _next(by, done)
        if isinstance(found, Attempt):
            _settle(by, found, _handed_over(found.message), done)
        elif found is None or time.monotonic() + found > end:
            break
        else:
            time.sleep(found)
    done.waiting = Message.objects.filter(state=MessageState.WAITING).count()
    return done


def _handed_over(message: Message) -> Answer:
    channel, room = message.channel, limits()[message.channel.kind].bytes
    text = cut(message.text, room - size(message.subject) - 1)
    return hand_over(Parcel(channel.kind, channel.address, message.subject, text), mail_server())


def _next(by: Actor, done: Delivered) -> Attempt | float | None:
    """Return a claimed try, or the seconds until a receiver takes one more, or None when nothing is due."""
    wait: float | None = None
    full: set[int | str] = set()
    for message in due(clock.now()):
        scope = message.channel_id if limits()[message.channel.kind].scope == "channel" else message.channel.kind
        if scope in full or _dropped(by, message, done):
            continue
        claimed = _claim(message)
        if isinstance(claimed, Attempt):
            return claimed
        if claimed is not None:
            full.add(scope)
            wait = min(wait or claimed, claimed)
    return wait


@transaction.atomic
def _claim(message: Message) -> Attempt | float | None:
    """Take a message for this worker; the seconds to wait where its receiver is full, None where it is gone."""
    hold_turn(message.channel.kind)
    now, channel = clock.now(), Channel.objects.get(pk=message.channel_id)
    if not channel.on and message.purpose != Purpose.TEST:
        return None
    limit = limits()[channel.kind]
    free = limit.free_at(tries(limit, channel, now), now)
    if free > now:
        return (free - now).total_seconds()
    waiting = Message.objects.filter(pk=message.pk, state=MessageState.WAITING, leased_until=None)
    if waiting.update(leased_until=now + LEASE, attempts=F("attempts") + 1) != 1:
        return None
    message.refresh_from_db()
    message.channel = channel
    return Attempt.objects.create(message=message, at=now)


@transaction.atomic
def _dropped(by: Actor, message: Message, done: Delivered) -> bool:
    """Drop what may not be sent, whoever wrote it into the database, and what its day has left behind."""
    reason = ""
    if refused(f"{message.subject}\n{message.text}"):
        reason = Reason.FORBIDDEN
    elif message.day < clock.today():
        reason = Reason.OVERTAKEN
    if not reason:
        return False
    waiting = Message.objects.filter(pk=message.pk, state=MessageState.WAITING, leased_until=None)
    if waiting.update(state=MessageState.DROPPED, reason=reason):
        done.dropped += 1
        record(by=by, action="message.drop", target=message, details={"reason": reason})
    return True


@transaction.atomic
def _settle(by: Actor, attempt: Attempt, answer: Answer, done: Delivered) -> None:
    """Write down how a try ended and what follows for the message and its channel."""
    now, message = clock.now(), attempt.message
    attempt.outcome, attempt.reason, attempt.code = answer.outcome, answer.reason, answer.code
    attempt.save(update_fields=["outcome", "reason", "code"])
    values: dict[str, object] = {"leased_until": None, "reason": answer.reason, "code": answer.code}
    pause = dt.timedelta(seconds=limits()[message.channel.kind].pause)
    wait = {Outcome.BUSY: pause, Outcome.AWAY: wait_before_retry(message.attempts)}.get(Outcome(answer.outcome))
    if answer.outcome == Outcome.SENT:
        values |= {"state": MessageState.SENT, "sent_at": now}
    elif wait is not None:
        values |= {"not_before": now + wait}
    else:
        values |= {"state": MessageState.FAILED}
    if answer.outcome == Outcome.BUSY:
        Channel.objects.filter(pk=message.channel_id).update(paused_until=now + pause)
    mine = Message.objects.filter(pk=message.pk, state=MessageState.WAITING, leased_until=message.leased_until)
    if mine.update(**values) and "state" in values:
        done.sent += answer.outcome == Outcome.SENT
        done.failed += answer.outcome != Outcome.SENT
        details = {"outcome": answer.outcome, "reason": answer.reason, "code": answer.code}
        record(by=by, action=f"message.{values['state']}", target=message, details=details)


@transaction.atomic
def _give_up_lost(by: Actor, done: Delivered) -> None:
    """Mark as failed what a worker died with: sending it again could send it twice."""
    for message in lost(clock.now()):
        rows = Message.objects.filter(pk=message.pk, state=MessageState.WAITING, leased_until=message.leased_until)
        if rows.update(state=MessageState.FAILED, reason=Reason.NO_ANSWER, leased_until=None):
            done.failed += 1
            message.tries.filter(outcome=Outcome.UNDER_WAY).update(outcome=Outcome.UNKNOWN, reason=Reason.NO_ANSWER)
            record(by=by, action="message.failed", target=message, details={"reason": Reason.NO_ANSWER.value})
