"""Towns and villages as a dated list, and venues.

A village that is renamed gets a new row with the same code; count villages by `code`, not by row.
"""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from tongpin.foundation.kernel.personal import DataClass

from .enums import VenueKind


def _dated(name: str) -> list[models.BaseConstraint]:
    """Return the constraints of a dated row: its end is not before its begin, one current row per code."""
    return [
        models.UniqueConstraint(fields=["code"], condition=Q(valid_to=None), name=f"one_current_{name}_per_code"),
        models.UniqueConstraint(fields=["code", "valid_from"], name=f"one_{name}_per_code_and_begin"),
        models.CheckConstraint(
            condition=Q(valid_to=None) | Q(valid_from=None) | Q(valid_to__gte=F("valid_from")),
            name=f"{name}_ends_after_it_begins",
        ),
    ]


class VillageList(models.Model):
    """A list that was imported: what the dated rows rest on. Never deleted."""

    as_of = models.DateField(unique=True)
    source = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    villages = models.PositiveIntegerField()
    imported_at = models.DateTimeField()

    data_classes: ClassVar[dict[str, DataClass]] = dict.fromkeys(
        ["id", "as_of", "source", "sha256", "villages", "imported_at"], DataClass.NONE
    )

    class Meta:
        ordering = ["-as_of"]

    def __str__(self) -> str:
        return f"{self.as_of:%Y-%m-%d} {self.source}"


class Town(models.Model):
    """A town or street (乡、镇、街道). The code is text of nine digits."""

    code = models.CharField(max_length=9)
    name = models.CharField(max_length=60)
    valid_from = models.DateField(null=True, blank=True)  # empty: since before the records begin
    valid_to = models.DateField(null=True, blank=True)  # last day; empty: until further notice

    data_classes: ClassVar[dict[str, DataClass]] = dict.fromkeys(
        ["id", "code", "name", "valid_from", "valid_to"], DataClass.NONE
    )

    class Meta:
        ordering = ["code"]
        constraints = _dated("town")

    def __str__(self) -> str:
        return self.name


class Village(models.Model):
    """A village (村民委员会) or community (居民委员会) from a day to a day. The code is text of twelve digits.

    `town` is the newest name of its town within that time. `is_administrative` follows from the code's last three
    digits (200–399) unless `exception` says why not.
    """

    code = models.CharField(max_length=12)
    name = models.CharField(max_length=80)
    town = models.ForeignKey(Town, on_delete=models.PROTECT, related_name="villages")
    is_administrative = models.BooleanField()
    exception = models.CharField(max_length=200, blank=True)
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)

    data_classes: ClassVar[dict[str, DataClass]] = dict.fromkeys(
        ["id", "code", "name", "town", "is_administrative", "exception", "valid_from", "valid_to"], DataClass.NONE
    )

    class Meta:
        ordering = ["code", "valid_from"]
        constraints = _dated("village")

    def __str__(self) -> str:
        return self.name


class Venue(models.Model):
    """A place that is no village: a museum, a hall, a square."""

    name = models.CharField(max_length=80, unique=True)
    kind = models.CharField(max_length=20, choices=VenueKind.choices, default=VenueKind.OTHER)
    address = models.CharField(max_length=120, blank=True)

    data_classes: ClassVar[dict[str, DataClass]] = dict.fromkeys(["id", "name", "kind", "address"], DataClass.NONE)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class VenueAlias(models.Model):
    """Another name clerks write for a venue."""

    venue = models.ForeignKey(Venue, on_delete=models.CASCADE, related_name="aliases")
    name = models.CharField(max_length=80, unique=True)

    data_classes: ClassVar[dict[str, DataClass]] = dict.fromkeys(["id", "venue", "name"], DataClass.NONE)

    def __str__(self) -> str:
        return self.name
