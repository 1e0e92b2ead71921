"""From definitions to values, splits and roots."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django.utils.translation import gettext as _

from tongpin.foundation.kernel.canonical import digest
from tongpin.foundation.kernel.errors import UserError
from tongpin.foundation.kernel.merkle import merkle_root
from tongpin.standards.queries import kinds

from ..enums import FigureState
from ..rules import Definition, Figure, Number, definitions
from ..rules.definitions import labels
from .compiling import aggregates, family_of, is_kept, kept_rows, known, period_of, rows_of
from .roots import blocks
from .sources import SOURCES, Period
from .totals import totals

Row = tuple[Any, ...]
MANY = 8  # figures from which on one pass over all rows is cheaper than one pass each


def _number(value: object) -> Number | None:
    if value is None or isinstance(value, int):
        return value
    exact = Decimal(str(value))
    return int(exact) if exact == exact.to_integral_value() else exact.normalize()


class Computation:
    """One run over several definitions for one period; rows that several figures share are fetched once."""

    def __init__(
        self, period: Period, *, within: str = "", roots: bool = True, splits: Collection[str] | None = None
    ) -> None:
        self.period, self.within, self.roots, self.splits = period, within, roots, splits
        self.many = False  # a run over much of the register: what several figures need is worth one pass over all rows
        self._hashed: dict[tuple[str, str], list[Row]] = {}
        self._of_kinds: dict[tuple[str, str], dict[str, list[Row]]] = {}
        self._figures: dict[str, Figure] = {}
        self._totals: dict[str, Mapping[str, Any]] = {}
        self._kind_names: Mapping[str, str] | None = None

    def figure(self, definition: Definition) -> Figure:
        """Return the figure of a definition with its split."""
        if definition.code not in self._figures:
            self._figures[definition.code] = self._compute(definition)
        return self._figures[definition.code]

    def _compute(self, definition: Definition) -> Figure:
        if not definition.has_source:
            return self._blank(definition, FigureState.NO_SOURCE)
        if definition.ratio:
            return self._ratio(definition, *definition.ratio)
        total = self._total(definition)
        result = self._made(definition, total)
        if result.records == 0 and not total["kept"]:
            result = replace(result, state=FigureState.NO_DATA, value=None)
        if self.roots:
            result = _rooted(result, self._blocks(definition) if result.records else [])
        wanted = self.splits is None or definition.code in self.splits
        return replace(result, by=self.split(definition, definition.by)) if definition.by and wanted else result

    def _total(self, definition: Definition) -> Mapping[str, Any]:
        """Return value, records and evidenced of a definition, and whether its source was kept at all."""
        if definition.code in self._totals:
            return self._totals[definition.code]
        total = rows_of(definition, self.period, self.within).aggregate(**aggregates(definition))
        source, family = SOURCES[definition.source], family_of(definition)
        kept = bool(total["records"]) or is_kept(source, self.period)
        if not kept and family is not None:
            kept = kept_rows(source, self.period, self.within).filter(family).exists()
        return {**total, "kept": kept}

    def gather(self, wanted: Sequence[Definition]) -> None:
        """Compute the totals of several definitions by one pass over each source."""
        self._totals |= totals(wanted, self.period, within=self.within, many=self.many)

    def _made(self, definition: Definition, row: Mapping[str, Any], params: Mapping[str, str] | None = None) -> Figure:
        value, records, evidenced = _number(row["value"]), row["records"], row["evidenced"]
        if records == 0:
            state, value = FigureState.ZERO, 0
        elif value is None:
            state = FigureState.NO_DATA
        elif evidenced == 0:
            state = FigureState.NO_EVIDENCE
        else:
            state = FigureState.OK if evidenced == records else FigureState.PARTLY
        blank = self._blank(definition, state)
        return replace(blank, value=value, records=records, evidenced=evidenced, params=dict(params or {}))

    def _blank(self, definition: Definition, state: FigureState) -> Figure:
        return Figure(
            code=definition.code,
            name=definition.name,
            unit=definition.unit,
            value=None,
            state=state,
            records=0,
            evidenced=0,
            as_of=self.period.end,
            definition_version=definition.version,
            definition_hash=definition.hash,
            definition_words=definition.words,
            records_root=merkle_root([]) if self.roots else "",
            evidence_root=merkle_root([]) if self.roots else "",
        )

    def _ratio(self, definition: Definition, top_code: str, bottom_code: str) -> Figure:
        top, bottom = self.figure(known(top_code)), self.figure(known(bottom_code))
        state, value = top.state, None
        if not bottom.value or top.value is None:
            state = FigureState.NO_DATA
        else:
            share = Decimal(top.value) * 100 / Decimal(bottom.value)
            value = _number(share.quantize(Decimal("0.01"), ROUND_HALF_UP))
        return replace(
            self._blank(definition, state),
            value=value,
            records=top.records,
            evidenced=top.evidenced,
            records_root=digest([top.records_root, bottom.records_root]) if self.roots else "",
            evidence_root=digest([top.evidence_root, bottom.evidence_root]) if self.roots else "",
        )

    def split(self, definition: Definition, dimensions: Sequence[str]) -> dict[str, Figure]:
        """Return the figure split by the first dimension, each part split further by the rest."""
        source = SOURCES[definition.source]
        paths = [source.attributes[name] for name in dimensions]
        rows = rows_of(definition, self.period, self.within).order_by()
        hashed = self._blocks(definition, dimensions) if self.roots else []
        tree: dict[str, Figure] = {}
        for depth in range(1, len(paths) + 1):
            found = {
                tuple(row[path] for path in paths[:depth]): row
                for row in rows.values(*paths[:depth]).annotate(**aggregates(definition))
            }
            self._graft(tree, definition, dimensions[:depth], found, hashed)
        return tree

    def _graft(
        self,
        tree: dict[str, Figure],
        definition: Definition,
        dimensions: Sequence[str],
        found: Mapping[Row, Mapping[str, Any]],
        hashed: Sequence[Row],
    ) -> None:
        *above, last = dimensions
        nothing = {"value": 0, "records": 0, "evidenced": 0}
        for parents in dict.fromkeys(key[:-1] for key in found):
            place = tree
            for name, value in zip(above, parents, strict=True):
                place = place[self.label(name, value)].by
            for value in self._values(definition, last, [key[-1] for key in found if key[:-1] == parents]):
                key = (*parents, value)
                words = {name: self.label(name, part) for name, part in zip(dimensions, key, strict=True)}
                part = self._made(definition, found.get(key, nothing), words)
                if self.roots:
                    part = _rooted(part, [row for row in hashed if row[: len(key)] == key])
                place[words[last]] = part

    def _values(self, definition: Definition, dimension: str, found: Sequence[Any]) -> list[Any]:
        """Return the values of a dimension in their order; for kinds also those that did not occur: they are zero."""
        if dimension == "kind" and definition.where.get("kind"):
            return list(definition.where["kind"])
        order = list(labels(dimension))
        return sorted(found, key=lambda value: (order.index(value) if value in order else len(order), str(value)))

    def label(self, dimension: str, value: object) -> str:
        """Return the word for a value of a dimension."""
        if dimension == "kind":
            if self._kind_names is None:
                self._kind_names = {code: kind.name for code, kind in kinds().items()}
            return self._kind_names.get(str(value), str(value))
        return labels(dimension).get(value, _("not filled in") if value in (None, "") else str(value))  # type: ignore[call-overload, no-any-return]

    def _blocks(self, definition: Definition, dimensions: Sequence[str] = ()) -> list[Row]:
        """Return (*dimensions, hash over records, hash over evidence) of the blocks of rows behind a figure."""
        source = SOURCES[definition.source]
        if not dimensions and "kind" in source.attributes and not set(definition.where) - {"kind"}:
            return self._blocks_of_kinds(definition)
        key = (definition.source, digest([dict(definition.where), list(dimensions)]))
        if key not in self._hashed:
            paths = [source.attributes[name] for name in dimensions]
            rows = rows_of(definition, self.period, self.within)
            self._hashed[key] = blocks(rows, source.digest, source.proof or source.digest, paths)
        return self._hashed[key]

    def _blocks_of_kinds(self, definition: Definition) -> list[Row]:
        """Return the blocks of a figure that takes whole kinds, kind by kind, so that one pass serves all of them."""
        key = (definition.source, "" if self.many else digest(dict(definition.where)))
        if key not in self._of_kinds:
            rows = self._blocks(replace(definition, where={}) if self.many else definition, ("kind",))
            by_kind: dict[str, list[Row]] = {}
            for row in rows:
                by_kind.setdefault(row[0], []).append(row)
            self._of_kinds[key] = by_kind
        found = self._of_kinds[key]
        return [row for kind in sorted(map(str, definition.where.get("kind") or found)) for row in found.get(kind, ())]


def _rooted(figure: Figure, hashed: Sequence[Row]) -> Figure:
    return replace(
        figure,
        records_root=merkle_root([row[-2] for row in hashed]),
        evidence_root=merkle_root([row[-1] for row in hashed if row[-1]]),
    )


def figures(
    *,
    year: int,
    codes: Sequence[str] | None = None,
    as_of: dt.date | None = None,
    within: str = "",
    roots: bool = True,
    splits: Collection[str] | None = None,
) -> dict[str, Figure]:
    """Compute figures of a year from the records, all of the register unless `codes` names some.

    `as_of` is the cut-off date of what counts; `within` the path of a unit for figures of a part of the bureau;
    `roots=False` leaves the Merkle roots empty, for screens; `splits` names the codes whose parts are needed, None all.
    Raises UserError for a code nobody defined.
    """
    run = Computation(period_of(year, as_of), within=within, roots=roots, splits=splits)
    wanted = {code: known(code) for code in (codes if codes is not None else definitions())}
    run.many = len(wanted) >= MANY
    if run.many:
        run.gather([*wanted.values(), *(known(part) for one in wanted.values() for part in one.ratio or ())])
    return {code: run.figure(one) for code, one in wanted.items()}


def figure(code: str, *, year: int, as_of: dt.date | None = None, within: str = "", roots: bool = True) -> Figure:
    """Compute one figure; see `figures`."""
    return figures(year=year, codes=[code], as_of=as_of, within=within, roots=roots)[code]


def breakdown(
    code: str, dimension: str, *, year: int, as_of: dt.date | None = None, within: str = ""
) -> dict[str, Figure]:
    """Split one figure by one of its dimensions, without roots. Raises UserError for one it does not have."""
    definition = known(code)
    if dimension not in {*definition.dimensions, *definition.by}:
        raise UserError(_("This figure cannot be split so."), place=dimension)
    return Computation(period_of(year, as_of), within=within, roots=False).split(definition, [dimension])


def trend(code: str, *, years: Sequence[int], within: str = "") -> dict[int, Figure]:
    """Compute one figure for several years, without roots and without its split."""
    return {year: headlines([code], year=year, within=within)[code] for year in years}


def headlines(codes: Sequence[str], *, year: int, within: str = "") -> dict[str, Figure]:
    """Compute some figures without roots and without their splits: one query per source."""
    wanted = {code: replace(known(code), by=()) for code in codes}
    run = Computation(period_of(year), within=within, roots=False)
    run.gather(list(wanted.values()))
    return {code: run.figure(one) for code, one in wanted.items()}
