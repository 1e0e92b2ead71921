"""The yearly cycle of a branch. Ballots are counted on paper: no table here could join a voter and a vote."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from tongpin.foundation.kernel.personal import DataClass
from tongpin.foundation.people.models import Account, Person
from tongpin.foundation.units.enums import Standing
from tongpin.foundation.units.models import Unit
from tongpin.records.activities.models import Activity

from .enums import DecidedIn, Grade

INTERNAL = DataClass.INTERNAL


class Review(models.Model):
    """The cycle of one branch and one year it counts for (归属年度).

    Of the talks only the day on which the branch found them done; of opinions only how many, never whose. Where the
    two meetings were one gathering, `appraisal` is the same record as `org_life`.
    """

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    study = models.ForeignKey(Activity, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    talks_on = models.DateField(null=True, blank=True)
    opinions_on = models.DateField(null=True, blank=True)
    opinions = models.PositiveSmallIntegerField(null=True, blank=True)
    org_life = models.OneToOneField(Activity, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    appraisal = models.OneToOneField(Activity, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    self_on = models.DateField(null=True, blank=True)
    peer_on = models.DateField(null=True, blank=True)
    issued = models.PositiveSmallIntegerField(null=True, blank=True)
    returned = models.PositiveSmallIntegerField(null=True, blank=True)
    valid = models.PositiveSmallIntegerField(null=True, blank=True)
    decided_on = models.DateField(null=True, blank=True)
    decided_in = models.CharField(max_length=10, choices=DecidedIn.choices, blank=True)
    version = models.PositiveIntegerField(default=1)
    digest = models.CharField(max_length=64, blank=True)
    opened_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField()

    data_classes: ClassVar[dict[str, DataClass]] = dict.fromkeys(
        [
            *("id", "unit", "year", "study", "talks_on", "opinions_on", "opinions", "org_life", "appraisal"),
            *("self_on", "peer_on", "issued", "returned", "valid", "decided_on", "decided_in", "version", "digest"),
            *("opened_by", "opened_at"),
        ],
        INTERNAL,
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["unit", "year"], name="one_review_per_branch_and_year"),
            models.CheckConstraint(
                condition=Q(issued=None, returned=None, valid=None)
                | Q(
                    issued__isnull=False,  # a comparison with nothing would pass
                    returned__isnull=False,
                    valid__isnull=False,
                    issued__gte=F("returned"),
                    returned__gte=F("valid"),
                    valid__gte=1,
                ),
                name="review_ballots_add_up",
            ),
            models.CheckConstraint(
                condition=Q(decided_on=None, decided_in="") | (Q(decided_on__isnull=False) & ~Q(decided_in="")),
                name="review_decided_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(decided_on=None) | Q(valid__isnull=False), name="review_counted_before_decided"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit} {self.year}"


class Appraised(models.Model):
    """A member on the roll of the day of the appraisal: totals of the ballots, and the grade that was decided.

    Rows have no order of their own; pages show them by 姓氏笔画, never by votes.
    """

    review = models.ForeignKey(Review, on_delete=models.PROTECT, related_name="appraised")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    standing = models.CharField(max_length=15, choices=Standing.choices)
    exempt = models.BooleanField(default=False)
    excellent = models.PositiveSmallIntegerField(null=True, blank=True)
    qualified = models.PositiveSmallIntegerField(null=True, blank=True)
    basic = models.PositiveSmallIntegerField(null=True, blank=True)
    unqualified = models.PositiveSmallIntegerField(null=True, blank=True)
    grade = models.CharField(max_length=12, choices=Grade.choices, blank=True)

    data_classes: ClassVar[dict[str, DataClass]] = {
        **dict.fromkeys(["id", "review"], INTERNAL),
        **dict.fromkeys(["person", "standing"], DataClass.PERSONAL),
        **dict.fromkeys(["exempt", "excellent", "qualified", "basic", "unqualified", "grade"], DataClass.SENSITIVE),
    }

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["review", "person"], name="one_appraisal_per_person_and_review"),
            models.CheckConstraint(
                condition=Q(excellent=None, qualified=None, basic=None, unqualified=None)
                | Q(excellent__isnull=False, qualified__isnull=False, basic__isnull=False, unqualified__isnull=False),
                name="appraised_counted_whole",
            ),
            models.CheckConstraint(
                condition=Q(standing=Standing.FULL) | Q(excellent=None, grade=""),
                name="probationary_member_is_not_graded",
            ),
            models.CheckConstraint(condition=Q(grade="") | Q(excellent__isnull=False), name="graded_only_when_counted"),
        ]


class Remedy(models.Model):
    """Something the meeting found wanting, who puts it right until when (整改措施)."""

    review = models.ForeignKey(Review, on_delete=models.PROTECT, related_name="remedies")
    text = models.CharField(max_length=300)
    responsible = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    due = models.DateField()
    done_on = models.DateField(null=True, blank=True)

    data_classes: ClassVar[dict[str, DataClass]] = {
        **dict.fromkeys(["id", "review", "due", "done_on"], INTERNAL),
        **dict.fromkeys(["text", "responsible"], DataClass.PERSONAL),
    }


class ReviewVersion(models.Model):
    """What a cycle said before a count or a decision was taken up again, and why. Persons stand in it by key."""

    review = models.ForeignKey(Review, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    content = models.JSONField()
    digest = models.CharField(max_length=64)
    reason = models.CharField(max_length=200)
    replaced_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    replaced_at = models.DateTimeField()

    data_classes: ClassVar[dict[str, DataClass]] = {
        **dict.fromkeys(["id", "review", "number", "digest", "reason", "replaced_by", "replaced_at"], INTERNAL),
        "content": DataClass.SENSITIVE,
    }

    class Meta:
        constraints = [models.UniqueConstraint(fields=["review", "number"], name="one_review_version_per_number")]
