"""The sample is the same everywhere, plausible, and different from year to year."""

from __future__ import annotations

from pathlib import Path

import pytest

from tongpin.sample import ledgers, truth, vocabulary, world, year
from tongpin.sample.world import World
from tongpin.sample.year import Year


@pytest.fixture(scope="module")
def built() -> World:
    return world.build()


@pytest.fixture(scope="module")
def told(built: World) -> list[Year]:
    return [year.invent(built, number) for number in vocabulary.YEARS]


def test_ledgers_are_the_same_bytes_every_time(built: World, told: list[Year], tmp_path: Path) -> None:
    first = ledgers.write_ledgers(built, told[0], tmp_path / "a")
    again = ledgers.write_ledgers(world.build(), year.invent(built, vocabulary.YEARS[0]), tmp_path / "b")
    assert [path.name for path in first] == [path.name for path in again]
    assert [path.read_bytes() for path in first] == [path.read_bytes() for path in again]


def test_years_differ_in_every_total_but_the_roll(built: World, told: list[Year]) -> None:
    before, after = (truth.count(built, one) for one in told)
    same = {code for code in before if before[code] == after[code]}
    assert same == {"members", "members.full", "members.by_branch", "villages.administrative"}


def test_village_codes_are_unique_and_two_towns_share_a_name(built: World) -> None:
    codes = [one.code for one in built.villages]
    names = [one.name for one in built.villages if one.administrative]
    assert len(set(codes)) == len(codes)
    assert len(names) - len(set(names)) == 1
    assert {len(code) for code in codes} == {12}


def test_story_holds_what_makes_ledgers_hard(told: list[Year]) -> None:
    shows = [show for one in told for show in one.shows]
    assert any(show.cancelled for show in shows)
    assert any(show.moved_to for show in shows)
    assert any(show.written_twice for show in shows)
    assert any(not show.village.administrative for show in shows)
    assert any(talk.sessions > 1 for one in told for talk in one.talks)


def test_cancelled_and_doubled_shows_are_not_counted_twice(built: World, told: list[Year]) -> None:
    held = [show for show in told[0].shows if not show.cancelled]
    assert truth.count(built, told[0])["tour.shows"] == len(held) < len(told[0].shows)


def test_telephones_belong_to_nobody_and_names_are_alone(built: World) -> None:
    assert {one.phone[:5] for one in built.members} == {"19900"}
    assert len({one.name for one in built.members}) == len(built.members)


def test_everything_says_that_it_is_fictional() -> None:
    assert "虚构" in vocabulary.BUREAU
    assert "虚构" in ledgers.FICTION
