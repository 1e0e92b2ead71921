"""The register itself: complete, well formed, and never changed under the same version."""

from __future__ import annotations

from pathlib import Path

import pytest

from tongpin.derived.indicators.queries.sources import SOURCES
from tongpin.derived.indicators.rules import Definition, definitions
from tongpin.derived.indicators.rules.definitions import labels
from tongpin.records.activities.enums import Grade
from tongpin.standards.rules import shipped

RELEASED = Path(__file__).with_name("released.txt")
NUMBERS = {str(number) for number in range(1, 54)}


@pytest.mark.parametrize("definition", definitions().values(), ids=lambda one: one.code)
def test_definition_names_only_what_exists(definition: Definition) -> None:
    if not definition.has_source:
        assert (definition.measure, dict(definition.where)) == ("", {})
        return
    source = SOURCES[definition.source]
    assert set(definition.where) <= set(source.filters)
    assert {*definition.by, *definition.dimensions} <= set(source.attributes)
    assert {*definition.by, *definition.dimensions} <= set(labels("dimension"))
    assert definition.evidence.upper() in Grade.__members__
    if definition.ratio:
        assert set(definition.ratio) <= set(definitions())
        return
    how, _colon, what = definition.measure.partition(":")
    pool = {"sum": source.quantities, "max": source.quantities, "distinct": source.attributes, "count": {"": ""}}[how]
    assert what in pool


def test_kinds_named_in_definitions_are_in_the_catalogue() -> None:
    known = {entry["code"] for entry in shipped("kinds")}
    named = {kind for one in definitions().values() for kind in one.where.get("kind", ())}
    assert named <= known


def test_register_covers_every_indicator_of_the_bureau() -> None:
    assert NUMBERS - {one.number.removesuffix("m") for one in definitions().values()} == set()


def test_released_version_never_changes() -> None:
    """A new wording or filter is a new version; append its line to released.txt, never edit one."""
    lines = RELEASED.read_text("utf-8").split("\n")
    released = dict(line.split() for line in lines if line and not line.startswith("#"))
    now = {f"{one.code}@{one.version}": one.hash for one in definitions().values()}
    assert {name: released.get(name) for name in now} == now
