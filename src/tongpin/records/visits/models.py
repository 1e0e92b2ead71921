"""Needs gathered on visits (文旅问需大走访)."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from tongpin.foundation.files.models import StoredFile
from tongpin.foundation.kernel.personal import DataClass
from tongpin.foundation.people.models import Account
from tongpin.foundation.places.models import Village
from tongpin.foundation.units.models import Unit

from .enums import NeedStatus, Satisfaction


class Need(models.Model):
    """One need from being heard to being closed; fields as in `rules.NeedContent`."""

    received_on = models.DateField(db_index=True)
    asked = models.CharField(max_length=300)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    visitor = models.CharField(max_length=60, blank=True)
    asker = models.CharField(max_length=120, blank=True)
    village = models.ForeignKey(Village, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    category = models.CharField(max_length=30, blank=True)
    owner = models.CharField(max_length=80, blank=True)
    due_on = models.DateField(null=True, blank=True)
    status = models.CharField(max_length=8, choices=NeedStatus.choices, default=NeedStatus.OPEN)
    answer = models.TextField(blank=True)
    followed_up_on = models.DateField(null=True, blank=True)
    satisfaction = models.CharField(max_length=12, choices=Satisfaction.choices, blank=True)

    version = models.PositiveIntegerField(default=1)
    digest = models.CharField(max_length=64)
    fingerprint = models.CharField(max_length=64, db_index=True)
    grade = models.PositiveSmallIntegerField(default=0)
    evidence_digest = models.CharField(max_length=64, blank=True)
    source_file = models.ForeignKey(StoredFile, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    source_place = models.CharField(max_length=120, blank=True)
    recorded_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    data_classes: ClassVar[dict[str, DataClass]] = {
        **dict.fromkeys(
            [
                *("id", "received_on", "unit", "village", "category", "owner", "due_on", "status", "followed_up_on"),
                *("satisfaction", "version", "digest", "fingerprint", "grade", "evidence_digest", "source_file"),
                *("source_place", "recorded_by", "recorded_at"),
            ],
            DataClass.INTERNAL,
        ),
        **dict.fromkeys(["asked", "visitor", "asker", "answer"], DataClass.PERSONAL),
    }

    def __str__(self) -> str:
        return self.asked


class NeedVersion(models.Model):
    """What a need said before a correction, and why."""

    need = models.ForeignKey(Need, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    content = models.JSONField()
    digest = models.CharField(max_length=64)
    reason = models.CharField(max_length=200)
    replaced_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    replaced_at = models.DateTimeField()

    data_classes: ClassVar[dict[str, DataClass]] = {
        **dict.fromkeys(["id", "need", "number", "digest", "reason", "replaced_by", "replaced_at"], DataClass.INTERNAL),
        "content": DataClass.PERSONAL,
    }

    class Meta:
        constraints = [models.UniqueConstraint(fields=["need", "number"], name="one_need_version_per_number")]
