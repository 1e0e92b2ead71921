"""Templates of officers and reports as they were issued. Rows are written once; a report's PDF may be added, once."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from tongpin.foundation.files.models import StoredFile
from tongpin.foundation.kernel.personal import DataClass


class ReportTemplate(models.Model):
    """A Word template an officer uploaded and the check let pass."""

    name = models.CharField(max_length=120)
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    tags = models.PositiveIntegerField()
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField()

    data_classes: ClassVar[dict[str, DataClass]] = {
        "id": DataClass.NONE,
        "name": DataClass.INTERNAL,
        "file": DataClass.INTERNAL,
        "tags": DataClass.NONE,
        "uploaded_by": DataClass.INTERNAL,
        "uploaded_at": DataClass.INTERNAL,
    }

    class Meta:
        ordering = ["-uploaded_at"]

    def __str__(self) -> str:
        return self.name


class Report(models.Model):
    """An issued report or a draft: the ledger a verifier trusts when a file lost its manifest."""

    code = models.CharField(max_length=16, unique=True)  # printed, and in the file's keywords
    title = models.CharField(max_length=200)
    year = models.PositiveSmallIntegerField()
    draft = models.BooleanField()
    as_of = models.DateField()
    issued_at = models.DateTimeField()
    issued_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    template = models.ForeignKey(ReportTemplate, null=True, on_delete=models.PROTECT, related_name="+")  # null: shipped
    document = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    pdf = models.ForeignKey(StoredFile, null=True, on_delete=models.PROTECT, related_name="+")
    envelope = models.TextField()  # the signed manifest, packed: the authoritative copy
    key = models.CharField(max_length=64)  # public key, hex
    figures = models.PositiveIntegerField()
    unproven = models.PositiveIntegerField()  # figures no evidence carries; a final copy has none

    data_classes: ClassVar[dict[str, DataClass]] = {
        "id": DataClass.NONE,
        "code": DataClass.NONE,
        "title": DataClass.NONE,
        "year": DataClass.NONE,
        "draft": DataClass.NONE,
        "as_of": DataClass.NONE,
        "issued_at": DataClass.NONE,
        "issued_by": DataClass.INTERNAL,
        "template": DataClass.INTERNAL,
        "document": DataClass.INTERNAL,
        "pdf": DataClass.INTERNAL,
        "envelope": DataClass.INTERNAL,
        "key": DataClass.NONE,
        "figures": DataClass.NONE,
        "unproven": DataClass.NONE,
    }

    class Meta:
        ordering = ["-issued_at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(draft=True) | Q(unproven=0), name="reports_report_final_copy_is_proven"),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.title}"
