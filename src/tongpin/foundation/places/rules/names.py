"""Names and codes of towns and villages in the forms in which they are compared."""

from __future__ import annotations

import re
from enum import StrEnum
from functools import lru_cache

from tongpin.foundation.kernel.text import squeezed

# Longest first, so that 社区居民委员会 is not taken for 居民委员会 behind a place called …社区.
_COMMITTEES = (
    "社区村民委员会",
    "社区居民委员会",
    "社区村委会",
    "社区居委会",
    "居民委员会",
    "村民委员会",
    "村居委会",
    "居委会",
    "村委会",
    "村委",
    "居委",
)
_KINDS = ("社区", "行政村", "村")
_TOWNS = (
    "街道办事处",
    "街道办",
    "办事处",
    "街道",
    "民族乡",
    "镇人民政府",
    "乡人民政府",
    "镇政府",
    "乡政府",
    "镇",
    "乡",
)
_CODE = re.compile(r"[^0-9]")
ADMINISTRATIVE = range(200, 400)


class Kind(StrEnum):
    """What the ending of a name says the place is."""

    VILLAGE = "village"
    COMMUNITY = "community"
    UNSAID = ""


@lru_cache(maxsize=65536)
def village_stems(name: str) -> tuple[str, str]:
    """Return the name without its committee, and without 村 or 社区 as well.

    王村村民委员会 → (王村, 王); 王村 → (王村, 王); 北关社区居委会 → (北关, 北关). Both are needed: 王村 may be short
    for 王村村民委员会 and for 王村民委员会, and only the list tells whether both exist.
    """
    bare = _without(squeezed(name), _COMMITTEES)
    return bare, _without(bare, _KINDS)


@lru_cache(maxsize=65536)
def kind_of(name: str) -> Kind:
    """Return what the ending of the name says: …社区, …居委会 is a community, …村, …村委会 a village."""
    plain = squeezed(name)
    if plain.endswith(("村民委员会", "村委会", "村委", "村")):
        return Kind.VILLAGE
    if plain.endswith(("社区", "居委会", "居民委员会", "居委")):
        return Kind.COMMUNITY
    return Kind.UNSAID


@lru_cache(maxsize=4096)
def town_stem(name: str) -> str:
    """Return the town's name without 镇, 乡, 街道, 街道办事处: 钢山街道办事处 and 钢山街道 are one town."""
    return _without(squeezed(name), _TOWNS)


def town_forms(name: str) -> tuple[str, ...]:
    """Return what may stand before a village's name for this town, longest first, never the bare stem.

    The bare stem is left out: many a village is called after its town.
    """
    plain = squeezed(name)
    stem = town_stem(name)
    ends = ("街道办事处", "街道") if plain.endswith(("街道办事处", "街道")) else (plain[len(stem) :],)
    return tuple(sorted({stem + end for end in ends if end}, key=len, reverse=True))


def clean_code(text: str) -> str:
    """Return the digits of a code; an Excel text mark, spaces and a trailing .0 are dropped. Never a number."""
    plain = squeezed(text).lstrip("'’`").removesuffix(".0")
    return plain if not _CODE.search(plain) else ""


def is_administrative_code(code: str) -> bool:
    """Say whether the last three digits (200–399) mark a 村民委员会. There are exceptions; the list may state them."""
    return len(code) == 12 and int(code[-3:]) in ADMINISTRATIVE


def _without(name: str, endings: tuple[str, ...]) -> str:
    """Drop the first ending that fits, unless nothing would be left."""
    for ending in endings:
        if name.endswith(ending) and len(name) > len(ending):
            return name[: -len(ending)]
    return name
