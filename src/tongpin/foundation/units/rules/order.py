"""The order of the tree. Plain Python."""

from __future__ import annotations

from typing import Protocol


class InTree(Protocol):
    """Something with a place in the tree: `path` lists the keys from the root ("/1/4/9/")."""

    @property
    def path(self) -> str: ...


def tree_order(unit: InTree) -> list[int]:
    """Return what sorts units as they stand in the tree; as text the path of unit 10 stands before that of unit 9."""
    return [int(key) for key in unit.path.strip("/").split("/")]
