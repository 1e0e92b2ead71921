"""Reading and checking the log."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from django.db import models
from django.utils.translation import gettext as _

from tongpin.foundation.kernel import clock

from .models import Event, Once, Seal
from .rules import GENESIS, event_digest, seal_hash, seal_root


@dataclass(frozen=True, slots=True)
class Verification:
    """Outcome of checking the whole log: `problems` is empty when it holds."""

    events: int
    sealed: int
    head: str
    problems: list[str]


def history(target_type: str, target_id: int | str) -> models.QuerySet[Event]:
    """Return the events of one object, newest first."""
    return Event.objects.filter(target_type=target_type, target_id=str(target_id)).order_by("-pk")


def outcome(actor_id: int, key: str) -> str | None:
    """Return where a POST with this key led, or None when it has not been carried out."""
    return Once.objects.filter(actor_id=actor_id, key=key).values_list("location", flat=True).first()


@dataclass(frozen=True, slots=True)
class ChainState:
    """How far the chain reaches: its head, the last event under a seal, when that was, how many events still wait."""

    head: str
    sealed_to: int
    sealed_at: dt.datetime | None
    waiting: int


def chain_state() -> ChainState:
    """Return how far the chain reaches, without checking it."""
    last = Seal.objects.order_by("-last_id").first()
    sealed_to = last.last_id if last else 0
    waiting = Event.objects.filter(pk__gt=sealed_to).count()
    return ChainState(last.hash if last else GENESIS, sealed_to, last.at if last else None, waiting)


EXPORTS = "export"


def search(
    *,
    area: str = "",
    actor: str = "",
    target: str = "",
    start: dt.date | None = None,
    end: dt.date | None = None,
) -> models.QuerySet[Event]:
    """Return events by filters, newest first.

    `area` is what an action begins with, or EXPORTS for everything that was given out; `actor` an account's name;
    `target` a kind of object as the log names it, with or without its key: "visits.need" or "visits.need:12". Days are
    those of Asia/Shanghai, both included.
    """
    rows = Event.objects.order_by("-pk")
    if area == EXPORTS:
        rows = rows.filter(action__endswith=f".{EXPORTS}")
    elif area:
        rows = rows.filter(action__startswith=area)
    if actor:
        rows = rows.filter(actor_name=actor)
    kind, _colon, key = target.partition(":")
    if kind:
        rows = rows.filter(target_type=kind)
    if key:
        rows = rows.filter(target_id=key)
    if start:
        rows = rows.filter(at__gte=dt.datetime.combine(start, dt.time(), clock.SHANGHAI))
    if end:
        rows = rows.filter(at__lt=dt.datetime.combine(end + dt.timedelta(days=1), dt.time(), clock.SHANGHAI))
    return rows


def head() -> str:
    """Return the hash of the newest seal: what is printed on reports and kept outside."""
    return Seal.objects.order_by("-last_id").values_list("hash", flat=True).first() or GENESIS


def _altered_events() -> Iterator[str]:
    for event in Event.objects.order_by("pk").iterator():
        expected = event_digest(
            at=event.at.astimezone(dt.UTC).isoformat(timespec="microseconds"),
            actor_id=event.actor_id,
            actor_name=event.actor_name,
            action=event.action,
            target_type=event.target_type,
            target_id=event.target_id,
            details=event.details,
        )
        if expected != event.digest:
            yield _("Event %(id)s was altered after it was written.") % {"id": event.pk}


def _broken_seals(published: str) -> Iterator[str]:
    previous, last_id, seen = GENESIS, 0, not published or published == GENESIS
    for seal in Seal.objects.order_by("last_id"):
        inside = Event.objects.filter(pk__gt=last_id, pk__lte=seal.last_id).order_by("pk")
        root = seal_root(inside.values_list("pk", "digest").iterator())
        if root != seal.root or inside.count() != seal.count:
            yield _("Events %(first)s–%(last)s do not match their seal: some were added, removed or altered.") % {
                "first": seal.first_id,
                "last": seal.last_id,
            }
        expected = seal_hash(
            previous=previous, first_id=seal.first_id, last_id=seal.last_id, count=seal.count, root=seal.root
        )
        if seal.previous != previous or expected != seal.hash:
            yield _("Seal %(id)s does not continue the chain.") % {"id": seal.pk}
        previous, last_id, seen = seal.hash, seal.last_id, seen or seal.hash == published
    if not seen:
        yield _("The head published outside is not in the chain: its tail was cut or it was rewritten.")


def verify(published: str = "") -> Verification:
    """Check every event and seal; `published` is a head known from outside (a report's annex, a mail).

    A chain alone cannot see that its own tail was cut or that all of it was written anew; the published head can.
    """
    return Verification(
        events=Event.objects.count(),
        sealed=Seal.objects.aggregate(n=models.Sum("count"))["n"] or 0,
        head=head(),
        problems=[*_altered_events(), *_broken_seals(published)],
    )
