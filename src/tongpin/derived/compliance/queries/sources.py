"""Where it is on record whether a norm was met."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from tongpin.derived.study.queries import CODES, LEADING, MEMBER
from tongpin.foundation.units.enums import PARTY_KINDS
from tongpin.records.conversations.rules import NORM as TALKS
from tongpin.standards.rules import Norm

from .hours import hours
from .records import Source, activities
from .staff import COMMITTEE_FROM, staff
from .tables import asks
from .talks import talks
from .terms import terms

TERM = "TERM.renew"
BY_CODE: Mapping[str, Source] = {TALKS: talks, TERM: terms, MEMBER: hours, LEADING: hours}
"""Norms that no kind of activity answers."""

READ_BESIDES = (*CODES, COMMITTEE_FROM)
"""Norms the sources look up beside those that are asked for."""

MEETINGS: Collection[Source] = (activities,)
DATED: Collection[Source] = (activities, terms)
"""What has a day of its own by which it is owed; the others go on all year and have a page."""


def source_of(norm: Norm) -> Source | None:
    """Return where it is on record whether a norm was met; None where this program keeps no such record.

    A norm that names a kind of activity is answered by its records, one that names posts and no kind by who holds them.
    """
    if norm.code in BY_CODE:
        return BY_CODE[norm.code]
    if norm.kind:
        return activities
    return staff if "posts" in norm.params else None


def is_asked(norm: Norm) -> bool:
    """Say whether a norm asks a number of something of some organisations, and its records are kept here."""
    return any(asks_units(norm, kind.value) for kind in PARTY_KINDS)


def asks_units(norm: Norm, kind: str) -> bool:
    """Say whether a norm asks a number of something of units of this kind, and its records are kept here."""
    source = source_of(norm)
    return source is not None and asks(norm, kind, counted=source is hours)
