"""The database hashes blocks as this process does."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from tongpin.derived.indicators.queries import figures
from tongpin.derived.indicators.queries.roots import _hashed_here, blocks
from tongpin.foundation.people.models import Account
from tongpin.foundation.places.models import Venue, Village
from tongpin.foundation.units.models import Unit
from tongpin.records.activities.actions import Incoming, record_many
from tongpin.records.activities.enums import Grade
from tongpin.records.activities.models import Activity
from tongpin.records.activities.rules import Content, Proof

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


def test_every_figure_is_the_same_alone_and_among_all(
    officer: Account, branch: Unit, museum: Venue, village: Village, meeting: Content, catalogue: None
) -> None:
    shows = [
        replace(meeting, kind="tour.show", title=f"演出{n}", village_id=village.pk, served=100 + n, host=f"剧团{n}")
        for n in range(3)
    ]
    talk = replace(meeting, kind="talk.lecture", venue_id=museum.pk, sessions=2, served=30)
    fused = replace(
        meeting, kind="volunteer", title="送图书", hours=Decimal("1.5"), lines=("culture",), purposes=("service",)
    )
    books = replace(fused, title="送画册", measures=(("books", Decimal(30)), ("pictures", Decimal(4))))
    festival = [replace(meeting, kind="festival.event", title=f"文化节{n}", edition=n, served=10) for n in (11, 12)]
    incoming = [
        Incoming(one)
        for one in (*shows, talk, replace(talk, kind="talk.guide", title="讲解"), fused, books, *festival, meeting)
    ]
    incoming += [Incoming(replace(meeting, title="有回执"), Proof(grade=Grade.RECEIPT, place="第3行"))]
    record_many(by=officer, incoming=incoming)
    for code, among in figures(year=2025).items():
        assert figures(year=2025, codes=[code])[code] == among
