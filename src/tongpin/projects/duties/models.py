"""Who of the leaders is in charge of which unit."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from tongpin.foundation.kernel.personal import DataClass
from tongpin.foundation.people.models import Person
from tongpin.foundation.units.models import Unit

INTERNAL = DataClass.INTERNAL


class Charge(models.Model):
    """A leader is in charge (分管) of a unit and all below it, from a day to a day; `field` says the field in words."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    field = models.CharField(max_length=80, blank=True)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)

    data_classes: ClassVar[dict[str, DataClass]] = {
        "id": DataClass.NONE,
        "person": DataClass.PERSONAL,
        "unit": INTERNAL,
        "field": INTERNAL,
        "valid_from": INTERNAL,
        "valid_to": INTERNAL,
    }

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["unit"], condition=Q(valid_to=None), name="one_leader_in_charge_of_a_unit"),
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_to__gte=F("valid_from")), name="charge_ends_after_it_begins"
            ),
        ]
