"""Vocabulary of meetings and of their yearly plan."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class AbsenceReason(models.TextChoices):
    """Why somebody on the roll was not there; nobody has to tell more than this."""

    UNKNOWN = "", _("Reason not given")
    LEAVE = "leave", _("On leave")
    SICK = "sick", _("Sick leave")
    DUTY = "duty", _("On duty or travelling for work")
    STUDY = "study", _("Studying elsewhere")
    EXEMPT = "exempt", _("Not demanded of this member (old, frail or ill)")
    UNEXCUSED = "unexcused", _("Without excuse")
    OTHER = "other", _("Another reason")


class Verdict(models.TextChoices):
    """What became of a motion."""

    CARRIED = "carried", _("Carried")
    LOST = "lost", _("Not carried")
    NO_QUORUM = "no_quorum", _("No vote: too few were there")
    COUNTED = "counted", _("Counted only")  # no rule in the catalogue, or the base of the count is not known


class Origin(models.TextChoices):
    """Why a row stands in the plan."""

    NORM = "norm", _("Owed by a norm")
    LAST_YEAR = "last_year", _("As last year")
    OWN = "own", _("Added by the branch")
