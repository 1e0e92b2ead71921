"""Writing which branches a leader keeps in contact with (联系点)."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from tongpin.foundation.audit.actions import record
from tongpin.foundation.kernel.dated import in_force
from tongpin.foundation.kernel.errors import UserError
from tongpin.foundation.people.models import Account, Person

from ..enums import UnitKind
from ..models import ContactBranch, Membership, Unit
from ..queries import guards


@transaction.atomic
def assign_contact(*, by: Account, person: Person, unit: Unit, valid_from: dt.date) -> ContactBranch:
    """Name a branch a leader keeps in contact with from a day on; named already, nothing changes.

    Raises UserError when it is no branch, has ended, is the leader's own branch, or was theirs on these days already.
    """
    if unit.kind != UnitKind.BRANCH:
        raise UserError(_("Only a Party branch can be a contact branch."), place=unit.name)
    guards.require_current(unit)
    guards.hold_person(person)
    known = ContactBranch.objects.filter(Q(valid_to=None) | Q(valid_to__gte=valid_from), person=person, unit=unit)
    if (same := known.first()) is not None:
        if same.valid_to is None and same.valid_from == valid_from:
            return same
        raise UserError(_("It is this leader's contact branch on these days already."), place=unit.name)
    own = Membership.objects.filter(in_force(valid_from), person=person)
    if own.filter(Q(unit=unit) | Q(unit__parent=unit)).exists():
        raise UserError(
            _("This is the leader's own branch."), place=unit.name, remedy=_("Choose another one as contact branch.")
        )
    contact = ContactBranch.objects.create(person=person, unit=unit, valid_from=valid_from)
    record(by=by, action="contact.assign", target=contact, details={"unit": unit.pk, "from": valid_from.isoformat()})
    return contact


@transaction.atomic
def end_contact(*, by: Account, contact: ContactBranch, on: dt.date) -> ContactBranch:
    """End a contact on its last day. Raises UserError when it has ended already, or the day is not possible."""
    guards.require_past(on)
    if on < contact.valid_from:
        raise UserError(_("The last day lies before the first."), place=str(on))
    if not ContactBranch.objects.filter(pk=contact.pk, valid_to=None).update(valid_to=on):
        raise UserError(_("This contact has already ended."), place=contact.unit.name)
    contact.valid_to = on
    record(by=by, action="contact.end", target=contact, details={"on": on.isoformat()})
    return contact
