"""The figures a template asks for: only those, of the year and of the year before."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from functools import lru_cache

from tongpin.derived.indicators.queries import figures, period_of
from tongpin.derived.indicators.rules import definitions
from tongpin.foundation.files.queries import read_original

from ..models import ReportTemplate
from ..rules.checking import check_template
from ..rules.language import Year
from ..rules.layout import brand_template


def known_codes() -> frozenset[str]:
    """Return the codes of the register of indicators."""
    return frozenset(definitions())


def template_bytes(template: ReportTemplate | None) -> bytes:
    """Return the Word file of a template; None is the one that ships with the program."""
    return brand_template() if template is None else read_original(template.file)


@lru_cache(maxsize=8)
def codes(template_file: bytes) -> tuple[str, ...]:
    """Return the codes a template asks for, in the register's order."""
    used = set(check_template(template_file, known_codes()).codes)
    return tuple(code for code in definitions() if code in used)


def data_for(*, year: int, wanted: Sequence[str], as_of: dt.date | None = None) -> Year:
    """Compute the figures of a year up to its cut-off, and those of the year before up to the same day."""
    end = period_of(year, as_of).end
    before = end - dt.timedelta(days=1) if (end.month, end.day) == (2, 29) else end
    now = figures(year=year, codes=wanted, as_of=end)
    previous = figures(year=year - 1, codes=wanted, as_of=before.replace(year=before.year - 1))
    displays = {code: definition.display for code, definition in definitions().items() if definition.display}
    return Year(year, now, previous, displays)
