"""Imports, the ledger rows records stand on, and what was learnt for the next import."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from tongpin.foundation.files.models import StoredFile
from tongpin.foundation.kernel.personal import DataClass
from tongpin.foundation.people.models import Account

from .enums import WAITING, BatchStatus, RowState, TargetKind


class ImportBatch(models.Model):
    """One file handed in. `kinds` are ledgers chosen by sheet, `answers` what was answered for this file alone."""

    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=200)
    ledger = models.CharField(max_length=200, db_index=True)  # name without copy marks: later editions share it
    year = models.PositiveSmallIntegerField(null=True, blank=True)
    kinds = models.JSONField(default=dict, blank=True)
    answers = models.JSONField(default=dict, blank=True)
    status = models.CharField(max_length=10, choices=BatchStatus.choices, default=BatchStatus.PREVIEW)
    counts = models.JSONField(default=dict, blank=True)
    by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    committed_at = models.DateTimeField(null=True, blank=True)

    data_classes: ClassVar[dict[str, DataClass]] = {
        **dict.fromkeys(
            ["id", "file", "ledger", "year", "kinds", "status", "counts", "by", "at", "committed_at"],
            DataClass.INTERNAL,
        ),
        "name": DataClass.PERSONAL,
        "answers": DataClass.PERSONAL,
    }

    class Meta:
        ordering = ["-at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(status=BatchStatus.COMMITTED) | Q(committed_at__isnull=False), name="import_committed_when"
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def waiting(self) -> int:
        """Return how many rows went back to the clerk."""
        return sum(self.counts.get(state.value, 0) for state in WAITING)


class ImportRow(models.Model):
    """A row of a ledger and the record that stands on it, or what it waits for.

    `key` tells whether the row still says what it said; `target_id` is the record's key ('' for rows that wait).
    Rows that are the same as before are not written again.
    """

    batch = models.ForeignKey(ImportBatch, on_delete=models.PROTECT, related_name="rows")
    sheet = models.CharField(max_length=120)
    line = models.PositiveIntegerField()
    kind = models.CharField(max_length=20)
    state = models.CharField(max_length=10, choices=RowState.choices)
    key = models.CharField(max_length=64, blank=True)
    target_kind = models.CharField(max_length=10, choices=TargetKind.choices, blank=True)
    target_id = models.BigIntegerField(null=True, blank=True, db_index=True)
    message = models.TextField(blank=True)

    data_classes: ClassVar[dict[str, DataClass]] = {
        **dict.fromkeys(
            ["id", "batch", "sheet", "line", "kind", "state", "key", "target_kind", "target_id"], DataClass.INTERNAL
        ),
        "message": DataClass.PERSONAL,
    }

    class Meta:
        ordering = ["batch", "pk"]
        # A plain index: `db_index` on a text would make PostgreSQL keep a second one for searches by prefix.
        indexes = [models.Index(fields=["key"], name="import_row_by_key")]


class ColumnMapping(models.Model):
    """A heading and the field it was said to mean in a kind of ledger; '' if the column is not used."""

    kind = models.CharField(max_length=20)
    heading = models.CharField(max_length=60)  # without spaces and punctuation
    field = models.CharField(max_length=20, blank=True)
    by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    data_classes: ClassVar[dict[str, DataClass]] = dict.fromkeys(
        ["id", "kind", "heading", "field", "by", "at"], DataClass.INTERNAL
    )

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "heading"], name="one_meaning_per_heading")]


class Answer(models.Model):
    """What a doubtful text was said to mean, asked once: a village, a kind of meeting, a level."""

    question = models.CharField(max_length=64, unique=True)
    answer = models.CharField(max_length=60)
    by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    data_classes: ClassVar[dict[str, DataClass]] = dict.fromkeys(
        ["id", "question", "answer", "by", "at"], DataClass.INTERNAL
    )
