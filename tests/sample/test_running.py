"""The sample's running year ends with its last full month and leaves a few things undone."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from tongpin.sample import running, vocabulary, world

THIS = vocabulary.YEARS[-1] + 1
STORY = world.build()


def test_running_year_ends_with_its_last_full_month() -> None:
    told = running.told_until(STORY, dt.date(THIS, 9, 3))
    held = {(one.branch, one.on.month) for one in told.party_days}
    assert max(one.on for one in (*told.meetings, *told.party_days)) < dt.date(THIS, 9, 1)
    wanted = 8 * len(vocabulary.BRANCHES)
    assert wanted * 0.8 < len(held) < wanted


def test_ledgers_of_the_running_year_hold_organisational_life_alone(tmp_path: Path) -> None:
    found = running.write(STORY, dt.date(THIS, 2, 20), tmp_path)
    assert found is not None
    assert sorted(one.suffix for one in found.iterdir()) == [".xlsx", ".xlsx"]


@pytest.mark.parametrize("day", [dt.date(THIS, 1, 20), dt.date(vocabulary.YEARS[-1], 9, 3)])
def test_no_ledger_without_a_full_month_or_for_a_year_that_has_its_own(tmp_path: Path, day: dt.date) -> None:
    assert running.write(STORY, day, tmp_path) is None
