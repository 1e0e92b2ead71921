"""Which branch a leader keeps in contact with, from a day to a day."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from tongpin.foundation.kernel.personal import DataClass
from tongpin.foundation.people.models import Person

from .unit import Unit

INTERNAL = DataClass.INTERNAL


class ContactBranch(models.Model):
    """A leader's contact branch (联系点): besides the own branch, where the leader takes part in its life."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)

    data_classes: ClassVar[dict[str, DataClass]] = {
        "id": DataClass.NONE,
        "person": DataClass.PERSONAL,
        "unit": INTERNAL,
        "valid_from": INTERNAL,
        "valid_to": INTERNAL,
    }

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "unit"], condition=Q(valid_to=None), name="one_current_contact_of_a_branch"
            ),
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_to__gte=F("valid_from")), name="contact_ends_after_it_begins"
            ),
        ]
