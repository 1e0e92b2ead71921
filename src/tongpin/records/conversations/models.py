"""Who talked with whom, when and in which way. There is no field for what was said, and none may be added."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from tongpin.foundation.kernel.personal import DataClass
from tongpin.foundation.people.models import Account, Person
from tongpin.foundation.units.models import Unit

from .enums import TalkStatus, Way, Why


class Conversation(models.Model):
    """A talk of two members of a branch (谈心谈话); the person with the smaller key stands first."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", db_index=False)
    first = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    second = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    held_on = models.DateField()
    way = models.CharField(max_length=6, choices=Way.choices)
    status = models.CharField(max_length=9, choices=TalkStatus.choices, default=TalkStatus.STANDING)
    why_cancelled = models.CharField(max_length=12, choices=Why.choices, blank=True)
    version = models.PositiveIntegerField(default=1)
    digest = models.CharField(max_length=64)
    recorded_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    data_classes: ClassVar[dict[str, DataClass]] = {
        **dict.fromkeys(
            [
                *("id", "unit", "held_on", "way", "status", "why_cancelled", "version", "digest", "recorded_by"),
                "recorded_at",
            ],
            DataClass.INTERNAL,
        ),
        "first": DataClass.PERSONAL,
        "second": DataClass.PERSONAL,
    }

    class Meta:
        indexes = [models.Index(fields=["unit", "held_on"], name="talk_by_unit_and_day")]
        constraints = [
            models.CheckConstraint(condition=Q(first__lt=F("second")), name="talk_of_two_in_one_order"),
            models.UniqueConstraint(
                fields=["first", "second", "held_on"],
                condition=Q(status=TalkStatus.STANDING),
                name="one_talk_of_a_pair_a_day",
            ),
            models.CheckConstraint(
                condition=Q(status=TalkStatus.STANDING, why_cancelled="")
                | (Q(status=TalkStatus.CANCELLED) & ~Q(why_cancelled="")),
                name="talk_taken_back_says_why",
            ),
        ]


class ConversationVersion(models.Model):
    """What a record of a talk said before a correction; persons by key, the reason chosen from a list."""

    conversation = models.ForeignKey(Conversation, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    held_on = models.DateField()
    way = models.CharField(max_length=6, choices=Way.choices)
    digest = models.CharField(max_length=64)
    why = models.CharField(max_length=12, choices=Why.choices)
    replaced_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    replaced_at = models.DateTimeField()

    data_classes: ClassVar[dict[str, DataClass]] = dict.fromkeys(
        ["id", "conversation", "number", "held_on", "way", "digest", "why", "replaced_by", "replaced_at"],
        DataClass.INTERNAL,
    )

    class Meta:
        constraints = [models.UniqueConstraint(fields=["conversation", "number"], name="one_talk_version_per_number")]
