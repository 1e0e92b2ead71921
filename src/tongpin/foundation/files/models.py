"""Files kept beside records, by their content."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from tongpin.foundation.kernel.personal import DataClass


class StoredFile(models.Model):
    """A file as it was handed in, known by the SHA-256 of its content; never deleted."""

    sha256 = models.CharField(max_length=64, unique=True)
    size = models.PositiveBigIntegerField()
    mime = models.CharField(max_length=100)
    name = models.CharField(max_length=200)
    uploaded_at = models.DateTimeField()

    data_classes: ClassVar[dict[str, DataClass]] = {
        **dict.fromkeys(["id", "sha256", "size", "mime", "uploaded_at"], DataClass.INTERNAL),
        "name": DataClass.PERSONAL,
    }

    def __str__(self) -> str:
        return self.name
