"""States of what an organisation owes."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class State(models.TextChoices):
    """How one organisation stands with one rule in one period, as of a day."""

    LATE = "late", pgettext_lazy("compliance", "Late")
    DUE = "due", pgettext_lazy("compliance", "Due, still in time")
    PLANNED = "planned", pgettext_lazy("compliance", "Planned")
    WAITING = "waiting", pgettext_lazy("compliance", "Held, waiting for confirmation")
    DONE = "done", pgettext_lazy("compliance", "Done")
    DONE_LATE = "done_late", pgettext_lazy("compliance", "Done after its time")
    MISSED = "missed", pgettext_lazy("compliance", "Not held, a reminder only")
    NOT_YET = "not_yet", pgettext_lazy("compliance", "Not yet due")
    OFF = "off", pgettext_lazy("compliance", "Not applicable")


OPEN = (State.LATE, State.DUE, State.PLANNED)
"""What somebody still has to do something about."""

FULFILLED = (State.DONE, State.DONE_LATE)


class Reason(models.TextChoices):
    """Why a rule asks nothing of an organisation in a period."""

    NO_COMMITTEE = "no_committee", _("The branch had no committee then, or not for a whole month.")
    NO_GROUPS = "no_groups", _("The branch had no small groups then, or not for a whole month.")
    BY_ITS_GROUPS = "by_its_groups", _("Its small groups meet by themselves; see their own rows.")
    NOT_FOUNDED = "not_founded", _("The organisation did not exist yet, or not for a whole month of the period.")
    ENDED = "ended", _("The organisation had ended by the end of the period.")
    NO_RULE = "no_rule", _("The rule was not in force, or not for a whole month of the period.")
    LOCAL = "local", _("A local rule says that it does not apply.")
    NOBODY = "nobody", _("The branch has nobody of whom the rule asks it.")
    OTHER_RULE = "other_rule", _("The rule for branches with a committee asks this.")
    TEMPORARY = "temporary", _("A temporary branch holds no elections.")
    NO_TERM = "no_term", _("No term is on record. Enter it once, then its end is asked for.")
    TERM_RUNS = "term_runs", _("No term ends in this year; days the superior approved are counted in.")
