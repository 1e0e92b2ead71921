"""The append-only log of what was done, and the keys that make a repeated POST harmless.

No foreign keys: the log outlives what it speaks of.
"""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from tongpin.foundation.kernel.personal import DataClass


class Event(models.Model):
    """One thing done, written in the same transaction as the thing itself. Triggers refuse UPDATE and DELETE."""

    at = models.DateTimeField()
    actor_id = models.BigIntegerField(null=True)
    actor_name = models.CharField(max_length=150)
    action = models.CharField(max_length=60)
    target_type = models.CharField(max_length=60)
    target_id = models.CharField(max_length=40)
    details = models.TextField(default="{}")  # canonical JSON; field names and plain values, no personal data
    digest = models.CharField(max_length=64)

    data_classes: ClassVar[dict[str, DataClass]] = {
        "id": DataClass.NONE,
        "at": DataClass.INTERNAL,
        "actor_id": DataClass.INTERNAL,
        "actor_name": DataClass.PERSONAL,
        "action": DataClass.INTERNAL,
        "target_type": DataClass.INTERNAL,
        "target_id": DataClass.INTERNAL,
        "details": DataClass.INTERNAL,
        "digest": DataClass.NONE,
    }

    class Meta:
        indexes = [models.Index(fields=["target_type", "target_id"]), models.Index(fields=["at"])]


class Seal(models.Model):
    """A link of the hash chain: covers every event from `first_id` to `last_id`."""

    first_id = models.BigIntegerField(unique=True)
    last_id = models.BigIntegerField(unique=True)
    count = models.PositiveIntegerField()
    root = models.CharField(max_length=64)
    previous = models.CharField(max_length=64)
    hash = models.CharField(max_length=64, unique=True)
    at = models.DateTimeField()

    data_classes: ClassVar[dict[str, DataClass]] = dict.fromkeys(
        ["id", "first_id", "last_id", "count", "root", "previous", "hash", "at"], DataClass.NONE
    )


class Once(models.Model):
    """A POST that has been carried out: the key in its form and where it led."""

    actor_id = models.BigIntegerField()
    key = models.CharField(max_length=64)
    location = models.TextField()
    at = models.DateTimeField(db_index=True)

    data_classes: ClassVar[dict[str, DataClass]] = dict.fromkeys(
        ["id", "actor_id", "key", "location", "at"], DataClass.INTERNAL
    )

    class Meta:
        constraints = [models.UniqueConstraint(fields=["actor_id", "key"], name="once_per_actor_and_key")]
