"""What the database holds about one person: found through the declared data classes, so that no model is forgotten."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Q

from tongpin.foundation.audit.models import Event
from tongpin.foundation.kernel.canonical import Json
from tongpin.foundation.kernel.personal import DataClass

from .models import Account, Person

NEVER_HANDED_OUT = {"password", "phone_sealed", "phone_index"}  # the telephone itself is handed out in clear


@dataclass(frozen=True, slots=True)
class Mention:
    """A personal text that holds the person's name without pointing to them; it may mean somebody of the same name."""

    model: str
    pk: int
    field: str


def find_people(text: str) -> list[Person]:
    """Return persons by key or by exact name."""
    wanted = Q(name=text) | (Q(pk=int(text)) if text.isdecimal() else Q())
    return list(Person.objects.filter(wanted).order_by("pk"))


def own_models() -> Iterator[tuple[type[models.Model], Mapping[str, DataClass]]]:
    """Yield the program's models with the classes of their fields."""
    for model in apps.get_models():
        classes: Mapping[str, DataClass] | None = getattr(model, "data_classes", None)
        if classes is not None:
            yield model, classes


def pointing(target: type[models.Model]) -> Iterator[tuple[type[models.Model], str]]:
    """Yield (model, field) of every key to `target` anywhere in the program, parts from elsewhere included."""
    for model in apps.get_models():
        for field in model._meta.concrete_fields:
            if field.is_relation and field.related_model is target:
                yield model, field.name


def linked_rows(person: Person) -> Iterator[tuple[str, models.Model]]:
    """Yield (label, row) of everything that points to the person."""
    for model, field in pointing(Person):
        for row in model._default_manager.filter(**{field: person}).order_by("pk").iterator():
            yield model._meta.label_lower, row


def mentions(name: str) -> Iterator[Mention]:
    """Yield personal texts that hold the name: hosts of activities, holders of honours, notes, versions, file names."""
    for model, classes in own_models():
        for field in model._meta.concrete_fields:
            if model is not Person and classes.get(field.name) is DataClass.PERSONAL:
                for key in _holding(model, field, name):
                    yield Mention(model._meta.label_lower, key, field.name)


def _holding(model: type[models.Model], field: models.Field[Any, Any], name: str) -> Iterator[int]:
    """Yield the keys of rows whose field holds the name. JSON is searched here: databases write it in several ways."""
    rows = model._default_manager.order_by("pk")
    if isinstance(field, models.CharField | models.TextField):
        yield from rows.filter(**{f"{field.name}__contains": name}).values_list("pk", flat=True).iterator()
    elif isinstance(field, models.JSONField):
        pairs = rows.values_list("pk", field.name).iterator()
        yield from (key for key, value in pairs if name in json.dumps(value, ensure_ascii=False))


def holdings(person: Person) -> dict[str, Json]:
    """Return all the database holds about the person, as JSON.

    `linked`: rows that point to the person or to their accounts' own settings; `done`: what their accounts did;
    `mentions`: texts with their name, which may mean a namesake. Scans and original workbooks are not searched: the
    files that a linked record rests on are named with it.
    """
    accounts = list(Account.objects.filter(person=person).order_by("pk"))
    linked: dict[str, list[Json]] = {}
    for label, row in linked_rows(person):
        linked.setdefault(label, []).append(_as_json(row))
    done = Event.objects.filter(actor_id__in=[account.pk for account in accounts]).order_by("pk")
    about = Event.objects.filter(target_type=Person._meta.label_lower, target_id=str(person.pk)).order_by("pk")
    for model, field in pointing(Account):
        if field == "account":  # what belongs to an account, such as its roles; not all it ever recorded
            for row in model._default_manager.filter(account__in=accounts).order_by("pk"):
                linked.setdefault(model._meta.label_lower, []).append(_as_json(row))
    linked_keys = {(label, one["id"]) for label, rows in linked.items() for one in rows if isinstance(one, dict)}
    return {
        "person": {**_as_json(person), "phone": person.phone},
        "linked": linked,
        "done": [_as_json(event) for event in done],
        "events_about": [_as_json(event) for event in about],
        "mentions": [
            {"model": one.model, "id": one.pk, "field": one.field}
            for one in mentions(person.name)
            if (one.model, one.pk) not in linked_keys
        ],
    }


def _as_json(row: models.Model) -> dict[str, Json]:
    """Return a row's fields; keys of other rows as their numbers, what nobody may see left out."""
    return {
        field.name: _plain(field.value_from_object(row))
        for field in row._meta.concrete_fields
        if field.name not in NEVER_HANDED_OUT
    }


def _plain(value: Any) -> Json:
    written: Json = json.loads(json.dumps(value, default=_written))
    return written


def _written(value: object) -> object:
    return bytes(value).hex() if isinstance(value, bytes | memoryview) else DjangoJSONEncoder().default(value)
