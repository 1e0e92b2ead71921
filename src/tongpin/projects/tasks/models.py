"""Tasks: what somebody is to do by a day."""

from __future__ import annotations

import datetime as dt
from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from tongpin.foundation.kernel.personal import DataClass
from tongpin.foundation.people.models import Account, Person
from tongpin.foundation.units.models import Unit

from .enums import TaskState
from .rules import is_late


class Task(models.Model):
    """One thing to do. The unit answers for it; the owner, where one is named, does it.

    `parent` is the greater task it belongs to. `note` says what came of it, or why it was dropped.
    """

    title = models.CharField(max_length=200)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    owner = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    due_on = models.DateField()
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="children")
    source_text = models.CharField(max_length=200, blank=True)
    source_kind = models.CharField(max_length=40, blank=True)
    source_id = models.PositiveBigIntegerField(null=True, blank=True)
    state = models.CharField(max_length=10, choices=TaskState.choices, default=TaskState.OPEN)
    done_on = models.DateField(null=True, blank=True)
    note = models.TextField(blank=True)
    handed_out_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    handed_out_at = models.DateTimeField()

    data_classes: ClassVar[dict[str, DataClass]] = {
        **dict.fromkeys(
            [
                *("id", "title", "unit", "due_on", "parent", "source_text", "source_kind", "source_id", "state"),
                *("done_on", "handed_out_by", "handed_out_at"),
            ],
            DataClass.INTERNAL,
        ),
        "owner": DataClass.PERSONAL,
        "note": DataClass.PERSONAL,
    }

    class Meta:
        indexes = [
            models.Index(fields=["state", "due_on"], name="task_by_state_and_day"),
            models.Index(fields=["source_kind", "source_id"], name="task_by_source"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(state=TaskState.DONE, done_on__isnull=False)
                | (~Q(state=TaskState.DONE) & Q(done_on__isnull=True)),
                name="task_done_on_a_day",
            ),
            models.CheckConstraint(
                condition=~Q(state=TaskState.DROPPED) | ~Q(note=""), name="task_dropped_with_reason"
            ),
            models.CheckConstraint(
                condition=Q(source_kind="", source_id=None) | (~Q(source_kind="") & Q(source_id__isnull=False)),
                name="task_source_is_whole",
            ),
            models.CheckConstraint(condition=Q(parent=None) | ~Q(parent=F("id")), name="task_is_not_its_own_parent"),
        ]

    def __str__(self) -> str:
        return self.title

    def late(self, today: dt.date) -> bool:
        """Say whether it is still open after its day."""
        return is_late(state=self.state, due_on=self.due_on, today=today)
