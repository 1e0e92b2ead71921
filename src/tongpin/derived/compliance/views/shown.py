"""How organisations stand, as the screens show it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import HttpRequest
from django.urls import reverse

from tongpin.foundation.kernel import clock
from tongpin.foundation.units.models import Unit
from tongpin.standards.rules import Norm, Rulebook

from ..access import SEE
from ..enums import State
from ..forms import YearFilter
from ..notices import period_text, short_period, short_state
from ..queries import Cell, OrgYear, Row, counts, live_units, standing
from ..rules import in_columns
from ..rules.layout import Placed
from .naming import Rules

TONES: Mapping[State, str] = {
    State.LATE: "alert",
    State.DUE: "open",
    State.PLANNED: "open",
    State.WAITING: "half",
    State.DONE: "done",
    State.DONE_LATE: "done",
    State.MISSED: "half",
    State.NOT_YET: "off",
    State.OFF: "off",
}


@dataclass(frozen=True)
class Shown:
    """A cell with its words; `first` and `span` place it in the picture, `url` opens it."""

    state: str
    tone: str
    word: str
    label: str
    period: str
    short_period: str
    url: str
    first: int
    span: int
    local: bool


@dataclass(frozen=True)
class Line:
    """One rule of one organisation."""

    name: str
    norm: Norm
    cells: Sequence[Shown | int]


@dataclass(frozen=True)
class Block:
    """One organisation in the picture."""

    unit: Unit
    lines: Sequence[Line]


@dataclass(frozen=True)
class Chosen:
    """What the reader asked for: the year and the day, the rule and the organisation, and the units in reach."""

    form: YearFilter
    year: int
    on: dt.date
    code: str
    state: str
    units: Sequence[Unit]
    query: str
    book: Rulebook

    def years(self) -> list[OrgYear]:
        """Return how the organisations asked for stand."""
        return standing(self.units, self.year, self.on, [self.code] if self.code else None, self.book)

    @property
    def as_of(self) -> bool:
        """Whether another day than today was asked for."""
        return self.on != clock.today()


def chosen(request: HttpRequest, form_class: type[YearFilter], rules: Rules) -> Chosen:
    """Read the filters and the organisations within the reader's reach. One query."""
    in_reach = SEE.visible(request.user, Unit.objects.all())
    today = clock.today()
    wanted = request.GET.get("year", "")
    year = int(wanted) if wanted.isdecimal() and len(wanted) == 4 else today.year
    units = list(live_units(in_reach, year))
    form = form_class(request.GET, rules=rules.names.items(), units=units)
    values = form.chosen()
    year = values.get("year", today.year)
    below = next((unit for unit in units if unit.pk == values.get("unit")), None)
    kept: dict[str, object] = {name: values[name] for name in ("year", "code", "unit", "on") if name in values}
    return Chosen(
        form=form,
        year=year,
        on=values.get("on") or today,
        code=values.get("code", ""),
        state=values.get("state", ""),
        units=[unit for unit in units if below is None or unit.path.startswith(below.path)],
        query=urlencode(kept),
        book=rules.book,
    )


def url_of(cell: Cell, on: dt.date) -> str:
    """Return where a cell opens, as of the same day."""
    address = reverse("compliance:cell", args=[cell.unit_id, cell.norm.code, cell.period.name])
    return address if on == clock.today() else f"{address}?on={on.isoformat()}"


def shown(cell: Cell, on: dt.date, first: int = 1, span: int = 1) -> Shown:
    """Return a cell in words."""
    label = str(cell.state.label)
    return Shown(
        state=cell.state.value,
        tone=TONES[cell.state],
        word=_word(cell),
        label=f"{label}：{cell.reason.label}" if cell.reason else label,
        period=period_text(cell.period),
        short_period=short_period(cell.period),
        url=url_of(cell, on),
        first=first,
        span=span,
        local=cell.local is not None,
    )


def _word(cell: Cell) -> str:
    """Return the state in a word; of demands that go on all year how many are met as well."""
    counted = cell.found.asked > 1 and cell.found.lacking
    return f"{short_state(cell.state)} {cell.have}/{cell.needed}" if counted else short_state(cell.state)


def line(row: Row, on: dt.date, rules: Rules) -> Line:
    """Return one rule of one organisation in twelve columns; a number stands for that many empty ones."""
    placed = _merged(in_columns(row.cells, lambda cell: cell.period))
    cells = [shown(one.cell, on, one.first, one.span) if one.cell else one.span for one in placed]
    return Line(rules.name(row.norm), row.norm, cells)


def _merged(placed: Iterable[Placed[Cell]]) -> list[Placed[Cell]]:
    """Join neighbours to which the rule does not apply for the same reason: twelve times the same word says less."""
    found: list[Placed[Cell]] = []
    for one in placed:
        last = found[-1] if found else None
        if last and last.cell and one.cell and last.cell.reason and last.cell.reason == one.cell.reason:
            found[-1] = Placed(last.cell, last.first, last.span + one.span)
        else:
            found.append(one)
    return found


def blocks(years: Iterable[OrgYear], on: dt.date, rules: Rules) -> list[Block]:
    """Return organisations as the picture shows them."""
    return [Block(one.unit, [line(row, on, rules) for row in one.rows]) for one in years]


@dataclass(frozen=True)
class Count:
    """How many cells are in a state, and where they are listed."""

    state: str
    label: str
    tone: str
    count: int
    url: str


def tallies(years: Sequence[OrgYear], query: str) -> list[Count]:
    """Return how many cells there are of each state, what is open first; each number opens to its list."""
    numbers, listed = counts(years), reverse("compliance:list")
    return [
        Count(state.value, str(state.label), TONES[state], numbers[state], f"{listed}?{query}&state={state.value}")
        for state in State
    ]


@dataclass(frozen=True)
class Summary:
    """One organisation in the table beside the picture: how many cells in which state."""

    unit: Unit
    numbers: Sequence[Count]


SUMMED = (State.LATE, State.DUE, State.PLANNED, State.WAITING, State.MISSED, State.DONE, State.DONE_LATE)


def summaries(years: Sequence[OrgYear], year: int, on: dt.date) -> list[Summary]:
    """Return the table that says the same as the picture, in the order of the tree."""
    found = []
    for one in years:
        query = urlencode({"year": year, "unit": one.unit.pk, "on": on.isoformat()})
        by_state = {each.state: each for each in tallies([one], query)}
        found.append(Summary(one.unit, [by_state[state] for state in SUMMED]))
    return found
