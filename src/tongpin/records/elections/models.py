"""Elections counted from paper.

A vote stands here as totals. There is no row for a voter and none for a ballot, so nothing in which the two could meet;
who was present is the roster of the meeting (`activities.Attendance`). Persons are named only as candidates, as tellers
and as lawfully left out of those who should attend.
"""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from tongpin.foundation.kernel.personal import DataClass
from tongpin.foundation.people.models import Account, Person
from tongpin.foundation.units.models import Term, Unit
from tongpin.records.activities.models import Activity

from .enums import Again, Body, Duty, Ground, Kind, Office, Stage, State

INTERNAL = DataClass.INTERNAL


class Election(models.Model):
    """An election of one organisation, from the superior's approval to hold it to their approval of the result.

    `seats`, `secretaries`, `deputies` are the places to fill. `should_attend` is the voting base of the members'
    meeting (应到会有选举权人数): the full members on the roll of the day less the lawful exclusions, or the delegates.
    """

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    number = models.PositiveSmallIntegerField()
    held_on = models.DateField()
    body = models.CharField(max_length=10, choices=Body.choices, default=Body.MEMBERS)
    seats = models.PositiveSmallIntegerField(default=0)
    secretaries = models.PositiveSmallIntegerField(default=0)
    deputies = models.PositiveSmallIntegerField(default=0)
    superior = models.CharField(max_length=80)
    approval_no = models.CharField(max_length=60)
    approved_on = models.DateField()
    delegates = models.PositiveIntegerField(null=True, blank=True)
    scattered = models.BooleanField(default=False)

    roll_full = models.PositiveIntegerField(null=True, blank=True)
    roll_probationary = models.PositiveIntegerField(null=True, blank=True)
    should_attend = models.PositiveIntegerField(null=True, blank=True)
    consent_no = models.CharField(max_length=60, blank=True)  # the superior agreed to the exclusions
    consented = models.BooleanField(default=False)  # and the members' meeting passed them

    state = models.CharField(max_length=10, choices=State.choices, default=State.RUNNING)
    result_no = models.CharField(max_length=60, blank=True)
    result_on = models.DateField(null=True, blank=True)
    term = models.OneToOneField(Term, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    cancel_reason = models.CharField(max_length=200, blank=True)
    recorded_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    data_classes: ClassVar[dict[str, DataClass]] = dict.fromkeys(
        [
            *("id", "unit", "kind", "number", "held_on", "body", "seats", "secretaries", "deputies", "superior"),
            *("approval_no", "approved_on", "delegates", "scattered", "roll_full", "roll_probationary"),
            *("should_attend", "consent_no", "consented", "state", "result_no", "result_on", "term"),
            *("cancel_reason", "recorded_by", "recorded_at"),
        ],
        INTERNAL,
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["unit"], condition=Q(state=State.RUNNING), name="one_running_election_per_unit"
            ),
            models.CheckConstraint(
                condition=Q(seats__gte=1) | Q(secretaries__gte=1) | Q(deputies__gte=1), name="election_fills_a_place"
            ),
            models.CheckConstraint(
                condition=~Q(state=State.DONE) | (~Q(result_no="") & Q(result_on__isnull=False)),
                name="election_done_with_approval",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit} {self.number} {self.held_on}"


class Exclusion(models.Model):
    """A full member lawfully not counted among those who should attend, and the ground."""

    election = models.ForeignKey(Election, on_delete=models.PROTECT, related_name="exclusions")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    ground = models.CharField(max_length=10, choices=Ground.choices)

    data_classes: ClassVar[dict[str, DataClass]] = {
        "id": DataClass.NONE,
        "election": INTERNAL,
        "person": DataClass.PERSONAL,
        "ground": DataClass.SENSITIVE,
    }

    class Meta:
        constraints = [models.UniqueConstraint(fields=["election", "person"], name="one_exclusion_per_person")]


class Poll(models.Model):
    """One vote of an election for one office, in totals; a further vote points to the one it follows (`again_of`).

    `open_places` are the places this vote left open, `tied` whether equal votes are the reason; `waived` of them were
    given up by decision of the meeting, with `waive_agreed` in favour.
    """

    election = models.ForeignKey(Election, on_delete=models.PROTECT, related_name="polls")
    office = models.CharField(max_length=10, choices=Office.choices)
    body = models.CharField(max_length=10, choices=Body.choices)
    places = models.PositiveSmallIntegerField()
    again_of = models.OneToOneField("self", null=True, blank=True, on_delete=models.PROTECT, related_name="followed_by")
    again = models.CharField(max_length=10, choices=Again.choices, blank=True)
    stage = models.CharField(max_length=12, choices=Stage.choices, default=Stage.CANDIDATES)
    activity = models.ForeignKey(Activity, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    should_attend = models.PositiveIntegerField()
    present = models.PositiveIntegerField(null=True, blank=True)
    tellers_passed = models.BooleanField(default=False)
    issued = models.PositiveIntegerField(null=True, blank=True)
    returned = models.PositiveIntegerField(null=True, blank=True)
    valid = models.PositiveIntegerField(null=True, blank=True)
    invalid = models.PositiveIntegerField(null=True, blank=True)
    needed = models.PositiveIntegerField(null=True, blank=True)
    open_places = models.PositiveSmallIntegerField(default=0)
    tied = models.BooleanField(default=False)
    waived = models.PositiveSmallIntegerField(default=0)
    waive_agreed = models.PositiveIntegerField(null=True, blank=True)

    data_classes: ClassVar[dict[str, DataClass]] = dict.fromkeys(
        [
            *("id", "election", "office", "body", "places", "again_of", "again", "stage", "activity"),
            *("should_attend", "present", "tellers_passed", "issued", "returned", "valid", "invalid", "needed"),
            *("open_places", "tied", "waived", "waive_agreed"),
        ],
        INTERNAL,
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(present=None) | Q(present__lte=F("should_attend")), name="poll_present_at_most_all"
            ),
            models.CheckConstraint(
                condition=Q(issued=None) | Q(issued__lte=F("present")), name="poll_issued_to_present"
            ),
            models.CheckConstraint(
                condition=~Q(stage=Stage.COUNTED)
                | Q(returned__lte=F("issued"), returned=F("valid") + F("invalid"), needed__gte=1),
                name="poll_count_adds_up",
            ),
            models.CheckConstraint(
                condition=~Q(stage=Stage.VOID) | Q(returned__gt=F("issued")), name="poll_void_by_its_ballots"
            ),
            models.CheckConstraint(condition=Q(waived__lte=F("open_places")), name="poll_waives_open_places"),
        ]


class Candidate(models.Model):
    """Somebody who could be voted for: put up, or written in by voters (另选他人). Votes are totals."""

    poll = models.ForeignKey(Poll, on_delete=models.PROTECT, related_name="candidates")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    written_in = models.BooleanField(default=False)
    votes_for = models.PositiveIntegerField(null=True, blank=True)
    votes_against = models.PositiveIntegerField(null=True, blank=True)
    abstained = models.PositiveIntegerField(null=True, blank=True)
    elected = models.BooleanField(default=False)

    data_classes: ClassVar[dict[str, DataClass]] = {
        **dict.fromkeys(["id", "poll", "written_in"], INTERNAL),
        **dict.fromkeys(["person", "votes_for", "votes_against", "abstained", "elected"], DataClass.PERSONAL),
    }

    class Meta:
        constraints = [models.UniqueConstraint(fields=["poll", "person"], name="one_candidate_per_person")]


class Teller(models.Model):
    """Somebody who oversees a vote or counts it; no candidate of the vote."""

    poll = models.ForeignKey(Poll, on_delete=models.PROTECT, related_name="tellers")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    duty = models.CharField(max_length=10, choices=Duty.choices)

    data_classes: ClassVar[dict[str, DataClass]] = {
        **dict.fromkeys(["id", "poll", "duty"], INTERNAL),
        "person": DataClass.PERSONAL,
    }

    class Meta:
        constraints = [models.UniqueConstraint(fields=["poll", "person"], name="one_teller_per_person")]
