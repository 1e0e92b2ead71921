"""The rules organisations are asked by, with a short name for each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tongpin.foundation.kernel import clock
from tongpin.standards.queries import kinds_and_rulebook
from tongpin.standards.rules import ActivityKind, Norm, Rulebook

from ..notices import rule_name
from ..queries.sources import is_asked


@dataclass(frozen=True, slots=True)
class Rules:
    """The whole rulebook, read once for a page, and the short names of what it asks of organisations, by code."""

    names: Mapping[str, str]
    book: Rulebook

    def name(self, norm: Norm) -> str:
        """Return what the pages call a rule."""
        return self.names.get(norm.code, norm.title)


def rules() -> Rules:
    """Read the rules and their names: their kind of activity, where it has one. One query, two with local rules."""
    known, book = kinds_and_rulebook(clock.today())
    norms = [versions[-1].norm for versions in book.versions.values()]
    asked = [norm for norm in norms if norm.min and is_asked(norm)]
    return Rules({norm.code: _name(norm, known, asked) for norm in asked}, book)


def _name(norm: Norm, known: Mapping[str, ActivityKind], asked: Sequence[Norm]) -> str:
    """Return a rule's short name: its kind's where no other rule asks for the kind, else its code's last part."""
    if said := rule_name(norm.code):
        return said
    alone = sum(one.kind == norm.kind for one in asked) == 1
    return known[norm.kind].name if alone and norm.kind in known else norm.code.partition(".")[2] or norm.title
