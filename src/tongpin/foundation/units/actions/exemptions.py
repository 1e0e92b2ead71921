"""Writing of whom nothing is demanded, and since when (《中国共产党党员教育管理工作条例》 article 23)."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from tongpin.foundation.audit.actions import record
from tongpin.foundation.kernel.errors import UserError
from tongpin.foundation.people.models import Account, Person

from ..enums import Ground
from ..models import Exemption, Membership
from ..queries import guards


@transaction.atomic
def exempt_person(
    *,
    by: Account,
    person: Person,
    ground: Ground,
    valid_from: dt.date | None,
    valid_to: dt.date | None = None,
    note: str = "",
) -> Exemption:
    """Demand nothing of a member from a day to a day; the last may lie ahead. Saying the same twice changes nothing.

    The log keeps neither ground nor note. Raises UserError for somebody on no roll, days that are not possible, or days
    in which the person is exempt already.
    """
    if valid_from is not None:
        guards.require_past(valid_from)
    if valid_from is not None and valid_to is not None and valid_to < valid_from:
        raise UserError(_("The last day lies before the first."), place=f"{valid_from} – {valid_to}")
    guards.hold_person(person)
    if not Membership.objects.filter(guards.overlapping(valid_from, valid_to), person=person).exists():
        raise UserError(_("This person is on no roll in these days."), place=person.name)
    same = Exemption.objects.filter(person=person, ground=ground, valid_from=valid_from, valid_to=valid_to)
    if (known := same.first()) is not None:
        return known
    if Exemption.objects.filter(guards.overlapping(valid_from, valid_to), person=person).exists():
        raise UserError(
            _("This person is exempt in these days already."), place=person.name, remedy=_("End the earlier one first.")
        )
    made = Exemption.objects.create(person=person, ground=ground, valid_from=valid_from, valid_to=valid_to, note=note)
    record(by=by, action="member.exempt", target=made, details={"from": str(valid_from), "to": str(valid_to)})
    return made


@transaction.atomic
def end_exemption(*, by: Account, exemption: Exemption, on: dt.date) -> Exemption:
    """End an exemption on its last day. Raises UserError when it has ended, or the day is not possible."""
    guards.require_span(exemption.valid_from, on)
    open_ = guards.overlapping(on, None)
    if not Exemption.objects.filter(open_, pk=exemption.pk).update(valid_to=on):
        raise UserError(_("This exemption has already ended."), place=exemption.person.name)
    exemption.valid_to = on
    record(by=by, action="member.unexempt", target=exemption, details={"on": on.isoformat()})
    return exemption


@transaction.atomic
def end_exemptions(*, by: Account, person: Person, on: dt.date) -> None:
    """End what a person who leaves is exempt from; one begun later ends on its first day."""
    for one in Exemption.objects.filter(guards.overlapping(on, None), person=person).select_related("person"):
        if one.valid_to != on:
            last = max(on, one.valid_from or on)
            Exemption.objects.filter(pk=one.pk).update(valid_to=last)
            record(by=by, action="member.unexempt", target=one, details={"on": last.isoformat()})
