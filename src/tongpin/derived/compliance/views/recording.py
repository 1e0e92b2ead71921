"""Where what is owed is recorded: the form or page of its kind, with the organisation and the time it is owed for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext_lazy

from tongpin.derived.study.access import SEE_UNIT as SEE_HOURS
from tongpin.foundation.access.access import Policy
from tongpin.foundation.access.access.declared import SEE_UNITS
from tongpin.foundation.kernel import clock
from tongpin.foundation.people.models import Account
from tongpin.foundation.units.models import Unit
from tongpin.records.activities.access import RECORD
from tongpin.records.conversations.access import SEE_PAIRS
from tongpin.records.elections.access import SEE_TERMS
from tongpin.records.meetings.rules.minutes import has_minutes
from tongpin.records.reviews.access import RECORD as RECORD_CYCLE

from ..enums import State
from ..queries import Cell
from ..queries.hours import hours
from ..queries.records import STEPS, Source
from ..queries.sources import source_of
from ..queries.staff import staff
from ..queries.talks import talks
from ..queries.terms import terms
from ..rules import Period


@dataclass(frozen=True, slots=True)
class Page:
    """The page of an organisation where what a rule lacks is shown one by one, and recorded; `by_year`: of one year."""

    view: str
    policy: Policy
    label: Any  # a lazy translation
    by_year: bool = False


PAGES: Mapping[Source | None, Page] = {
    talks: Page("conversations:pairs", SEE_PAIRS, gettext_lazy("Name by name"), by_year=True),
    terms: Page("elections:unit", SEE_TERMS, gettext_lazy("To its terms")),
    hours: Page("study:unit", SEE_HOURS, gettext_lazy("Name by name"), by_year=True),
    staff: Page("desk:unit", SEE_UNITS, gettext_lazy("To its posts")),
}


@dataclass(frozen=True, slots=True)
class Link:
    """Where to go, in words."""

    url: str
    label: str


def page_of(account: Account, unit: Unit, cell: Cell) -> Link | None:
    """Return the page where what a cell lacks is shown; None where there is none the reader may open."""
    page = PAGES.get(source_of(cell.norm))
    if page is None or not page.policy.can_in(account, unit):
        return None
    year = f"?year={cell.period.year}" if page.by_year else ""
    return Link(reverse(page.view, args=[unit.pk]) + year, str(page.label))


def record_url(account: Account, unit: Unit, cell: Cell) -> str:
    """Return the address that records `cell`: the cycle of its year, or the form of its kind; empty where none does."""
    kind = cell.norm.kind
    if not kind or unit.valid_to is not None or not (RECORD_CYCLE if kind in STEPS else RECORD).can_in(account, unit):
        return ""
    if kind in STEPS:
        return f"{reverse('reviews:create')}?{urlencode({'unit': unit.pk, 'year': cell.period.year})}"
    view = "meetings:create" if has_minutes(kind) else "activities:create"
    missed = cell.state in {State.LATE, State.MISSED}
    return f"{reverse(view, args=[kind])}?{urlencode({'unit': unit.pk, 'when': _when(cell.period, missed=missed)})}"


def _when(period: Period, *, missed: bool) -> str:
    """Return the date to begin with: today, or the first day of what is still to come.

    Of what should have been held long ago nobody knows the day: the month stands there where there is but one, else
    nothing, so that a date is never invented.
    """
    today = clock.today()
    if missed:
        return period.name if period.kind == "month" else ""
    return max(period.first, today).isoformat()
