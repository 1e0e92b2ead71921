"""The sample's lasting things: villages, branches, members. Plain Python."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterator
from dataclasses import dataclass

from . import vocabulary as words


@dataclass(frozen=True, slots=True)
class Village:
    """An entry of the village list; the last three digits tell a village (200–399) from a community."""

    code: str
    name: str
    town_code: str
    town: str

    @property
    def administrative(self) -> bool:
        return 200 <= int(self.code[-3:]) <= 399

    @property
    def short(self) -> str:
        """The name as clerks write it."""
        return self.name.removesuffix("村民委员会").removesuffix("居民委员会")


@dataclass(frozen=True, slots=True)
class Member:
    """Someone on the roll."""

    name: str
    branch: str
    full: bool
    gender: str
    born: dt.date
    joined: dt.date
    post: str
    phone: str


@dataclass(frozen=True, slots=True)
class World:
    """Everything that stays over the years."""

    villages: list[Village]
    members: list[Member]

    def of_branch(self, branch: str) -> list[Member]:
        return [one for one in self.members if one.branch == branch]


def _village_names(dice: random.Random) -> Iterator[str]:
    every = [a + b + c for a in words.VILLAGE_HEADS for b in words.VILLAGE_STEMS for c in words.VILLAGE_TAILS]
    dice.shuffle(every)
    yield from every


def villages(dice: random.Random) -> list[Village]:
    """Return the village list; two towns share the name of one village, as everywhere."""
    names, found = _village_names(dice), list[Village]()
    for number, town in enumerate(words.TOWNS):
        town_code = f"{words.COUNTY_CODE}{(1 if '街道' in town else 100) + number:03d}"
        if "街道" in town:
            names_here = words.COMMUNITIES[:3] if number == 5 else words.COMMUNITIES[3:]
            found += [
                Village(f"{town_code}{place:03d}", f"{community}社区居民委员会", town_code, town)
                for place, community in enumerate(names_here, 1)
            ]
        codes = [f"{town_code}{200 + place}" for place in range(dice.randint(11, 19))]
        found += [Village(code, f"{next(names)}村民委员会", town_code, town) for code in codes]
    shared = found[0].short + "村民委员会"
    found[-1] = Village(found[-1].code, shared, found[-1].town_code, found[-1].town)
    return found


def _names(dice: random.Random) -> Iterator[str]:
    used: set[str] = set()
    while True:
        given = "".join(dice.sample(words.GIVEN, dice.choice((1, 2, 2))))
        name = dice.choice(words.SURNAMES) + given
        if name not in used:
            used.add(name)
            yield name


def members(dice: random.Random) -> list[Member]:
    """Return the roll: the first of each branch is its secretary, one in nine is on probation."""
    names, found = _names(dice), []
    for branch, _host, has_committee, _groups in words.BRANCHES:
        for place in range(dice.randint(9, 18)):
            born = dt.date(dice.randint(1964, 1999), dice.randint(1, 12), 1)
            full = place < 3 or dice.random() > 0.11
            joined = dt.date(
                born.year + dice.randint(21, 24) if full else 2023, dice.randint(1, 11), dice.randint(1, 28)
            )
            post = "书记" if place == 0 else "组织委员" if place == 1 and has_committee else ""
            # 19900 numbers are assigned to nobody.
            phone = f"19900{dice.randint(0, 999_999):06d}"
            found.append(Member(next(names), branch, full, dice.choice("男女"), born, joined, post, phone))
    return found


def build(seed: int = 1) -> World:
    """Return the world of this seed."""
    dice = random.Random(f"world-{seed}")  # noqa: S311 - a sample, not a secret
    return World(villages(dice), members(dice))
