"""How the tree stood on earlier days, and what a joint branch covers."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from tongpin.foundation.kernel.personal import DataClass

from .unit import Unit

INTERNAL = DataClass.INTERNAL


class UnitState(models.Model):
    """How a unit stood from a day to a day: below which one, under which name, with or without committee and groups.

    `Unit` says how it stands today, and its `path` is what permissions ask; this says how it stood on any day. One row
    follows the other without a gap; the last one is open while the unit exists.
    """

    unit = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="states")
    parent = models.ForeignKey(Unit, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=80)
    has_committee = models.BooleanField(default=False)
    has_groups = models.BooleanField(default=False)
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)

    data_classes: ClassVar[dict[str, DataClass]] = dict.fromkeys(
        ["id", "unit", "parent", "name", "has_committee", "has_groups", "valid_from", "valid_to"], INTERNAL
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["unit"], condition=Q(valid_to=None), name="one_open_state_per_unit"),
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_from=None) | Q(valid_to__gte=F("valid_from")),
                name="unit_state_ends_after_it_begins",
            ),
        ]


class Coverage(models.Model):
    """A unit whose members a joint branch holds, from a day to a day: a part of the bureau, or one from outside."""

    branch = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="covers")
    unit = models.ForeignKey(Unit, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=80)  # the unit's own, or that of one from outside
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)

    data_classes: ClassVar[dict[str, DataClass]] = dict.fromkeys(
        ["id", "branch", "unit", "name", "valid_from", "valid_to"], INTERNAL
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["branch", "name"], condition=Q(valid_to=None), name="branch_covers_a_unit_once"
            ),
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_from=None) | Q(valid_to__gte=F("valid_from")),
                name="coverage_ends_after_it_begins",
            ),
        ]
