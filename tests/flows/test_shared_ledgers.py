"""The ledgers of the shared data give exactly the figures a careful clerk counted, through the command line alone."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from .installation import Installation, installation

SHARED = Path(__file__).resolve().parents[3] / "shared" / "data"
LEDGERS = SHARED / "ledgers-2025"
VILLAGES = SHARED / "divisions-370883" / "villages_2023.csv"
needs_shared = pytest.mark.skipif(not LEDGERS.exists(), reason="the shared ledgers are not beside this repository")

# truth.json's keys and the codes of the figures that answer them; True: compared with the figure's split.
CODES = {
    "members": ("members", False),
    "full_members": ("members.full", False),
    "members_by_branch": ("members.by_branch", True),
    "meetings": ("meetings", True),
    "party_days": ("party_days", True),
    "party_days_total": ("party_days", False),
    "talks_sessions": ("talks.sessions", False),
    "talks_audience": ("talks.audience", False),
    "talks_by_venue": ("talks.by_venue", True),
    "shows": ("tour.shows", False),
    "shows_villages": ("tour.villages", False),
    "admin_villages": ("villages.administrative", False),
    "volunteer_activities": ("volunteer.activities", False),
    "volunteer_persontimes": ("volunteer.person_times", False),
    "volunteer_hours": ("volunteer.hours", False),
    "festival_events": ("festival.events", False),
    "festival_persontimes": ("festival.person_times", False),
    "honours": ("honours", False),
    "honours_by_level": ("honours.by_level", True),
    "needs": ("needs", False),
    "needs_closed": ("needs.closed", False),
    "needs_satisfied": ("needs.satisfied", False),
}


@pytest.fixture(scope="module")
def imported(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Installation, Any]]:
    with installation(tmp_path_factory.mktemp("shared")) as one:
        answer = one.run("import", LEDGERS, "--villages", VILLAGES, "--json")
        assert answer.code == 0, answer.out + answer.err
        yield one, answer.json


@pytest.fixture(scope="module")
def figures(imported: tuple[Installation, Any]) -> dict[str, Any]:
    answer = imported[0].run("figures", "--year", 2025, *sorted({code for code, _split in CODES.values()}), "--json")
    assert answer.code == 0, answer.err
    return dict(answer.json)


def truth() -> dict[str, Any]:
    return {key: value for key, value in json.loads((LEDGERS / "truth.json").read_text()).items() if key in CODES}


@needs_shared
def test_every_figure_is_the_truth(figures: dict[str, Any]) -> None:
    found = {key: figures[code]["by" if split else "value"] for key, (code, split) in CODES.items()}
    assert found == truth()
    assert len(found) == 22


@needs_shared
def test_lineage_holds_as_many_records_as_the_figure_says(imported: tuple[Installation, Any]) -> None:
    shows = imported[0].run("figures", "--year", 2025, "tour.shows", "--lineage", "--json").json["tour.shows"]
    assert len(shows["lineage"]) == shows["records"] == shows["value"]
    assert 0 < shows["evidenced"] <= shows["records"]


@needs_shared
def test_importing_again_changes_nothing(imported: tuple[Installation, Any], figures: dict[str, Any]) -> None:
    one, _summary = imported
    again = one.run("import", LEDGERS, "--villages", VILLAGES, "--json")
    assert again.code == 0
    assert [again.json["total"].get(state, 0) for state in ("new", "changed", "error", "question")] == [0, 0, 0, 0]
    codes = sorted({code for code, _split in CODES.values()})
    assert one.run("figures", "--year", 2025, *codes, "--json").json == figures


@needs_shared
def test_log_of_the_import_holds(imported: tuple[Installation, Any]) -> None:
    answer = imported[0].run("verify-audit", "--json")
    assert (answer.code, answer.json["problems"]) == (0, [])
    assert answer.json["events"] > 1000


@needs_shared
def test_dry_run_keeps_nothing(tmp_path: Path) -> None:
    with installation(tmp_path) as one:
        assert one.run("import", LEDGERS, "--villages", VILLAGES, "--dry-run", "--json").code == 0
        assert one.run("figures", "--year", 2025, "tour.shows", "--json").json["tour.shows"]["value"] is None
