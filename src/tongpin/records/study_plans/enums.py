"""Vocabulary of the study group."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Form(models.TextChoices):
    """How something is studied. All but self-study are kinds of activities of the catalogue, under the same code."""

    GROUP = "study.group", _("Study and discussion together")
    TUTORIAL = "study.tutorial", _("Tutorial")
    RESEARCH = "study.research", _("Field research")
    LECTURE = "meeting.lecture", _("Party lecture")
    REPORT = "study.report", _("Report on the situation and policy")
    SELF = "self", _("Self-study")

    @property
    def is_kind(self) -> bool:
        """Whether it is held as an activity; self-study is only planned."""
        return self is not Form.SELF


class TopicPrecision(models.TextChoices):
    """How exactly the day of a topic is planned."""

    DAY = "day", _("Day")
    MONTH = "month", _("Month")


class Way(models.TextChoices):
    """How somebody made up for a session they missed."""

    MATERIALS = "materials", _("Studied the materials")
    RECORDING = "recording", _("Listened to the recording")
    BRIEFING = "briefing", _("Was briefed on it")


class PaperKind(models.TextChoices):
    """Papers of the study group's yearly archive, in the order of its list (ZX.档案)."""

    PLAN = "plan", _("Yearly plan")
    SUMMARY = "summary", _("Yearly summary")
    RECORD = "record", _("Record of a session")
    ATTENDANCE = "attendance", _("Attendance sheet")
    MINUTES = "minutes", _("Minutes or bulletin")
    SPEECH = "speech", _("Outline of a speech")
    SELF_STUDY = "self_study", _("Plan of self-study")
    REFLECTION = "reflection", _("Reflections")
    RESEARCH = "research", _("Research report")


YEARLY = frozenset({PaperKind.PLAN, PaperKind.SUMMARY})
"""Papers the archive of a year holds once, whatever sessions there were."""

OF_A_SESSION = frozenset({PaperKind.RECORD, PaperKind.ATTENDANCE})
"""Papers usually held for each session. The others come where they were written, and nobody counts them."""
