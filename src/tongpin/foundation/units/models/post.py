"""Who holds which post, from a day to a day; how posts change hands; what else their holders can do."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from tongpin.foundation.kernel.personal import DataClass
from tongpin.foundation.people.models import Account, Person

from .unit import Unit

INTERNAL = DataClass.INTERNAL


class Post(models.Model):
    """A post held from a day to a day: 书记, 组织委员, 党组成员 …"""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="posts")
    title = models.CharField(max_length=40)
    seat = models.CharField(max_length=24, blank=True)  # which Party-affairs post the title means: titles.yaml
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)

    data_classes: ClassVar[dict[str, DataClass]] = {
        "id": DataClass.NONE,
        "person": DataClass.PERSONAL,
        "unit": INTERNAL,
        "title": INTERNAL,
        "seat": INTERNAL,
        "valid_from": INTERNAL,
        "valid_to": INTERNAL,
    }

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "unit", "title"], condition=Q(valid_to=None), name="one_current_post_of_a_kind"
            ),
            models.UniqueConstraint(
                fields=["unit"], condition=Q(valid_to=None, seat="secretary"), name="one_current_secretary_per_unit"
            ),
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_from=None) | Q(valid_to__gte=F("valid_from")),
                name="post_ends_after_it_begins",
            ),
        ]


class HandOver(models.Model):
    """A post changed hands: what was handed over, and that both confirmed it (by themselves, or on paper)."""

    before = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="+")
    after = models.OneToOneField(Post, on_delete=models.PROTECT, related_name="hand_over")
    on = models.DateField()
    documents = models.TextField(max_length=500, blank=True)
    seals = models.TextField(max_length=200, blank=True)
    tasks = models.TextField(max_length=500, blank=True)
    given_on = models.DateField(null=True, blank=True)
    given_by = models.ForeignKey(Account, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    taken_on = models.DateField(null=True, blank=True)
    taken_by = models.ForeignKey(Account, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    data_classes: ClassVar[dict[str, DataClass]] = {
        **dict.fromkeys(["id", "before", "after", "on", "given_on", "taken_on"], INTERNAL),
        **dict.fromkeys(["documents", "seals", "tasks", "given_by", "taken_by"], DataClass.PERSONAL),
    }

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(before=F("after")), name="hand_over_between_two_posts"),
            models.CheckConstraint(
                condition=Q(given_on=None, given_by=None) | Q(given_on__isnull=False, given_by__isnull=False),
                name="who_gave_and_when",
            ),
            models.CheckConstraint(
                condition=Q(taken_on=None, taken_by=None) | Q(taken_on__isnull=False, taken_by__isnull=False),
                name="who_took_and_when",
            ),
        ]

    @property
    def done(self) -> bool:
        """Whether both sides have confirmed."""
        return self.given_on is not None and self.taken_on is not None


class Skill(models.Model):
    """Something a person can do besides Party affairs: 讲解, 会计, 古籍修复 … (复合型党务干部)."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    words = models.CharField(max_length=40)

    data_classes: ClassVar[dict[str, DataClass]] = {
        "id": DataClass.NONE,
        "person": DataClass.PERSONAL,
        "words": DataClass.PERSONAL,
    }

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "words"], name="skill_of_a_person_once")]

    def __str__(self) -> str:
        return self.words
