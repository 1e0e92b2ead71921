"""Every address the program answers at, read from Django's resolver."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver


@dataclass(frozen=True, slots=True)
class Address:
    """One address: its full name, the names of its parameters, its view."""

    name: str
    parameters: tuple[str, ...]
    view: Callable[..., Any]

    @property
    def mark(self) -> Any:
        """What foundation.access.views left on the view; None without."""
        return getattr(self.view, "mark", None)


def addresses(resolver: URLResolver | None = None, space: str = "", outer: tuple[str, ...] = ()) -> Iterator[Address]:
    """Yield all addresses below `resolver`; one without a name cannot be declared and is yielded as its pattern."""
    for entry in (resolver or get_resolver()).url_patterns:
        own = (*outer, *entry.pattern.regex.groupindex)
        if isinstance(entry, URLPattern):
            yield Address(f"{space}{entry.name or entry.pattern}", own, entry.callback)
        else:
            yield from addresses(entry, space + (f"{entry.namespace}:" if entry.namespace else ""), own)
