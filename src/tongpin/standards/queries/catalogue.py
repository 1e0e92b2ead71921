"""Entries of the catalogue: those of a day, and every version there was."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from tongpin.foundation.kernel import clock
from tongpin.foundation.kernel.dated import holds, in_force
from tongpin.foundation.kernel.errors import UserError

from ..enums import EntryType
from ..models import Entry
from ..rules import ActivityKind, Norm, kind_of, norm_of


def entries(type_: EntryType, day: dt.date | None = None) -> QuerySet[Entry]:
    """Return the entries of a type in force on `day` (today), by code."""
    return Entry.objects.filter(in_force(day or clock.today()), type=type_).order_by("pk")


def kinds(day: dt.date | None = None) -> Mapping[str, ActivityKind]:
    """Return the kinds of activities in force on `day`, by code, in catalogue order."""
    return {entry.code: kind_of(entry.body) for entry in entries(EntryType.KIND, day)}


def kind(code: str, day: dt.date | None = None) -> ActivityKind:
    """Return one kind. Raises UserError when the catalogue has none of this code on that day."""
    entry = entries(EntryType.KIND, day).filter(code=code).first()
    if entry is None:
        raise UserError(_("The catalogue has no such kind of activity."), place=code)
    return kind_of(entry.body)


def norms(day: dt.date | None = None) -> Mapping[str, Norm]:
    """Return the norms in force on `day`, by code."""
    return {entry.code: norm_of(dated(entry.body)) for entry in entries(EntryType.NORM, day)}


@dataclass(frozen=True, slots=True)
class NormVersion:
    """A norm as one version of the catalogue says it, and the days that version judges; None: without an end."""

    norm: Norm
    valid_from: dt.date | None
    valid_to: dt.date | None

    def holds_on(self, day: dt.date) -> bool:
        """Say whether this version judges `day`."""
        return holds(self, day)


def norm_versions(codes: Collection[str]) -> Mapping[str, Sequence[NormVersion]]:
    """Return all versions of these norms, oldest first, by one query: for records judged each by its own day."""
    found: dict[str, list[NormVersion]] = {code: [] for code in codes}
    for entry in Entry.objects.filter(type=EntryType.NORM, code__in=list(codes)).order_by("code", "version"):
        found[entry.code].append(NormVersion(norm_of(dated(entry.body)), entry.valid_from, entry.valid_to))
    return found


def catalogue(day: dt.date | None = None) -> tuple[Mapping[str, ActivityKind], Mapping[str, Norm]]:
    """Return `kinds(day)` and `norms(day)` by one query, for pages that need both."""
    rows = list(Entry.objects.filter(in_force(day or clock.today())).order_by("pk"))
    found = {entry.code: kind_of(entry.body) for entry in rows if entry.type == EntryType.KIND}
    return found, {entry.code: norm_of(dated(entry.body)) for entry in rows if entry.type == EntryType.NORM}


def history(type_: EntryType, code: str) -> QuerySet[Entry]:
    """Return every version of an entry, newest first."""
    return Entry.objects.filter(type=type_, code=code).order_by("-version")


def dated(body: Mapping[str, object]) -> dict[str, object]:
    """Return a stored body with its dates as dates."""
    dates = ("issued", "effective_from", "effective_to")
    return {key: dt.date.fromisoformat(str(value)) if key in dates and value else value for key, value in body.items()}
