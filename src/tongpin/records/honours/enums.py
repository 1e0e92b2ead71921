"""Levels and holders of honours."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Level(models.TextChoices):
    """An explicit level: 市级 alone may be 地级市 or 县级市 and is asked, never guessed."""

    NATIONAL = "national", _("National")
    PROVINCIAL = "provincial", _("Provincial")
    PREFECTURE = "prefecture", _("Prefecture city")
    COUNTY = "county", _("County or county-level city")
    UNIT = "unit", _("Below county level")


class Holder(models.TextChoices):
    """Who or what was honoured."""

    COLLECTIVE = "collective", _("Collective")
    PERSON = "person", _("Person")
    PROJECT = "project", _("Project")
