"""What became of an import, for people and for machines."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field

from ..enums import RowState
from ..notices import kind_name, message, sentence
from ..queries import Plan, Planned
from ..rules.issues import Severity
from ..rules.ledger import Ledger

SHOWN_ROWS = 500
_WAITING = {RowState.ERROR, RowState.QUESTION}


@dataclass(slots=True)
class RowTold:
    """A row that waits or should be looked at, with the reason."""

    place: str
    state: str
    message: str


@dataclass(slots=True)
class FileSummary:
    """What became of one file. `rows` counts states, `waiting` are rows that go back, `notes` concern the whole
    file.
    """

    name: str
    kinds: list[str] = field(default_factory=list)
    rows: dict[str, int] = field(default_factory=dict)
    waiting: list[RowTold] = field(default_factory=list)
    warnings: list[RowTold] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    error: str = ""
    batch: int | None = None

    def tell_ledger(self, ledger: Ledger) -> None:
        """Take over what was found about the file and its tables."""
        self.kinds = list(dict.fromkeys(kind_name(table.kind) for table in ledger.tables))
        self.notes += [sentence(found) for _sheet, found in ledger.issues]
        for table in ledger.tables:
            grave = [
                found for found in table.issues if found.severity is not Severity.NOTE or found.code.startswith("year")
            ]
            self.notes += [f"{table.sheet}: {sentence(found)}" for found in grave]

    def tell_plan(self, plan: Plan) -> None:
        """Take over the states of the rows, and in words those that wait or should be looked at."""
        self.rows = plan.counts()
        for one in plan.rows:
            if one.state in _WAITING:
                self._tell(self.waiting, one, Severity.WARNING)
            elif any(found.severity is Severity.WARNING for found in one.all_issues):
                self._tell(self.warnings, one, Severity.WARNING)

    @staticmethod
    def _tell(told: list[RowTold], one: Planned, least: Severity) -> None:
        if len(told) < SHOWN_ROWS:
            place = f"{one.row.sheet}!{one.row.line}"
            told.append(RowTold(place, one.state.value, message(one.all_issues, least=least)))


@dataclass(slots=True)
class ImportSummary:
    """What became of all files. `new_units` were added to the organisation tree."""

    files: list[FileSummary] = field(default_factory=list)
    new_units: list[str] = field(default_factory=list)
    dry_run: bool = False

    @property
    def unreadable(self) -> bool:
        """Say whether a file could not be read or taken over at all."""
        return any(one.error for one in self.files)

    @property
    def waiting(self) -> int:
        """Return how many rows went back to the clerk."""
        return sum(one.rows.get(state.value, 0) for one in self.files for state in _WAITING)

    def total(self) -> dict[str, int]:
        """Return the counts of all files together."""
        total: dict[str, int] = {}
        for one in self.files:
            for state, count in one.rows.items():
                total[state] = total.get(state, 0) + count
        return total

    def to_json(self) -> dict[str, object]:
        """Return the summary for machines."""
        return {"dry_run": self.dry_run, "total": self.total(), **asdict(self)}
