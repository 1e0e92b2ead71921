"""Writing villages and venues."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field

from django.db import transaction
from django.utils.translation import gettext as _

from tongpin.foundation.audit.actions import Actor, record
from tongpin.foundation.kernel import clock
from tongpin.foundation.kernel.errors import UserError
from tongpin.foundation.kernel.text import squeezed

from .enums import VenueKind
from .models import Town, Venue, VenueAlias, Village, VillageList
from .notices import fault_sentence
from .queries import find_venue, villages_in_force
from .rules import ListedVillage, Plan, Span, is_administrative_code, plan_list, read_listing

_SHOWN_FAULTS = 20
_FEW = 10

Key = tuple[str, str]  # code, name


@dataclass(slots=True)
class VillageImport:
    """What a list changes, or has changed. Names stand with their codes."""

    as_of: dt.date
    source: str
    villages: int = 0
    administrative: int = 0
    already: bool = False  # the very same list was imported before: nothing changes
    first: bool = False
    new: list[Key] = field(default_factory=list)
    renamed: list[tuple[str, str, str]] = field(default_factory=list)  # code, old name, new name
    gone: list[Key] = field(default_factory=list)
    doubts: list[str] = field(default_factory=list)


class _RolledBack(Exception):  # noqa: N818 - it is a way out, no error
    """Ends a preview."""


def preview_village_list(*, by: Actor, data: bytes, as_of: dt.date, source: str) -> VillageImport:
    """Say what importing the list would change, by doing it and undoing it. Raises as `import_village_list`."""
    outcome: VillageImport | None = None
    try:
        with transaction.atomic():
            outcome = import_village_list(by=by, data=data, as_of=as_of, source=source, confirmed_loss=True)
            raise _RolledBack
    except _RolledBack:
        assert outcome is not None
        return outcome


@transaction.atomic
def import_village_list(
    *, by: Actor, data: bytes, as_of: dt.date, source: str, confirmed_loss: bool = False
) -> VillageImport:
    """Import the whole list of villages as of a day; lists of several years may come in any order.

    Codes it lacks end on the day before, new ones begin on the day, a new name makes a new row with the same code. The
    same file again changes nothing. Raises UserError, having written nothing: when a row is faulty (a village left out
    would count as vanished), when a different list of that day is known, and, unless `confirmed_loss`, when more than
    half of the villages would vanish, which is the mark of a wrong or cut file.
    """
    checksum = hashlib.sha256(data).hexdigest()
    known = VillageList.objects.filter(as_of=as_of).first()
    listing = read_listing(data)
    if listing.faults:
        said = [fault_sentence(fault) for fault in listing.faults[:_SHOWN_FAULTS]]
        raise UserError(
            " ".join(said), place=source, remedy=_("Correct the list and import it again; nothing was changed.")
        )
    outcome = VillageImport(
        as_of=as_of,
        source=source,
        villages=len(listing.villages),
        administrative=sum(is_administrative_code(one.code) for one in listing.villages),
        doubts=[fault_sentence(fault) for fault in listing.doubts],
        first=not VillageList.objects.exists(),
    )
    if known is not None:
        if known.sha256 != checksum:
            raise UserError(
                _("A different list of %(day)s is already known.") % {"day": as_of.isoformat()},
                place=source,
                remedy=_("Give the corrected list the day on which it was corrected."),
            )
        outcome.already = True
        return outcome
    _compare(outcome, listing.villages, confirmed_loss=confirmed_loss)
    _save_towns(listing.villages, as_of)
    _save_villages(listing.villages, as_of)
    saved = VillageList.objects.create(
        as_of=as_of, source=source[:200], sha256=checksum, villages=outcome.villages, imported_at=clock.now()
    )
    record(
        by=by,
        action="villages.import",
        target=saved,
        details={
            "as_of": as_of.isoformat(),
            "sha256": checksum,
            "villages": outcome.villages,
            "new": len(outcome.new),
            "renamed": len(outcome.renamed),
            "gone": len(outcome.gone),
        },
    )
    return outcome


def _compare(outcome: VillageImport, listed: Sequence[ListedVillage], *, confirmed_loss: bool) -> None:
    """Fill in what is new, renamed and gone against what was in force on the day before the list."""
    before = dict(villages_in_force(outcome.as_of).values_list("code", "name"))
    after = {one.code: one.name for one in listed}
    outcome.new = [(code, name) for code, name in after.items() if code not in before]
    outcome.gone = [(code, name) for code, name in sorted(before.items()) if code not in after]
    outcome.renamed = [
        (code, before[code], name) for code, name in after.items() if code in before and before[code] != name
    ]
    if len(outcome.gone) > max(_FEW, len(before) // 2) and not confirmed_loss:
        raise UserError(
            _("%(gone)s of %(all)s villages would vanish.") % {"gone": len(outcome.gone), "all": len(before)},
            place=outcome.source,
            remedy=_("Check that the list is complete and of this county; then confirm the import."),
        )


def _days() -> list[dt.date]:
    return list(VillageList.objects.values_list("as_of", flat=True))


def _save_towns(listed: Sequence[ListedVillage], as_of: dt.date) -> None:
    """Bring the towns' dated rows up to the list."""
    rows = [Span((code, name), start, end, pk) for pk, code, name, start, end in Town.objects.values_list(
        "pk", "code", "name", "valid_from", "valid_to")]  # fmt: skip
    plan = plan_list(rows, _days(), as_of, dict.fromkeys((one.town_code, one.town_name) for one in listed))
    _redate(Town, plan)
    Town.objects.bulk_create(
        Town(code=span.key[0], name=span.key[1], valid_from=span.valid_from, valid_to=span.valid_to)
        for span in plan.added
    )


def _save_villages(listed: Sequence[ListedVillage], as_of: dt.date) -> None:
    """Bring the villages' dated rows up to the list; exceptions stated for a code stay with it."""
    rows = [Span((code, name), start, end, pk) for pk, code, name, start, end in Village.objects.values_list(
        "pk", "code", "name", "valid_from", "valid_to")]  # fmt: skip
    plan = plan_list(rows, _days(), as_of, [(one.code, one.name) for one in listed])
    exceptions = {
        code: (value, reason)
        for code, value, reason in Village.objects.exclude(exception="").values_list(
            "code", "is_administrative", "exception"
        )
    }
    towns = _town_rows()
    _redate(Village, plan)
    Village.objects.bulk_create(
        Village(
            code=span.key[0],
            name=span.key[1],
            town_id=_town_of(towns, span),
            is_administrative=exceptions.get(span.key[0], (is_administrative_code(span.key[0]), ""))[0],
            exception=exceptions.get(span.key[0], (False, ""))[1],
            valid_from=span.valid_from,
            valid_to=span.valid_to,
        )
        for span in plan.added
    )
    _rename_towns(towns)


def _redate(model: type[Town] | type[Village], plan: Plan[Key]) -> None:
    """Write new dates; first those that end, so that a code never has two current rows."""
    for span in sorted(plan.changed, key=lambda span: span.valid_to is None):
        if span.id is not None:
            model._default_manager.filter(pk=span.id).update(valid_from=span.valid_from, valid_to=span.valid_to)


TownRows = dict[str, list[tuple[dt.date, int]]]


def _town_rows() -> TownRows:
    """Return for each town code its rows as (first day, key), newest first."""
    rows: TownRows = {}
    for pk, code, start in Town.objects.values_list("pk", "code", "valid_from"):
        rows.setdefault(code, []).append((start or dt.date.min, pk))
    return {code: sorted(found, reverse=True) for code, found in rows.items()}


def _town_of(towns: TownRows, span: Span[Key]) -> int:
    """Return the newest row of the town that had begun when the village ended."""
    end = span.valid_to or dt.date.max
    return next(pk for start, pk in towns[span.key[0][:9]] if start <= end)


def _rename_towns(towns: TownRows) -> None:
    """Point villages to the newest name of their town within their time."""
    changed = []
    for village in Village.objects.only("pk", "code", "name", "town", "valid_from", "valid_to"):
        town = _town_of(towns, Span((village.code, village.name), village.valid_from, village.valid_to))
        if town != village.town_id:
            village.town_id = town
            changed.append(village)
    Village.objects.bulk_update(changed, ["town"], batch_size=500)


@transaction.atomic
def set_administrative(*, by: Actor, village: Village, value: bool, reason: str) -> Village:
    """State that a village is an administrative village, or is none, against what its code says.

    Raises UserError without a reason: the figure of coverage rests on it.
    """
    if not reason.strip():
        raise UserError(_("Say why."), place=village.name)
    Village.objects.filter(code=village.code).update(is_administrative=value, exception=reason.strip())
    village.refresh_from_db()
    record(by=by, action="village.exception", target=village, details={"value": value, "reason": reason.strip()})
    return village


@transaction.atomic
def add_venue(*, by: Actor, name: str, kind: VenueKind = VenueKind.OTHER, address: str = "") -> Venue:
    """Return the venue of this name or alias, added when nobody has it yet."""
    if (known := find_venue(name)) is not None:
        return known
    if not squeezed(name):
        raise UserError(_("The name is missing."))
    venue = Venue.objects.create(name=squeezed(name)[:80], kind=kind, address=address)
    record(by=by, action="venue.add", target=venue, details={"name": venue.name, "kind": kind.value})
    return venue


@transaction.atomic
def add_venue_alias(*, by: Actor, venue: Venue, name: str) -> Venue:
    """Let `name` mean `venue` from now on. Raises UserError when it means another already."""
    known = find_venue(name)
    if known is not None and known.pk != venue.pk:
        raise UserError(_("This name already stands for another venue."), place=name)
    if known is None:
        VenueAlias.objects.create(venue=venue, name=squeezed(name)[:80])
        record(by=by, action="venue.alias", target=venue, details={"alias": squeezed(name)[:80]})
    return venue
