"""Honours as one reader may see them: names of persons masked for those who may not write the entry."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from django.utils.translation import gettext as _

from tongpin.foundation.people.models import Account
from tongpin.foundation.people.rules import mask_name
from tongpin.foundation.units.models import Unit

from ..access import RECORD
from ..enums import Holder, Level
from ..models import Honour, HonourVersion
from ..notices import field_labels
from ..queries import content_of

CODED: Mapping[str, Any] = {"level": Level, "holder_type": Holder}


@dataclass(frozen=True)
class Row:
    """An entry in the list, the holder as the reader may see it."""

    honour: Honour
    holder: str
    rank: str


def clear_for(account: Account, honour: Honour) -> bool:
    """Say whether the reader sees names whole: who may write the entry knows whom it is about. No query."""
    return RECORD.can_in(account, honour.unit)


def rows(account: Account, honours: Sequence[Honour]) -> list[Row]:
    """Return honours as rows of the list."""
    return [Row(one, holder(one, clear=clear_for(account, one)), rank(one)) for one in honours]


def holder(honour: Honour, *, clear: bool) -> str:
    """Return who received it: a person's name masked unless `clear`, the unit where nobody is named."""
    if not honour.holder:
        return honour.unit.name
    return _masked(honour.holder, honour.holder_type, clear=clear)


def _masked(name: str, holder_type: str, *, clear: bool) -> str:
    return name if clear or holder_type != Holder.PERSON else mask_name(name)


def rank(honour: Honour) -> str:
    """Return the rank with out of how many, empty without one."""
    return _("%(rank)s of %(all)s") % {"rank": honour.rank, "all": honour.out_of} if honour.rank else ""


def facts(honour: Honour, *, clear: bool) -> list[tuple[str, Any]]:
    """Return what an entry says, as name and value; what it does not say is left out."""
    labels = field_labels()
    shown = [
        (labels["level"], honour.get_level_display()),
        (labels["awarded_on"], honour.awarded_on.isoformat()),
        (labels["issuer"], honour.issuer),
        (labels["doc_no"], honour.doc_no),
        (labels["holder_type"], honour.get_holder_type_display()),
        (labels["holder"], holder(honour, clear=clear)),
        (labels["rank"], rank(honour)),
        (labels["unit_id"], honour.unit.name),
        (_("From the ledger"), honour.source_place),
    ]
    return [(name, value) for name, value in shown if value]


@dataclass(frozen=True)
class Change:
    """One field that changed."""

    field: str
    before: str
    after: str


@dataclass(frozen=True)
class Past:
    """One correction: who, when, why, what."""

    version: HonourVersion
    changes: Sequence[Change]


def history(honour: Honour, versions: Sequence[HonourVersion], *, clear: bool) -> list[Past]:
    """Return the corrections, newest first, from versions in that order. One query at most."""
    labels, past = field_labels(), []
    after: Mapping[str, Any] = asdict(content_of(honour))
    keys = {content["unit_id"] for content in (after, *(version.content for version in versions))}
    units = {unit.pk: unit.name for unit in Unit.objects.filter(pk__in=keys)} if len(keys) > 1 else {}
    for version in versions:
        before: Mapping[str, Any] = version.content
        changes = [
            Change(label, _text(name, before, units, clear), _text(name, after, units, clear))
            for name, label in labels.items()
            if _plain(before.get(name)) != _plain(after.get(name))
        ]
        past.append(Past(version, changes))
        after = before
    return past


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, dt.date) else value


def _text(name: str, content: Mapping[str, Any], units: Mapping[int, str], clear: bool) -> str:
    value = content.get(name)
    if value in (None, ""):
        return ""
    if name in CODED:
        return str(CODED[name](value).label)
    if name == "unit_id":
        return units.get(value, "")
    if name == "holder":
        return _masked(str(value), str(content.get("holder_type", "")), clear=clear)
    return str(_plain(value))
