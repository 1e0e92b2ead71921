"""Vocabulary of talks. Reasons are chosen, not written: a free text could take in what was said."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Way(models.TextChoices):
    """How the two talked."""

    FACE = "face", _("Face to face")
    PHONE = "phone", _("By telephone")
    VIDEO = "video", _("By video")
    LETTER = "letter", _("By letter")


class TalkStatus(models.TextChoices):
    """A talk stands until it is taken back."""

    STANDING = "standing", _("On record")
    CANCELLED = "cancelled", _("Taken back")


class Why(models.TextChoices):
    """Why a record of a talk is corrected or taken back."""

    WRONG_DAY = "wrong_day", _("The day was wrong")
    WRONG_WAY = "wrong_way", _("The way was wrong")
    WRONG_PERSON = "wrong_person", _("The person was wrong")
    DOUBLED = "doubled", _("It was entered twice")
    NOT_HELD = "not_held", _("It did not take place")


CORRECTS = (Why.WRONG_DAY, Why.WRONG_WAY)
TAKES_BACK = (Why.WRONG_PERSON, Why.DOUBLED, Why.NOT_HELD)
