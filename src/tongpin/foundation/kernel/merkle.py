"""A Merkle root over many records: one hash per block of leaves, so that a proof costs less than the figure."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

WIDTH = 256  # leaves of one block, children of one node
EMPTY = hashlib.sha256(b"tongpin: no records").hexdigest()


def leaf_hash(leaves: Sequence[str]) -> str:
    """Return the hash of one block of leaves."""
    return hashlib.sha256(("leaf:" + ";".join(leaves)).encode()).hexdigest()


def merkle_root(blocks: Sequence[str]) -> str:
    """Return the hex SHA-256 root over the hashes of blocks in their order.

    Blocks and inner nodes are hashed under different prefixes, so that a node can never pass for a block of leaves.
    """
    if not blocks:
        return EMPTY
    level = [_node(blocks[start : start + WIDTH]) for start in range(0, len(blocks), WIDTH)]
    return level[0] if len(level) == 1 else merkle_root(level)


def _node(children: Sequence[str]) -> str:
    return hashlib.sha256(("node:" + ";".join(children)).encode()).hexdigest()
