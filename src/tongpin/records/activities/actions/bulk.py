"""Many records at once, as an import brings them: the same checks, few statements."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from operator import attrgetter

from django.db import transaction

from tongpin.foundation.audit.actions import EVENT_COLUMNS, event_rows, record
from tongpin.foundation.audit.models import Event
from tongpin.foundation.kernel import clock
from tongpin.foundation.kernel.bulk import insert_rows, reserve_ids
from tongpin.foundation.people.models import Account
from tongpin.foundation.units.models import Unit
from tongpin.standards.queries import kinds
from tongpin.standards.rules import ActivityKind

from ..access import RECORD, TAKE_OVER
from ..enums import Basis, Status
from ..models import Activity, Attendance, Measure
from ..notices import check
from ..queries import content_of, proof_of
from ..rules import (
    SCALARS,
    Content,
    Proof,
    content_digest,
    fingerprint,
    join_codes,
    ledger_evidence_digest,
    with_defaults,
)
from .pair import part_activity
from .record import follow, keep_version, rewrite

TARGET = "activities.activity"
_SCALARS_OF = attrgetter(*SCALARS)
COLUMNS = [
    "id",
    *SCALARS,
    *("lines", "purposes", "status", "version", "digest", "fingerprint", "grade", "evidence_digest"),
    *("source_file_id", "source_place", "source_grade", "recorded_by_id", "recorded_at"),
    *("confirmed_by_id", "confirmed_at", "basis", "cancel_reason"),
]


@dataclass(frozen=True, slots=True)
class Incoming:
    """One record to be taken over: what it says, where it comes from, and why it was cancelled, if it was.

    `marks` are content digest and fingerprint where the caller has computed them of this very content already.
    """

    content: Content
    proof: Proof = field(default_factory=Proof)
    cancelled: str = ""
    marks: tuple[str, str] | None = None


Progress = Callable[[int], None]


def _require_units(by: Account, incoming: Iterable[Incoming]) -> dict[int, bool]:
    """Check every unit once and say for each whether its records count at once (TAKE_OVER)."""
    units = Unit.objects.in_bulk({one.content.unit_id for one in incoming})
    for unit in units.values():
        RECORD.require_in(by, unit)
    return {key: TAKE_OVER.can_in(by, unit) for key, unit in units.items()}


@transaction.atomic
def record_many(*, by: Account, incoming: Sequence[Incoming], progress: Progress | None = None) -> Sequence[int]:
    """Record many at once and return their keys in the same order; one audit entry per record.

    Records of a ledger count as confirmed where the account may take ledgers over, else they wait for a second person.
    Raises NotAllowed or UserError before anything is written.
    """
    counted = _require_units(by, incoming)
    known, now = kinds(), clock.now()
    keys = reserve_ids(Activity, len(incoming))
    rows, digests = [], []
    for number, (key, one) in enumerate(zip(keys, incoming, strict=True)):
        kind = known[one.content.kind]
        content = with_defaults(one.content, kind)
        if not one.cancelled:
            check(content, kind, held=True)
        confirmed = counted[content.unit_id] and not one.cancelled
        status = Status.CANCELLED if one.cancelled else Status.CONFIRMED if confirmed else Status.HELD
        mark, alike = one.marks or (content_digest(content, 1), fingerprint(content, kind))
        digests.append(mark)
        rows.append(
            (
                key,
                *_SCALARS_OF(content),
                join_codes(content.lines),
                join_codes(content.purposes),
                status.value,
                1,
                mark,
                alike,
                one.proof.grade,
                ledger_evidence_digest(one.proof),
                one.proof.file_id,
                one.proof.place,
                one.proof.grade,
                by.pk,
                now,
                by.pk if confirmed else None,
                now if confirmed else None,
                Basis.LEDGER.value if confirmed else "",
                one.cancelled,
            )
        )
        if progress is not None and number % 1000 == 0:
            progress(number)
    insert_rows(Activity, COLUMNS, rows)
    _insert_parts(keys, incoming)
    write_events(
        by=by,
        action="activity.take_over",
        entries=(((TARGET, key), {"digest": mark}) for key, mark in zip(keys, digests, strict=True)),
    )
    return keys


def _insert_parts(keys: Sequence[int], incoming: Sequence[Incoming]) -> None:
    pairs = list(zip(keys, incoming, strict=True))
    insert_rows(
        Attendance,
        ["activity_id", "person_id", "name"],
        [(key, who.person_id, who.name) for key, one in pairs for who in one.content.roster],
    )
    insert_rows(
        Measure,
        ["activity_id", "unit", "amount"],
        [(key, unit, amount) for key, one in pairs for unit, amount in one.content.measures],
    )


def write_events(
    *, by: Account, action: str, entries: Iterable[tuple[tuple[str, int | str], Mapping[str, str]]]
) -> None:
    """Append one audit event per entry with one statement."""
    insert_rows(Event, EVENT_COLUMNS, event_rows(by=by, action=action, entries=entries))


@transaction.atomic
def correct_many(*, by: Account, corrections: Sequence[tuple[int, Incoming]], reason: str) -> int:
    """Correct records that a newer copy of their ledger says otherwise about; return how many changed."""
    counted = _require_units(by, [one for _key, one in corrections])
    known = kinds()
    rows = Activity.objects.select_for_update().in_bulk([key for key, _one in corrections])
    changed = 0
    for key, one in corrections:
        kind = known[one.content.kind]
        after = replace(one, content=with_defaults(one.content, kind))
        changed += _overwrite(rows[key], after, kind, by=by, counted=counted[one.content.unit_id], reason=reason)
    for twin in Activity.objects.filter(twin_of__in=rows).exclude(status=Status.CANCELLED):
        first = rows[twin.twin_of_id or 0]
        if first.status == Status.CANCELLED:
            part_activity(by=by, activity=first, reason=first.cancel_reason)
            continue
        content = follow(by=by, twin=twin, content=content_of(first))
        if content_of(twin) != content:
            rewrite(by=by, activity=twin, content=content, reason=reason)
    return changed


def _overwrite(
    activity: Activity, one: Incoming, kind: ActivityKind, *, by: Account, counted: bool, reason: str
) -> bool:
    """Make a record say what the ledger says now; return whether anything was different."""
    before = content_of(activity)
    uncancelled = activity.status == Status.CANCELLED and not one.cancelled
    if before == one.content and activity.cancel_reason == one.cancelled:
        return False
    if not one.cancelled:
        check(one.content, kind, held=True)
    keep_version(by=by, activity=activity, before=before, reason=reason)
    activity.version += 1
    activity.say(one.content, kind)
    activity.cancel_reason = one.cancelled
    if one.cancelled:
        activity.status = Status.CANCELLED
    elif uncancelled:
        _take_over_again(activity, by=by, counted=counted)
    activity.source_file_id, activity.source_place = one.proof.file_id, one.proof.place
    activity.source_grade = one.proof.grade
    activity.grade, activity.evidence_digest = proof_of(activity)
    activity.save()
    activity.replace_parts(one.content)
    record(
        by=by,
        action="activity.correct",
        target=activity,
        details={"version": activity.version, "digest": activity.digest, "reason": reason},
    )
    return True


def _take_over_again(activity: Activity, *, by: Account, counted: bool) -> None:
    activity.status = Status.CONFIRMED if counted else Status.HELD
    activity.basis = Basis.LEDGER if counted else ""
    activity.confirmed_by, activity.confirmed_at = (by, clock.now()) if counted else (None, None)
