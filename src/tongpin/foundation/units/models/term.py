"""Terms of elected organisations, and what the superior approved of their last day."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from tongpin.foundation.kernel.personal import DataClass

from ..enums import Ending
from .unit import Unit

INTERNAL = DataClass.INTERNAL


class Term(models.Model):
    """A term (届次) of an elected organisation.

    `due_on` is its last day by the rule in force on the day it began, `years` that rule's length; what the superior
    approved since stands in `postponements`. `digest` proves that it was due, `end_digest` how it ended. `seats` is the
    approved number of committee members, empty where there is no committee.
    """

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="terms")
    number = models.PositiveSmallIntegerField()
    began_on = models.DateField()
    years = models.PositiveSmallIntegerField()
    due_on = models.DateField(db_index=True)
    ended_on = models.DateField(null=True, blank=True)
    ending = models.CharField(max_length=10, choices=Ending.choices, blank=True)
    seats = models.PositiveSmallIntegerField(null=True, blank=True)
    digest = models.CharField(max_length=64)
    end_digest = models.CharField(max_length=64, blank=True)

    data_classes: ClassVar[dict[str, DataClass]] = dict.fromkeys(
        [
            *("id", "unit", "number", "began_on", "years", "due_on", "ended_on", "ending", "seats"),
            *("digest", "end_digest"),
        ],
        INTERNAL,
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["unit", "number"], name="one_term_of_a_number_per_unit"),
            models.UniqueConstraint(fields=["unit"], condition=Q(ended_on=None), name="one_open_term_per_unit"),
            models.CheckConstraint(condition=Q(due_on__gte=F("began_on")), name="term_due_after_it_begins"),
            models.CheckConstraint(
                condition=Q(ended_on=None) | Q(ended_on__gte=F("began_on")), name="term_ends_after_it_begins"
            ),
            models.CheckConstraint(
                condition=Q(ended_on=None, ending="", end_digest="")
                | (Q(ended_on__isnull=False) & ~Q(ending="") & ~Q(end_digest="")),
                name="term_ends_somehow",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit} {self.number}"


class Postponement(models.Model):
    """The superior let a term run longer, or end earlier: until which day, by which document."""

    term = models.ForeignKey(Term, on_delete=models.PROTECT, related_name="postponements")
    until = models.DateField()
    approved_by = models.CharField(max_length=80)
    doc_no = models.CharField(max_length=60)
    approved_on = models.DateField()
    reason = models.CharField(max_length=200)

    data_classes: ClassVar[dict[str, DataClass]] = dict.fromkeys(
        ["id", "term", "until", "approved_by", "doc_no", "approved_on", "reason"], INTERNAL
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["term", "approved_on"], name="one_postponement_per_term_and_day"),
            models.CheckConstraint(condition=~Q(doc_no=""), name="postponement_has_a_document"),
        ]
