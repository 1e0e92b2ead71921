"""Values of indicators: what the report and the screens receive."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from decimal import Decimal

from ..enums import FigureState

Number = int | Decimal


@dataclass(frozen=True, slots=True)
class Figure:
    """One computed value with all that is needed to print, open and prove it.

    `records` is the number of records behind the value, `evidenced` how many of them carry evidence of the grade the
    definition wants. `records_root` and `evidence_root` are Merkle roots (hex SHA-256) over them. `by` holds the split
    by the definition's dimensions, each value a Figure of its own whose `params` name the part.
    """

    code: str
    name: str
    unit: str
    value: Number | None
    state: FigureState
    records: int
    evidenced: int
    as_of: dt.date
    definition_version: int
    definition_hash: str
    definition_words: str
    records_root: str
    evidence_root: str
    params: dict[str, str] = field(default_factory=dict)
    by: dict[str, Figure] = field(default_factory=dict)
