"""What an import would do: every row with its state, its content and the record it concerns. Reads only."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from decimal import Decimal

from tongpin.foundation.kernel import clock
from tongpin.foundation.kernel.canonical import digest
from tongpin.foundation.kernel.dates import parse_date
from tongpin.foundation.kernel.errors import UserError
from tongpin.records.activities.rules import Content, Proof, RosterEntry, content_digest, fingerprint, missing
from tongpin.records.honours.rules import HonourContent, honour_digest, honour_fingerprint
from tongpin.records.visits.rules import NeedContent, need_digest, need_fingerprint

from ..enums import RowState, TargetKind
from ..rules.issues import Issue, Severity, issue
from ..rules.ledger import Ledger
from ..rules.names import unit_key
from ..rules.rows import Happening, HonourRow, Member, NeedRow, Row, VillageLine
from .contents import Found, activity_content, grade_of, honour_content, need_content
from .resolve import NEW, Lookups, question_of

AnyContent = Content | NeedContent | HonourContent | Member
Progress = Callable[[int, int], None]
_ANSWERED = frozenset({"kind_unclear", "level_unclear", "result_unclear", "moved_where", "duration_odd"})


@dataclass(slots=True)
class Planned:
    """A row and what becomes of it. `key` proves what it says, `mark` is what two rows of one event share ('' if
    never).
    """

    row: Row
    state: RowState = RowState.NEW
    content: AnyContent | None = None
    proof: Proof = field(default_factory=Proof)
    cancelled: str = ""
    key: str = ""
    mark: str = ""
    marks: tuple[str, str] | None = None
    target_kind: TargetKind | None = None
    target_id: int | None = None
    link_id: int | None = None
    issues: list[Issue] = field(default_factory=list)

    @property
    def all_issues(self) -> list[Issue]:
        return [*self.row.issues, *self.issues]


@dataclass(slots=True)
class Plan:
    """All rows of a file, and what does not exist yet."""

    rows: list[Planned]
    new_units: list[str]
    new_venues: list[str]
    committees: set[str]
    """Names of branches that hold meetings of a committee."""

    def counts(self) -> dict[str, int]:
        """Return how many rows are in each state, and how many carry a warning."""
        found = Counter(one.state.value for one in self.rows)
        found["warning"] = sum(1 for one in self.rows if any(i.severity is Severity.WARNING for i in one.all_issues))
        return dict(found)


def question_key(found: Issue) -> str:
    """Return the key under which the answer to a question is kept: the same doubt is asked once."""
    params = dict(found.params)
    subject = params.get("subject") or "|".join(f"{key}={value}" for key, value in sorted(params.items()))
    return question_of("village" if found.code.startswith("village_") else found.code, subject)


def resolve_rows(ledger: Ledger, lookups: Lookups, proof: Proof) -> Plan:
    """Find for every row whose it is and what it says; states follow from `editions.settle`."""
    today = clock.today()
    rows: list[Planned] = []
    committees: set[str] = set()
    for row in ledger.rows:
        if isinstance(row.record, VillageLine):
            continue
        planned = Planned(row)
        rows.append(planned)
        _resolve(planned, lookups, proof, today)
        if isinstance(row.record, Happening) and row.record.kind == "meeting.committee" and row.record.unit:
            committees.add(lookups.branch(row.record.unit)[0].name)
    return Plan(rows, list(lookups.new_units.values()), list(lookups.new_venues.values()), committees)


def _resolve(planned: Planned, lookups: Lookups, proof: Proof, today: dt.date) -> None:
    row = planned.row
    if row.left_out:
        planned.state = RowState.LEFT_OUT
        return
    if row.issues:
        _apply_answers(row, lookups.answers)
    record = row.record
    if isinstance(record, Happening):
        _resolve_happening(planned, record, lookups, today)
    elif isinstance(record, NeedRow):
        _resolve_need(planned, record, lookups, today)
    elif isinstance(record, HonourRow):
        _resolve_honour(planned, record, lookups, today)
    elif isinstance(record, Member):
        _resolve_member(planned, record, lookups)
    grave = (
        max((_GRAVITY[one.severity] for one in planned.all_issues), default=0)
        if planned.row.issues or planned.issues
        else 0
    )
    if grave >= _GRAVITY[Severity.ERROR] or record is None:
        planned.state = RowState.ERROR
    elif grave == _GRAVITY[Severity.QUESTION]:
        planned.state = RowState.QUESTION
    if planned.content is not None:
        grade = grade_of(record) if isinstance(record, Happening) else 1
        planned.proof = Proof(proof.file_id, f"{row.sheet[:100]}!{row.line}", grade, proof.file_sha256)


_GRAVITY = {Severity.NOTE: 0, Severity.WARNING: 1, Severity.QUESTION: 2, Severity.ERROR: 3}


def _resolve_happening(planned: Planned, record: Happening, lookups: Lookups, today: dt.date) -> None:
    kind = lookups.kinds.get(record.kind)
    if kind is None:
        if not any(found.code == "kind_unclear" for found in planned.row.issues):
            planned.issues.append(issue("kind_not_in_catalogue", "meeting_type", text=record.kind))
        return
    unit_id = _unit_of(planned, record, lookups)
    venue_id = _venue_of(record, lookups, needed="venue" in kind.needs)
    village_id = None
    if record.kind == "tour.show":
        village_id = _village_of(planned, record, lookups)
    if record.start > today and not record.cancelled:
        planned.issues.append(issue("future", "date", date=record.start.isoformat()))
    roster = tuple(RosterEntry(name[:60], lookups.person(name, unit_id)) for name in record.people)
    content = activity_content(record, kind, Found(unit_id, venue_id, village_id, roster))
    planned.content, planned.target_kind = content, TargetKind.ACTIVITY
    if record.cancelled:
        planned.cancelled = record.reason[:120] or "—"
    else:
        _check_needs(planned, content, lookups)
        planned.mark = fingerprint(content, kind)
    planned.key = _row_key(content)
    if not (planned.cancelled or content.venue_id is not None or content.roster):
        planned.marks = planned.key, planned.mark
    if planned.cancelled:
        planned.key = digest([planned.key, planned.cancelled])


def _row_key(content: Content) -> str:
    """Return the digest of what the ledger says; persons and venues found by name may be found later, so they stay
    out.
    """
    if content.venue_id is not None or content.roster:
        names = tuple(RosterEntry(one.name) for one in content.roster)
        content = replace(content, venue_id=None, roster=names)
    return content_digest(content, 1)


def _unit_of(planned: Planned, record: Happening, lookups: Lookups) -> int:
    if record.unit and (record.kind.startswith("meeting.") or record.kind in {"party_day", "org_life"}):
        found, doubt = lookups.branch(record.unit)
        if doubt is not None:
            planned.issues.append(doubt)
        return found.id
    return lookups.unit(record.unit).id


def _venue_of(record: Happening, lookups: Lookups, *, needed: bool) -> int | None:
    if needed and record.place:
        return lookups.venue(record.place).id
    return lookups.known_venue(record.place)


def _village_of(planned: Planned, record: Happening, lookups: Lookups) -> int | None:
    if not lookups.has_villages:
        planned.issues.append(issue("village_list_missing", "village"))
        return None
    village, doubt = lookups.village(record.town, record.village, record.village_code, record.start)
    if doubt is not None:
        planned.issues.append(doubt)
    return village.id if village is not None else None


def _check_needs(planned: Planned, content: Content, lookups: Lookups) -> None:
    """Say what the catalogue wants of this kind and the row lacks, unless that is said already."""
    lacking = missing(content, lookups.kinds[content.kind])
    if not lacking:
        return
    told = {one.field for one in planned.all_issues if one.severity in {Severity.ERROR, Severity.QUESTION}}
    for name in lacking:
        field_name = _FIELD_OF_NEED.get(name, name)
        if content.kind == "tour.show" and name == "host":
            field_name = "troupe"
        if content.kind == "volunteer" and name == "attended":
            field_name = "count"
        if field_name not in told and not (name == "venue" and content.venue_id == NEW):
            planned.issues.append(issue("lacking", field_name, what=field_name))


_FIELD_OF_NEED = {"starts_on": "date", "served": "audience", "title": "name"}


def _resolve_need(planned: Planned, record: NeedRow, lookups: Lookups, today: dt.date) -> None:
    if record.date > today:
        planned.issues.append(issue("future", "date", date=record.date.isoformat()))
    village_id = None
    if lookups.has_villages and (record.village or record.asker):
        village, _doubt = lookups.village(record.town, record.village or record.asker, "", record.date)
        village_id = village.id if village is not None else None
    content = need_content(record, Found(lookups.unit("").id, village_id=village_id))
    planned.content, planned.target_kind = content, TargetKind.NEED
    planned.key, planned.mark = need_digest(content, 1), need_fingerprint(content)


def _resolve_honour(planned: Planned, record: HonourRow, lookups: Lookups, today: dt.date) -> None:
    if record.date > today:
        planned.issues.append(issue("future", "date", date=record.date.isoformat()))
    content = honour_content(record, Found(_holder_unit(record, lookups)))
    planned.content, planned.target_kind = content, TargetKind.HONOUR
    planned.key, planned.mark = honour_digest(content, 1), honour_fingerprint(content)
    if record.doc_no:
        planned.mark = digest([planned.mark, record.doc_no])


def _holder_unit(record: HonourRow, lookups: Lookups) -> int:
    """An honour belongs to the branch that holds it where that is known, else to the bureau; it never makes a
    branch.
    """
    known = lookups.units.get(unit_key(record.holder))
    root = lookups.root.pk if lookups.root is not None else NEW
    return known.pk if known is not None else root


def _resolve_member(planned: Planned, record: Member, lookups: Lookups) -> None:
    _found, doubt = lookups.branch(record.unit)
    if doubt is not None:
        planned.issues.append(doubt)
    planned.content, planned.target_kind = record, TargetKind.MEMBER
    planned.key = digest(
        ["member", record.name, _found.name, record.full, record.gender, record.ethnicity, record.birth, record.joined,
         record.post, digest(record.phone) if record.phone else ""]
    )  # fmt: skip
    planned.mark = digest(["member", record.name, _found.name, record.birth, record.phone if not record.birth else ""])


# -- answers


def _apply_answers(row: Row, answers: dict[str, str]) -> None:
    """Put what was answered into the row and take the question away."""
    kept: list[Issue] = []
    for found in row.issues:
        answer = answers.get(question_key(found)) if found.code in _ANSWERED else None
        if answer is None or not _answered(row, found, answer):
            kept.append(found)
    row.issues = kept


def _answered(row: Row, found: Issue, answer: str) -> bool:
    record = row.record
    if found.code == "kind_unclear" and isinstance(record, Happening):
        record.kind = answer
    elif found.code == "level_unclear" and isinstance(record, HonourRow):
        record.level = answer
    elif found.code == "result_unclear" and isinstance(record, NeedRow):
        record.state = answer
    elif found.code == "duration_odd" and isinstance(record, Happening):
        if answer == "minutes" and record.hours is not None:
            record.hours = (record.hours / 60).quantize(Decimal("0.01"))
    elif found.code == "moved_where" and isinstance(record, Happening):
        return _settle_move(record, answer)
    else:
        return False
    return True


def _settle_move(record: Happening, answer: str) -> bool:
    if answer == "cancelled":
        record.cancelled, record.reason = True, record.reason or record.remark
        return True
    try:
        day = parse_date(answer, default_year=record.start.year).start
    except UserError:
        return False
    record.moved_from, record.start, record.end = record.start, day, day
    return True


def waiting(rows: Iterable[Planned]) -> list[Planned]:
    """Return the rows that go back to the clerk."""
    return [one for one in rows if one.state in {RowState.ERROR, RowState.QUESTION}]
