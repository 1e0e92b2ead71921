"""Masking, search keys and stroke order of names. Plain Python."""

from __future__ import annotations

from functools import lru_cache
from importlib import resources

from pypinyin import Style, lazy_pinyin

# Readings of surnames that differ from the common reading (rules.md §14, item 20).
SURNAMES = {
    "单": "s",
    "曾": "z",
    "仇": "q",
    "解": "x",
    "查": "z",
    "区": "o",
    "翟": "z",
    "朴": "p",
    "盖": "g",
    "尉": "y",
}

GENDERS = ("男", "女")  # as ledgers write them and the roll keeps them

COMMAND_LINE = "command-line"
"""User name of the account in whose name the command line acts."""


def initials(name: str) -> str:
    """Return lower-case pinyin initials, the surname by its own reading: 单文丽 → swl."""
    if not name:
        return ""
    letters = [part[:1] for part in lazy_pinyin(name, style=Style.NORMAL)]
    letters[0] = SURNAMES.get(name[0], letters[0])
    return "".join(letters).lower()[:30]


def mask_name(name: str) -> str:
    """Return the name for eyes outside the branch: 张三 → 张*, 欧阳红国 → 欧***."""
    return name[:1] + "*" * max(len(name) - 1, 0)


def mask_phone(phone: str) -> str:
    """Return 138****5678; anything shorter than seven digits is hidden whole."""
    return f"{phone[:3]}****{phone[-4:]}" if len(phone) > 7 else "*" * len(phone)


@lru_cache
def _places() -> dict[str, int]:
    """Return each character's place in stroke order; strokes.txt says where the order comes from."""
    text = resources.files(__package__).joinpath("strokes.txt").read_text("utf-8")
    lines = [line.split(" ", 1)[1] for line in text.splitlines() if not line.startswith("#")]
    return {character: place for place, character in enumerate("".join(lines))}


def stroke_key(name: str) -> tuple[int, ...]:
    """Return the key that sorts names in 姓氏笔画 order: character by character, by strokes and their sequence.

    Of two names of which one begins the other the shorter comes first. What is no character of the national table
    comes after all that are, by its code.
    """
    places = _places()
    return tuple(places.get(character, len(places) + ord(character)) for character in name if not character.isspace())
