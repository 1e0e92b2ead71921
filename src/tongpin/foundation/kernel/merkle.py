"""A Merkle root over many records: one hash per 256 leaves, so that proving a figure costs less than computing it."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

WIDTH = 256
EMPTY = hashlib.sha256(b"tongpin: no records").hexdigest()


def merkle_root(leaves: Sequence[str]) -> str:
    """Return the hex SHA-256 root over `leaves` in their order.

    Leaves and inner nodes are hashed under different prefixes, so that a node can never pass for a leaf.
    """
    if not leaves:
        return EMPTY
    level = _level(leaves, b"leaf:")
    while len(level) > 1:
        level = _level(level, b"node:")
    return level[0]


def _level(items: Sequence[str], prefix: bytes) -> list[str]:
    return [
        hashlib.sha256(prefix + ";".join(items[start : start + WIDTH]).encode()).hexdigest()
        for start in range(0, len(items), WIDTH)
    ]
