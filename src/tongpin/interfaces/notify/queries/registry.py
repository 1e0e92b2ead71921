"""Where reminders come from: providers that each know one kind of thing that is due."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from tongpin.foundation.units.models import Unit

COMING = dt.timedelta(days=7)
"""How long before its day messages speak of something."""

ITEM_STATES = ("late", "due", "coming")
"""Past its day, waits to be done, or comes within the next days; in the order texts name them."""


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that is due.

    `text` is made of fixed words, kinds and days: never a title, a name or anything somebody typed, for it may leave
    the house. `unit` is whose it is, `path` the address on this site where it is done. `key` names it within its
    provider, for calendars. `not_for` is the account it cannot be done by, such as the confirmer's own record.
    `kind` is the code of its provider, needed only where several providers share one `find`. What is `quiet` stands in
    calendars only: its day is known, and too far away for a message.
    """

    text: str
    unit: Unit
    due_on: dt.date | None
    state: str
    path: str
    key: str = ""
    not_for: int = 0
    kind: str = ""
    quiet: bool = False


@dataclass(frozen=True, slots=True)
class Provider:
    """A kind of reminder: `find(day, unit)` returns what is due on `day` in the unit and everything below it.

    It takes a constant number of queries, whatever is below. Providers may share one `find`: it is asked once and its
    items name their `kind`. Those who look after a unit get every kind; `for_members`
    also goes to members who switched it on, `for_groups` also into the digest of a group.
    """

    code: str
    label: Any  # a lazy translation
    find: Callable[[dt.date, Unit], Iterable[Item]]
    for_members: bool = False
    for_groups: bool = False


_registry: dict[str, Provider] = {}


def register_provider(provider: Provider) -> None:
    """Add a kind of reminder; registering the same code again replaces it. Call it in `AppConfig.ready`."""
    _registry[provider.code] = provider


def providers() -> Sequence[Provider]:
    """Return the kinds of reminders in the order they were registered."""
    return list(_registry.values())


def all_items(day: dt.date, unit: Unit) -> Iterator[tuple[Provider, Item]]:
    """Yield what every provider finds, each `find` asked once."""
    for find in dict.fromkeys(provider.find for provider in providers()):
        sharing = {provider.code: provider for provider in providers() if provider.find is find}
        first = next(iter(sharing.values()))
        for item in find(day, unit):
            yield sharing.get(item.kind, first), item
