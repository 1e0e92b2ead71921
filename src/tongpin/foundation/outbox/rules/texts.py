"""What a message may say and how long it may be. Plain Python."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

import yaml


@dataclass(frozen=True, slots=True)
class Refusal:
    """Something no message may say, with the document that forbids it."""

    id: str
    pattern: re.Pattern[str]
    source: str


@lru_cache
def refusals() -> tuple[Refusal, ...]:
    """Return what no message may say. Shipped, and not editable."""
    text = resources.files(__package__).joinpath("../refused.yaml").read_text("utf-8")
    return tuple(
        Refusal(body["id"], re.compile(body["pattern"], re.IGNORECASE), body["source"]) for body in yaml.safe_load(text)
    )


def refused(text: str) -> list[Refusal]:
    """Return what of a text no message may say: mentions, receipts, chain lists, check-ins, rankings."""
    return [one for one in refusals() if one.pattern.search(text)]


def size(text: str) -> int:
    """Return the length of a text in bytes of UTF-8: what robots count."""
    return len(text.encode())


def cut(text: str, most: int) -> str:
    """Return as much of `text` as fits into `most` bytes, whole characters, with … where something is missing."""
    if size(text) <= most:
        return text
    return text.encode()[: most - size("…")].decode(errors="ignore") + "…"


def fitted(head: str, lines: Sequence[str], tail: str, most: int, more: Callable[[int], str]) -> str:
    """Join head, lines and tail to a text of at most `most` bytes.

    Lines that do not fit are left out from the end, and `more(how many)` says so in their place.
    """
    whole = "\n".join([head, *lines, tail])
    if size(whole) <= most:
        return whole
    for kept in range(len(lines) - 1, -1, -1):
        text = "\n".join([head, *lines[:kept], more(len(lines) - kept), tail])
        if size(text) <= most:
            return text
    return cut("\n".join([head, more(len(lines)), tail]), most)
