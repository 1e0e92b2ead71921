"""What lineage proves of a membership and of a term. Plain Python."""

from __future__ import annotations

import datetime as dt

from tongpin.foundation.kernel.canonical import digest


def membership_digest(*, person_id: int, unit_id: int, standing: str, valid_from: dt.date | None) -> str:
    """Return the digest of a membership as lineage proves it; the end of a membership does not change its past."""
    return digest(["membership", person_id, unit_id, standing, valid_from])


def term_digest(*, unit_id: int, number: int, began_on: dt.date, due_on: dt.date) -> str:
    """Return the digest of a term that falls due; how it ended does not change that it was due."""
    return digest(["term", unit_id, number, began_on, due_on])


def term_end_digest(*, term: str, ended_on: dt.date, ending: str) -> str:
    """Return the digest of a term that has ended: its own digest with the last day and how it ended."""
    return digest(["term-end", term, ended_on, ending])
