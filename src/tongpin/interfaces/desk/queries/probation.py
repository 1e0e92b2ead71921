"""Whose probation ends when, by the catalogue's norms of the day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from tongpin.foundation.access.access.declared import SEE_NAMES
from tongpin.foundation.kernel.dated import in_force
from tongpin.foundation.people.models import Account
from tongpin.foundation.people.rules import stroke_key
from tongpin.foundation.ui.rules import Quote
from tongpin.foundation.units.enums import Standing
from tongpin.foundation.units.models import Membership, Unit
from tongpin.foundation.units.queries import Probation, probations
from tongpin.foundation.units.rules import ProbationTerms, extension_bounds
from tongpin.foundation.units.rules.probation import months_later
from tongpin.standards.queries import norms
from tongpin.standards.rules import Norm

from ..notices import norm_quote, norm_source

LENGTH, LONGER, NOTICE = "DEV.probation", "DEV.extension", "DEV.notice"


@dataclass(frozen=True, slots=True)
class Due:
    """A probation with the day it ends on and how that day lies to today: running, soon, over, or not known."""

    probation: Probation
    ends_on: dt.date | None
    state: str
    longest: dt.date | None = None

    @property
    def membership(self) -> Membership:
        """The probationary membership."""
        return self.probation.membership

    @property
    def badge(self) -> str:
        """The state's code among the badges."""
        return {"running": "planned", "soon": "reminder", "over": "late", "unknown": "reminder"}[self.state]

    @property
    def text(self) -> str:
        """The state in words."""
        return {
            "running": _("Running"),
            "soon": _("Ends soon"),
            "over": _("Over, to be decided"),
            "unknown": _("First day not known"),
        }[self.state]


def _number(norm: Norm | None, name: str) -> int | None:
    value = norm.params.get(name) if norm is not None else None
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def terms_of(known: Mapping[str, Norm]) -> ProbationTerms | None:
    """Return how long a probation lasts by these norms; None where the catalogue does not say."""
    length, longer = known.get(LENGTH), known.get(LONGER)
    months = _number(length, "months")
    if length is None or months is None:
        return None
    least, most = (longer.min, longer.max) if longer else (0, 0)
    return ProbationTerms(months, least or 0, most or 0, norm_source(length))


def terms(day: dt.date) -> ProbationTerms | None:
    """Return how long a probation lasts by the norms in force on `day`."""
    return terms_of(norms(day))


def quotes(day: dt.date, *codes: str) -> list[Quote]:
    """Return the words of these norms as they stood on `day`."""
    known = norms(day)
    return [norm_quote(known[code]) for code in codes if code in known]


def due(found: Sequence[Probation], day: dt.date) -> list[Due]:
    """Return how the end of each of these probations lies to `day`. One query."""
    known = norms(day)
    lasting, notice = terms_of(known), _number(known.get(NOTICE), "months") or 0
    return [_due(one, lasting, notice, day) for one in found]


def _due(one: Probation, lasting: ProbationTerms | None, notice: int, day: dt.date) -> Due:
    end = one.ends_on(lasting) if lasting else None
    if end is None or lasting is None:
        return Due(one, None, "unknown")
    state = "over" if end <= day else "soon" if months_later(day, notice) >= end else "running"
    longest = extension_bounds(one.began, lasting)[1] if one.began and one.extension is None else None
    return Due(one, end, state, longest)


def on_probation(account: Account, day: dt.date, unit: Unit | None = None) -> list[Due]:
    """Return the probationary members whose names the reader may see, those that end first at the top."""
    rows = Membership.objects.filter(in_force(day), standing=Standing.PROBATIONARY).select_related("person", "unit")
    if unit is not None:
        rows = rows.filter(unit__path__startswith=unit.path)
    found = due(probations(list(SEE_NAMES.visible(account, rows))), day)
    return sorted(found, key=lambda one: (one.ends_on or dt.date.min, stroke_key(one.membership.person.name)))
