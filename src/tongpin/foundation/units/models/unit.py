"""The organisation tree and the names its units go by."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from tongpin.foundation.kernel.personal import DataClass

from ..enums import BranchForm, UnitKind

INTERNAL = DataClass.INTERNAL


class Unit(models.Model):
    """One organisation. `path` lists the keys from the root ("/1/4/9/"), so that "and below" is one prefix search."""

    kind = models.CharField(max_length=20, choices=UnitKind.choices)
    name = models.CharField(max_length=80)
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="children")
    # The part of the bureau a Party branch belongs to: 市文化馆党支部 → 市文化馆.
    host = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    path = models.CharField(max_length=200, db_index=True)
    valid_from = models.DateField(null=True, blank=True)  # empty: since before the records begin
    valid_to = models.DateField(null=True, blank=True)  # last day; empty: until further notice
    has_committee = models.BooleanField(default=False)  # 设支委会: only such branches owe its monthly meeting
    has_groups = models.BooleanField(default=False)  # 设党小组
    form = models.CharField(max_length=12, choices=BranchForm.choices, default=BranchForm.ORDINARY)
    # Set up with fewer members than usual (general branch, committee): the superior's approval and its day.
    approval = models.CharField(max_length=80, blank=True)
    approved_on = models.DateField(null=True, blank=True)
    merged_into = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    data_classes: ClassVar[dict[str, DataClass]] = dict.fromkeys(
        [
            *["id", "kind", "name", "parent", "host", "path", "valid_from", "valid_to", "has_committee", "has_groups"],
            *["form", "approval", "approved_on", "merged_into"],
        ],
        INTERNAL,
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["name"], condition=Q(valid_to=None), name="one_current_unit_per_name"),
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_from=None) | Q(valid_to__gte=F("valid_from")),
                name="unit_ends_after_it_begins",
            ),
            models.CheckConstraint(
                condition=Q(merged_into=None) | Q(valid_to__isnull=False), name="merged_unit_has_ended"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class UnitAlias(models.Model):
    """Another name clerks write for a unit."""

    unit = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="aliases")
    name = models.CharField(max_length=80, unique=True)

    data_classes: ClassVar[dict[str, DataClass]] = dict.fromkeys(["id", "unit", "name"], INTERNAL)
