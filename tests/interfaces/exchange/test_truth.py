"""A year of ledgers through the real actions: every figure exact, and a second import that changes nothing."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.interfaces.exchange.counting import counted
from tongpin.foundation.audit.models import Event
from tongpin.interfaces.exchange.actions import ImportSummary, import_paths
from tongpin.interfaces.exchange.models import ImportRow
from tongpin.records.activities.models import Activity, Version

DATA = Path(__file__).parents[2] / "data"
LEDGERS = DATA / "ledgers-2025"
VILLAGES = DATA / "villages_2023.csv"

pytestmark = pytest.mark.usefixtures("catalogue")


def truth() -> dict[str, Any]:
    told: dict[str, Any] = json.loads((LEDGERS / "truth.json").read_text("utf-8"))
    return {key: value for key, value in told.items() if key not in {"year", "seed"}}


def take_over(*, dry_run: bool = False) -> ImportSummary:
    return import_paths(by=None, paths=[LEDGERS], villages=VILLAGES, dry_run=dry_run)


def test_import_of_the_year_gives_every_figure_exactly() -> None:
    summary = take_over()
    assert [(one.name, one.error) for one in summary.files if one.error] == []
    assert [told for one in summary.files for told in one.waiting] == []
    assert counted(2025) == truth()


def test_import_of_the_same_folder_twice_changes_nothing() -> None:
    take_over()
    rows = sorted(Activity.objects.values_list("pk", "version", "digest", "status"))
    links = ImportRow.objects.count()
    again = take_over()
    states = {state for one in again.files for state, count in one.rows.items() if count}
    assert states <= {"same", "doubled", "warning"}
    assert sorted(Activity.objects.values_list("pk", "version", "digest", "status")) == rows
    assert ImportRow.objects.exclude(state="doubled").count() == links - 11
    assert Version.objects.count() == 0
    assert counted(2025) == truth()


def test_import_writes_one_audit_event_for_each_record() -> None:
    take_over()
    events = Event.objects.filter(action="activity.take_over", target_type="activities.activity")
    assert events.count() == Activity.objects.count() == events.values("target_id").distinct().count()


def test_dry_run_keeps_nothing() -> None:
    summary = take_over(dry_run=True)
    assert summary.total()["new"] > 1000
    assert (Activity.objects.count(), ImportRow.objects.count()) == (0, 0)
