"""Which titles of posts belong to an elected body: those of the committee in units/titles.yaml. Plain Python."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from tongpin.foundation.units.rules import by_code, seats_of, titles

SECRETARY, DEPUTY, MEMBER = "secretary", "deputy", "commissioner"


@dataclass(frozen=True, slots=True)
class Offices:
    """Titles as elected posts carry them: of the leaders, and those offered for elected committee members."""

    secretary: str
    deputy: str
    member: Sequence[str]

    def is_elected(self, title: str, kind: str) -> bool:
        """Say whether a post of this title is held by election to the leading body of a unit of this kind."""
        return any(by_code()[seat].committee for seat in seats_of(title, kind))

    def is_secretary(self, title: str, kind: str) -> bool:
        """Say whether this is the secretary; 第一书记, 党组书记 come by appointment and are none."""
        return SECRETARY in seats_of(title, kind)


@lru_cache
def offices() -> Offices:
    """Return the titles; a plain member's comes first."""
    known = by_code()
    member = known[MEMBER]
    others = [one.name for one in titles() if one.committee and one.code not in (SECRETARY, DEPUTY, MEMBER)]
    return Offices(known[SECRETARY].name, known[DEPUTY].name, (member.name, *others, *member.words[1:]))
