"""Masking and search keys of names. Plain Python."""

from __future__ import annotations

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
