"""Needs as one reader may see them: names masked for those who may not write the need, history as changes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from django.utils.translation import gettext as _

from tongpin.foundation.kernel import clock
from tongpin.foundation.people.models import Account
from tongpin.foundation.people.rules import mask_name
from tongpin.foundation.places.models import Village
from tongpin.foundation.units.models import Unit

from ..access import RECORD
from ..enums import NeedStatus, Satisfaction
from ..models import Need, NeedVersion
from ..notices import field_labels
from ..queries import content_of
from ..rules import is_late

NAMES = frozenset({"visitor", "asker"})
CODED: Mapping[str, Any] = {"status": NeedStatus, "satisfaction": Satisfaction}
LOOKED_UP: Mapping[str, Any] = {"unit_id": Unit, "village_id": Village}


@dataclass(frozen=True)
class Row:
    """A need in the list."""

    need: Need
    late: bool


def rows(needs: Sequence[Need]) -> list[Row]:
    """Return needs as rows of the list."""
    today = clock.today()
    return [Row(need, is_late(content_of(need), today)) for need in needs]


def clear_for(account: Account, need: Need) -> bool:
    """Say whether the reader sees names whole: who may write the need knows whom it is about. No query."""
    return RECORD.can_in(account, need.unit)


def place(need: Need) -> str:
    """Return town and village, as forms take them."""
    return f"{need.village.town.name} {need.village.name}" if need.village else ""


def facts(need: Need, *, clear: bool) -> list[tuple[str, Any]]:
    """Return what a need says, as name and value; what it does not say is left out."""
    labels = field_labels()
    shown = {
        "received_on": need.received_on.isoformat(),
        "unit_id": need.unit.name,
        "visitor": need.visitor if clear else mask_name(need.visitor),
        "asker": need.asker if clear else mask_name(need.asker),
        "village_id": place(need),
        "category": need.category,
        "owner": need.owner,
        "due_on": need.due_on.isoformat() if need.due_on else "",
        "followed_up_on": need.followed_up_on.isoformat() if need.followed_up_on else "",
        "satisfaction": need.get_satisfaction_display() if need.satisfaction else "",
    }
    return [
        *((labels[name], value) for name, value in shown.items() if value),
        *([(_("From the ledger"), need.source_place)] if need.source_place else []),
    ]


@dataclass(frozen=True)
class Change:
    """One field that changed."""

    field: str
    before: str
    after: str


@dataclass(frozen=True)
class Past:
    """One change of a need: who, when, why, what."""

    version: NeedVersion
    changes: Sequence[Change]


def history(need: Need, versions: Sequence[NeedVersion], *, clear: bool) -> list[Past]:
    """Return the changes, newest first, from versions in that order. Two queries at most."""
    labels, past = field_labels(), []
    after: Mapping[str, Any] = asdict(content_of(need))
    names = _names([after, *(version.content for version in versions)])
    for version in versions:
        before: Mapping[str, Any] = version.content
        changes = [
            Change(label, _text(name, before.get(name), names, clear), _text(name, after.get(name), names, clear))
            for name, label in labels.items()
            if _plain(before.get(name)) != _plain(after.get(name))
        ]
        past.append(Past(version, changes))
        after = before
    return past


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, dt.date) else value


def _names(contents: Sequence[Mapping[str, Any]]) -> dict[str, dict[int, str]]:
    """Return the names behind the keys that occur; a key that never changed needs no name."""
    found = {}
    for field, model in LOOKED_UP.items():
        keys = {content.get(field) for content in contents}
        rows = model.objects.filter(pk__in=keys - {None}) if len(keys) > 1 else []
        found[field] = {row.pk: row.name for row in rows}
    return found


def _text(name: str, value: Any, names: Mapping[str, Mapping[int, str]], clear: bool) -> str:
    if value in (None, ""):
        return ""
    if name in CODED:
        return str(CODED[name](value).label)
    if name in LOOKED_UP:
        return names[name].get(value, "")
    text = str(_plain(value))
    return mask_name(text) if name in NAMES and not clear else text
