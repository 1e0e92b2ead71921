"""How far an import in the background is. It stands in the cache: its transaction is not to be seen before its end."""

from __future__ import annotations

from django.core.cache import cache

Progress = tuple[int, int, str]
"""Rows done, rows in all, and the error if the import failed."""


def progress_key(batch: int) -> str:
    """Return the key under which an import's progress stands."""
    return f"exchange:progress:{batch}"


def progress_of(batch: int) -> Progress:
    """Return how far an import is; zeros before it has begun."""
    found: Progress = cache.get(progress_key(batch), (0, 0, ""))
    return found
