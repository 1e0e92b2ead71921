"""Vocabulary of elections."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Kind(models.TextChoices):
    """Why an election is held."""

    TERM = "term", _("Election of a new term")
    VACANCY = "vacancy", _("By-election within the term")


class Body(models.TextChoices):
    """Who votes."""

    MEMBERS = "members", _("Members' meeting")
    CONGRESS = "congress", _("Delegates' congress")
    COMMITTEE = "committee", _("Plenary meeting of the committee")


class Office(models.TextChoices):
    """What is elected: committee members from more candidates than places, leaders from as many as places."""

    MEMBER = "member", _("Committee member")
    SECRETARY = "secretary", _("Secretary")
    DEPUTY = "deputy", _("Deputy secretary")


class State(models.TextChoices):
    """Where an election stands."""

    RUNNING = "running", _("Election under way")
    DONE = "done", _("Election completed")
    CANCELLED = "cancelled", _("Election broken off")


class Stage(models.TextChoices):
    """Where one vote of an election stands: each step opens the next."""

    CANDIDATES = "candidates", _("Candidates")
    ATTENDANCE = "attendance", _("Voters present")
    TELLERS = "tellers", _("Tellers of the vote")
    COUNT = "count", _("Count of the ballots")
    COUNTED = "counted", _("Ballots counted")
    VOID = "void", _("Vote void")


STAGES = (Stage.CANDIDATES, Stage.ATTENDANCE, Stage.TELLERS, Stage.COUNT, Stage.COUNTED)


class Again(models.TextChoices):
    """Why a further vote follows one."""

    TIE = "tie", _("Equal votes decide nothing")
    SHORT = "short", _("Fewer were elected than there are places")
    VOID = "void", _("The vote was void")


class Ground(models.TextChoices):
    """Lawful grounds for not counting a member among those who should attend (《选举工作条例》)."""

    MIND = "mind", _("Cannot express their will because of a mental illness or another illness")
    ABROAD = "abroad", _("Abroad for more than half a year and hardly able to return in time")
    SUSPENDED = "suspended", _("Party membership suspended")
    PROBATION = "probation", _("Placed on probation within the Party (留党察看)")
    DETAINED = "detained", _("Detained or arrested by law")
    FRAIL = "frail", _("Bedridden or ill for long, unable to look after oneself")
    AWAY = "away", _("Transferred, seconded or away for more than half a year, registration not moved as it should be")
    FLOATING = "floating", _("Floating member who asked for it")


# These have no vote and cannot be elected; the others only cannot come.
NO_VOTE = frozenset({Ground.SUSPENDED, Ground.PROBATION, Ground.DETAINED})


class Duty(models.TextChoices):
    """What a teller does."""

    OVERSEE = "oversee", _("Oversees the vote")
    COUNT = "count", _("Counts the votes")
