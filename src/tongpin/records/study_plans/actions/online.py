"""Noting that an online platform was used: a note, never a number."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from tongpin.foundation.audit.actions import record
from tongpin.foundation.kernel import clock
from tongpin.foundation.kernel.errors import UserError
from tongpin.foundation.people.models import Account, Person
from tongpin.foundation.units.models import Unit

from ..access import CHANGE_ROW
from ..models import OnlineNote


@transaction.atomic
def note_online(
    *,
    by: Account,
    unit: Unit,
    platform: str,
    starts_on: dt.date,
    ends_on: dt.date,
    text: str,
    person: Person | None = None,
) -> OnlineNote:
    """Note that a unit, or a person of it, used a platform in a period. Nothing counts it (rules.md §6.2 item 5).

    Raises NotAllowed, or UserError for a period that ends before it begins or has not come, or an empty note.
    """
    CHANGE_ROW.require_in(by, unit)
    if not platform.strip() or not text.strip():
        raise UserError(_("Name the platform and write the note."), place=unit.name)
    if ends_on < starts_on:
        raise UserError(_("The last day lies before the first."), place=ends_on.isoformat())
    if starts_on > clock.today():
        raise UserError(_("This day has not come yet."), place=starts_on.isoformat())
    note = OnlineNote.objects.create(
        unit=unit,
        person=person,
        platform=platform.strip(),
        starts_on=starts_on,
        ends_on=ends_on,
        text=text.strip(),
        noted_by=by,
        noted_at=clock.now(),
    )
    record(by=by, action="study.note_online", target=note, details={"unit": unit.pk})
    return note


@transaction.atomic
def withdraw_online_note(*, by: Account, note: OnlineNote, reason: str) -> OnlineNote:
    """Withdraw a note with a reason; it stays readable. Withdrawn already, it is left as it is."""
    CHANGE_ROW.require(by, note)
    if note.withdrawn_reason:
        return note
    if not reason.strip():
        raise UserError(_("Say why the note is withdrawn."), place=note.platform)
    note.withdrawn_reason = reason.strip()
    note.save(update_fields=["withdrawn_reason"])
    record(by=by, action="study.withdraw_online_note", target=note, details={"reason": note.withdrawn_reason})
    return note
