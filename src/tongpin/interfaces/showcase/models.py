"""Complaints and suggestions about this system or the bureau's work, from anyone, without log-in."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from tongpin.foundation.kernel.crypto import data_key, decrypt, encrypt
from tongpin.foundation.kernel.personal import DataClass
from tongpin.foundation.people.models import Account


class Complaint(models.Model):
    """What somebody wrote, and the answer. Who wrote it stays unknown unless they left a way to reach them."""

    code = models.CharField(max_length=12, unique=True)
    text = models.TextField()
    contact_sealed = models.BinaryField(blank=True, default=b"")
    received_at = models.DateTimeField()
    answer = models.TextField(blank=True)
    answered_by = models.ForeignKey(Account, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    answered_at = models.DateTimeField(null=True, blank=True)

    data_classes: ClassVar[dict[str, DataClass]] = {
        "id": DataClass.NONE,
        "code": DataClass.INTERNAL,
        "text": DataClass.PERSONAL,
        "contact_sealed": DataClass.SENSITIVE,
        "received_at": DataClass.INTERNAL,
        "answer": DataClass.PERSONAL,
        "answered_by": DataClass.INTERNAL,
        "answered_at": DataClass.INTERNAL,
    }

    def __str__(self) -> str:
        return self.code

    @property
    def _contact_context(self) -> str:
        return f"showcase_complaint/contact/{self.code}"

    @property
    def contact(self) -> str:
        """How to reach the writer, in clear; empty when they left nothing."""
        if not self.contact_sealed:
            return ""
        return decrypt(data_key(), bytes(self.contact_sealed), context=self._contact_context).decode()

    @contact.setter
    def contact(self, value: str) -> None:
        self.contact_sealed = encrypt(data_key(), value.encode(), context=self._contact_context) if value else b""
