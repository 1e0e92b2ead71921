"""Fields a record is made of, and the order in which forms show them."""

from __future__ import annotations

from collections.abc import Sequence

from tongpin.standards.rules import ActivityKind

MOST_COMMON = 8
"""Fields on the common path of a phone, at most (mission.md: a record in under three minutes)."""

ORDER = (
    "unit",
    "starts_on",
    "title",
    "village",
    "venue",
    "place",
    "host",
    "sessions",
    "served",
    "attended",
    "expected",
    "hours",
    "series",
    "edition",
    "present",
    "others",
)
LATER = ("served_estimated", "books", "sites", "pictures", "items", "lines", "purposes", "note")
# What is commonly said of a kind beyond what it needs, by how its people are counted.
USUAL = {"attendance": ("place", "host", "expected"), "served": ("place", "host", "served")}


def common_fields(kind: ActivityKind, *, choose_unit: bool) -> Sequence[str]:
    """Return the fields of the common path in their order: what the kind needs, then what is usual, eight at most."""
    wanted = ["starts_on", "title", *(["unit"] if choose_unit else []), *kind.needs]
    wanted += [name for name in USUAL[kind.people] if not (name == "place" and {"venue", "village"} & set(kind.needs))]
    unique = list(dict.fromkeys(name for name in wanted if name in ORDER and (choose_unit or name != "unit")))
    return sorted(unique[:MOST_COMMON], key=ORDER.index)


def further_fields(common: Sequence[str]) -> Sequence[str]:
    """Return the other fields, for the part that folds away."""
    return [name for name in (*ORDER, *LATER) if name not in common and name != "unit"]
