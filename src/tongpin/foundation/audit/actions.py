"""Writing to the log and sealing it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from typing import Protocol

from django.db import connection, models, transaction

from tongpin.foundation.kernel import clock
from tongpin.foundation.kernel.canonical import Json, canonical

from .models import Event, Once, Seal
from .rules import GENESIS, event_digest, seal_hash, seal_root

KEEP_KEYS = dt.timedelta(days=7)


class Actor(Protocol):
    """Who did it: an account."""

    @property
    def pk(self) -> int: ...

    @property
    def username(self) -> str: ...


Target = tuple[str, int | str]
Entry = tuple[Target, Mapping[str, Json]]


def target_of(instance: models.Model) -> Target:
    """Name an object in the log: its model's label and its key."""
    return instance._meta.label_lower, instance.pk


def events_of(*, by: Actor, action: str, entries: Iterable[Entry]) -> Iterator[Event]:
    """Build unsaved events, for actions that write many in one statement."""
    at = clock.now()
    stamp = at.astimezone(dt.UTC).isoformat(timespec="microseconds")
    for (kind, key), details in entries:
        text = canonical(details)
        yield Event(
            at=at,
            actor_id=by.pk,
            actor_name=by.username,
            action=action,
            target_type=kind,
            target_id=str(key),
            details=text,
            digest=event_digest(
                at=stamp,
                actor_id=by.pk,
                actor_name=by.username,
                action=action,
                target_type=kind,
                target_id=str(key),
                details=text,
            ),
        )


EVENT_COLUMNS = ["at", "actor_id", "actor_name", "action", "target_type", "target_id", "details", "digest"]


def event_rows(*, by: Actor, action: str, entries: Iterable[Entry]) -> Iterator[tuple[object, ...]]:
    """Yield events as plain rows of `EVENT_COLUMNS`: for tens of thousands at once, where making objects is most of
    it.
    """
    at = clock.now()
    stamp = at.astimezone(dt.UTC).isoformat(timespec="microseconds")
    actor_id, actor_name = by.pk, by.username
    for (kind, key), details in entries:
        target, text = str(key), canonical(details)
        mark = event_digest(
            at=stamp,
            actor_id=actor_id,
            actor_name=actor_name,
            action=action,
            target_type=kind,
            target_id=target,
            details=text,
        )
        yield at, actor_id, actor_name, action, kind, target, text, mark


def record(*, by: Actor, action: str, target: models.Model, details: Mapping[str, Json] | None = None) -> None:
    """Append one event. Call it inside the transaction of the write it speaks of."""
    for event in events_of(by=by, action=action, entries=[(target_of(target), details or {})]):
        event.save(force_insert=True)


@transaction.atomic
def seal() -> Seal | None:
    """Link all events not yet sealed to the chain; return the new seal, or None where nothing was new.

    On PostgreSQL the SHARE lock waits for every writer under way, so that no event can appear later inside a sealed
    range; SQLite has one writer anyway.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("LOCK TABLE audit_event IN SHARE MODE")
    last = Seal.objects.order_by("-last_id").first()
    fresh = list(Event.objects.filter(pk__gt=last.last_id if last else 0).order_by("pk").values_list("pk", "digest"))
    if not fresh:
        return None
    previous, first_id, last_id = last.hash if last else GENESIS, fresh[0][0], fresh[-1][0]
    root = seal_root(fresh)
    return Seal.objects.create(
        first_id=first_id,
        last_id=last_id,
        count=len(fresh),
        root=root,
        previous=previous,
        hash=seal_hash(previous=previous, first_id=first_id, last_id=last_id, count=len(fresh), root=root),
        at=clock.now(),
    )


def remember(*, by: Actor, key: str, location: str) -> None:
    """Keep the outcome of a POST. Raises IntegrityError when the same key was carried out meanwhile."""
    Once.objects.create(actor_id=by.pk, key=key, location=location, at=clock.now())


def forget_old_keys() -> int:
    """Drop keys older than a week and return how many; a form open for longer asks again."""
    return Once.objects.filter(at__lt=clock.now() - KEEP_KEYS).delete()[0]
