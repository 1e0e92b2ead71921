"""Whose record a row is: texts of a ledger → units, venues, villages and persons of this bureau."""

from __future__ import annotations

import datetime as dt
import hashlib
from bisect import bisect_right
from collections import defaultdict
from dataclasses import dataclass, field

from tongpin.foundation.kernel.text import squeezed
from tongpin.foundation.places import queries as places
from tongpin.foundation.places.models import Village
from tongpin.foundation.places.rules import MatchState, VillageIndex, VillageRow, Vintage
from tongpin.foundation.units import queries as units
from tongpin.foundation.units.models import Membership, Unit, UnitAlias
from tongpin.standards.queries import kinds
from tongpin.standards.rules import ActivityKind

from ..models import Answer
from ..rules.issues import Issue, issue
from ..rules.names import names_several, same_but_shorter, says_party, unit_key

NEW = 0
"""Key of something that does not exist yet; the preview shows it as new, the commit makes it first."""


@dataclass(slots=True)
class Resolved:
    """A unit or venue: its key (`NEW` if it does not exist yet) and its name."""

    id: int
    name: str


@dataclass(slots=True)
class Lookups:
    """Everything a file's rows are compared with, read once. `new_units` and `new_venues` gather what has to be
    made.
    """

    root: Unit | None
    units: dict[str, Unit]
    venues: dict[str, int]
    villages: VillageIndex
    has_villages: bool
    kinds: dict[str, ActivityKind]
    people: dict[str, list[tuple[int, int]]]
    answers: dict[str, str]
    new_units: dict[str, str] = field(default_factory=dict)
    new_venues: dict[str, str] = field(default_factory=dict)
    boundaries: list[dt.date] = field(default_factory=list)
    """Days on which the list of villages changes; between two of them every day has the same answers."""
    _found_villages: dict[tuple[str, str, str, int], tuple[VillageRow | None, Issue | None]] = field(
        default_factory=dict
    )
    _found_units: dict[str, tuple[Resolved, Issue | None]] = field(default_factory=dict)

    @classmethod
    def load(cls, answers: dict[str, str]) -> Lookups:
        """Read units, venues, villages, members, the catalogue and remembered answers."""
        by_key = {unit_key(unit.name): unit for unit in Unit.objects.filter(valid_to=None)}
        for alias in UnitAlias.objects.select_related("unit"):
            by_key.setdefault(unit_key(alias.name), alias.unit)
        people: dict[str, list[tuple[int, int]]] = defaultdict(list)
        for name, person, unit in Membership.objects.filter(valid_to=None).values_list(
            "person__name", "person", "unit"
        ):
            people[name].append((person, unit))
        villages = places.index()
        remembered = dict(Answer.objects.values_list("question", "answer"))
        return cls(
            root=units.root(),
            units=by_key,
            venues=places.venues_by_name(),
            villages=villages,
            has_villages=Village.objects.exists(),
            kinds=dict(kinds()),
            people=dict(people),
            answers=remembered | answers,
            boundaries=_boundaries(),
        )

    # -- units

    def branch(self, text: str) -> tuple[Resolved, Issue | None]:
        """Return the Party organisation a text means, perhaps one to be made."""
        if text not in self._found_units:
            self._found_units[text] = self._branch(text)
        return self._found_units[text]

    def _branch(self, text: str) -> tuple[Resolved, Issue | None]:
        key = unit_key(text)
        if (unit := self.units.get(key)) is not None:
            return Resolved(unit.pk, unit.name), None
        if key in self.new_units:
            return Resolved(NEW, self.new_units[key]), None
        near = self._near(key)
        if near is not None:
            return near, issue("unit_taken", "unit", text=text, unit=near.name)
        name = squeezed(text)[:80]
        self.new_units[key] = name
        return Resolved(NEW, name), issue("unit_new", "unit", unit=name)

    def _near(self, key: str) -> Resolved | None:
        """Return the one branch whose name is this one with a place before it (文化馆支部 → 市文化馆支部), or
        shortened.
        """
        found: dict[str, Resolved] = {}
        for known, unit in self.units.items():
            if says_party(known) and same_but_shorter(key, known):
                found[unit.name] = Resolved(unit.pk, unit.name)
        for known, name in self.new_units.items():
            if says_party(known) and same_but_shorter(key, known):
                found[name] = Resolved(NEW, name)
        return next(iter(found.values())) if len(found) == 1 else None

    def unit(self, text: str) -> Resolved:
        """Return the unit of this very name, else the Party organisation it says, else the bureau."""
        if text and (unit := self.units.get(unit_key(text))) is not None:
            return Resolved(unit.pk, unit.name)
        if text and says_party(text):
            return self.branch(text)[0]
        return Resolved(self.root.pk, self.root.name) if self.root is not None else Resolved(NEW, "")

    # -- venues, persons

    def venue(self, text: str) -> Resolved:
        """Return the venue of this name, perhaps one to be made."""
        key = squeezed(text)[:80]
        if key in self.venues:
            return Resolved(self.venues[key], key)
        self.new_venues[key] = key
        return Resolved(NEW, key)

    def known_venue(self, text: str) -> int | None:
        """Return the key of the venue of this name, None if there is none."""
        return self.venues.get(squeezed(text)) if text else None

    def person(self, name: str, unit_id: int) -> int | None:
        """Return the member of this name where only one can be meant: in the unit, else in the whole bureau."""
        found = self.people.get(name, [])
        if len(found) > 1:
            found = [one for one in found if one[1] == unit_id]
        return found[0][0] if len(found) == 1 else None

    # -- villages

    def village(self, town: str, name: str, code: str, on: dt.date) -> tuple[VillageRow | None, Issue | None]:
        """Return the village a row means, or the question it raises. Never a guess: several are asked."""
        seen = (town, name, code, bisect_right(self.boundaries, on))
        if seen not in self._found_villages:
            self._found_villages[seen] = self._village(town, name, code, on)
        return self._found_villages[seen]

    def _village(self, town: str, name: str, code: str, on: dt.date) -> tuple[VillageRow | None, Issue | None]:
        subject = f"{squeezed(town)}|{squeezed(name)}|{squeezed(code)}"
        answered = self.answers.get(question_of("village", subject))
        if answered:
            town, name, code = "", "", answered
        match = self.villages.find(town, name, code, on=on)
        if match.village is not None:
            return match.village, _doubt(match.vintage, name, match.code_unreadable, code)
        said = {"village": f"{town}{name}" if town and not name.startswith(town) else name, "subject": subject}
        options = tuple((row.code, f"{row.town_name} {row.name}") for row in match.candidates)
        if match.state is MatchState.MISMATCH:
            return self._mismatch(match.candidates, code, said, options)
        if match.state is MatchState.AMBIGUOUS:
            return None, issue("village_ambiguous", "village", options=options, **said)
        if names_several(name):
            return None, issue("village_several", "village", options=options, **said)
        return None, issue(
            "village_unknown", "village", options=options, town=town or "—", village=name or code, subject=subject
        )

    def _mismatch(
        self, candidates: tuple[VillageRow, ...], code: str, said: dict[str, str], options: tuple[tuple[str, str], ...]
    ) -> tuple[VillageRow | None, Issue | None]:
        plain = squeezed(code)
        listed = [row for row in candidates if row.code == plain]
        if not listed and len({row.code for row in candidates}) == 1:
            return candidates[0], issue("village_code_unknown", "code", number=plain)
        name = f"{listed[0].town_name}{listed[0].name}" if listed else "—"
        return None, issue("village_code_differs", "village", options=options, number=plain, listed=name, **said)


def _boundaries() -> list[dt.date]:
    """Return the first days of every vintage, and the days after the last of those that ended, in order."""
    days: set[dt.date] = set()
    for start, end in Village.objects.values_list("valid_from", "valid_to").distinct().order_by():
        days |= {start} if start is not None else set()
        days |= {end + dt.timedelta(days=1)} if end is not None else set()
    return sorted(days)


def question_of(kind: str, subject: str) -> str:
    """Return the key under which an answer is remembered: what was asked about which text."""
    return hashlib.sha256(f"{kind}:{subject}".encode()).hexdigest()


def _doubt(vintage: Vintage, name: str, code_unreadable: bool, code: str) -> Issue | None:
    if code_unreadable:
        return issue("village_code_unknown", "code", number=code)
    if vintage in {Vintage.GONE, Vintage.LATER}:
        return issue("village_other_time", "village", village=name or code)
    return None
