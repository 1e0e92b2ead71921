"""Where it is on record whether a norm was met."""

from __future__ import annotations

from collections.abc import Mapping

from tongpin.records.conversations.rules import NORM as TALKS
from tongpin.standards.rules import Norm

from .records import Source, activities
from .talks import talks

BY_CODE: Mapping[str, Source] = {TALKS: talks}
"""Norms that no kind of activity answers. Every other one is answered by the activities of the kind it names."""

PAGES: Mapping[str, str] = {TALKS: "conversations:pairs"}
"""The page of an organisation where what such a norm lacks is shown name by name, and recorded."""


def source_of(norm: Norm) -> Source | None:
    """Return where it is on record whether a norm was met; None where this program keeps no such record."""
    return BY_CODE.get(norm.code) or (activities if norm.kind else None)
