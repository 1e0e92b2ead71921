"""The organisation tree with dated memberships, posts and terms."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from tongpin.foundation.kernel.personal import DataClass
from tongpin.foundation.people.models import Person

from .enums import Ending, Standing, UnitKind

INTERNAL = DataClass.INTERNAL


class Unit(models.Model):
    """One organisation. `path` lists the keys from the root ("/1/4/9/"), so that "and below" is one prefix search."""

    kind = models.CharField(max_length=20, choices=UnitKind.choices)
    name = models.CharField(max_length=80)
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="children")
    # The part of the bureau a Party branch belongs to: 市文化馆党支部 → 市文化馆.
    host = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    path = models.CharField(max_length=200, db_index=True)
    valid_from = models.DateField(null=True, blank=True)  # empty: since before the records begin
    valid_to = models.DateField(null=True, blank=True)  # last day; empty: until further notice
    has_committee = models.BooleanField(default=False)  # 设支委会: only such branches owe its monthly meeting
    has_groups = models.BooleanField(default=False)  # 设党小组

    data_classes: ClassVar[dict[str, DataClass]] = dict.fromkeys(
        ["id", "kind", "name", "parent", "host", "path", "valid_from", "valid_to", "has_committee", "has_groups"],
        INTERNAL,
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["name"], condition=Q(valid_to=None), name="one_current_unit_per_name"),
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_from=None) | Q(valid_to__gte=F("valid_from")),
                name="unit_ends_after_it_begins",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class UnitAlias(models.Model):
    """Another name clerks write for a unit."""

    unit = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="aliases")
    name = models.CharField(max_length=80, unique=True)

    data_classes: ClassVar[dict[str, DataClass]] = dict.fromkeys(["id", "unit", "name"], INTERNAL)


class Membership(models.Model):
    """A member in a branch from a day to a day. Nobody belongs to two branches at once."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="memberships")
    standing = models.CharField(max_length=15, choices=Standing.choices)
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)
    exempt_reason = models.CharField(max_length=100, blank=True)  # 《党员教育管理工作条例》23: no hard demands
    digest = models.CharField(max_length=64, blank=True)

    data_classes: ClassVar[dict[str, DataClass]] = {
        "id": DataClass.NONE,
        "person": DataClass.PERSONAL,
        "unit": INTERNAL,
        "standing": DataClass.PERSONAL,
        "valid_from": INTERNAL,
        "valid_to": INTERNAL,
        "exempt_reason": DataClass.SENSITIVE,
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


class Term(models.Model):
    """A term (届次) of an elected organisation.

    `due_on` is its last day by the rule in force on the day it began, `years` that rule's length; what the superior
    approved since stands in `postponements`. `digest` proves that it was due, `end_digest` how it ended. `seats` is the
    approved number of committee members, empty where there is no committee.
    """

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="terms")
    number = models.PositiveSmallIntegerField()
    began_on = models.DateField()
    years = models.PositiveSmallIntegerField()
    due_on = models.DateField(db_index=True)
    ended_on = models.DateField(null=True, blank=True)
    ending = models.CharField(max_length=10, choices=Ending.choices, blank=True)
    seats = models.PositiveSmallIntegerField(null=True, blank=True)
    digest = models.CharField(max_length=64)
    end_digest = models.CharField(max_length=64, blank=True)

    data_classes: ClassVar[dict[str, DataClass]] = dict.fromkeys(
        [
            *("id", "unit", "number", "began_on", "years", "due_on", "ended_on", "ending", "seats"),
            *("digest", "end_digest"),
        ],
        INTERNAL,
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["unit", "number"], name="one_term_of_a_number_per_unit"),
            models.UniqueConstraint(fields=["unit"], condition=Q(ended_on=None), name="one_open_term_per_unit"),
            models.CheckConstraint(condition=Q(due_on__gte=F("began_on")), name="term_due_after_it_begins"),
            models.CheckConstraint(
                condition=Q(ended_on=None) | Q(ended_on__gte=F("began_on")), name="term_ends_after_it_begins"
            ),
            models.CheckConstraint(
                condition=Q(ended_on=None, ending="", end_digest="")
                | (Q(ended_on__isnull=False) & ~Q(ending="") & ~Q(end_digest="")),
                name="term_ends_somehow",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit} {self.number}"


class Postponement(models.Model):
    """The superior let a term run longer, or end earlier: until which day, by which document."""

    term = models.ForeignKey(Term, on_delete=models.PROTECT, related_name="postponements")
    until = models.DateField()
    approved_by = models.CharField(max_length=80)
    doc_no = models.CharField(max_length=60)
    approved_on = models.DateField()
    reason = models.CharField(max_length=200)

    data_classes: ClassVar[dict[str, DataClass]] = dict.fromkeys(
        ["id", "term", "until", "approved_by", "doc_no", "approved_on", "reason"], INTERNAL
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["term", "approved_on"], name="one_postponement_per_term_and_day"),
            models.CheckConstraint(condition=~Q(doc_no=""), name="postponement_has_a_document"),
        ]
