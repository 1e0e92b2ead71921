"""Records as one reader may see them: names masked outside the branch, history as changes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext as _

from tongpin.foundation.access.access.declared import SEE_NAMES
from tongpin.foundation.kernel.text import people
from tongpin.foundation.people.models import Account
from tongpin.foundation.people.rules import mask_name
from tongpin.foundation.ui.rules import DayEntry, Quote
from tongpin.foundation.units.models import Membership, Unit
from tongpin.foundation.units.queries import members
from tongpin.standards.enums import BusinessLine, Purpose
from tongpin.standards.queries import kinds, norms
from tongpin.standards.rules import ActivityKind

from ..access import SEE
from ..enums import MeasureUnit, Status
from ..models import Activity, Attendance, Version
from ..notices import field_label
from ..queries import listing
from ..rules import split_codes

SORTS: Mapping[str, Sequence[Any]] = {
    "date": ("starts_on", "pk"),
    "-date": ("-starts_on", "-pk"),
    "title": ("title", "pk"),
    "-title": ("-title", "-pk"),
    # the same on every database: who has no number comes last either way
    "people": (F("served").asc(nulls_last=True), F("attended").asc(nulls_last=True), "pk"),
    "-people": (F("served").desc(nulls_last=True), F("attended").desc(nulls_last=True), "-pk"),
}
DEFAULT_SORT = "-date"


def filtered(account: Account, chosen: Mapping[str, Any], sort: str) -> QuerySet[Activity]:
    """Return the records the reader may see, by the filters chosen and in the order wanted."""
    start, end = chosen.get("date_from"), chosen.get("date_to")
    unit = Unit.objects.filter(pk=chosen["unit"]).first() if "unit" in chosen else None
    common = {
        "kind": chosen.get("kind", ""),
        "status": chosen.get("status", ""),
        "unit_path": unit.path if unit else "",
        "start": start.start if start else None,
        "end": end.end if end else None,
    }
    rows = SEE.visible(account, listing(**common))
    if words := chosen.get("text", ""):
        rows = rows.filter(_says(account, words) | Q(pk__in=_of_people(account, words)))
    if "evidence" in chosen:
        rows = rows.filter(grade=0) if chosen["evidence"] == "none" else rows.filter(grade__gt=0)
    return rows.order_by(*SORTS.get(sort, SORTS[DEFAULT_SORT]))


def _says(account: Account, words: str) -> Q:
    """Return the condition that every word stands in title, place, village, venue or host.

    A host is looked at only where it is not masked for the reader: a search must not look behind masks.
    """
    troupes = [code for code, kind in kinds().items() if not kind.party]
    host_shown = Q(unit__in=SEE_NAMES.units(account)) | Q(kind__in=troupes)
    condition = Q()
    for word in words.split():
        places = Q(place__icontains=word) | Q(village__name__icontains=word) | Q(venue__name__icontains=word)
        condition &= Q(title__icontains=word) | places | (Q(host__icontains=word) & host_shown)
    return condition


def _of_people(account: Account, words: str) -> QuerySet[Attendance, int]:
    """Return the keys of records somebody of this name or these initials attended, where names are not masked."""
    fits = Q(name=words) | Q(person__name=words) | Q(person__initials=words.lower())
    rows = Attendance.objects.filter(fits, activity__unit__in=SEE_NAMES.units(account))
    return rows.values_list("activity", flat=True)


def day_entries(rows: Iterable[Activity]) -> dict[dt.date, list[DayEntry]]:
    """Return records by day for the month sheet; one known only by its month stands on the month's first day."""
    days: dict[dt.date, list[DayEntry]] = {}
    for row in rows:
        label = f"{row.time_text} {row.title}".strip()
        entry = DayEntry(label, f"/activities/{row.pk}/", row.status, str(Status(row.status).label))
        days.setdefault(row.starts_on, []).append(entry)
    return days


def date_text(activity: Activity) -> str:
    """Return the date as the lists show it."""
    if activity.date_precision == "month":
        return f"{activity.starts_on:%Y-%m}"
    span = f" – {activity.ends_on:%Y-%m-%d}" if activity.ends_on else ""
    return f"{activity.starts_on:%Y-%m-%d}{span} {activity.time_text}".strip()


def where(activity: Activity) -> str:
    """Return where it was: village, venue, place."""
    parts = [
        activity.village.name if activity.village else "",
        activity.venue.name if activity.venue else "",
        activity.place,
    ]
    return " ".join(dict.fromkeys(part for part in parts if part))


def people_text(activity: Activity) -> str:
    """Return how many people, with what they are counted as."""
    parts = []
    if activity.served is not None:
        about = _("about ") if activity.served_estimated else ""
        parts.append(_("%(about)s%(n)s served") % {"about": about, "n": activity.served})
    if activity.attended is not None:
        parts.append(
            _("%(n)s of %(of)s attended") % {"n": activity.attended, "of": activity.expected}
            if activity.expected is not None
            else _("%(n)s attended") % {"n": activity.attended}
        )
    return " ".join(parts)


def hides_host(account: Account, activity: Activity, kind: ActivityKind | None) -> bool:
    """Say whether the host is a member whose name is masked for this reader.

    Of organisational life hosts are members; of everything else they are troupes and units.
    """
    return kind is not None and kind.party and not SEE_NAMES.can_in(account, activity.unit)


def host(text: str, *, hidden: bool) -> str:
    """Return who hosted or spoke, each name masked where it is hidden."""
    return "、".join(mask_name(name) for name in people(text)) if hidden else text


def facts(activity: Activity, kind: ActivityKind | None, *, hidden: bool) -> list[tuple[str, Any]]:
    """Return what the record says, as name and value; what it does not say is left out, a `hidden` host masked."""
    measures = [f"{one.amount.normalize():f} {MeasureUnit(one.unit).label}" for one in activity.measures.all()]
    rows = [
        (_("Kind"), kind.name if kind else activity.kind),
        (field_label("unit"), activity.unit.name),
        (field_label("starts_on"), date_text(activity)),
        (_("Where"), where(activity)),
        (field_label("host"), host(activity.host, hidden=hidden)),
        (field_label("sessions"), activity.sessions),
        (_("People"), people_text(activity)),
        (field_label("hours"), f"{activity.hours.normalize():f}" if activity.hours is not None else ""),
        (_("Series"), f"{activity.series} {activity.edition or ''}".strip()),
        (_("Measures"), "、".join(measures)),
        (_("Business lines"), "、".join(labels(BusinessLine, activity.lines))),
        (_("Party purposes"), "、".join(labels(Purpose, activity.purposes))),
        (field_label("note"), activity.note),
        (_("From the ledger"), activity.source_place),
    ]
    return [(name, value) for name, value in rows if value not in ("", None)]


def labels(choices: Any, codes: str) -> list[str]:
    """Return the words of joined codes."""
    return [str(choices(code).label) for code in split_codes(codes) if code in choices.values]


def roster(account: Account, activity: Activity) -> list[str]:
    """Return who was there, masked outside the branch; the reader's own name is always whole."""
    clear = SEE_NAMES.can_in(account, activity.unit)
    return [
        one.name if clear or (one.person_id and one.person_id == account.person_id) else mask_name(one.name)
        for one in activity.attendances.all()
    ]


def roll_of(account: Account, unit: Unit | None, day: dt.date) -> Sequence[Membership]:
    """Return the members that may be called for a record of `unit`; nobody where names are masked."""
    if unit is None or not SEE_NAMES.can_in(account, unit):
        return []
    return list(members(unit, day))


def quotes(kind: ActivityKind, day: dt.date) -> list[Quote]:
    """Return what the regulations in force on `day` say about a kind."""
    in_force = norms(day)
    return [
        Quote(
            norm.quote or norm.title,
            f"《{norm.source_name}》",
            norm.article,
            norm.issued.isoformat(),
            verified=not norm.needs_review,
            strict=norm.strictness == "must",
        )
        for code in kind.norms
        if (norm := in_force.get(code))
    ]


@dataclass(frozen=True)
class Change:
    """One field a correction changed."""

    field: str
    before: str
    after: str


@dataclass(frozen=True)
class Correction:
    """One correction: who, when, why, and what changed."""

    version: Version
    changes: Sequence[Change]


SHOWN_IN_HISTORY = (
    "title", "starts_on", "ends_on", "time_text", "place", "host", "sessions", "served", "expected", "attended",
    "hours", "series", "edition", "note",
)  # fmt: skip


def corrections(versions: Sequence[Version], now: Mapping[str, Any], *, hidden: bool) -> list[Correction]:
    """Return the corrections, newest first; `now` is what the record says, in the form the history keeps.

    A `hidden` host is masked here as in the record itself.
    """
    rows, after = [], now
    for version in versions:
        before: Mapping[str, Any] = version.content
        changes = [
            Change(field_label(name), _plain(name, before, hidden), _plain(name, after, hidden))
            for name in SHOWN_IN_HISTORY
            if before.get(name) != after.get(name)
        ]
        others = [name for name in before if name not in SHOWN_IN_HISTORY and before.get(name) != after.get(name)]
        if others:
            changes.append(Change(_("Other details"), "", _("changed")))
        rows.append(Correction(version, changes))
        after = before
    return rows


def _plain(name: str, content: Mapping[str, Any], hidden: bool) -> str:
    value = content.get(name)
    if value in (None, "", []):
        return "—"
    return host(str(value), hidden=hidden) if name == "host" else str(value)
