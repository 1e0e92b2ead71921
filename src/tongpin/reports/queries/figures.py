"""The figures a template asks for: only those, of the year and of the year before."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
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


@dataclass(frozen=True, slots=True)
class Wanted:
    """Codes of figures: of the year, of the year before, and those of them whose parts are needed."""

    codes: tuple[str, ...]
    last: tuple[str, ...]
    splits: tuple[str, ...]


@lru_cache(maxsize=8)
def wanted_by(template_file: bytes) -> Wanted:
    """Return the codes a template asks for."""
    found = check_template(template_file, known_codes())
    return Wanted(found.codes, found.last_codes, found.split_codes)


def data_for(*, year: int, wanted: Wanted, as_of: dt.date | None = None) -> Year:
    """Compute the figures of a year up to its cut-off, and those of the year before up to the same day."""
    end = period_of(year, as_of).end
    before = end - dt.timedelta(days=1) if (end.month, end.day) == (2, 29) else end
    now = figures(year=year, codes=wanted.codes, as_of=end, splits=wanted.splits)
    last_end = before.replace(year=before.year - 1)
    previous = figures(year=year - 1, codes=wanted.last, as_of=last_end, splits=wanted.splits)
    displays = {code: definition.display for code, definition in definitions().items() if definition.display}
    return Year(year, now, previous, displays)
