"""For which year and which part of the bureau the reader asks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import Http404, HttpRequest

from tongpin.foundation.access.views import account_of
from tongpin.foundation.kernel import clock
from tongpin.foundation.units.models import Unit
from tongpin.foundation.units.queries import root

from ..access import SEE
from ..forms import Scope
from ..queries import newest_year

YEARS_OFFERED = 6
YEARS_COMPARED = 3


@dataclass(frozen=True)
class Asked:
    """The year and the unit (None: the whole bureau) of one page, with its form."""

    form: Scope
    year: int
    unit: Unit | None

    @property
    def within(self) -> str:
        """Return the path that figures are cut to; empty for the whole bureau."""
        return self.unit.path if self.unit else ""

    @property
    def compared(self) -> Sequence[int]:
        """Return the years of the trend, oldest first."""
        return range(self.year - YEARS_COMPARED + 1, self.year + 1)

    @property
    def query(self) -> str:
        """Return the query string that asks for the same again."""
        unit = f"&unit={self.unit.pk}" if self.unit else ""
        return f"?year={self.year}{unit}"


def asked(request: HttpRequest) -> Asked:
    """Read year and unit from the query string. A unit out of reach answers like one that does not exist."""
    account, bureau, this_year = account_of(request), root(), clock.today().year
    years = list(range(this_year, this_year - YEARS_OFFERED, -1))
    whole = bureau is not None and SEE.can_in(account, bureau)
    units = list(SEE.units(account).order_by("path"))
    if (wanted := request.GET.get("unit")) and wanted not in {str(unit.pk) for unit in units}:
        raise Http404
    form = Scope({"year": str(newest_year()), **request.GET.dict()}, years=years, units=units, whole=whole)
    return Asked(form, form.chosen_year(), form.chosen_unit())
