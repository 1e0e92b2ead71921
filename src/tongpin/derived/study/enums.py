"""What hours of study come to against the norm."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Outcome(models.TextChoices):
    """Against the norm of the year. There is no order among people and none is made of it."""

    REACHED = "reached", _("Reached")
    MISSING = "missing", _("Not reached yet")
    NOT_APPLICABLE = "not_applicable", _("Not applicable")


class Reason(models.TextChoices):
    """Why the norm of the year does not apply to somebody."""

    EXEMPT = "exempt", _("exempt: old, ill or not able to move about")
    PART_YEAR = "part_year", _("on the roll for a part of the year only")
    NO_NORM = "no_norm", _("no norm was in force")
