"""What one's own home shows: at most six figures of one's own part of the bureau, and what waits for oneself."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from tongpin.derived.compliance.access import SEE as SEE_COMPLIANCE
from tongpin.derived.compliance.queries import DATED, owed, with_groups
from tongpin.derived.indicators.access import SEE as SEE_FIGURES
from tongpin.derived.indicators.enums import FigureState
from tongpin.derived.indicators.notices import evidence_text, state_text, value_text
from tongpin.derived.indicators.queries import headlines
from tongpin.foundation.people.models import Account
from tongpin.foundation.units.enums import PARTY_KINDS
from tongpin.foundation.units.models import Unit
from tongpin.records.activities.access import CONFIRM, RECORD, SEE
from tongpin.records.activities.enums import Grade, Status
from tongpin.records.activities.models import Activity
from tongpin.records.activities.queries import waiting_for_confirmation
from tongpin.records.visits.access import RECORD as RECORD_NEEDS
from tongpin.records.visits.enums import NeedStatus
from tongpin.records.visits.models import Need

OF_THE_BUREAU = ("meetings", "party_days", "talks.sessions", "tour.shows", "tour.villages", "needs.closed")
OF_A_PARTY_UNIT = ("members", "meetings", "party_days", "org_life", "volunteer.activities", "activities")
OF_ANOTHER_UNIT = ("activities", "talks.sessions", "festival.events", "tour.shows", "volunteer.activities", "honours")
COMING_DAYS = 14
MOST_SHOWN = 6


@dataclass(frozen=True)
class Headline:
    """One figure of the home as its card shows it."""

    name: str
    value: str
    unit: str
    url: str
    state: str
    state_text: str
    evidence: str


@dataclass(frozen=True)
class Part:
    """The part of the bureau a home speaks of; `unit` is None for the whole bureau."""

    unit: Unit | None
    name: str

    @property
    def within(self) -> str:
        """Return the path its figures are cut to."""
        return self.unit.path if self.unit else ""


def own_units(account: Account) -> Sequence[Unit]:
    """Return the units the account may see figures of, in the order of the tree, ended ones too. One query."""
    if not SEE_FIGURES.held_by(account):
        return []
    return list(with_groups(SEE_FIGURES.visible(account, Unit.objects.all())).order_by("path"))


def own_part(units: Sequence[Unit]) -> Part | None:
    """Return the part of the bureau the figures are of: the whole, else the topmost unit there is a role for.

    None where the account sees no figures.
    """
    unit = next((one for one in units if one.valid_to is None), None)
    if unit is None:
        return None
    return Part(unit if unit.parent_id else None, unit.name)


def own_figures(part: Part, year: int) -> list[Headline]:
    """Return six figures of a part of the bureau for a year."""
    if part.unit is None:
        codes: Sequence[str] = OF_THE_BUREAU
    else:
        codes = OF_A_PARTY_UNIT if part.unit.kind in PARTY_KINDS else OF_ANOTHER_UNIT
    within = f"&unit={part.unit.pk}" if part.unit else ""
    return [
        Headline(
            name=one.name,
            value=value_text(one.value),
            unit=one.unit,
            url=f"{reverse('indicators:figure', args=[code])}?year={year}{within}",
            state=one.state,
            state_text=state_text(one.state),
            evidence=evidence_text(one),
        )
        for code, one in headlines(codes, year=year, within=part.within).items()
    ]


def figures_of_a_telling_year(part: Part, newest: int, wanted: str) -> tuple[int, list[Headline]]:
    """Return the year asked for with its figures; unasked, the newest year, or the one before where that says more.

    In the first weeks of a year most figures have no data yet, and a home of dashes tells nobody anything.
    """
    offered = {str(year): year for year in (newest, newest - 1)}
    if wanted in offered:
        return offered[wanted], own_figures(part, offered[wanted])
    present = own_figures(part, newest)
    if _blank(present) * 2 <= len(present):
        return newest, present
    before = own_figures(part, newest - 1)
    return (newest - 1, before) if _blank(before) < _blank(present) else (newest, present)


def _blank(figures: Sequence[Headline]) -> int:
    return sum(one.state == FigureState.NO_DATA for one in figures)


@dataclass(frozen=True)
class Waiting:
    """Something that waits for the reader: how much of it, and where to go."""

    text: str
    count: int
    url: str


def waiting(account: Account, today: dt.date, units: Sequence[Unit]) -> list[Waiting]:
    """Return what waits for the reader, nothing that is done. Two queries at most, and four for what is owed.

    `units` are those within the reader's reach.
    """
    found = _owed(units, today) if SEE_COMPLIANCE.held_by(account) else []
    count_of = _activities(account, today)
    if CONFIRM.held_by(account):
        url = reverse("activities:confirm_several")
        found.append(Waiting(_("records wait for your confirmation"), count_of[Status.HELD], url))
    if RECORD.held_by(account):
        listed = reverse("activities:list")
        yesterday = (today - dt.timedelta(days=1)).isoformat()
        url = f"{listed}?status=planned&date_to={yesterday}"
        found.append(Waiting(_("plans are past: say whether they were held"), count_of[Status.PLANNED], url))
        url = f"{listed}?status=confirmed&evidence=none&date_from={today.year}-01-01"
        found.append(Waiting(_("confirmed records of this year have no evidence"), count_of[Status.CONFIRMED], url))
    if RECORD_NEEDS.held_by(account):
        found += _needs(account)
    return [one for one in found if one.count]


def _activities(account: Account, today: dt.date) -> Counter[str]:
    """Return how many activities wait for the account, by their state. One query.

    Those held wait for confirmation, those planned for a word whether they were held, those confirmed for evidence.
    """
    past = Q(status=Status.PLANNED, starts_on__lt=today)
    bare = Q(status=Status.CONFIRMED, grade=Grade.NONE, starts_on__year=today.year)
    parts = [
        CONFIRM.visible(account, waiting_for_confirmation()).exclude(recorded_by=account),
        RECORD.visible(account, Activity.objects.filter(past | bare)),
    ]
    first, *others = (rows.order_by().values_list("status").annotate(n=Count("pk")) for rows in parts)
    return Counter(dict(first.union(*others, all=True)))


def _owed(units: Sequence[Unit], today: dt.date) -> list[Waiting]:
    """Return what the organisations among these units are late with or have to hold within a month. Four queries."""
    open_ = owed(units, today, only=DATED)
    listed = reverse("compliance:open")
    return [
        Waiting(_("of organisational life are late"), len(open_.late), f"{listed}?group=late"),
        Waiting(_("of organisational life are due within a month"), len(open_.soon), f"{listed}?group=soon"),
    ]


def _needs(account: Account) -> list[Waiting]:
    """Return what waits among the needs of the reader's units. One query."""
    count = RECORD_NEEDS.visible(account, Need.objects.all()).aggregate(
        open=Count("pk", filter=Q(status=NeedStatus.OPEN)), answered=Count("pk", filter=Q(status=NeedStatus.ANSWERED))
    )
    listed = reverse("visits:list")
    return [
        Waiting(_("needs wait for an answer"), count["open"], f"{listed}?status={NeedStatus.OPEN}"),
        Waiting(_("answered needs wait for the asker's word"), count["answered"], f"{listed}?status=answered"),
    ]


def coming(account: Account, today: dt.date) -> QuerySet[Activity]:
    """Return what is planned in the reader's units for the next two weeks, soonest first."""
    until = today + dt.timedelta(days=COMING_DAYS)
    rows = Activity.objects.filter(status=Status.PLANNED, starts_on__gte=today, starts_on__lte=until)
    return SEE.visible(account, rows).select_related("unit").order_by("starts_on", "time_text", "pk")[:MOST_SHOWN]
