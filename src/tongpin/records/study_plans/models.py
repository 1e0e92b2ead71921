"""The study group of the leading Party group: plan, sessions, absences, archive; lecturers; online notes."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from tongpin.foundation.files.models import StoredFile
from tongpin.foundation.kernel.personal import DataClass
from tongpin.foundation.people.models import Account, Person
from tongpin.foundation.units.models import Unit
from tongpin.records.activities.models import Activity, Evidence

from .enums import Form, PaperKind, TopicPrecision, Way

INTERNAL, PERSONAL = DataClass.INTERNAL, DataClass.PERSONAL


class StudyTopic(models.Model):
    """A line of the yearly plan. `planned_on` is the day, or the first of the month where only that is planned."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    title = models.CharField(max_length=120)
    form = models.CharField(max_length=20, choices=Form.choices)
    planned_on = models.DateField()
    precision = models.CharField(max_length=5, choices=TopicPrecision.choices)
    leader = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    materials = models.TextField(blank=True)
    dropped_reason = models.CharField(max_length=120, blank=True)
    added_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField()

    data_classes: ClassVar[dict[str, DataClass]] = {
        **dict.fromkeys(
            ["id", "unit", "title", "form", "planned_on", "precision", "materials", "dropped_reason"], INTERNAL
        ),
        "leader": PERSONAL,
        "added_by": INTERNAL,
        "added_at": INTERNAL,
    }

    class Meta:
        indexes = [models.Index(fields=["unit", "planned_on"], name="study_topic_by_unit_and_day")]

    def __str__(self) -> str:
        return self.title


class StudySession(models.Model):
    """What a session of the study group is beside its activity: the topic of the plan it dealt with."""

    activity = models.OneToOneField(Activity, on_delete=models.PROTECT, related_name="+")
    topic = models.ForeignKey(
        StudyTopic, null=True, blank=True, on_delete=models.PROTECT, related_name="sessions", db_index=True
    )
    opened_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField()

    data_classes: ClassVar[dict[str, DataClass]] = dict.fromkeys(
        ["id", "activity", "topic", "opened_by", "opened_at"], INTERNAL
    )


class StudyAbsence(models.Model):
    """A member of the group who missed a session, why, and how it was made up. Nobody writes an essay for it."""

    session = models.ForeignKey(StudySession, on_delete=models.PROTECT, related_name="absences")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(max_length=60, blank=True)
    made_up_on = models.DateField(null=True, blank=True)
    way = models.CharField(max_length=10, choices=Way.choices, blank=True)
    note = models.CharField(max_length=120, blank=True)  # by the study secretary
    made_up_by = models.ForeignKey(Account, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    data_classes: ClassVar[dict[str, DataClass]] = {
        **dict.fromkeys(["id", "session", "made_up_on", "way", "made_up_by"], INTERNAL),
        **dict.fromkeys(["person", "note"], PERSONAL),
        "reason": DataClass.SENSITIVE,
    }

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["session", "person"], name="one_study_absence_per_person"),
            models.CheckConstraint(
                condition=(Q(made_up_on=None) & Q(way="") & Q(made_up_by=None))
                | (Q(made_up_on__isnull=False) & ~Q(way="") & Q(made_up_by__isnull=False)),
                name="study_absence_made_up_whole",
            ),
        ]


class ArchivePaper(models.Model):
    """A paper of the study group's archive: evidence beside a session, or a file of the year. Withdrawn, never deleted.

    A paper of a session keeps its file where all evidence of activities is; one of the year has `file` itself, or only
    says where the paper lies.
    """

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=12, choices=PaperKind.choices)
    title = models.CharField(max_length=120)
    evidence = models.OneToOneField(Evidence, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    file = models.ForeignKey(StoredFile, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    withdrawn_reason = models.CharField(max_length=120, blank=True)
    added_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField()

    data_classes: ClassVar[dict[str, DataClass]] = {
        **dict.fromkeys(
            ["id", "unit", "year", "kind", "evidence", "withdrawn_reason", "added_by", "added_at"], INTERNAL
        ),
        **dict.fromkeys(["title", "file"], PERSONAL),
    }

    class Meta:
        indexes = [models.Index(fields=["unit", "year"], name="archive_paper_by_unit_and_year")]
        constraints = [
            models.CheckConstraint(condition=Q(evidence=None) | Q(file=None), name="archive_paper_kept_in_one_place")
        ]

    def __str__(self) -> str:
        return self.title


class Lecture(models.Model):
    """Who gave a Party lecture, as a person: so that a leader's lectures can be found whatever the record writes."""

    activity = models.OneToOneField(Activity, on_delete=models.PROTECT, related_name="+")
    lecturer = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    named_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    named_at = models.DateTimeField()

    data_classes: ClassVar[dict[str, DataClass]] = {
        **dict.fromkeys(["id", "activity", "named_by", "named_at"], INTERNAL),
        "lecturer": PERSONAL,
    }


class OnlineNote(models.Model):
    """A note that a unit or a person used an online platform in a period. It has no hours and no figure reads it.

    rules.md §6.2 item 5; 国办函〔2026〕12号 （二）（四）: time spent online is counted for nobody.
    """

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    platform = models.CharField(max_length=60)
    starts_on = models.DateField()
    ends_on = models.DateField()
    text = models.CharField(max_length=500)
    withdrawn_reason = models.CharField(max_length=120, blank=True)
    noted_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    noted_at = models.DateTimeField()

    data_classes: ClassVar[dict[str, DataClass]] = {
        **dict.fromkeys(
            ["id", "unit", "platform", "starts_on", "ends_on", "withdrawn_reason", "noted_by", "noted_at"], INTERNAL
        ),
        **dict.fromkeys(["person", "text"], PERSONAL),
    }

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="online_note_ends_after_it_begins")
        ]
