"""Who is a member where, from a day to a day."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from tongpin.foundation.kernel.personal import DataClass
from tongpin.foundation.people.models import Person

from ..enums import Standing
from .unit import Unit

INTERNAL = DataClass.INTERNAL


class Membership(models.Model):
    """A member in a branch from a day to a day. Nobody belongs to two branches at once."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="memberships")
    standing = models.CharField(max_length=15, choices=Standing.choices)
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)
    exempt_reason = models.CharField(max_length=100, blank=True)  # 《党员教育管理工作条例》23: no hard demands
    digest = models.CharField(max_length=64, blank=True)

    data_classes: ClassVar[dict[str, DataClass]] = {
        "id": DataClass.NONE,
        "person": DataClass.PERSONAL,
        "unit": INTERNAL,
        "standing": DataClass.PERSONAL,
        "valid_from": INTERNAL,
        "valid_to": INTERNAL,
        "exempt_reason": DataClass.SENSITIVE,
        "digest": DataClass.NONE,
    }

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person"], condition=Q(valid_to=None), name="one_current_membership_per_person"
            ),
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_from=None) | Q(valid_to__gte=F("valid_from")),
                name="membership_ends_after_it_begins",
            ),
        ]
