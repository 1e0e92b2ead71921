"""States of imports and of their rows."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class BatchStatus(models.TextChoices):
    """A file is looked at first and taken over afterwards, or put aside."""

    PREVIEW = "preview", _("Preview")
    COMMITTED = "committed", _("Taken over")
    DISCARDED = "discarded", _("Put aside")


class RowState(models.TextChoices):
    """What becomes of a row when the import is taken over."""

    NEW = "new", _("New")
    CHANGED = "changed", _("Changed")
    SAME = "same", _("Same as before")
    DOUBLED = "doubled", _("Entered twice")
    LEFT_OUT = "left_out", _("Left out")
    QUESTION = "question", _("Question")
    ERROR = "error", _("Error")


WAITING = frozenset({RowState.QUESTION, RowState.ERROR})
"""Rows that go back to the clerk."""
TAKEN = frozenset({RowState.NEW, RowState.CHANGED})
"""Rows that write a record."""


class TargetKind(models.TextChoices):
    """What a row became."""

    ACTIVITY = "activity", _("Activity")
    NEED = "need", _("Need")
    HONOUR = "honour", _("Honour")
    MEMBER = "member", _("Member")
