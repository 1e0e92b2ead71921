"""Another bureau's ledgers, in other words and over two years, give the figures its story tells."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tongpin.sample import truth, vocabulary, world, year
from tongpin.sample.demo import write

from .installation import Installation, installation


@pytest.fixture(scope="module")
def imported(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    folder = tmp_path_factory.mktemp("ledgers")
    folders = write(world.build(), folder)
    villages = next(folder.glob("*.csv"))
    with installation(tmp_path_factory.mktemp("other")) as one:
        for place in folders:
            answer = one.run("import", place, "--villages", villages, "--json")
            assert answer.code == 0, answer.out + answer.err
        yield one


@pytest.mark.parametrize("number", vocabulary.YEARS)
def test_figures_are_what_the_story_tells(imported: Installation, number: int) -> None:
    story = world.build()
    expected = truth.count(story, year.invent(story, number))
    answer = imported.run("figures", "--year", number, *expected, "--json")
    assert answer.code == 0, answer.err
    found = {code: answer.json[code] for code in expected}
    told = json.loads(json.dumps(expected, default=float))
    assert {code: one for code, one in found.items() if _differs(one, told[code])} == {}


def _differs(figure: dict[str, Any], told: Any) -> bool:
    if not isinstance(told, dict):
        return bool(figure["value"] != told)
    return bool(_without_zeros(figure["by"]) != told)


def _without_zeros(parts: dict[str, Any]) -> dict[str, Any]:
    """Leave out kinds of which none was held: the register lists them, the story does not."""
    return {word: _without_zeros(part) if isinstance(part, dict) else part for word, part in parts.items() if part != 0}


def test_file_that_is_no_ledger_is_an_error_in_words(imported: Installation, tmp_path: Path) -> None:
    (tmp_path / "假.xlsx").write_bytes(b"PK\x03\x04 this is no workbook")
    answer = imported.run("import", tmp_path / "假.xlsx")
    assert answer.code == 1
    assert "Traceback" not in answer.err + answer.out


def test_path_that_does_not_exist_is_an_error_in_words(imported: Installation, tmp_path: Path) -> None:
    answer = imported.run("import", tmp_path / "none", "--json")
    assert (answer.code, set(answer.json)) == (1, {"error"})
