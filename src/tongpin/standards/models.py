"""The catalogue as dated rows: a change is a new row, the old one keeps judging its own days."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from tongpin.foundation.kernel.personal import DataClass

from .enums import EntryType


class Entry(models.Model):
    """One version of one entry. `body` has the shape that rules.kind_of or rules.norm_of reads."""

    type = models.CharField(max_length=8, choices=EntryType.choices)
    code = models.CharField(max_length=40)
    version = models.PositiveIntegerField()
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)
    body = models.JSONField()
    digest = models.CharField(max_length=64)
    shipped = models.BooleanField()  # as it came with the program, not edited here
    reason = models.CharField(max_length=200)
    changed_by = models.CharField(max_length=150)
    changed_at = models.DateTimeField()

    data_classes: ClassVar[dict[str, DataClass]] = {
        **dict.fromkeys(
            ["id", "type", "code", "version", "valid_from", "valid_to", "body", "digest", "shipped", "reason"],
            DataClass.NONE,
        ),
        "changed_by": DataClass.PERSONAL,
        "changed_at": DataClass.INTERNAL,
    }

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["type", "code", "version"], name="one_entry_per_version"),
            models.UniqueConstraint(
                fields=["type", "code"], condition=Q(valid_to=None), name="one_open_entry_per_code"
            ),
        ]
