"""What would be sent on a day, to whom, and why: the preview and the sending both ask here."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from tongpin.foundation.access.access import grants_of
from tongpin.foundation.outbox.models import Channel
from tongpin.foundation.outbox.rules.limits import limits
from tongpin.foundation.outbox.rules.texts import fitted, size
from tongpin.foundation.people.models import Account, Person
from tongpin.foundation.units.models import Unit

from ..models import Reach
from ..notices import more, state_text, subject, tail_for_group, tail_for_person
from ..rules.privacy import personal_parts
from .recipients import Wishes, groups, reaches
from .registry import ITEM_STATES, Item, Provider, all_items
from .tree import whole

Found = tuple[Provider, Item]


@dataclass(frozen=True)
class Draft:
    """One message of a day: for the group of `unit`, or for `account`. `items` is how many things it speaks of."""

    channel: Channel
    day: dt.date
    subject: str
    text: str
    items: int
    why: str
    unit: Unit | None = None
    account: Account | None = None

    @property
    def key(self) -> str:
        """Return what makes this message unique."""
        return f"reminder-{self.channel.pk}-{self.day.isoformat()}"


def found(day: dt.date, unit: Unit | None = None) -> list[Found]:
    """Return all that is due on `day` in the unit (the whole bureau) and below, late first, in the order of the tree.

    What turns out to hold a name or a number of a person is said without its words. One query for the names besides
    those of the providers.
    """
    top = unit or whole()
    if top is None:
        return []
    names = person_names()
    rows = [(provider, _clean(item, names)) for provider, item in all_items(day, top)]
    return sorted(rows, key=lambda row: _order(row[1]))


def _order(item: Item) -> tuple[int, str, dt.date]:
    return ITEM_STATES.index(item.state), item.unit.path, item.due_on or dt.date.min


def person_names() -> list[str]:
    """Return the names of all persons."""
    return list(Person.objects.values_list("name", flat=True))


def _clean(item: Item, names: Sequence[str]) -> Item:
    if not personal_parts(item.text, names):
        return item
    return replace(item, text=_("one thing more: log in to see it"))


def drafts(day: dt.date) -> list[Draft]:
    """Return the messages of a day: those to groups, then those to persons; nobody gets an empty one.

    Groups whose channel is off are there too, for the preview; sending asks the channel. The number of queries does not
    depend on how many there are.
    """
    rows = found(day)
    return [*drafts_for_groups(day, rows), *drafts_for_persons(day, rows)]


def drafts_for_groups(day: dt.date, rows: Sequence[Found]) -> list[Draft]:
    """Return the digests of what was found on a day."""
    made = [_for_group(day, group.unit, group.channel, rows) for group in groups()]
    return [draft for draft in made if draft is not None]


def drafts_for_persons(day: dt.date, rows: Sequence[Found]) -> list[Draft]:
    """Return the reminders of what was found on a day, to those who gave an address."""
    made = [_for_person(day, reach, wish, rows) for reach, wish in reaches()]
    return [draft for draft in made if draft is not None]


def draft_for(reach: Reach, wishes: Wishes, day: dt.date, rows: Sequence[Found]) -> Draft | None:
    """Return the message one account would get of what was found on a day, or None."""
    return _for_person(day, reach, wishes, rows)


def _for_group(day: dt.date, unit: Unit, channel: Channel, rows: Sequence[Found]) -> Draft | None:
    """Return the digest of a group: its own unit's things, and of units below only how many, not whose."""
    told = [item for provider, item in rows if provider.for_groups and not item.quiet]
    shared = [item for item in told if item.unit.path.startswith(unit.path)]
    own = [item for item in shared if item.unit.pk == unit.pk]
    lines = [_line(item) for item in own]
    below = Counter(item.state for item in shared if item.unit.pk != unit.pk)
    lines += [
        _("· %(state)s in units below: %(count)s") % {"state": state_text(state), "count": below[state]}
        for state in ITEM_STATES
        if below[state]
    ]
    if not lines:
        return None
    why = _("Digest of %(unit)s") % {"unit": unit.name}
    head = subject(day, unit.name)
    text = _text(channel, head, lines, tail_for_group(settings.TONGPIN_PUBLIC_URL + "/"))
    return Draft(channel, day, head, text, len(shared), why, unit=unit)


def _for_person(day: dt.date, reach: Reach, wish: Wishes, rows: Sequence[Found]) -> Draft | None:
    told = [(provider, item) for provider, item in rows if not item.quiet]
    mine = [item for provider, item in told if wish.wants(provider) and wish.concerns(provider, item)]
    if not mine:
        return None
    several = len({item.unit.pk for item in mine}) > 1
    lines = [_line(item, item.unit.name if several else "") for item in mine]
    roles = "、".join(dict.fromkeys(str(held.role.label) for held in grants_of(reach.account)))
    head = subject(day)
    text = _text(reach.channel, head, lines, tail_for_person(settings.TONGPIN_PUBLIC_URL + reverse("notify:mine")))
    return Draft(reach.channel, day, head, text, len(mine), roles, account=reach.account)


def _line(item: Item, unit: str = "") -> str:
    values = {"state": state_text(item.state), "unit": unit, "text": item.text}
    return _("· %(state)s, %(unit)s: %(text)s") % values if unit else _("· %(state)s: %(text)s") % values


def _text(channel: Channel, head: str, lines: Sequence[str], tail: str) -> str:
    room = limits()[channel.kind].bytes - size(head) - 1
    first, *rest = lines
    return fitted(first, rest, tail, room, more)
