"""Channels, messages that wait for them, and each try to deliver one. Knows no domain."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q

from tongpin.foundation.kernel import crypto
from tongpin.foundation.kernel.personal import DataClass

from .enums import ChannelKind, MessageState, Outcome, Purpose, Reason
from .rules.addresses import masked

INTERNAL = DataClass.INTERNAL


class Channel(models.Model):
    """A way out: a robot of a group, a mailbox. The address is a key to write into a group and kept encrypted.

    `personal` says that one person reads it and not a group. `paused_until`: the receiver said "too many".
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    name = models.CharField(max_length=60)
    kind = models.CharField(max_length=10, choices=ChannelKind.choices)
    address_sealed = models.BinaryField(blank=True, default=b"")
    address_index = models.CharField(max_length=64, blank=True)
    personal = models.BooleanField(default=False)
    on = models.BooleanField(default=False)
    paused_until = models.DateTimeField(null=True, blank=True)
    made_at = models.DateTimeField()

    data_classes: ClassVar[dict[str, DataClass]] = {
        **dict.fromkeys(["id", "uid", "kind", "personal", "on", "paused_until", "made_at"], INTERNAL),
        "name": INTERNAL,
        "address_sealed": DataClass.SENSITIVE,
        "address_index": DataClass.SENSITIVE,
    }

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["address_index"], condition=~Q(address_index=""), name="one_channel_per_address"
            ),
            models.CheckConstraint(condition=Q(on=False) | ~Q(address_index=""), name="channel_on_has_an_address"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def _context(self) -> str:
        return f"outbox_channel/address/{self.uid}"

    @property
    def address(self) -> str:
        """The key or mailbox in clear, or an empty string."""
        if not self.address_sealed:
            return ""
        return crypto.decrypt(crypto.data_key(), bytes(self.address_sealed), context=self._context).decode()

    @address.setter
    def address(self, value: str) -> None:
        key = crypto.data_key()
        self.address_sealed = crypto.encrypt(key, value.encode(), context=self._context) if value else b""
        self.address_index = crypto.blind_index(key, f"{self.kind}:{value}") if value else ""

    @property
    def shown_address(self) -> str:
        """The address as screens show it."""
        return masked(self.kind, self.address)


class Turn(models.Model):
    """One row per kind of receiver, held while a message is claimed, so that limits count for all workers together."""

    kind = models.CharField(max_length=10, choices=ChannelKind.choices, unique=True)

    data_classes: ClassVar[dict[str, DataClass]] = dict.fromkeys(["id", "kind"], DataClass.NONE)


class Message(models.Model):
    """One message for one channel. `key` makes a second one of the same impossible; `day` is the day it speaks of.

    While a worker has it, `leased_until` is set; whoever finds it past cannot know whether the message arrived.
    """

    channel = models.ForeignKey(Channel, on_delete=models.PROTECT, related_name="messages")
    purpose = models.CharField(max_length=10, choices=Purpose.choices)
    key = models.CharField(max_length=80, unique=True)
    day = models.DateField()
    subject = models.CharField(max_length=120)
    text = models.TextField()
    items = models.PositiveIntegerField(default=0)  # how many things it speaks of
    not_before = models.DateTimeField()
    state = models.CharField(max_length=10, choices=MessageState.choices, default=MessageState.WAITING)
    leased_until = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    reason = models.CharField(max_length=12, choices=Reason.choices, blank=True)
    code = models.CharField(max_length=20, blank=True)  # the receiver's own
    made_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, blank=True)

    data_classes: ClassVar[dict[str, DataClass]] = dict.fromkeys(
        [
            *("id", "channel", "purpose", "key", "day", "subject", "text", "items", "not_before", "state"),
            *("leased_until", "attempts", "reason", "code", "made_at", "sent_at"),
        ],
        INTERNAL,
    )

    class Meta:
        indexes = [models.Index(fields=["state", "not_before"], name="message_by_state")]
        constraints = [
            models.UniqueConstraint(
                fields=["channel", "day"],
                condition=Q(purpose=Purpose.REMINDER) & ~Q(state=MessageState.DROPPED),
                name="one_reminder_a_day_per_channel",
            ),
            models.CheckConstraint(
                condition=~Q(state=MessageState.SENT) | Q(sent_at__isnull=False), name="message_sent_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(leased_until=None) | Q(state=MessageState.WAITING), name="message_leased_while_waiting"
            ),
        ]

    def __str__(self) -> str:
        return self.subject


class Attempt(models.Model):
    """One try to deliver a message; the limits count these."""

    message = models.ForeignKey(Message, on_delete=models.PROTECT, related_name="tries")
    at = models.DateTimeField(db_index=True)
    outcome = models.CharField(max_length=10, choices=Outcome.choices, default=Outcome.UNDER_WAY)
    reason = models.CharField(max_length=12, choices=Reason.choices, blank=True)
    code = models.CharField(max_length=20, blank=True)

    data_classes: ClassVar[dict[str, DataClass]] = dict.fromkeys(
        ["id", "message", "at", "outcome", "reason", "code"], INTERNAL
    )
