"""The catalogue as dated rows: a change is a new row, the old one keeps judging its own days.

Beside it the bureau's local rules, dated in the same way.
"""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from tongpin.foundation.kernel.personal import DataClass
from tongpin.foundation.units.models import Unit

from .enums import EntryType, Period


class Entry(models.Model):
    """One version of one entry. `body` has the shape that rules.kind_of or rules.norm_of reads."""

    type = models.CharField(max_length=8, choices=EntryType.choices)
    code = models.CharField(max_length=40)
    version = models.PositiveIntegerField()
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)
    body = models.JSONField()
    digest = models.CharField(max_length=64)
    shipped = models.BooleanField()  # as it came with the program, not edited here
    reason = models.CharField(max_length=200)
    changed_by = models.CharField(max_length=150)
    changed_at = models.DateTimeField()

    data_classes: ClassVar[dict[str, DataClass]] = {
        **dict.fromkeys(
            ["id", "type", "code", "version", "valid_from", "valid_to", "body", "digest", "shipped", "reason"],
            DataClass.NONE,
        ),
        "changed_by": DataClass.PERSONAL,
        "changed_at": DataClass.INTERNAL,
    }

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["type", "code", "version"], name="one_entry_per_version"),
            models.UniqueConstraint(
                fields=["type", "code"], condition=Q(valid_to=None), name="one_open_entry_per_code"
            ),
        ]


class LocalRule(models.Model):
    """An officer's override of a norm for one organisation, or for all where `unit` is empty.

    It says that the norm does not apply, or gives another `least`, `period` or parameter; what is empty stays as the
    norm has it. It is never deleted: it ends on `valid_to`, so that history shows what applied when.
    """

    code = models.CharField(max_length=40)
    unit = models.ForeignKey(Unit, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)
    applies = models.BooleanField()
    least = models.PositiveIntegerField(null=True, blank=True)
    period = models.CharField(max_length=8, choices=Period.choices, blank=True)
    params = models.JSONField(default=dict, blank=True)
    reason = models.CharField(max_length=200)
    source = models.CharField(max_length=200)
    made_by = models.CharField(max_length=150)
    made_at = models.DateTimeField()
    end_reason = models.CharField(max_length=200, blank=True)
    ended_by = models.CharField(max_length=150, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    data_classes: ClassVar[dict[str, DataClass]] = {
        **dict.fromkeys(
            [
                *("id", "code", "unit", "valid_from", "valid_to", "applies", "least", "period", "params", "reason"),
                *("source", "end_reason", "made_at", "ended_at"),
            ],
            DataClass.INTERNAL,
        ),
        **dict.fromkeys(["made_by", "ended_by"], DataClass.PERSONAL),
    }

    class Meta:
        indexes = [models.Index(fields=["code", "valid_from"], name="local_rule_by_code")]
        constraints = [
            models.UniqueConstraint(
                fields=["code", "unit"], condition=Q(valid_to=None), name="one_open_local_rule_per_unit"
            ),
            models.UniqueConstraint(
                fields=["code"], condition=Q(valid_to=None, unit=None), name="one_open_local_rule_for_all"
            ),
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_to__gte=F("valid_from")), name="local_rule_ends_after_it_begins"
            ),
            models.CheckConstraint(
                condition=Q(applies=True) | Q(least=None, period=""), name="what_does_not_apply_has_no_numbers"
            ),
        ]
