"""Which Party-affairs post a written title means. Plain Python; the words stand in titles.yaml."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import Any

import yaml

# The separators clerks put between two posts of one person.
BETWEEN = re.compile(r"[、，,/；;\s\u517c]+")


@dataclass(frozen=True, slots=True)
class Title:
    """A Party-affairs post; see titles.yaml for each field."""

    code: str
    words: tuple[str, ...]
    kinds: frozenset[str] = frozenset()
    sole: bool = False
    committee: bool = False
    rule: str = ""

    @property
    def name(self) -> str:
        """The word the program itself uses."""
        return self.words[0]

    def means(self, word: str, kind: str) -> bool:
        """Say whether `word` means this post in a unit of this kind."""
        return (not self.kinds or kind in self.kinds) and word in self.words


@lru_cache
def _data() -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load(
        resources.files(__package__).joinpath("..", "titles.yaml").read_text("utf-8")
    )
    return found


@lru_cache
def titles() -> tuple[Title, ...]:
    """Return the Party-affairs posts in the order of the file."""
    return tuple(
        Title(**{**row, "words": tuple(row["words"]), "kinds": frozenset(row.get("kinds", ()))})
        for row in _data()["titles"]
    )


@lru_cache
def by_code() -> dict[str, Title]:
    """Return the posts by code."""
    return {one.code: one for one in titles()}


@lru_cache
def _prefixed() -> re.Pattern[str]:
    return re.compile(rf"^.*(?:{'|'.join(map(re.escape, _data()['prefixes']))})(?P<word>.+)$")


@lru_cache(maxsize=4096)
def seats_of(text: str, kind: str) -> tuple[str, ...]:
    """Return the codes of the posts a title means in a unit of this kind, in the order written; none for others."""
    found = []
    for part in filter(None, BETWEEN.split(text)):
        match = _prefixed().match(part)
        words = {part, match["word"]} if match else {part}
        found += [one.code for one in titles() if any(one.means(word, kind) for word in words)][:1]
    return tuple(dict.fromkeys(found))


def seat_of(text: str, kind: str) -> str:
    """Return the code of the first post a title means; an empty text for a title that is none of Party affairs."""
    return next(iter(seats_of(text, kind)), "")
