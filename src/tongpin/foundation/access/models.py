"""Grants: which account holds which role for which unit, from when to when."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from tongpin.foundation.kernel.personal import DataClass
from tongpin.foundation.people.models import Account
from tongpin.foundation.units.models import Unit

from .enums import Role


class Grant(models.Model):
    """A role held by an account for a unit. Ended, never deleted."""

    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    role = models.CharField(max_length=20, choices=Role.choices)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)

    data_classes: ClassVar[dict[str, DataClass]] = dict.fromkeys(
        ["id", "account", "role", "unit", "valid_from", "valid_to"], DataClass.INTERNAL
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["account", "role", "unit"], condition=Q(valid_to=None), name="one_current_grant_of_a_kind"
            )
        ]
