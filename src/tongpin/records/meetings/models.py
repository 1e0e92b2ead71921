"""What a meeting adds to its activity, and the plan of a year."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from tongpin.foundation.kernel.personal import DataClass
from tongpin.foundation.people.models import Account, Person
from tongpin.foundation.units.models import Unit
from tongpin.records.activities.models import Activity

from .enums import AbsenceReason, Origin

INTERNAL, PERSONAL = DataClass.INTERNAL, DataClass.PERSONAL


class Meeting(models.Model):
    """Minutes beside an activity. Its fields are those of `rules.minutes.Minutes`, told there.

    `begins` and `ends` are read from the time of the activity, to the minute. The activity says when, where, who and
    how many; its decisions are tasks whose source is this meeting.
    """

    activity = models.OneToOneField(Activity, on_delete=models.PROTECT, related_name="+")
    number = models.CharField(max_length=20, blank=True)
    form = models.CharField(max_length=20, blank=True)
    begins = models.TimeField(null=True, blank=True)
    ends = models.TimeField(null=True, blank=True)
    chair = models.CharField(max_length=60, blank=True)
    recorder = models.CharField(max_length=60, blank=True)
    agenda = models.TextField(blank=True)
    summary = models.TextField(blank=True)
    discussion = models.TextField(blank=True)
    resolutions = models.TextField(blank=True)
    guests = models.JSONField(default=list, blank=True)  # [name, key of the person or None] of each
    voteless = models.JSONField(default=list, blank=True)  # keys of members without a vote for now
    entitled = models.PositiveIntegerField(null=True, blank=True)
    voters = models.PositiveIntegerField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)
    written_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField()

    data_classes: ClassVar[dict[str, DataClass]] = {
        **dict.fromkeys(
            [
                *("id", "activity", "number", "form", "begins", "ends", "entitled", "voters", "version"),
                *("written_by", "written_at"),
            ],
            INTERNAL,
        ),
        **dict.fromkeys(["chair", "recorder", "agenda", "summary", "discussion", "resolutions", "guests"], PERSONAL),
        "voteless": DataClass.SENSITIVE,
    }

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(begins=None) | Q(ends=None) | Q(ends__gt=F("begins")), name="meeting_ends_after_it_begins"
            ),
            models.CheckConstraint(
                condition=Q(voters=None) | Q(entitled=None) | Q(voters__lte=F("entitled")),
                name="meeting_has_no_more_voters_than_entitled",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.activity}"


class Absence(models.Model):
    """Somebody on the roll who was not there; `exempt` as the roll said on the day."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="absences")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=60)
    reason = models.CharField(max_length=10, choices=AbsenceReason.choices, blank=True)
    exempt = models.BooleanField(default=False)

    data_classes: ClassVar[dict[str, DataClass]] = {
        "id": DataClass.NONE,
        "meeting": INTERNAL,
        "person": PERSONAL,
        "name": PERSONAL,
        "reason": DataClass.SENSITIVE,
        "exempt": DataClass.SENSITIVE,
    }

    class Meta:
        constraints = [models.UniqueConstraint(fields=["meeting", "person"], name="one_absence_per_person")]


class Motion(models.Model):
    """Something voted on openly, and the votes; whether it is carried is computed from the norm of the day."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="motions")
    text = models.CharField(max_length=200)
    votes_for = models.PositiveIntegerField()
    votes_against = models.PositiveIntegerField(default=0)
    abstained = models.PositiveIntegerField(default=0)

    data_classes: ClassVar[dict[str, DataClass]] = {
        **dict.fromkeys(["id", "meeting", "votes_for", "votes_against", "abstained"], INTERNAL),
        "text": PERSONAL,
    }


class MeetingVersion(models.Model):
    """What minutes said before they were changed, and why."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    content = models.JSONField()
    reason = models.CharField(max_length=200, blank=True)
    replaced_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    replaced_at = models.DateTimeField()

    data_classes: ClassVar[dict[str, DataClass]] = {
        **dict.fromkeys(["id", "meeting", "number", "reason", "replaced_by", "replaced_at"], INTERNAL),
        "content": DataClass.SENSITIVE,
    }

    class Meta:
        constraints = [models.UniqueConstraint(fields=["meeting", "number"], name="one_meeting_version_per_number")]


class Plan(models.Model):
    """The plan of a branch's year: drafted, edited, and accepted, whereupon its rows are planned activities."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    drafted_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    drafted_at = models.DateTimeField()
    accepted_by = models.ForeignKey(Account, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    accepted_at = models.DateTimeField(null=True, blank=True)

    data_classes: ClassVar[dict[str, DataClass]] = dict.fromkeys(
        ["id", "unit", "year", "drafted_by", "drafted_at", "accepted_by", "accepted_at"], INTERNAL
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["unit", "year"], name="one_plan_per_unit_and_year"),
            models.CheckConstraint(
                condition=Q(accepted_at=None, accepted_by=None)
                | Q(accepted_at__isnull=False, accepted_by__isnull=False),
                name="plan_accepted_by_someone",
            ),
        ]


class PlanRow(models.Model):
    """One meeting of a plan; `activity` once it is planned in the records."""

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="rows")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=40)
    on = models.DateField()
    title = models.CharField(max_length=120, blank=True)
    origin = models.CharField(max_length=10, choices=Origin.choices)
    period = models.CharField(max_length=10, blank=True)
    activity = models.ForeignKey(Activity, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    data_classes: ClassVar[dict[str, DataClass]] = dict.fromkeys(
        ["id", "plan", "unit", "kind", "on", "title", "origin", "period", "activity"], INTERNAL
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["activity"], condition=Q(activity__isnull=False), name="one_plan_row_per_activity"
            )
        ]
