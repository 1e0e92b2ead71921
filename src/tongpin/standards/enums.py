"""Vocabulary of the catalogue."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class EntryType(models.TextChoices):
    """What an entry of the catalogue describes."""

    KIND = "kind", _("Kind of activity")
    NORM = "norm", _("Norm")


class Period(models.TextChoices):
    """What a norm counts by."""

    MONTH = "month", _("a month")
    QUARTER = "quarter", _("a quarter")
    YEAR = "year", _("a year")


class Strictness(models.TextChoices):
    """How binding a norm is. "Usually" (一般) is a reminder, never a violation."""

    MUST = "must", _("Must")
    USUALLY = "usually", _("Usually")
    MAY = "may", _("Where suitable")


class VerifiedLevel(models.TextChoices):
    """How well the source is known; everything but V is shown as 待党务干部复核."""

    ORIGINAL = "V", _("Read in the original")
    SECOND_HAND = "V2", _("Second-hand: to be reviewed by a Party-affairs officer")
    GENERAL = "G", _("General knowledge: to be reviewed by a Party-affairs officer")
    DOUBTFUL = "U", _("Doubtful: to be reviewed by a Party-affairs officer")


class BusinessLine(models.TextChoices):
    """业务线: what a culture and tourism bureau does (seed, opening paragraph)."""

    CULTURE = "culture", _("Culture for the people")
    TOURISM = "tourism", _("Tourism services")
    MARKET = "market", _("Market supervision")
    VOLUNTEER = "volunteer", _("Volunteering")
    POVERTY = "poverty", _("Targeted help")


class Purpose(models.TextChoices):
    """党建目的: what an activity does for Party-building."""

    POLITICS = "politics", _("Political building")
    IDEOLOGY = "ideology", _("Ideological building")
    ORGANISATION = "organisation", _("Organisational building")
    CONDUCT = "conduct", _("Conduct")
    DISCIPLINE = "discipline", _("Discipline")
    SERVICE = "service", _("Service to the people")
