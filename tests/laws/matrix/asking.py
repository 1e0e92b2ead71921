"""Asking an address and naming what came back."""

from __future__ import annotations

import enum
import itertools
from collections.abc import Iterator
from typing import Any

from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from tongpin.foundation.access.views import KEY_FIELD
from tongpin.foundation.audit.models import Event

from .resolver import Address
from .samples import FACTORIES, POSTED
from .table import Page
from .world import ANONYMOUS, Position, World

ASKED = ("GET", "POST")
NEVER = ("PUT", "PATCH", "DELETE")
_keys = itertools.count()


class Outcome(enum.StrEnum):
    """What an answer means."""

    IN = "in"
    LOGIN = "log in first"
    REFUSED = "403"
    ABSENT = "404"
    METHOD = "405"


def outcome(response: HttpResponse) -> Outcome:
    """Name an answer."""
    if response.status_code == 302 and response["Location"].startswith(reverse("account_login")):
        return Outcome.LOGIN
    by_status = {403: Outcome.REFUSED, 404: Outcome.ABSENT, 405: Outcome.METHOD}
    return by_status.get(response.status_code, Outcome.IN)


def expected(page: Page, role: str, position: Position) -> Outcome:
    """Return what the table wants of a method the address offers."""
    if page.public:
        return Outcome.IN
    if role == ANONYMOUS:
        return Outcome.LOGIN
    if not page.admits(role):
        return Outcome.REFUSED
    return Outcome.IN if page.reaches(role, position) else Outcome.ABSENT


class Undo(Exception):  # noqa: N818 - it is no error
    """Ends the transaction of one question."""


def ask(client: Client, method: str, path: str, data: dict[str, Any]) -> tuple[Outcome, int]:
    """Return the outcome and the number of events written; whatever the question wrote is undone."""
    found: tuple[Outcome, int] = (Outcome.IN, 0)
    before = Event.objects.count()
    try:
        with transaction.atomic():
            response = client.generic(method, path) if method in NEVER else getattr(client, method.lower())(path, data)
            if getattr(response, "streaming", False):
                list(response.streaming_content)
            found = (outcome(response), Event.objects.count() - before)
            raise Undo
    except Undo:
        return found


def path_of(address: Address, world: World, position: Position) -> str:
    """Return a path of the address that names an object in this position.

    The object is made once: whatever a question does to it is undone before the next one.
    """
    key = (address.name, position)
    if key not in world.paths:
        parameters = FACTORIES[address.name](world, position) if address.parameters else {}
        world.paths[key] = reverse(address.name, kwargs=parameters)
    return world.paths[key]


def complaints(address: Address, page: Page, world: World, role: str, position: Position) -> Iterator[str]:
    """Yield where the answers to this role differ from the table."""
    place = f"{address.name} as {role}, object {position}"
    client, wanted = world.client(role), expected(page, role, position)
    path = path_of(address, world, position)
    answers = set()
    for method in ASKED:
        data = {KEY_FIELD: f"key-{next(_keys)}"} if method == "POST" else {}
        if method == "POST" and address.name in POSTED:
            data |= POSTED[address.name](world, position)
        got, written = ask(client, method, path, data)
        answers.add(got)
        if got not in {wanted, Outcome.METHOD}:
            yield f"{place}: {method} gave {got}, wanted {wanted}"
        if written and (method != "POST" or got is not Outcome.IN or page.public):
            yield f"{place}: {method} wrote {written} events"
    if answers == {Outcome.METHOD}:
        yield f"{place}: neither GET nor POST is answered"
    # Refused before anything is looked up, so one position speaks for all.
    for method in NEVER if position is Position.OWN else ():
        got, written = ask(client, method, path, {})
        if got not in {Outcome.METHOD, wanted} or (got is Outcome.IN) or written:
            yield f"{place}: {method} gave {got} and wrote {written} events"


def misplaced_writes(address: Address, page: Page, world: World, role: str, position: Position) -> Iterator[str]:
    """Yield where a form naming a unit in this position wrote out of reach, or did not write within reach."""
    path = path_of(address, world, Position.OWN)
    data = {KEY_FIELD: f"key-{next(_keys)}", **POSTED[address.name](world, position)}
    _got, written = ask(world.client(role), "POST", path, data)
    if bool(written) is not page.reaches(role, position):
        yield f"{address.name} as {role}, into unit {position}: wrote {written} events"
