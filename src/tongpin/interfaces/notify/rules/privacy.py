"""What is personal in a text. Plain Python.

Texts that leave the house are made of fixed words and of words of the catalogue; these are the last guard.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

NUMBER = re.compile(r"(?<!\d)1[3-9]\d{9}(?!\d)|(?<!\d)\d{17}[\dXx](?!\d)")
SHORTEST = 2  # characters of a name; a single one would be found everywhere


def personal_parts(text: str, names: Iterable[str]) -> list[str]:
    """Return the names that occur in a text, and its telephone and identity numbers."""
    found = [name for name in names if len(name) >= SHORTEST and name in text]
    return sorted(found, key=len, reverse=True) + NUMBER.findall(text)


def masked(text: str, names: Iterable[str]) -> str:
    """Return a text with names cut to the surname and numbers hidden."""
    for part in personal_parts(text, names):
        text = text.replace(part, "*" * len(part) if part[0].isdigit() else part[0] + "*" * (len(part) - 1))
    return text
