"""What a report would say, with everything an officer should know before issuing it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from tongpin.derived.indicators.enums import FigureState
from tongpin.foundation.kernel import clock
from tongpin.foundation.units.queries import root

from ..models import ReportTemplate
from ..notices import in_words, state_word
from ..rules.compose import Order
from ..rules.compose import preview as placed_in
from ..rules.faults import Fault
from ..rules.language import Placed
from ..rules.naming import title
from .figures import data_for, template_bytes, wanted_by


@dataclass(frozen=True, slots=True)
class Line:
    """One statement of the report as the preview lists it."""

    id: str
    code: str
    name: str
    text: str
    value: str
    state: str
    state_word: str
    records: int
    evidenced: int


@dataclass(frozen=True, slots=True)
class Preview:
    """The statements of a report and what stands against issuing it."""

    lines: tuple[Line, ...]
    unproven: tuple[str, ...]  # names of figures without evidence: no final copy
    partly: int
    empty: int

    @property
    def may_be_final(self) -> bool:
        return not self.unproven


def preview(*, year: int, template: ReportTemplate | None = None, as_of: dt.date | None = None) -> Preview:
    """Compute what a report would state. Raises UserError when the template cannot be used."""
    file = template_bytes(template)
    data = data_for(year=year, wanted=wanted_by(file), as_of=as_of)
    try:
        placed = placed_in(file, data, order_of(year=year, as_of=as_of, draft=True, code="", now=clock.now()))
    except Fault as fault:
        raise in_words(fault) from fault
    return Preview(
        lines=tuple(map(_line, placed)),
        unproven=tuple(dict.fromkeys(p.figure.name for p in placed if p.blocks_final)),
        partly=sum(p.figure.state is FigureState.PARTLY for p in placed),
        empty=sum(p.figure.state in (FigureState.NO_DATA, FigureState.NO_SOURCE) for p in placed),
    )


def order_of(*, year: int, as_of: dt.date | None, draft: bool, code: str, now: dt.datetime) -> Order:
    """Return what is decided about a report besides its figures."""
    bureau = root()
    name = bureau.name if bureau else ""
    end = min(as_of or clock.today(), dt.date(year, 12, 31))
    return Order(
        report=code,
        title=title(name, year),
        bureau=name,
        draft=draft,
        as_of=end.isoformat(),
        issued_at=now.astimezone(clock.SHANGHAI).isoformat(timespec="seconds"),
    )


def _line(place: Placed) -> Line:
    figure = place.figure
    return Line(
        id=place.id,
        code=place.use.code,
        name=figure.name + "".join(f" · {key}" for key in place.use.by),
        text=place.text,
        value="" if figure.value is None else f"{figure.value}{figure.unit}",
        state=str(figure.state),
        state_word=state_word(figure.state),
        records=figure.records,
        evidenced=figure.evidenced,
    )
