"""What the preview shows: rows in words, questions asked once, columns to be mapped."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from ..enums import RowState
from ..notices import field_name, joined, kind_name, message, remedy, sentence
from ..rules import words
from ..rules.issues import Issue, Severity
from ..rules.ledger import Ledger
from ..rules.rows import Happening, HonourRow, Member, NeedRow
from .plan import Plan, Planned, question_key

_CHOICES_FREE = frozenset({"moved_where"})


@dataclass(frozen=True, slots=True)
class ShownRow:
    """A row of the preview in words."""

    place: str
    kind: str
    state: str
    state_label: str
    text: str
    message: str
    warning: bool


@dataclass(slots=True)
class ShownQuestion:
    """A doubt with its answers; `rows` are the places it concerns, `free` lets a date be typed."""

    key: str
    text: str
    options: tuple[tuple[str, str], ...]
    free: bool
    rows: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class ShownColumn:
    """A heading that means nothing yet, and the fields of its kind that no column stands for."""

    sheet: str
    kind: str
    kind_label: str
    heading: str
    fields: tuple[tuple[str, str], ...]


def shown_rows(plan: Plan, state: str = "") -> list[ShownRow]:
    """Return the rows in a state ('' all, 'warning' those with one)."""
    return [_shown(one) for one in plan.rows if _wanted(one, state)]


def shown_questions(plan: Plan) -> list[ShownQuestion]:
    """Return the questions, each once however many rows raise it."""
    found: dict[str, ShownQuestion] = {}
    for one in plan.rows:
        for doubt in one.all_issues:
            if doubt.severity is Severity.QUESTION:
                key = question_key(doubt)
                question = found.get(key) or _question(key, doubt)
                found[key] = question
                question.rows.append(_place(one))
    return [one for one in found.values() if one.options or one.free]


def shown_columns(ledger: Ledger) -> list[ShownColumn]:
    """Return the headings that are not used, each once in a kind of ledger."""
    found: dict[tuple[str, str], ShownColumn] = {}
    for table in ledger.tables:
        used = set(table.columns.values())
        free = [name for name in words.kinds()[table.kind].fields if name not in table.columns]
        fields = tuple((name, field_name(name)) for name in free)
        for column, heading in table.headings.items():
            if column not in used:
                one = ShownColumn(table.sheet, table.kind, kind_name(table.kind), heading, fields)
                found.setdefault((table.kind, heading), one)
    return list(found.values())


def unknown_sheets(ledger: Ledger) -> list[str]:
    """Return the sheets of which it could not be told what ledger they are."""
    return [sheet for sheet, found in ledger.issues if found.code == "unknown_kind"]


def file_notes(ledger: Ledger) -> list[str]:
    """Return what was found about the file and its tables, beside the columns that are not used."""
    notes = [sentence(found) for _sheet, found in ledger.issues if found.code != "unknown_kind"]
    for table in ledger.tables:
        told: Iterable[Issue] = (found for found in table.issues if found.code != "column_unknown")
        notes += [f"{table.sheet}: {sentence(found)}" for found in told]
    return list(dict.fromkeys(notes))


def _question(key: str, doubt: Issue) -> ShownQuestion:
    return ShownQuestion(key, joined([sentence(doubt), remedy(doubt)]), doubt.options, doubt.code in _CHOICES_FREE)


def _wanted(one: Planned, state: str) -> bool:
    if state == "warning":
        return any(found.severity is Severity.WARNING for found in one.all_issues)
    return not state or one.state.value == state


def _shown(one: Planned) -> ShownRow:
    told = one.all_issues
    return ShownRow(
        place=_place(one),
        kind=kind_name(one.row.kind),
        state=one.state.value,
        state_label=str(RowState(one.state).label),
        text=_summary(one),
        message=message(told),
        warning=any(found.severity is Severity.WARNING for found in told),
    )


def _place(one: Planned) -> str:
    return _("%(sheet)s, row %(line)s") % {"sheet": one.row.sheet, "line": one.row.line}


def _summary(one: Planned) -> str:
    """Return the gist of a row: day, title, where, how many."""
    record = one.row.record
    parts: list[object] = []
    if isinstance(record, Happening):
        parts = [record.start, record.title, record.unit, record.town, record.village, record.troupe, record.count]
    elif isinstance(record, NeedRow):
        parts = [record.date, record.text, record.owner, record.result]
    elif isinstance(record, HonourRow):
        parts = [record.date, record.name, record.holder]
    elif isinstance(record, Member):
        parts = [record.name, record.unit]
    return " · ".join(str(part) for part in parts if part not in (None, ""))
