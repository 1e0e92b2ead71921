"""States of a task."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class TaskState(models.TextChoices):
    """Open until it is done, or dropped with a reason."""

    OPEN = "open", _("Open")
    DONE = "done", _("Done")
    DROPPED = "dropped", _("Dropped")


class Whose(models.TextChoices):
    """Which tasks the list shows."""

    MINE = "mine", _("My tasks")
    UNIT = "unit", _("All I may see")
    LATE = "late", _("Late")
