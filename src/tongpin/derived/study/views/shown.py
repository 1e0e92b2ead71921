"""Hours of study as one reader may see them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.http import HttpRequest
from django.utils.translation import gettext as _

from tongpin.foundation.kernel import clock
from tongpin.foundation.people.models import Account
from tongpin.foundation.ui.rules import Chart, Quote, Series
from tongpin.records.activities.access import SEE
from tongpin.records.activities.models import Activity
from tongpin.standards.rules import Norm

from ..enums import Outcome
from ..notices import hours_text, state_of, verdict_text, wanted_text
from ..queries import Standing, UnitCount
from ..rules import Studied, Training

FIRST_YEAR, LAST_YEAR = 2000, 2100


def year_asked(request: HttpRequest) -> int:
    """Return ?year=, the present one where it says none."""
    text = request.GET.get("year", "")
    wanted = int(text) if text.isdecimal() and len(text) == 4 else 0
    return wanted if FIRST_YEAR <= wanted <= LAST_YEAR else clock.today().year


def years_beside(year: int) -> list[int]:
    """Return the years to lead to; none that has not begun."""
    return [one for one in (year - 1, year + 1) if FIRST_YEAR <= one <= clock.today().year]


def year_over(year: int) -> bool:
    """Say whether a year has passed."""
    return clock.today() > dt.date(year, 12, 31)


@dataclass(frozen=True)
class Row:
    """A member in the list of a branch."""

    pk: int
    name: str
    hours: str
    wanted: str
    state: str
    said: str
    trainings: Sequence[str]


def row(one: Standing, year: int) -> Row:
    """Return a member's line."""
    over = year_over(year)
    return Row(
        one.membership.pk,
        one.membership.person.name,
        hours_text(one.hours.total),
        wanted_text(one.wanted),
        state_of(one.verdict, year_over=over),
        verdict_text(one.verdict, year_over=over),
        [training_text(training) for training in one.trainings],
    )


def training_text(training: Training) -> str:
    """Return what a norm wants of training, and whether it was done."""
    words = {"title": training.norm.title, "until": training.until.isoformat()}
    if training.done_on is not None:
        return _("%(title)s: done on %(day)s") % (words | {"day": training.done_on.isoformat()})
    return _("%(title)s: not yet, until %(until)s") % words


@dataclass(frozen=True)
class SessionRow:
    """A session behind somebody's hours; `opens` where the reader may open its record."""

    session: Studied
    hours: str
    counted: str
    opens: bool


def session_rows(account: Account, sessions: Sequence[Studied]) -> list[SessionRow]:
    """Return the sessions with the way to their records; one query however many there are."""
    keys = [one.activity_id for one in sessions]
    within = SEE.visible(account, Activity.objects.filter(pk__in=keys)).values_list("pk", flat=True)
    seen = set(within) if keys else set()
    return [
        SessionRow(one, hours_text(one.hours), hours_text(one.counted), one.activity_id in seen) for one in sessions
    ]


def quote(norm: Norm) -> Quote:
    """Return what a norm says; whatever was not read in the original waits to be reviewed."""
    source = norm.source_name if norm.local else f"《{norm.source_name}》"
    return Quote(
        norm.quote or norm.title, source, norm.article, norm.issued.isoformat(),
        verified=not norm.needs_review, strict=norm.strictness == "must",
    )  # fmt: skip


def chart(counts: Sequence[UnitCount], year: int) -> Chart:
    """Return the picture of the organisations: how many have reached the norm, with its table."""
    return Chart(
        key="study",
        title=_("Members against the norm of study hours, %(year)s") % {"year": year},
        kind="bar",
        unit=_("persons"),
        category_name=_("Party organisation"),
        categories=[one.unit.name for one in counts],
        series=[
            Series(str(Outcome.REACHED.label), [one.reached for one in counts]),
            Series(str(Outcome.MISSING.label), [one.missing for one in counts]),
            Series(str(Outcome.NOT_APPLICABLE.label), [one.not_applicable for one in counts]),
        ],
    )
