"""The database hashes blocks as this process does."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tongpin.derived.indicators.queries import figures
from tongpin.derived.indicators.queries.roots import _hashed_here, blocks
from tongpin.foundation.people.models import Account
from tongpin.foundation.units.models import Unit
from tongpin.records.activities.actions import Incoming, record_many
from tongpin.records.activities.models import Activity
from tongpin.records.activities.rules import Content

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("paths", [[], ["unit__name"], ["unit__name", "title"]])
def test_both_ways_give_the_same_hashes(
    officer: Account, branch: Unit, sibling: Unit, meeting: Content, paths: list[str]
) -> None:
    incoming = [
        Incoming(replace(meeting, unit_id=unit.pk, title=f"会议{number % 3}"))
        for number in range(300)
        for unit in (branch, sibling)
    ]
    record_many(by=officer, incoming=incoming)
    rows = Activity.objects.all()
    asked = blocks(rows, "digest", "evidence_digest", paths)
    here = list(_hashed_here(rows, "digest", "evidence_digest", paths))
    assert sorted(asked) == sorted(here)
    assert len({row[-2] for row in asked}) == len(asked)


def test_a_figure_has_the_same_root_alone_and_among_all(
    officer: Account, branch: Unit, meeting: Content, catalogue: None
) -> None:
    kinds = ("meeting.committee", "meeting.general", "party_day")
    record_many(
        by=officer,
        incoming=[Incoming(replace(meeting, kind=kind, title=f"{kind}{n}")) for kind in kinds for n in range(3)],
    )
    every = figures(year=2025)
    for code in ("meetings", "party_days", "activities"):
        alone = figures(year=2025, codes=[code])[code]
        assert (every[code].records, every[code].records_root) == (alone.records, alone.records_root)
    assert len({every[code].records_root for code in ("meetings", "party_days", "activities")}) == 3
