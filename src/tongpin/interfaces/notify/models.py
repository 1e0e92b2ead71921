"""Whose a channel is, what somebody wants to be told, and addresses of calendar feeds."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q

from tongpin.foundation.kernel.personal import DataClass
from tongpin.foundation.outbox.models import Channel
from tongpin.foundation.people.models import Account
from tongpin.foundation.units.models import Unit

INTERNAL, PERSONAL = DataClass.INTERNAL, DataClass.PERSONAL


class Group(models.Model):
    """The group an organisation already uses, reached through a channel."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    channel = models.OneToOneField(Channel, on_delete=models.PROTECT, related_name="+")

    data_classes: ClassVar[dict[str, DataClass]] = dict.fromkeys(["id", "unit", "channel"], INTERNAL)


class Reach(models.Model):
    """The one address somebody gave for reminders; `hint` is that address as far as it is shown."""

    account = models.OneToOneField(Account, on_delete=models.PROTECT, related_name="+")
    channel = models.OneToOneField(Channel, on_delete=models.PROTECT, related_name="+")
    hint = models.CharField(max_length=80, blank=True)

    data_classes: ClassVar[dict[str, DataClass]] = {
        "id": DataClass.NONE, "account": PERSONAL, "channel": PERSONAL, "hint": PERSONAL,
    }  # fmt: skip


class Preference(models.Model):
    """A kind of reminder somebody switched on or off; without one the role decides."""

    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=20)
    on = models.BooleanField()

    data_classes: ClassVar[dict[str, DataClass]] = {
        "id": DataClass.NONE, "account": PERSONAL, "kind": INTERNAL, "on": PERSONAL,
    }  # fmt: skip

    class Meta:
        constraints = [models.UniqueConstraint(fields=["account", "kind"], name="one_preference_per_kind")]


class Round(models.Model):
    """The composing of a day's reminders; there is one a day, whoever starts it."""

    day = models.DateField(unique=True)
    at = models.DateTimeField()
    messages = models.PositiveIntegerField(default=0)

    data_classes: ClassVar[dict[str, DataClass]] = dict.fromkeys(["id", "day", "at", "messages"], INTERNAL)


class Feed(models.Model):
    """A secret address of a calendar, of one organisation or of all its owner sees; only a hash of it is kept."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    token_hash = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)

    data_classes: ClassVar[dict[str, DataClass]] = {
        "id": DataClass.NONE,
        "uid": DataClass.NONE,
        "account": PERSONAL,
        "unit": INTERNAL,
        "token_hash": DataClass.SENSITIVE,
        "made_at": INTERNAL,
        "revoked_at": INTERNAL,
    }

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["account", "unit"], condition=Q(revoked_at=None), name="one_live_feed_per_unit"
            ),
            models.UniqueConstraint(
                fields=["account"], condition=Q(revoked_at=None, unit=None), name="one_live_feed_of_ones_own"
            ),
        ]
