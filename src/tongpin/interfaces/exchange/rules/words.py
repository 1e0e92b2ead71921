"""The synonym table: which column headings mean which field, and which titles mean which ledger."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

import yaml

from tongpin.foundation.kernel.text import squeezed

_BRACKETED = re.compile(r"[(\[【〔].*?[)\]】〕]|[(\[【〔].*$")
_PUNCTUATION = re.compile(r"[\W_]+")
_EXACT, _BASE, _PART, _STEP = 100.0, 98.5, 40.0, 0.5


@dataclass(frozen=True, slots=True)
class FieldWords:
    """Headings that mean a field (the most exact first), parts of headings that hint at it, and whether a row needs
    it.
    """

    words: dict[str, int]
    parts: tuple[str, ...]
    required: bool


@dataclass(frozen=True, slots=True)
class KindWords:
    """One kind of ledger: words of its titles, fields that tell it from other kinds, and all its fields."""

    name: str
    titles: tuple[str, ...]
    marks: frozenset[str]
    fields: dict[str, FieldWords]

    @property
    def required(self) -> list[str]:
        return [name for name, field in self.fields.items() if field.required]


@dataclass(frozen=True, slots=True)
class Heading:
    """A column heading: as written, without punctuation, without what stands in brackets, and the bracketed words."""

    text: str
    full: str
    base: str
    note: str


@cache
def kinds() -> dict[str, KindWords]:
    """Return the kinds of ledger by name, from words.yaml."""
    path = Path(__file__).parent.parent / "words.yaml"
    table = yaml.safe_load(path.read_text(encoding="utf-8"))["kinds"]
    return {name: _kind(name, entry) for name, entry in table.items()}


@cache
def known_headings() -> frozenset[str]:
    """Return every exact heading of every kind, to spot a header row quickly."""
    return frozenset(word for kind in kinds().values() for field in kind.fields.values() for word in field.words)


@lru_cache(maxsize=4096)
def heading(text: str) -> Heading:
    """Take a heading apart: '时长（分钟）*' → full 时长分钟, base 时长, note 分钟."""
    plain = squeezed(text)
    base = _PUNCTUATION.sub("", _BRACKETED.sub("", plain))
    note = "".join(_PUNCTUATION.sub("", part) for part in _BRACKETED.findall(plain))
    full = _PUNCTUATION.sub("", plain)
    return Heading(text, full, base or full, note)


def score(head: Heading, field: FieldWords) -> float:
    """Return how surely a heading means a field: 0 for not at all, 100 for its first word."""
    if head.full in field.words:
        return _EXACT - field.words[head.full] * _STEP
    if head.base in field.words:
        return _BASE - field.words[head.base] * _STEP
    if len(head.full) > 16:
        return 0.0
    for rank, part in enumerate(field.parts):
        if part in head.full:
            return _PART - rank
    return 0.0


def title_score(kind: KindWords, text: str) -> int:
    """Return the length of the longest of the kind's title words found in `text`; 0 if none."""
    plain = squeezed(text)
    return max((len(word) for word in kind.titles if word in plain), default=0)


def _kind(name: str, entry: dict[str, object]) -> KindWords:
    fields = {key: _field(value) for key, value in dict(entry["fields"]).items()}  # type: ignore[call-overload]
    titles = sorted((str(word) for word in _flat(entry["titles"])), key=len, reverse=True)
    return KindWords(name, tuple(titles), frozenset(map(str, _flat(entry["marks"]))), fields)


def _field(entry: dict[str, object]) -> FieldWords:
    words: dict[str, int] = {}
    for word in _flat(entry["words"]):
        words.setdefault(_PUNCTUATION.sub("", squeezed(str(word))), len(words))
    return FieldWords(words, tuple(map(str, _flat(entry.get("parts", ())))), bool(entry.get("required", False)))


def _flat(items: object) -> Iterable[object]:
    """Flatten lists of lists: YAML anchors are lists inside lists."""
    for item in items if isinstance(items, list | tuple) else [items]:
        if isinstance(item, list):
            yield from _flat(item)
        else:
            yield item
