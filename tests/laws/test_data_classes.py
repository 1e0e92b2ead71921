"""Every field of every model has a class of personal data."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from django.db import models

from tongpin.foundation.kernel.personal import DataClass
from tongpin.foundation.people.models import Account

from .house import own_models


def violations(model: type[models.Model], classes: Mapping[str, DataClass]) -> list[str]:
    fields = {field.name for field in model._meta.concrete_fields}
    extra = fields | {field.name for field in model._meta.local_many_to_many}
    return [
        *(f"{model.__name__}.{name} has no class" for name in sorted(fields - set(classes))),
        *(f"{model.__name__}.{name} is classed but does not exist" for name in sorted(set(classes) - extra)),
        *(
            f"{model.__name__}.{name} is no DataClass"
            for name, one in classes.items()
            if not isinstance(one, DataClass)
        ),
    ]


@pytest.mark.parametrize("model", own_models(), ids=lambda model: model._meta.label)
def test_every_field_has_a_class(model: type[models.Model]) -> None:
    assert violations(model, getattr(model, "data_classes", {})) == []


def test_law_finds_a_field_without_a_class() -> None:
    classes = {name: one for name, one in Account.data_classes.items() if name != "email"}
    assert violations(Account, classes) == ["Account.email has no class"]


def test_law_finds_a_class_of_no_field() -> None:
    assert violations(Account, {**Account.data_classes, "shoe_size": DataClass.NONE}) == [
        "Account.shoe_size is classed but does not exist"
    ]
