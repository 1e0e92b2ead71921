"""A relation points to its own stage or an earlier one, and across apps it leaves no name on the other side.

Imports are watched by import-linter; a foreign key written as a string is no import, so it is watched here, against the
same order.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.db import models
from django.db.models.fields.related import RelatedField

from tongpin.foundation.people.models import Account, Person
from tongpin.foundation.units.models import Unit

from .house import contracts, own_models


def may_point(source: str, target: str) -> bool:
    """Say whether a model in module `source` may name one in module `target`, by the layers of pyproject.toml."""
    if not target.startswith("tongpin."):
        return False
    for contract in contracts():
        if contract["type"] != "layers" or len(contract["containers"]) != 1:
            continue
        container = contract["containers"][0] + "."
        if not (source.startswith(container) and target.startswith(container)):
            continue
        here, there = (name.removeprefix(container).split(".")[0] for name in (source, target))
        if here == there:
            continue
        ranks = {part.strip(): rank for rank, layer in enumerate(contract["layers"]) for part in layer.split("|")}
        return ranks[here] < ranks[there]
    return True


def violations(model: type[models.Model], field: RelatedField) -> Iterator[str]:
    place, target = f"{model._meta.label}.{field.name}", field.related_model
    if not may_point(model.__module__, target.__module__):
        yield f"{place} points to {target._meta.label}, which comes later or is not ours"
    elsewhere = target._meta.app_label != model._meta.app_label
    if elsewhere and not (field.remote_field.related_name or "").endswith("+"):
        yield f"{place} leaves a name on {target._meta.label}: related_name must be '+'"


def relations(model: type[models.Model]) -> list[RelatedField]:
    own = [*model._meta.local_fields, *model._meta.local_many_to_many]
    return [field for field in own if isinstance(field, RelatedField)]


@pytest.mark.parametrize("model", own_models(), ids=lambda model: model._meta.label)
def test_relations_point_backwards_and_leave_no_name(model: type[models.Model]) -> None:
    assert [one for field in relations(model) for one in violations(model, field)] == []


def test_law_finds_a_relation_forwards() -> None:
    key = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", name="unit")
    key.remote_field.model, key.name = Unit, "unit"
    assert list(violations(Person, key)) == [
        "people.Person.unit points to units.Unit, which comes later or is not ours"
    ]


def test_law_finds_a_name_left_on_another_app() -> None:
    key = models.ForeignKey(Account, on_delete=models.PROTECT, name="account")
    assert list(violations(Unit, key)) == [
        "units.Unit.account leaves a name on people.Account: related_name must be '+'"
    ]


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("tongpin.records.visits.models", "tongpin.records.honours.models"),
        ("tongpin.standards.models", "tongpin.records.activities.models"),
        ("tongpin.foundation.people.models", "django.contrib.contenttypes.models"),
    ],
)
def test_law_refuses_neighbours_later_stages_and_strangers(source: str, target: str) -> None:
    assert not may_point(source, target)


def test_law_allows_earlier_stages() -> None:
    assert may_point("tongpin.records.visits.models", "tongpin.records.activities.models")
    assert may_point("tongpin.derived.indicators.models", "tongpin.foundation.units.models")
