"""A year of organisations, rule by rule and period by period, as of a day."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import product

from django.db.models import Q, QuerySet

from tongpin.foundation.kernel import clock
from tongpin.foundation.units.enums import PARTY_KINDS
from tongpin.foundation.units.models import Unit
from tongpin.standards.enums import Strictness
from tongpin.standards.queries import rulebook
from tongpin.standards.rules import Norm, Override, Rulebook, Ruling

from ..enums import Reason, State
from ..rules import Duty, Found, Period, judge, periods, whole_month_within
from ..rules.judging import NOTHING
from ..rules.periods import MONTHS_IN
from .history import Setup, setups, with_groups
from .people import People
from .records import Asking, Records, Source
from .sources import READ_BESIDES, asks_units, source_of
from .tables import excused


@dataclass(frozen=True, slots=True)
class Cell:
    """How one organisation stands with one rule in one period; `norm` is the rule with any local rule applied."""

    unit_id: int
    norm: Norm
    period: Period
    state: State
    deadline: dt.date
    found: Found = NOTHING
    reason: Reason | None = None
    local: Override | None = None

    @property
    def needed(self) -> int:
        """Return how many the period asks for: meetings, or demands of another sort."""
        return self.found.asked or self.norm.min or 0

    @property
    def have(self) -> int:
        """Return how many were held, confirmed or not; of demands of another sort how many are met."""
        if self.found.asked:
            return self.found.asked - self.found.lacking
        return len(self.found.confirmed) + len(self.found.held)


@dataclass(frozen=True, slots=True)
class Row:
    """One rule of one organisation through a year; `norm` as it reads at the year's last period."""

    unit: Unit
    norm: Norm
    cells: Sequence[Cell]


@dataclass(frozen=True, slots=True)
class OrgYear:
    """One organisation through a year."""

    unit: Unit
    rows: Sequence[Row]

    @property
    def cells(self) -> list[Cell]:
        return [cell for row in self.rows for cell in row.cells]


def party_units(units: QuerySet[Unit]) -> QuerySet[Unit]:
    """Return the Party organisations among `units`, ended ones too, in the order of the tree."""
    return with_groups(units.filter(kind__in=PARTY_KINDS)).order_by("path")


def live_units(units: QuerySet[Unit], year: int) -> QuerySet[Unit]:
    """Return the Party organisations among `units` that existed in the year, in the order of the tree."""
    begun = Q(valid_from=None) | Q(valid_from__lte=dt.date(year, 12, 31))
    lasting = Q(valid_to=None) | Q(valid_to__gte=dt.date(year, 1, 1))
    return party_units(units.filter(begun & lasting))


def standing(
    units: Iterable[Unit],
    year: int,
    on: dt.date | None = None,
    codes: Collection[str] | None = None,
    book: Rulebook | None = None,
) -> list[OrgYear]:
    """Return how these organisations stand in a year, as of `on` (today), with all rules or those named.

    Each period is judged by the rule in force on its last day and by the records as they stand, those after `on` left
    out. Organisations no rule asks anything of are left out. Ten queries, however many organisations and rules: units,
    the rulebook with its local rules, activities, talks, terms, hours, and three for the people; one more where some
    organisation's set-up changed or small groups are units.
    """
    return standings(units, [year], on, codes, book=book)[year]


def standings(
    units: Iterable[Unit],
    years: Sequence[int],
    on: dt.date | None = None,
    codes: Collection[str] | None = None,
    *,
    only: Collection[Source] | None = None,
    book: Rulebook | None = None,
) -> dict[int, list[OrgYear]]:
    """Return the same for several years in a row, with as many queries as for one.

    `only` leaves out the rules other sources answer, and the queries they take. `book` is the whole rulebook where the
    caller has read it already.
    """
    read = book or rulebook(None if codes is None else [*codes, *READ_BESIDES])
    reading = _Reading(list(units), years, on or clock.today(), read, codes, only)
    return {
        year: [one for one in (reading.year_of(setup, year) for setup in reading.setups) if one.rows] for year in years
    }


def cell_of(
    unit: Unit, code: str, period: Period, on: dt.date | None = None, book: Rulebook | None = None
) -> Cell | None:
    """Return one cell; None where the rule asks nothing for this period."""
    for one in standing([unit], period.year, on, [code], book):
        for cell in one.cells:
            if cell.period == period:
                return cell
    return None


def counts(years: Iterable[OrgYear]) -> Counter[State]:
    """Return how many cells there are of each state."""
    return Counter(cell.state for one in years for row in one.rows for cell in row.cells)


@dataclass(frozen=True, slots=True)
class _Asked:
    """One period of a year in which a norm counts: what it asks, and whether it was in force for a whole month."""

    period: Period
    ruling: Ruling
    whole: bool
    duty: Duty


Plan = Sequence[_Asked]


class _Reading:
    """Everything a year of these organisations is computed from, read once."""

    def __init__(
        self,
        units: Sequence[Unit],
        years: Sequence[int],
        on: dt.date,
        book: Rulebook,
        codes: Collection[str] | None,
        only: Collection[Source] | None,
    ) -> None:
        self.years, self.on, self.only = years, on, only
        self.book = book
        self.codes = [code for code in book.versions if codes is None or code in codes]
        self.setups = setups(units)
        self._plans: dict[tuple[str, int | None, int], Plan] = {}
        self._by_kind: dict[tuple[str, int, int | None], Sequence[Plan]] = {}
        self._records = self._read()

    def _read(self) -> Mapping[str, Records]:
        """Read the records from each source once and return them by the code of the norm they answer."""
        by_source: dict[Source, dict[str, list[Norm]]] = defaultdict(lambda: defaultdict(list))
        for code in self.codes:
            units = {None, *(one.unit_id for one in self.book.overrides.get(code, ()))}
            for unit_id, year in product(units, self.years):
                for one in self._plan(code, unit_id, year):
                    if (source := self._source(one.ruling.norm)) is not None:
                        by_source[source][code].append(one.ruling.norm)
        found: dict[str, Records] = {}
        people = People(self.setups, self.years, self.on)
        for source, norms in by_source.items():
            asked = [norm for each in norms.values() for norm in each]
            records = source(Asking(self.setups, self.years, self.on, asked, people, self.book))
            found |= dict.fromkeys(norms, records)
        return found

    def _source(self, norm: Norm) -> Source | None:
        found = source_of(norm)
        return found if self.only is None or found in self.only else None

    def _plan(self, code: str, unit_id: int | None, year: int) -> Plan:
        """Return the periods of the year in which the norm counts by them, each by the rule of its last day."""
        known = self._plans.get((code, unit_id, year))
        if known is None:
            known = self._plans[code, unit_id, year] = [
                _Asked(
                    period,
                    ruling,
                    whole_month_within(period, self.book.since(code, period.last)),
                    _duty(ruling, period),
                )
                for kind in MONTHS_IN
                for period in periods(kind, year)
                if (ruling := self.book.on(code, period.last, unit_id)) is not None
                and ruling.norm.period == kind
                and (ruling.norm.min is not None or not ruling.applies)
                and self._source(ruling.norm) is not None
            ]
        return known

    def _plans_for(self, unit: Unit, year: int) -> Sequence[Plan]:
        """Return the plans of a year that ask something of a unit, the unit's own local rules included."""
        own = frozenset(code for code in self.book.overrides if self.book.has_own(code, unit.pk))
        key = (unit.kind, year, unit.pk if own else None)
        if key not in self._by_kind:
            plans = [self._plan(code, unit.pk if code in own else None, year) for code in self.codes]
            self._by_kind[key] = [
                asked for plan in plans if (asked := [one for one in plan if asks_units(one.ruling.norm, unit.kind)])
            ]
        return self._by_kind[key]

    def year_of(self, setup: Setup, year: int) -> OrgYear:
        """Return one organisation through the year."""
        rows = []
        for plan in self._plans_for(setup.unit, year):
            cells = [self._cell(setup, one) for one in plan]
            if any(cell.reason is not Reason.OTHER_RULE for cell in cells):
                rows.append(Row(setup.unit, cells[-1].norm, cells))
        return OrgYear(setup.unit, rows)

    def _cell(self, setup: Setup, one: _Asked) -> Cell:
        norm, period, deadline, local = one.ruling.norm, one.period, one.duty.deadline, one.ruling.local
        reason = _reason(setup, one)
        if reason is not None:
            return Cell(setup.unit.pk, norm, period, State.OFF, deadline, NOTHING, reason, local)
        found = self._records[norm.code].found(setup, norm, period)
        if found.excused is not None:
            return Cell(setup.unit.pk, norm, period, State.OFF, deadline, found, found.excused, local)
        duty = one.duty if found.deadline is None else replace(one.duty, deadline=found.deadline)
        return Cell(setup.unit.pk, norm, period, judge(duty, found, self.on), duty.deadline, found, None, local)


def _duty(ruling: Ruling, period: Period) -> Duty:
    norm = ruling.norm
    return Duty(norm.min or 0, norm.strictness == Strictness.MUST, period.first, period.deadline(latest_month(norm)))


def latest_month(norm: Norm) -> int:
    """Return the month of the next year until which a yearly meeting still counts in time; 0: none."""
    value = norm.params.get("latest_month", 0)
    return value if isinstance(value, int) else 0


def _reason(setup: Setup, one: _Asked) -> Reason | None:
    unit, period, ruling = setup.unit, one.period, one.ruling
    if unit.valid_from is not None and not whole_month_within(period, unit.valid_from):
        return Reason.NOT_FOUNDED
    if unit.valid_to is not None and unit.valid_to < period.last:
        return Reason.ENDED
    if not one.whole:
        return Reason.NO_RULE
    if not ruling.applies or not ruling.norm.min:
        return Reason.LOCAL
    return excused(ruling.norm, setup, period)
