"""What a ledger's row says, typed. Names of villages, units and persons are still text: whose they are is decided
later.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from decimal import Decimal

from tongpin.foundation.kernel.dates import Precision
from tongpin.interfaces.exchange.rules.issues import Issue, Severity

LONGEST_TITLE, LONGEST_TIME = 120, 20


@dataclass(slots=True)
class Happening:
    """One thing that took place (or was cancelled): a meeting, a Party day, a talk, an event, a service, a show.

    `kind` is the catalogue's code. `count` is people served or attending as the clerk states it, `hours` hours a
    person,
    `total_hours` of all persons where the ledger states that. `moved_from` is the day first planned.
    """

    kind: str
    title: str
    start: dt.date
    end: dt.date
    precision: Precision = Precision.DAY
    time_text: str = ""
    unit: str = ""
    place: str = ""
    town: str = ""
    village: str = ""
    village_code: str = ""
    sessions: int = 1
    count: int | None = None
    approximate: bool = False
    expected: int | None = None
    hours: Decimal | None = None
    total_hours: Decimal | None = None
    people: tuple[str, ...] = ()
    host: str = ""
    recorder: str = ""
    speaker: str = ""
    group: str = ""
    form: str = ""
    content: str = ""
    decision: str = ""
    absent: str = ""
    troupe: str = ""
    series: str = ""
    series_no: int | None = None
    accepted_on: dt.date | None = None
    signed: bool | None = None  # None: the ledger has no column for it
    cancelled: bool = False
    moved_from: dt.date | None = None
    reason: str = ""
    remark: str = ""

    @property
    def note(self) -> str:
        """Return what has no field of its own, a line each; a title or time too long for its field is kept whole
        here.
        """
        parts = [self.content, self.decision, self.group, self.form, self.remark]
        if self.moved_from is not None:
            parts += [f"原定 {self.moved_from:%Y-%m-%d}", self.reason]
        if len(self.title) > LONGEST_TITLE or len(self.time_text) > LONGEST_TIME:
            parts.insert(0, f"{self.title} {self.time_text}")
        if self.absent:
            parts.append(f"缺席：{self.absent}")
        if self.recorder:
            parts.append(f"记录：{self.recorder}")
        return "\n".join(filter(None, parts))


@dataclass(slots=True)
class Member:
    """One line of the roster. `full` is false for a probationary member."""

    name: str
    unit: str
    full: bool
    gender: str = ""
    ethnicity: str = ""
    birth: dt.date | None = None
    joined: dt.date | None = None
    confirmed: dt.date | None = None
    post: str = ""
    phone: str = ""
    remark: str = ""


@dataclass(slots=True)
class NeedRow:
    """One need met on a visit. `state` is open, closed or refused; `satisfaction` satisfied, mostly, dissatisfied or
    ''.
    """

    date: dt.date
    text: str
    state: str
    visitor: str = ""
    asker: str = ""
    town: str = ""
    village: str = ""
    category: str = ""
    owner: str = ""
    due: dt.date | None = None
    closed_on: dt.date | None = None
    revisit: dt.date | None = None
    satisfaction: str = ""
    result: str = ""
    remark: str = ""


@dataclass(slots=True)
class HonourRow:
    """One honour. `level` is national, provincial, prefecture, county or township."""

    name: str
    level: str
    date: dt.date
    precision: Precision
    holder: str
    issuer: str = ""
    doc_no: str = ""
    category: str = ""
    remark: str = ""

    @property
    def holder_type(self) -> str:
        """Return person, project or collective, by the column of categories."""
        return next((holder for word, holder in _HOLDERS if word in self.category), "collective")


@dataclass(slots=True)
class VillageLine:
    """One line of the list of villages."""

    code: str
    name: str
    town: str
    town_code: str = ""


_HOLDERS = (("个人", "person"), ("项目", "project"), ("案例", "project"), ("作品", "project"))
Record = Happening | Member | NeedRow | HonourRow | VillageLine


@dataclass(slots=True)
class Row:
    """One line of a ledger: where it stands, what it says (None if it cannot be read) and what is doubtful in it."""

    sheet: str
    line: int
    """Line number as the clerk sees it, from 1."""
    kind: str
    record: Record | None
    issues: list[Issue] = field(default_factory=list)
    left_out: bool = False
    """The row is understood but is no record of this unit: a member who has left, an applicant."""
    double_of: str = ""
    """Place of the entry this one repeats."""

    @property
    def severity(self) -> Severity:
        """Return the gravest of the row's issues."""
        return max((found.severity for found in self.issues), key=_ORDER.__getitem__, default=Severity.NOTE)


_ORDER = {Severity.NOTE: 0, Severity.WARNING: 1, Severity.QUESTION: 2, Severity.ERROR: 3}
