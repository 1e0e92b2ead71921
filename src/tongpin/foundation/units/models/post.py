"""Who holds which post, from a day to a day."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from tongpin.foundation.kernel.personal import DataClass
from tongpin.foundation.people.models import Person

from .unit import Unit

INTERNAL = DataClass.INTERNAL


class Post(models.Model):
    """A post held from a day to a day: 书记, 组织委员, 党组成员 …"""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="posts")
    title = models.CharField(max_length=40)
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)

    data_classes: ClassVar[dict[str, DataClass]] = {
        "id": DataClass.NONE,
        "person": DataClass.PERSONAL,
        "unit": INTERNAL,
        "title": INTERNAL,
        "valid_from": INTERNAL,
        "valid_to": INTERNAL,
    }

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "unit", "title"], condition=Q(valid_to=None), name="one_current_post_of_a_kind"
            ),
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_from=None) | Q(valid_to__gte=F("valid_from")),
                name="post_ends_after_it_begins",
            ),
        ]
