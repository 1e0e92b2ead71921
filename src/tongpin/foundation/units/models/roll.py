"""Who is a member where, from a day to a day; how they came and went; of whom nothing is demanded."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from tongpin.foundation.kernel.personal import DataClass
from tongpin.foundation.people.models import Person

from ..enums import Direction, Ground, Standing
from .unit import Unit

INTERNAL = DataClass.INTERNAL


class Membership(models.Model):
    """A member in a branch from a day to a day. Nobody belongs to two branches at once."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="memberships")
    standing = models.CharField(max_length=15, choices=Standing.choices)
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)
    digest = models.CharField(max_length=64, blank=True)

    data_classes: ClassVar[dict[str, DataClass]] = {
        "id": DataClass.NONE,
        "person": DataClass.PERSONAL,
        "unit": INTERNAL,
        "standing": DataClass.PERSONAL,
        "valid_from": INTERNAL,
        "valid_to": INTERNAL,
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


class Transfer(models.Model):
    """组织关系转接 with an organisation outside the bureau: the letter, and the organisation on its other side."""

    membership = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="transfers")
    direction = models.CharField(max_length=3, choices=Direction.choices)
    on = models.DateField()  # in: the first day on the roll; out: the last
    organisation = models.CharField(max_length=120)
    letter_no = models.CharField(max_length=60, blank=True)

    data_classes: ClassVar[dict[str, DataClass]] = {
        "id": DataClass.NONE,
        "membership": INTERNAL,
        "direction": INTERNAL,
        "on": INTERNAL,
        "organisation": INTERNAL,
        "letter_no": INTERNAL,
    }

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["membership", "direction"], name="one_transfer_each_way_per_membership")
        ]


class Extension(models.Model):
    """延长预备期: a probation that goes on until a later day, by a decision of the branch meeting. Once at most."""

    membership = models.OneToOneField(Membership, on_delete=models.PROTECT, related_name="extension")
    decided_on = models.DateField()
    ends_on = models.DateField()  # the day on which the member may become a full one

    data_classes: ClassVar[dict[str, DataClass]] = dict.fromkeys(
        ["id", "membership", "decided_on", "ends_on"], INTERNAL
    )

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(ends_on__gt=F("decided_on")), name="extension_ends_after_its_decision")
        ]


class Exemption(models.Model):
    """Somebody of whom meetings and study are not demanded, from a day to a day (《党员教育管理工作条例》 23)."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    ground = models.CharField(max_length=12, choices=Ground.choices)
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)
    note = models.CharField(max_length=120, blank=True)

    data_classes: ClassVar[dict[str, DataClass]] = {
        "id": DataClass.NONE,
        "person": DataClass.PERSONAL,
        "ground": DataClass.SENSITIVE,
        "valid_from": INTERNAL,
        "valid_to": INTERNAL,
        "note": DataClass.SENSITIVE,
    }

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person"], condition=Q(valid_to=None), name="one_open_exemption_per_person"
            ),
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_from=None) | Q(valid_to__gte=F("valid_from")),
                name="exemption_ends_after_it_begins",
            ),
        ]
