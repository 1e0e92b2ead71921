"""Which village a clerk means. Built once from all rows of all vintages; each question is a few dictionary look-ups."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from tongpin.foundation.kernel.text import squeezed

from .names import Kind, clean_code, kind_of, town_forms, town_stem, village_stems

MOST_SUGGESTIONS = 5
_LIKENESS = 0.5


@dataclass(frozen=True, slots=True)
class VillageRow:
    """One row of the dated list, without the database."""

    id: int
    code: str
    name: str
    town_code: str
    town_name: str
    valid_from: dt.date | None
    valid_to: dt.date | None
    is_administrative: bool

    def in_force(self, day: dt.date) -> bool:
        """Say whether the row is valid on `day`."""
        return (self.valid_from is None or self.valid_from <= day) and (self.valid_to is None or day <= self.valid_to)


class MatchState(StrEnum):
    """What was found."""

    ONE = "one"
    AMBIGUOUS = "ambiguous"  # several fit: the clerk is asked
    NONE = "none"  # nothing fits; `candidates` are suggestions only
    MISMATCH = "mismatch"  # code, name and town speak of different villages


class Vintage(StrEnum):
    """How the village found stands to the day of the record."""

    IN_FORCE = "in_force"
    RENAMED = "renamed"  # the name is of another time, the code is the village in force
    GONE = "gone"  # vanished or merged before that day
    LATER = "later"  # on the list only after that day


@dataclass(frozen=True, slots=True)
class Match:
    """The answer. `village` is set exactly when `state` is ONE.

    `code_unreadable`: a code was given but is not one (Excel turned it into 3.7E+11); the name alone decided.
    `kind_differs`: the text says village, the list community, or the other way about.
    """

    state: MatchState
    village: VillageRow | None = None
    candidates: tuple[VillageRow, ...] = ()
    vintage: Vintage = Vintage.IN_FORCE
    code_unreadable: bool = False
    kind_differs: bool = False
    town_unknown: bool = False

    @property
    def certain(self) -> bool:
        """Say whether nothing about this answer needs the clerk's eye."""
        doubts = self.code_unreadable or self.kind_differs or self.vintage in {Vintage.GONE, Vintage.LATER}
        return self.state is MatchState.ONE and not doubts


class VillageIndex:
    """Finds villages by town, name and code on a day."""

    def __init__(self, rows: Iterable[VillageRow]) -> None:
        self._by_code: dict[str, list[VillageRow]] = defaultdict(list)
        self._by_stem: dict[str, list[VillageRow]] = defaultdict(list)
        self._by_town: dict[str, list[VillageRow]] = defaultdict(list)
        self._town_codes: dict[str, set[str]] = defaultdict(set)
        self._town_prefixes: dict[str, str] = {}
        self._answers: dict[tuple[str, str, str, dt.date], Match] = {}
        for row in rows:
            self._by_code[row.code].append(row)
            self._by_town[row.town_code].append(row)
            for stem in set(village_stems(row.name)):
                self._by_stem[stem].append(row)
            self.add_town(row.town_code, row.town_name)

    def add_town(self, code: str, name: str) -> None:
        """Let `name` mean the town `code`: former names too."""
        self._town_codes[squeezed(name)].add(code)
        self._town_codes[town_stem(name)].add(code)
        for form in town_forms(name):
            self._town_prefixes[form] = code

    def find(self, town: str, name: str, code: str = "", *, on: dt.date) -> Match:
        """Say which village is meant by what stands in a row of the day `on`.

        `town`, `name`, `code` are texts as typed; each may be empty, not all. Villages in force on the day come first;
        others are given with their `vintage`. A code that contradicts the name or the town is a MISMATCH.
        """
        question = (town, name, code, on)
        answer = self._answers.get(question)
        if answer is None:
            answer = self._answers[question] = self._find(town, name, code, on)
        return answer

    def _find(self, town: str, name: str, code: str, on: dt.date) -> Match:
        towns, name = self._towns(town, name)
        digits = clean_code(code)
        unreadable = bool(squeezed(code)) and len(digits) != 12
        if digits and not unreadable:
            return self._by_code_and_name(digits, name, towns, on)
        return self._by_name(name, towns, on, unreadable=unreadable, town_unknown=bool(squeezed(town)) and not towns)

    # -- towns

    def _towns(self, town: str, name: str) -> tuple[set[str], str]:
        """Return the codes of the town meant (empty: unsaid or unknown) and the village's name without the town's."""
        codes = self._town_named(town)
        plain = squeezed(name)
        for form, code in self._town_prefixes.items():
            at = plain.find(form)
            if at < 0 or len(plain) == at + len(form) or (codes and code not in codes):
                continue
            if not codes and squeezed(town):
                continue
            rest = plain[at + len(form) :]
            if any(row.town_code == code for stem in village_stems(rest) for row in self._by_stem.get(stem, ())):
                return {code}, rest
        return codes, plain

    def _town_named(self, town: str) -> set[str]:
        plain = squeezed(town)
        if not plain:
            return set()
        found = self._town_codes.get(plain) or self._town_codes.get(town_stem(plain))
        if found:
            return set(found)
        # 测试市甲镇: the county before the town's name.
        return {code for form, code in self._town_prefixes.items() if plain.endswith(form)}

    # -- by name

    def _named(self, name: str, towns: set[str]) -> list[VillageRow]:
        """Return all rows of any vintage that the name may mean, in the towns given (none: in all)."""
        rows = {row.id: row for stem in village_stems(name) for row in self._by_stem.get(stem, ())}
        return [row for row in rows.values() if not towns or row.town_code in towns]

    def _by_name(self, name: str, towns: set[str], on: dt.date, *, unreadable: bool, town_unknown: bool) -> Match:
        found = [] if town_unknown or not name else self._named(name, towns)
        if not found:
            near = self._suggestions(name, towns, on)
            return Match(MatchState.NONE, candidates=near, code_unreadable=unreadable, town_unknown=town_unknown)
        rows, vintage = self._of_the_day(found, on)
        rows = _narrowed(rows, name)
        if len({row.code for row in rows}) > 1:
            return Match(MatchState.AMBIGUOUS, candidates=tuple(rows), vintage=vintage, code_unreadable=unreadable)
        village = _nearest(rows, on)
        return Match(
            MatchState.ONE,
            village=village,
            vintage=vintage,
            code_unreadable=unreadable,
            kind_differs=_differs(name, village),
        )

    def _of_the_day(self, found: Sequence[VillageRow], on: dt.date) -> tuple[list[VillageRow], Vintage]:
        """Return those in force; else those whose code is in force under a new name; else the others, flagged."""
        if current := [row for row in found if row.in_force(on)]:
            return current, Vintage.IN_FORCE
        codes = {row.code for row in found}
        if renamed := [row for code in codes for row in self._by_code[code] if row.in_force(on)]:
            return renamed, Vintage.RENAMED
        gone = [row for row in found if row.valid_to is not None and row.valid_to < on]
        return (gone, Vintage.GONE) if gone else (list(found), Vintage.LATER)

    # -- by code

    def _by_code_and_name(self, code: str, name: str, towns: set[str], on: dt.date) -> Match:
        rows = self._by_code.get(code, [])
        named = self._named(name, towns) if name else []
        if not rows:
            state = MatchState.MISMATCH if named else MatchState.NONE
            near = tuple(self._of_the_day(named, on)[0]) if named else self._suggestions(name, towns, on)
            return Match(state, candidates=near)
        of_day, vintage = self._of_the_day(rows, on)
        village = _nearest(of_day, on)
        agrees = not name or any(row.code == code for row in named)
        in_town = not towns or village.town_code in towns
        rivals = [row for row in named if row.in_force(on)] if vintage in {Vintage.GONE, Vintage.LATER} else []
        if not (agrees and in_town) or rivals:
            others = tuple(self._of_the_day(named, on)[0]) if named else ()
            unique = {row.id: row for row in (village, *others)}
            return Match(MatchState.MISMATCH, candidates=tuple(unique.values()), vintage=vintage)
        if vintage is Vintage.IN_FORCE and name and not any(row.id == village.id for row in named):
            vintage = Vintage.RENAMED
        return Match(MatchState.ONE, village=village, vintage=vintage)

    # -- near misses

    def _suggestions(self, name: str, towns: set[str], on: dt.date) -> tuple[VillageRow, ...]:
        """Return villages in force that look or sit like what was typed; never more than a few, never a decision."""
        if not name:
            return ()
        elsewhere = [row for row in self._named(name, set()) if row.in_force(on)]
        letters = set(village_stems(name)[1])
        rows = (row for town in towns or self._by_town for row in self._by_town[town] if row.in_force(on))
        scored = [(_likeness(letters, set(village_stems(row.name)[1])), row) for row in rows] if towns else []
        close = [row for score, row in sorted(scored, key=lambda one: (-one[0], one[1].code)) if score >= _LIKENESS]
        unique = {row.id: row for row in [*elsewhere, *close]}
        return tuple(unique.values())[:MOST_SUGGESTIONS]


def _likeness(one: set[str], other: set[str]) -> float:
    """Return the share of characters two names have in common, 0 to 1."""
    return len(one & other) / max(len(one | other), 1)


def _differs(name: str, village: VillageRow) -> bool:
    said = kind_of(name)
    return said is not Kind.UNSAID and said is not kind_of(village.name)


def _narrowed(rows: list[VillageRow], name: str) -> list[VillageRow]:
    """Of several rows keep the one written exactly so, else those of the kind the ending names."""
    plain = squeezed(name)
    if exact := [row for row in rows if squeezed(row.name) == plain]:
        return exact
    return [row for row in rows if not _differs(name, row)] or rows


def _nearest(rows: Sequence[VillageRow], on: dt.date) -> VillageRow:
    """Return the row in force, else the one whose time lies closest to the day."""

    def distance(row: VillageRow) -> int:
        if row.in_force(on):
            return 0
        edges = [abs((edge - on).days) for edge in (row.valid_from, row.valid_to) if edge is not None]
        return min(edges)

    return min(rows, key=lambda row: (distance(row), row.id))
