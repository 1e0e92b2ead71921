"""What lineage proves of a membership. Plain Python."""

from __future__ import annotations

import datetime as dt

from tongpin.foundation.kernel.canonical import digest


def membership_digest(*, person_id: int, unit_id: int, standing: str, valid_from: dt.date | None) -> str:
    """Return the digest of a membership as lineage proves it; the end of a membership does not change its past."""
    return digest(["membership", person_id, unit_id, standing, valid_from])
