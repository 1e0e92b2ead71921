"""How names of Party organisations compare, and when a cell names several villages."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import PurePath

from tongpin.foundation.kernel.text import squeezed

_PARTY = re.compile("支部|总支|党委|党组|党小组")
_SEVERAL = re.compile(r"[、,;/]|和(?=.{1,6}村)")
_COPY_MARK = re.compile(
    r"(?:[((]\d+[))]|[-_ ]*(?:副本|copy|最终版?|终稿|更正后?|修改后?|修订版?|新版?|定稿|待更正|待改|v\d+))+$",
    re.IGNORECASE,
)
_SHORTEST = 3
_LONGEST_DIFFERENCE = 6


@lru_cache(maxsize=4096)
def unit_key(name: str) -> str:
    """Return the form in which names of Party organisations are compared: 中共…党支部委员会 and …支部 are one."""
    plain = squeezed(name).removeprefix("中共").removeprefix("中国共产党")
    plain = re.sub("(支部|总支)委员会$", r"\1", plain)
    return (
        plain.replace("党总支部", "总支").replace("党总支", "总支").replace("总支部", "总支").replace("党支部", "支部")
    )


@lru_cache(maxsize=4096)
def says_party(name: str) -> bool:
    """Tell whether a name is a Party organisation's."""
    return bool(_PARTY.search(name))


def same_but_shorter(key: str, known: str) -> bool:
    """Tell whether one key is the other with a place before it, or the host's name alone: 文化馆支部, 文化馆 ~
    市文化馆支部.
    """
    if key.endswith(known) or known.endswith(key):
        return min(len(key), len(known)) >= _SHORTEST and abs(len(key) - len(known)) <= _LONGEST_DIFFERENCE
    return (
        not says_party(key) and len(key) >= _SHORTEST and known.removesuffix("支部").removesuffix("总支").endswith(key)
    )


def names_several(village: str) -> bool:
    """Tell whether a cell names several villages."""
    return bool(_SEVERAL.search(squeezed(village)))


def ledger_name(file_name: str) -> str:
    """Return a file's name without folder, ending and marks of copies: editions of one ledger share it."""
    stem = squeezed(PurePath(file_name).stem)
    return (_COPY_MARK.sub("", stem) or stem)[:200]


def rank_of_unit(name: str) -> str:
    """Return the kind of organisation a name says, as the organisation tree calls it; a branch where it does not
    say.
    """
    if "总支" in name:
        return "general_branch"
    if name.endswith(("党委", "机关党委")):
        return "party_committee"
    return "party_group" if name.endswith("党组") else "branch"
