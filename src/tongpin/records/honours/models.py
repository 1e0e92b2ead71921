"""The register of honours."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from tongpin.foundation.files.models import StoredFile
from tongpin.foundation.kernel.personal import DataClass
from tongpin.foundation.people.models import Account
from tongpin.foundation.units.models import Unit

from .enums import Holder, Level


class Honour(models.Model):
    """One honour received; fields as in `rules.HonourContent`. The document number is text."""

    title = models.CharField(max_length=120)
    level = models.CharField(max_length=12, choices=Level.choices)
    awarded_on = models.DateField(db_index=True)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    issuer = models.CharField(max_length=120, blank=True)
    doc_no = models.CharField(max_length=60, blank=True)
    holder_type = models.CharField(max_length=12, choices=Holder.choices, default=Holder.COLLECTIVE)
    holder = models.CharField(max_length=120, blank=True)
    rank = models.PositiveIntegerField(null=True, blank=True)
    out_of = models.PositiveIntegerField(null=True, blank=True)

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
                *("id", "title", "level", "awarded_on", "unit", "issuer", "doc_no", "holder_type", "rank", "out_of"),
                *("version", "digest", "fingerprint", "grade", "evidence_digest", "source_file", "source_place"),
                *("recorded_by", "recorded_at"),
            ],
            DataClass.INTERNAL,
        ),
        "holder": DataClass.PERSONAL,
    }

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(rank=None, out_of=None)
                | Q(rank__isnull=False, out_of__isnull=False, rank__gte=1, rank__lte=F("out_of")),
                name="honour_rank_out_of_how_many",
            )
        ]

    def __str__(self) -> str:
        return self.title


class HonourVersion(models.Model):
    """What an entry said before a correction, and why."""

    honour = models.ForeignKey(Honour, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    content = models.JSONField()
    digest = models.CharField(max_length=64)
    reason = models.CharField(max_length=200)
    replaced_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    replaced_at = models.DateTimeField()

    data_classes: ClassVar[dict[str, DataClass]] = {
        **dict.fromkeys(
            ["id", "honour", "number", "digest", "reason", "replaced_by", "replaced_at"], DataClass.INTERNAL
        ),
        "content": DataClass.PERSONAL,
    }

    class Meta:
        constraints = [models.UniqueConstraint(fields=["honour", "number"], name="one_honour_version_per_number")]
