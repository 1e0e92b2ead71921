"""What a source of figures is."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypedDict

from django.db.models import Q, QuerySet
from django.utils.functional import Promise

Values = Sequence[Any]


@dataclass(frozen=True, slots=True)
class Period:
    """From the first to the last day that count, both included; a stock is taken on the last one."""

    start: dt.date
    end: dt.date


@dataclass(frozen=True, slots=True)
class Source:
    """One kind of record.

    `filters` turn values of a definition's `where` into conditions; `quantities` are what can be summed; `attributes`
    what can be counted distinct or split by. `digest` is what proves a row. `grade` and `proof` are its grade of
    evidence and the digest of that; empty where the register is its own evidence. `within` is the way to the path of
    the unit, for figures of a part of the bureau. `page` is the url name of a row's page, `key` what it takes.
    `kept` tells whether the register was kept at all: then no row means zero, not unknown.
    """

    rows: Callable[[Period], QuerySet[Any]]
    digest: str
    attributes: Mapping[str, str]
    columns: Mapping[str | Promise, str]
    filters: Mapping[str, Callable[[Values], Q]] = field(default_factory=dict)
    quantities: Mapping[str, Any] = field(default_factory=dict)
    grade: str = "grade"
    proof: str = "evidence_digest"
    within: str = "unit__path"
    page: str = ""
    key: str = "pk"
    kept: Callable[[Period], QuerySet[Any]] | None = None


class Own(TypedDict):
    """Fields of a source whose register is its own evidence."""

    grade: str
    proof: str


class OfActivity(Own):
    """Fields of a source whose rows are proven by the activity they belong to."""

    digest: str
    within: str
    page: str
    key: str


OWN_EVIDENCE: Own = {"grade": "", "proof": ""}
BY_ACTIVITY: OfActivity = {
    "digest": "activity__digest",
    "grade": "activity__grade",
    "proof": "activity__evidence_digest",
    "within": "activity__unit__path",
    "page": "activities:detail",
    "key": "activity_id",
}
