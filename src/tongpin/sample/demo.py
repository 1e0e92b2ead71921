"""Building the sample: ledgers written, taken over through the same door as everyone's, then people to show them to."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path

from tongpin.foundation.access.actions import grant
from tongpin.foundation.access.enums import Role
from tongpin.foundation.audit.actions import record, seal
from tongpin.foundation.audit.models import Event
from tongpin.foundation.kernel import clock
from tongpin.foundation.kernel.errors import UserError
from tongpin.foundation.people.actions import command_line_account
from tongpin.foundation.people.models import Account
from tongpin.interfaces.exchange.actions import ImportSummary, import_paths

from . import (
    compliance,
    current,
    evidence,
    ledgers,
    meetings,
    messages,
    running,
    structure,
    study,
    terms,
    vocabulary,
    world,
    year,
    yearly,
)
from .organisation import ACCOUNTS, build_accounts, build_units
from .world import World

Progress = Callable[[int, int], None]
DONE = "demo.built"


def is_built() -> bool:
    """Say whether the sample is here already, whole."""
    return Event.objects.filter(action=DONE).exists()


def build(progress: Progress | None = None) -> None:
    """Build the sample bureau; built already, it is left as it is.

    Interrupted, it is taken up again where it stopped: every step leaves alone what it finds. Raises UserError where a
    real bureau lives, or where the import did not take every ledger over whole.
    """
    if is_built():
        return
    by, story = command_line_account(), world.build()
    bureau = build_units(by=by)
    grant(by=by, account=by, role=Role.OFFICER, unit=bureau)
    with tempfile.TemporaryDirectory() as folder:
        _take_over(by, story, Path(folder), progress)
    names = {one.username: story.of_branch(one.branch)[one.place].name for one in ACCOUNTS}
    people = build_accounts(by=by, names=names)
    current.build(secretary=people["secretary"], library=people["library"], officer=people["officer"])
    structure.build(by=people["officer"])
    terms.build(by=people["officer"], unit_officer=people["library"])
    study.build(by=by, officer=people["officer"])
    meetings.build(by=people["secretary"])
    yearly.build(by=by, officer=people["officer"])
    messages.build(by=people["officer"])
    compliance.build(by=by, officer=people["officer"])
    evidence.attach(by=people["officer"], years=(*vocabulary.YEARS, clock.today().year))
    record(by=by, action=DONE, target=bureau)
    seal()


def write(story: World, folder: Path) -> list[Path]:
    """Write the village list and the ledgers of all years below `folder`; return the years' folders."""
    folders = [folder / str(number) for number in vocabulary.YEARS]
    for number, place in zip(vocabulary.YEARS, folders, strict=True):
        ledgers.write_ledgers(story, year.invent(story, number), place)
    ledgers.write_villages(story, folder / f"村居名单{vocabulary.YEARS[0] - 1}年.csv")
    return folders


def _take_over(by: Account, story: World, folder: Path, progress: Progress | None) -> None:
    folders = write(story, folder)
    villages = next(folder.glob("*.csv"))
    for number, place in zip(vocabulary.YEARS, folders, strict=True):
        summary = import_paths(by=by, paths=[place], year=number, villages=villages, progress=progress)
        _insist(summary)
    this = running.write(story, clock.today(), folder)
    if this is not None:
        _insist(import_paths(by=by, paths=[this], year=clock.today().year, progress=progress))


def _insist(summary: ImportSummary) -> None:
    """Raise UserError when a ledger of the sample was not taken over whole: the sample proves the import."""
    for one in summary.files:
        if one.error or one.waiting:
            row = one.waiting[0] if one.waiting else None
            raise UserError(
                one.error or row.message if row else one.error,
                place=f"{one.name} {row.place if row else ''}",
                remedy="演示台账应当全部导入；这是程序的缺陷。",
            )
