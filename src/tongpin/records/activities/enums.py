"""Vocabulary of THE record."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Status(models.TextChoices):
    """Planned → held → confirmed; cancelled from any of the first two."""

    PLANNED = "planned", _("Planned")
    HELD = "held", _("Held, waiting for confirmation")
    CONFIRMED = "confirmed", _("Confirmed")
    CANCELLED = "cancelled", _("Cancelled")


class Basis(models.TextChoices):
    """What a confirmation rests on."""

    SECOND_PERSON = "second_person", _("Confirmed by a second person")
    LEDGER = "ledger", _("Taken over from a ledger the unit has kept")


class Precision(models.TextChoices):
    """How exactly the date is known."""

    DAY = "day", _("Day")
    MONTH = "month", _("Month")


class Grade(models.IntegerChoices):
    """Grade of evidence; higher is stronger. A photograph is one possible evidence, never a required one."""

    NONE = 0, _("No evidence")
    SELF_REPORT = 1, _("Self-report")
    ROSTER = 2, _("Roster confirmed by a second person")
    RECEIPT = 3, _("Receipt or signature")
    DOCUMENT = 4, _("Document of a third party")


class MeasureUnit(models.TextChoices):
    """What is counted besides people and sessions."""

    BOOKS = "books", _("books")
    SITES = "sites", _("sites cleaned")
    PICTURES = "pictures", _("pictures")
    ITEMS = "items", _("items")
