"""Kinds of organisations and of memberships."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class UnitKind(models.TextChoices):
    """Party organisations and the bureau's own parts, in one tree."""

    BUREAU = "bureau", _("Bureau")
    DEPARTMENT = "department", _("Department")
    SUBORDINATE = "subordinate", _("Subordinate unit")
    PARTY_GROUP = "party_group", _("Leading Party group")
    PARTY_COMMITTEE = "party_committee", _("Party committee")
    GENERAL_BRANCH = "general_branch", _("General Party branch")
    BRANCH = "branch", _("Party branch")
    GROUP = "group", _("Party small group")

    @property
    def is_party(self) -> bool:
        """Whether it is a Party organisation and not a part of the bureau."""
        return self in PARTY_KINDS


PARTY_KINDS = {
    UnitKind.PARTY_GROUP,
    UnitKind.PARTY_COMMITTEE,
    UnitKind.GENERAL_BRANCH,
    UnitKind.BRANCH,
    UnitKind.GROUP,
}

# Which kinds may stand below which; a general branch or committee may be left out.
CHILDREN: dict[UnitKind, set[UnitKind]] = {
    UnitKind.BUREAU: {
        UnitKind.DEPARTMENT,
        UnitKind.SUBORDINATE,
        UnitKind.PARTY_GROUP,
        UnitKind.PARTY_COMMITTEE,
        UnitKind.GENERAL_BRANCH,
        UnitKind.BRANCH,
    },
    UnitKind.SUBORDINATE: {UnitKind.DEPARTMENT},
    UnitKind.DEPARTMENT: set(),
    UnitKind.PARTY_GROUP: set(),
    UnitKind.PARTY_COMMITTEE: {UnitKind.GENERAL_BRANCH, UnitKind.BRANCH},
    UnitKind.GENERAL_BRANCH: {UnitKind.BRANCH},
    UnitKind.BRANCH: {UnitKind.GROUP},
    UnitKind.GROUP: set(),
}


class BranchForm(models.TextChoices):
    """How a branch is set up: for one unit, for several together, or for a passing task."""

    ORDINARY = "ordinary", _("Ordinary branch")
    JOINT = "joint", _("Joint branch")
    TEMPORARY = "temporary", _("Temporary branch")


class Standing(models.TextChoices):
    """Standing of a member: probationary ones attend but have no vote."""

    FULL = "full", _("Full member")
    PROBATIONARY = "probationary", _("Probationary member")


class Leaving(models.TextChoices):
    """Why somebody is no longer on the roll of a branch of this bureau."""

    MOVED_OUT = "moved_out", _("Transferred to an organisation outside the bureau")
    LEFT = "left", _("Left the Party")
    EXPELLED = "expelled", _("Expelled from the Party")
    CANCELLED = "cancelled", _("Probationary membership cancelled")
    DIED = "died", _("Died")
    MISTAKE = "mistake", _("Entered by mistake")
    OTHER = "other", _("Another reason")


class TermState(models.TextChoices):
    """How a term stands on a day; computed, never stored."""

    NOT_BEGUN = "not_begun", _("Not begun")
    IN_FORCE = "in_force", _("In its term")
    DUE_SOON = "due_soon", _("Due soon")
    OVERDUE = "overdue", _("Term overdue")
    POSTPONED = "postponed", _("Postponed with approval")
    EARLY = "early", _("Early with approval")
    ENDED = "ended", _("Ended")


class Ending(models.TextChoices):
    """How a term ended."""

    RENEWED = "renewed", _("A new term began by election")
    DISSOLVED = "dissolved", _("The organisation was dissolved or merged")


# Organisations whose leading body is elected for a term. A leading Party group is appointed by its superior and has
# no election; the head of a small group is chosen without a term.
ELECTED_KINDS = {UnitKind.PARTY_COMMITTEE, UnitKind.GENERAL_BRANCH, UnitKind.BRANCH}


class Direction(models.TextChoices):
    """Which way a member's registration went, seen from the bureau."""

    IN = "in", _("Transferred in")
    OUT = "out", _("Transferred out")


class Ground(models.TextChoices):
    """Why nothing is demanded of a member: the grounds of 《党员教育管理工作条例》 article 23."""

    FRAIL = "frail", _("Old and frail")
    IMMOBILE = "immobile", _("Hardly able to move about")
    ILL = "ill", _("Seriously ill")
    INCAPABLE = "incapable", _("Unable to look after oneself")
    NOTED = "noted", _("Taken over from an earlier note, still to be sorted")


class Side(models.TextChoices):
    """The two who confirm a hand-over."""

    GIVER = "giver", _("Handing over")
    TAKER = "taker", _("Taking over")
