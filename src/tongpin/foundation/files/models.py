"""Files kept as evidence. Rows are never deleted, nor are the bytes behind them."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from tongpin.foundation.kernel.personal import DataClass


class StoredFile(models.Model):
    """A file, once per content. The original lies encrypted in TONGPIN_HOME/files under its SHA-256."""

    sha256 = models.CharField(max_length=64, unique=True)
    size = models.PositiveBigIntegerField()  # bytes of the original
    mime = models.CharField(max_length=100)  # by content, never by name
    name = models.CharField(max_length=200)  # as first uploaded
    uploaded_at = models.DateTimeField()

    data_classes: ClassVar[dict[str, DataClass]] = {
        "id": DataClass.NONE,
        "sha256": DataClass.NONE,
        "size": DataClass.NONE,
        "mime": DataClass.NONE,
        "name": DataClass.PERSONAL,  # clerks name scans after people
        "uploaded_at": DataClass.INTERNAL,
    }

    def __str__(self) -> str:
        return self.name

    @property
    def is_picture(self) -> bool:
        """Say whether a copy can be shown in a page."""
        return self.mime.startswith("image/")
