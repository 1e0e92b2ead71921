"""Panels that other apps put on the page of a record: what a kind needs beside the record itself. Plain Python.

The page stands before those apps in the order of imports, so it asks this list and knows none of them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Panel:
    """A part of a record's page: a template, and what it shows.

    `context` gets the reader's account and the activity (kept untyped, so that this file does not import Django); None
    leaves the panel out. The template finds the values under `panel`, and `activity`. `key` names it once for all.
    """

    key: str
    order: int
    template: str
    context: Callable[[Any, Any], Mapping[str, Any] | None]


@dataclass(frozen=True, slots=True)
class ShownPanel:
    """A panel with its values for one record and one reader."""

    template: str
    values: Mapping[str, Any]


_registry: dict[str, Panel] = {}


def register_panel(panel: Panel) -> None:
    """Add a panel; registering the same key again replaces it. Called in `AppConfig.ready`."""
    _registry[panel.key] = panel


def panels_for(account: Any, activity: Any) -> list[ShownPanel]:
    """Return the panels of this record for this reader, in their order."""
    shown = []
    for panel in sorted(_registry.values(), key=lambda one: (one.order, one.key)):
        if (values := panel.context(account, activity)) is not None:
            shown.append(ShownPanel(panel.template, values))
    return shown
