"""Vocabulary of the yearly cycle."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Gathering(models.TextChoices):
    """The two meetings of the cycle, named as the kinds of the catalogue; they may be one."""

    ORG_LIFE = "org_life", _("Organisational-life meeting")
    APPRAISAL = "appraisal", _("Appraisal of members")


class Grade(models.TextChoices):
    """评定等次, from the notices on the yearly appraisal."""

    EXCELLENT = "excellent", _("Excellent (appraisal)")
    QUALIFIED = "qualified", _("Qualified")
    BASIC = "basic", _("Basically qualified")
    UNQUALIFIED = "unqualified", _("Unqualified")


class DecidedIn(models.TextChoices):
    """Who decides on the grades: 《中国共产党支部工作条例（试行）》第十八条."""

    COMMITTEE = "committee", _("The branch committee")
    GENERAL = "general", _("The meeting of all members")


class Step(models.TextChoices):
    """The steps of the cycle in their order."""

    STUDY = "study", _("Study before the meeting")
    TALKS = "talks", _("Heart-to-heart talks")
    OPINIONS = "opinions", _("Opinions gathered")
    ORG_LIFE = "org_life", _("Organisational-life meeting")
    APPRAISAL = "appraisal", _("Appraisal of members")
    SELF = "self", _("Members speak of themselves")
    PEER = "peer", _("Members speak of one another")
    BALLOT = "ballot", _("Secret ballot")
    GRADES = "grades", _("Grades decided")
    REMEDIES = "remedies", _("Putting right")


NOTED = (Step.STUDY, Step.TALKS, Step.OPINIONS)
"""Steps that are noted by themselves; the others follow from a meeting, a count or a decision."""
