"""A folder of ledgers at once, for the command line: list of villages first, then rosters, then the rest."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from django.db import transaction
from django.utils.translation import gettext as _

from tongpin.foundation.access.actions import grant
from tongpin.foundation.access.enums import Role
from tongpin.foundation.kernel import clock
from tongpin.foundation.kernel.errors import UserError
from tongpin.foundation.people.actions import command_line_account
from tongpin.foundation.people.models import Account
from tongpin.foundation.places.actions import import_village_list
from tongpin.foundation.places.rules import year_in_name
from tongpin.foundation.units.actions import ensure_bureau
from tongpin.foundation.units.models import Unit

from ..access import IMPORT
from ..queries import read_file
from ..rules.ledger import Ledger, turn_of
from ..rules.villages import is_village_list, village_csv
from .commit import commit_import
from .summary import FileSummary, ImportSummary
from .uploads import start_import

Progress = Callable[[int, int], None]
_ENDINGS = frozenset({".xlsx", ".xlsm", ".xls", ".et", ".csv", ".tsv"})


@dataclass(slots=True)
class _Read:
    """A file of the folder as it was read; without `ledger` it is left."""

    path: Path
    name: str
    data: bytes
    told: FileSummary
    ledger: Ledger | None = None

    @property
    def rank(self) -> tuple[int, str]:
        return turn_of(self.ledger) if self.ledger is not None else 2, self.name


def import_paths(
    *,
    by: Account | None,
    paths: Sequence[Path],
    year: int | None = None,
    villages: Path | None = None,
    dry_run: bool = False,
    progress: Progress | None = None,
) -> ImportSummary:
    """Import files and folders in one transaction: what is good is recorded, the rest is told.

    `by` None is the command line itself. `villages` is the list of villages (CSV), imported first. With `dry_run`
    nothing is kept. Raises UserError for a path that does not exist or holds no ledger; a file that cannot be read is
    told in the summary and the others are imported all the same.
    """
    summary = ImportSummary(dry_run=dry_run)
    with transaction.atomic():
        account = by if by is not None else _command_line_officer()
        IMPORT.require_held(account)
        reads = _read_all(_files(paths, villages), year, summary)
        before = set(Unit.objects.values_list("pk", flat=True))
        if villages is not None:
            told = FileSummary(villages.name)
            summary.files.insert(0, told)
            _import_villages(by=account, data=villages.read_bytes(), name=villages.name, told=told)
        _import_all(by=account, reads=reads, year=year, progress=progress)
        summary.new_units = list(Unit.objects.exclude(pk__in=before).order_by("pk").values_list("name", flat=True))
        if dry_run:
            transaction.set_rollback(True)
    return summary


def _command_line_officer() -> Account:
    """Return the command line's account as the bureau's officer; the bureau is made where there is none yet."""
    account = command_line_account()
    grant(by=account, account=account, role=Role.OFFICER, unit=ensure_bureau(by=account))
    return account


def _files(paths: Sequence[Path], villages: Path | None) -> list[tuple[Path, str]]:
    """Return the ledgers among the paths with the names shown: in a folder its own name stands before, it may tell
    the year.
    """
    found: list[tuple[Path, str]] = []
    for path in paths:
        if path.is_dir():
            inside = sorted(one for one in path.rglob("*") if one.is_file() and _is_ledger(one))
            found += [(one, str(Path(path.resolve().name) / one.relative_to(path))) for one in inside]
        elif path.exists():
            found.append((path, path.name))
        else:
            raise UserError(_("There is no such file or folder."), place=str(path))
    skip = villages.resolve() if villages is not None else None
    found = [(path, name) for path, name in found if path.resolve() != skip]
    if not found and villages is None:
        raise UserError(_("No ledger was found here."), remedy=_("Give xlsx, xls or csv files, or their folder."))
    return found


def _is_ledger(path: Path) -> bool:
    return path.suffix.lower() in _ENDINGS and not path.name.startswith(("~$", "."))


def _read_all(files: Sequence[tuple[Path, str]], year: int | None, summary: ImportSummary) -> list[_Read]:
    """Read every file once; the same bytes under two names are one ledger."""
    reads: list[_Read] = []
    seen: dict[bytes, str] = {}
    for path, name in files:
        one = _Read(path, name, path.read_bytes(), FileSummary(name))
        summary.files.append(one.told)
        reads.append(one)
        twin = seen.setdefault(hashlib.sha256(one.data).digest(), name)
        if twin != name:
            one.told.notes.append(_("The same file as %(name)s; it was read once.") % {"name": twin})
            continue
        _read(one, year)
    _agree_on_year(reads, year)
    return reads


def _read(one: _Read, year: int | None) -> None:
    try:
        one.ledger = read_file(one.data, one.name, year=year, kinds={})
    except UserError as error:
        one.told.error = str(error)


def _agree_on_year(reads: Sequence[_Read], year: int | None) -> None:
    """A ledger that names no year belongs to the year of the folder's other ledgers where these agree; it is said."""
    if year is not None:
        return
    tables = [table for one in reads if one.ledger is not None for table in one.ledger.tables]
    years = {table.year for table in tables if table.year is not None}
    if len(years) != 1:
        return
    agreed = years.pop()
    for one in reads:
        if one.ledger is not None and any(table.year is None and table.dated for table in one.ledger.tables):
            _read(one, agreed)
            one.told.notes.append(_("The year %(year)s was taken from the other ledgers.") % {"year": agreed})


def _import_all(*, by: Account, reads: Sequence[_Read], year: int | None, progress: Progress | None) -> None:
    total = sum(len(table.rows) for one in reads if one.ledger is not None for table in one.ledger.tables)
    done = 0
    for one in sorted(reads, key=lambda read: read.rank):
        if one.ledger is None:
            continue
        step = _shifted(progress, done, total)
        _import_one(by=by, one=one, ledger=one.ledger, year=year, progress=step)
        done += sum(len(table.rows) for table in one.ledger.tables)
        if progress is not None:
            progress(done, total)
        one.ledger, one.data = None, b""


def _shifted(progress: Progress | None, done: int, total: int) -> Progress | None:
    return None if progress is None else lambda part, _all: progress(done + part, total)


def _import_one(*, by: Account, one: _Read, ledger: Ledger, year: int | None, progress: Progress | None) -> None:
    one.told.tell_ledger(ledger)
    if is_village_list(ledger):
        data = one.data if ledger.book.form == "csv" else village_csv(ledger.rows)
        _import_villages(by=by, data=data, name=one.name, told=one.told)
        return
    if not ledger.tables:
        return
    try:
        with transaction.atomic():
            batch = start_import(by=by, data=one.data, name=one.name, year=year, ledger=ledger)
            plan = commit_import(by=by, batch=batch, ledger=ledger, progress=progress)
    except UserError as error:
        one.told.error = str(error)
        return
    one.told.batch = batch.pk
    one.told.tell_plan(plan)


def _import_villages(*, by: Account, data: bytes, name: str, told: FileSummary) -> None:
    """Import a list of villages as of the year its name states, else as of today."""
    try:
        with transaction.atomic():
            found = import_village_list(by=by, data=data, as_of=year_in_name(name) or clock.today(), source=name)
    except UserError as error:
        told.error = str(error)
        return
    told.rows = {"same" if found.already else "new": found.villages}
    told.notes += [_("%(count)s villages, %(administrative)s of them administrative.") % {
        "count": found.villages, "administrative": found.administrative
    }]  # fmt: skip
