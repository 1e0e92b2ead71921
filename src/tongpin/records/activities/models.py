"""THE record: what happened, entered once."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from tongpin.foundation.files.models import StoredFile
from tongpin.foundation.kernel.personal import DataClass
from tongpin.foundation.people.models import Account, Person
from tongpin.foundation.places.models import Venue, Village
from tongpin.foundation.units.models import Unit
from tongpin.standards.rules import ActivityKind

from .enums import Basis, Grade, MeasureUnit, Precision, Status
from .rules import SCALARS, Content, content_digest, fingerprint, join_codes


class Activity(models.Model):
    """One activity of a unit, from plan to confirmation. Its fields are those of `rules.Content`, told there.

    `twin_of` is the record of the same gathering under its first purpose (主题党日 that was also a 党课): one
    gathering, entered once, counted once under each. The twin says what the first says, is held, confirmed, corrected
    and cancelled with it and never alone, and has no hours of its own, for those count once (actions/pair.py).

    `digest` proves content and version. `fingerprint` is what two records of one event share. `grade` is the best grade
    of evidence it has, `evidence_digest` proves that evidence. `source_*` say which file and row
    it was taken over from.
    """

    kind = models.CharField(max_length=40)
    title = models.CharField(max_length=120)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", db_index=False)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    date_precision = models.CharField(max_length=5, choices=Precision.choices, default=Precision.DAY)
    time_text = models.CharField(max_length=20, blank=True)
    venue = models.ForeignKey(Venue, null=True, blank=True, on_delete=models.PROTECT, related_name="+", db_index=False)
    place = models.CharField(max_length=120, blank=True)
    village = models.ForeignKey(
        Village, null=True, blank=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    host = models.CharField(max_length=80, blank=True)
    sessions = models.PositiveIntegerField(default=1)
    served = models.PositiveIntegerField(null=True, blank=True)
    served_estimated = models.BooleanField(default=False)
    expected = models.PositiveIntegerField(null=True, blank=True)
    attended = models.PositiveIntegerField(null=True, blank=True)
    hours = models.DecimalField(max_digits=6, decimal_places=2, null=True, blank=True)
    series = models.CharField(max_length=60, blank=True)
    edition = models.PositiveSmallIntegerField(null=True, blank=True)
    lines = models.CharField(max_length=120, blank=True)  # ",culture,tourism,": searched by part
    purposes = models.CharField(max_length=120, blank=True)
    note = models.TextField(blank=True)

    twin_of = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    status = models.CharField(max_length=10, choices=Status.choices)
    version = models.PositiveIntegerField(default=1)
    digest = models.CharField(max_length=64)
    fingerprint = models.CharField(max_length=64, blank=True)
    grade = models.PositiveSmallIntegerField(choices=Grade.choices, default=Grade.NONE)
    evidence_digest = models.CharField(max_length=64, blank=True)
    source_file = models.ForeignKey(
        StoredFile, null=True, blank=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    source_place = models.CharField(max_length=120, blank=True)
    source_grade = models.PositiveSmallIntegerField(choices=Grade.choices, default=Grade.NONE)

    recorded_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+", db_index=False)
    recorded_at = models.DateTimeField()
    confirmed_by = models.ForeignKey(
        Account, null=True, blank=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    confirmed_at = models.DateTimeField(null=True, blank=True)
    basis = models.CharField(max_length=15, choices=Basis.choices, blank=True)
    cancel_reason = models.CharField(max_length=120, blank=True)

    data_classes: ClassVar[dict[str, DataClass]] = {
        **dict.fromkeys(
            [
                *("id", "kind", "title", "unit", "starts_on", "ends_on", "date_precision", "time_text", "venue"),
                *("place", "village", "sessions", "served", "served_estimated", "expected", "attended", "hours"),
                *("series", "edition", "lines", "purposes", "status", "version", "digest", "fingerprint", "grade"),
                *("evidence_digest", "source_file", "source_place", "source_grade", "recorded_by", "recorded_at"),
                *("confirmed_by", "confirmed_at", "basis", "cancel_reason", "twin_of"),
            ],
            DataClass.INTERNAL,
        ),
        "host": DataClass.PERSONAL,
        "note": DataClass.PERSONAL,
    }

    class Meta:
        # Only what lists and figures ask by: every further index is paid for by each of the 50,000 rows of an import.
        indexes = [
            models.Index(fields=["fingerprint"], name="activity_by_fingerprint"),
            models.Index(fields=["kind", "status", "starts_on"], name="activity_by_kind_and_day"),
            models.Index(fields=["unit", "starts_on"], name="activity_by_unit_and_day"),
            models.Index(fields=["status", "starts_on"], name="activity_by_status_and_day"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")), name="activity_ends_after_it_starts"
            ),
            models.CheckConstraint(condition=Q(sessions__gte=1), name="activity_has_a_session"),
            models.CheckConstraint(
                condition=~Q(status=Status.CONFIRMED) | (Q(confirmed_at__isnull=False) & ~Q(basis="")),
                name="activity_confirmed_by_someone",
            ),
            models.CheckConstraint(
                condition=~Q(basis=Basis.SECOND_PERSON) | ~Q(confirmed_by=F("recorded_by")),
                name="activity_confirmed_by_another",
            ),
            # its index holds only twins: the rows of an import pay nothing for it
            models.UniqueConstraint(
                fields=["twin_of"],
                condition=Q(twin_of__isnull=False) & ~Q(status=Status.CANCELLED),
                name="activity_has_one_twin",
            ),
            models.CheckConstraint(
                condition=Q(twin_of=None) | Q(hours=None), name="activity_twin_has_no_hours_of_its_own"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.starts_on} {self.title}"

    def say(self, content: Content, kind: ActivityKind) -> None:
        """Take over content, unsaved, with its digest and fingerprint; `version` must be the new one already."""
        for name in SCALARS:
            setattr(self, name, getattr(content, name))
        self.lines, self.purposes = join_codes(content.lines), join_codes(content.purposes)
        self.digest = content_digest(content, self.version)
        self.fingerprint = fingerprint(content, kind)

    def replace_parts(self, content: Content) -> None:
        """Write the measures and the roster of `content` in place of those there are."""
        self.measures.all().delete()
        self.attendances.all().delete()
        Measure.objects.bulk_create(
            Measure(activity=self, unit=unit, amount=amount) for unit, amount in content.measures
        )
        Attendance.objects.bulk_create(
            Attendance(activity=self, name=one.name, person_id=one.person_id) for one in content.roster
        )


class Attendance(models.Model):
    """Someone who took part, called from the roster by the person who records; nobody checks in."""

    activity = models.ForeignKey(Activity, on_delete=models.PROTECT, related_name="attendances")
    person = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=60)

    data_classes: ClassVar[dict[str, DataClass]] = {
        "id": DataClass.NONE,
        "activity": DataClass.INTERNAL,
        "person": DataClass.PERSONAL,
        "name": DataClass.PERSONAL,
    }


class Measure(models.Model):
    """An amount besides people and sessions: 300 册, 12 处, 40 幅."""

    activity = models.ForeignKey(Activity, on_delete=models.PROTECT, related_name="measures")
    unit = models.CharField(max_length=10, choices=MeasureUnit.choices)
    amount = models.DecimalField(max_digits=12, decimal_places=2)

    data_classes: ClassVar[dict[str, DataClass]] = dict.fromkeys(
        ["id", "activity", "unit", "amount"], DataClass.INTERNAL
    )

    class Meta:
        constraints = [models.UniqueConstraint(fields=["activity", "unit"], name="one_measure_per_unit")]


class Evidence(models.Model):
    """Proof beside the record: a file, or a paper kept elsewhere and described. Withdrawn, never deleted."""

    activity = models.ForeignKey(Activity, on_delete=models.PROTECT, related_name="evidence")
    grade = models.PositiveSmallIntegerField(choices=Grade.choices)
    title = models.CharField(max_length=120)
    file = models.ForeignKey(StoredFile, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    added_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField()
    withdrawn_reason = models.CharField(max_length=120, blank=True)

    data_classes: ClassVar[dict[str, DataClass]] = {
        **dict.fromkeys(["id", "activity", "grade", "added_by", "added_at", "withdrawn_reason"], DataClass.INTERNAL),
        "title": DataClass.PERSONAL,
        "file": DataClass.PERSONAL,
    }

    class Meta:
        verbose_name_plural = "evidence"
        constraints = [models.CheckConstraint(condition=Q(grade__gte=1), name="evidence_has_a_grade")]


class Version(models.Model):
    """What a record said before a correction, and why it was corrected."""

    activity = models.ForeignKey(Activity, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    content = models.JSONField()
    digest = models.CharField(max_length=64)
    reason = models.CharField(max_length=200)
    replaced_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    replaced_at = models.DateTimeField()

    data_classes: ClassVar[dict[str, DataClass]] = {
        **dict.fromkeys(["id", "activity", "number", "digest", "replaced_by", "replaced_at"], DataClass.INTERNAL),
        "content": DataClass.PERSONAL,
        "reason": DataClass.INTERNAL,
    }

    class Meta:
        constraints = [models.UniqueConstraint(fields=["activity", "number"], name="one_version_per_number")]
