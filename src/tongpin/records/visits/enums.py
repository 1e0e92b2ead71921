"""States of a need."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class NeedStatus(models.TextChoices):
    """诉求: open until its owner answers it or says why it cannot be met; closed by the word of the one who asked."""

    OPEN = "open", _("Open, not answered yet")
    ANSWERED = "answered", _("Answered, waiting for the asker's word")
    CLOSED = "closed", _("Closed, answered")
    REFUSED = "refused", _("Cannot be met, with the reason")


class Satisfaction(models.TextChoices):
    """The asker's own word, in the three steps telephone surveys use (rules.md §8)."""

    UNKNOWN = "", _("Not asked yet")
    SATISFIED = "satisfied", _("Satisfied")
    BASICALLY = "basically", _("Basically satisfied")
    DISSATISFIED = "dissatisfied", _("Dissatisfied")


class Step(models.TextChoices):
    """What may be done with a need."""

    ANSWER = "answer", _("Answer it")
    REFUSE = "refuse", _("It cannot be met")
    FOLLOW_UP = "follow_up", _("Record the asker's word")
    REOPEN = "reopen", _("Open it again")
