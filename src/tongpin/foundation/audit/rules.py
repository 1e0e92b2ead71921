"""How events and seals are hashed. Plain Python, so that a stranger can check a copy of the log."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

from tongpin.foundation.kernel.canonical import digest

GENESIS = "0" * 64


def event_digest(
    *, at: str, actor_id: int | None, actor_name: str, action: str, target_type: str, target_id: str, details: str
) -> str:
    """Return the digest over all an event says; `at` is ISO 8601 in UTC with microseconds."""
    return digest([at, actor_id, actor_name, action, target_type, target_id, details])


def seal_root(events: Iterable[tuple[int, str]]) -> str:
    """Return the root over (id, digest) pairs in the order of their ids."""
    state = hashlib.sha256()
    for number, event in events:
        state.update(f"{number}:{event};".encode())
    return state.hexdigest()


def seal_hash(*, previous: str, first_id: int, last_id: int, count: int, root: str) -> str:
    """Return the hash of a seal, which the next seal names as its previous one."""
    return digest([previous, first_id, last_id, count, root])
