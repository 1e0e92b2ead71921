"""Taking a roster over."""

from __future__ import annotations

import datetime as dt

from tongpin.foundation.audit.actions import record
from tongpin.foundation.kernel import clock
from tongpin.foundation.kernel.errors import UserError
from tongpin.foundation.people.actions import add_person
from tongpin.foundation.people.models import Account, Person
from tongpin.foundation.units.actions import admit_member, appoint, end_membership
from tongpin.foundation.units.enums import Standing
from tongpin.foundation.units.models import Membership, Unit

from ..rules.rows import Member


def add_member(*, by: Account, row: Member, unit: Unit) -> tuple[Person, str]:
    """Put a person and the membership on the roll, with the post the roster names.

    Return the person, and why the post was left as it is ("" where it was given).
    """
    person = add_person(
        by=by,
        name=row.name[:60],
        gender=row.gender,
        ethnicity=row.ethnicity[:20],
        birth_month=row.birth,
        joined_party_on=row.joined,
        phone=row.phone[:30],
    )
    admit_member(by=by, person=person, unit=unit, standing=_standing(row), valid_from=_since(row))
    return person, _appoint(by=by, row=row, person=person, unit=unit)


def change_member(*, by: Account, row: Member, unit: Unit, person: Person, reason: str) -> str:
    """Bring a person and the membership up to the roster: another branch or standing makes a new membership.

    Return why the post the roster names was left as it is, "" where nothing was in the way.
    """
    _update_person(by=by, row=row, person=person)
    current = Membership.objects.filter(person=person, valid_to=None).first()
    standing = _standing(row)
    if current is None or current.unit_id != unit.pk or current.standing != standing.value:
        begin = _change_day(row, current)
        if current is not None:
            end_membership(by=by, membership=current, on=begin - dt.timedelta(days=1), reason=reason)
        admit_member(by=by, person=person, unit=unit, standing=standing, valid_from=begin)
    return _appoint(by=by, row=row, person=person, unit=unit)


def _update_person(*, by: Account, row: Member, person: Person) -> None:
    """Write what the roster says and the person lacks or says otherwise; a blank cell takes nothing away."""
    wanted = {
        "gender": row.gender,
        "ethnicity": row.ethnicity[:20],
        "birth_month": row.birth.replace(day=1) if row.birth else None,
        "joined_party_on": row.joined,
    }
    changed = [name for name, value in wanted.items() if value and getattr(person, name) != value]
    for name in changed:
        setattr(person, name, wanted[name])
    if row.phone and person.phone != row.phone[:30]:
        person.phone = row.phone[:30]
        changed += ["phone_sealed", "phone_index"]
    if changed:
        person.save(update_fields=changed)
        record(by=by, action="person.correct", target=person, details={"fields": sorted(changed)})


def _change_day(row: Member, current: Membership | None) -> dt.date:
    """A probationary member became full on the day the roster states; any other change is known from today on."""
    today = clock.today()
    day = row.confirmed if row.full and row.confirmed and row.confirmed <= today else today
    if current is not None and current.valid_from is not None and day <= current.valid_from:
        return current.valid_from + dt.timedelta(days=1)
    return day


def _appoint(*, by: Account, row: Member, person: Person, unit: Unit) -> str:
    """Give the post the roster names: held since an unknown day, or, where it was held before, since today.

    Somebody else's post is never taken away: the reason comes back, and the officer hands the post over.
    """
    refused = ""
    for day in (None, clock.today()) if row.post else ():
        try:
            appoint(by=by, person=person, unit=unit, title=row.post[:40], valid_from=day)
        except UserError as error:
            refused = error.message
        else:
            return ""
    return refused


def _standing(row: Member) -> Standing:
    return Standing.FULL if row.full else Standing.PROBATIONARY


def _since(row: Member) -> dt.date | None:
    """Membership begins with joining the Party where the roster states that; else before the records begin."""
    return row.joined if row.joined is not None and row.joined <= clock.today() else None
