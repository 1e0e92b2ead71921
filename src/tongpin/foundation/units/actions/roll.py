"""Writing the roll: who is a member where, from when to when."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from tongpin.foundation.audit.actions import record
from tongpin.foundation.kernel.errors import UserError
from tongpin.foundation.people.models import Account, Person

from ..enums import PARTY_KINDS, Direction, Leaving, Standing
from ..models import Membership, Transfer, Unit
from ..queries import guards
from ..rules import membership_digest
from .exemptions import end_exemptions
from .posts import end_posts

ONE_DAY = dt.timedelta(days=1)


@transaction.atomic
def admit_member(
    *, by: Account, person: Person, unit: Unit, standing: Standing, valid_from: dt.date | None = None
) -> Membership:
    """Put a person on the roll of a branch.

    Raises UserError when the unit has no roll or has ended, or the person was on another roll on that day.
    """
    if unit.kind not in PARTY_KINDS:
        raise UserError(_("Only Party organisations have members."), place=unit.name)
    guards.require_current(unit)
    guards.hold_person(person)
    if Membership.objects.filter(person=person, valid_to=None).exists():
        raise UserError(_("This person is already on the roll of a branch."), place=person.name)
    later = Q() if valid_from is None else Q(valid_to__gte=valid_from)
    if Membership.objects.filter(later, person=person).exists():
        raise UserError(
            _("On this day the person was on the roll of a branch."),
            place=person.name,
            remedy=_("Give a day after the earlier membership ended."),
        )
    membership = Membership.objects.create(
        person=person,
        unit=unit,
        standing=standing,
        valid_from=valid_from,
        digest=membership_digest(person_id=person.pk, unit_id=unit.pk, standing=standing, valid_from=valid_from),
    )
    record(by=by, action="member.admit", target=membership, details={"unit": unit.pk, "standing": standing.value})
    return membership


@transaction.atomic
def end_membership(
    *, by: Account, membership: Membership, on: dt.date, reason: str, ends_posts: bool = False
) -> Membership:
    """End a membership on its last day. It is never deleted: earlier counts still need it.

    `ends_posts`: the person leaves, so posts held in the branch and exemptions end the same day. Raises UserError when
    it has ended already, or the day is not possible.
    """
    guards.require_past(on)
    if membership.valid_from and on < membership.valid_from:
        raise UserError(_("The last day lies before the first."), place=str(on))
    guards.hold_person(membership.person)
    if not Membership.objects.filter(pk=membership.pk, valid_to=None).update(valid_to=on):
        raise UserError(_("This membership has already ended."), place=membership.unit.name)
    membership.valid_to = on
    record(by=by, action="member.end", target=membership, details={"on": on.isoformat(), "reason": reason})
    if ends_posts:
        end_posts(by=by, unit=membership.unit, person=membership.person, on=on)
        end_exemptions(by=by, person=membership.person, on=on)
    return membership


@transaction.atomic
def transfer_member(*, by: Account, membership: Membership, unit: Unit, on: dt.date) -> Membership:
    """Move a member to the roll of another branch from the day `on`; posts held in the old branch end the day before.

    Raises UserError for the same branch, or a day before the member's second one in the old branch.
    """
    if unit.pk == membership.unit_id:
        raise UserError(_("The member is on this roll already."), place=unit.name)
    standing = Standing(membership.standing)
    after = begin_anew(by=by, old=membership, unit=unit, standing=standing, on=on, reason="transfer")
    end_posts(by=by, unit=membership.unit, person=membership.person, on=on - ONE_DAY)
    return after


@transaction.atomic
def begin_anew(*, by: Account, old: Membership, unit: Unit, standing: Standing, on: dt.date, reason: str) -> Membership:
    """End a membership the day before `on` and begin the next one. Raises UserError for a day not after its first."""
    guards.require_past(on)
    if old.valid_from and on <= old.valid_from:
        raise UserError(
            _("The change must come after the day the membership began (%(day)s).")
            % {"day": old.valid_from.isoformat()},
            place=str(on),
        )
    end_membership(by=by, membership=old, on=on - ONE_DAY, reason=reason)
    return admit_member(by=by, person=old.person, unit=unit, standing=standing, valid_from=on)


@transaction.atomic
def receive_member(
    *,
    by: Account,
    person: Person,
    unit: Unit,
    standing: Standing,
    on: dt.date,
    organisation: str,
    letter_no: str = "",
) -> Membership:
    """Take somebody onto the roll who comes from an organisation outside the bureau (组织关系转入).

    Raises UserError as `admit_member` does, and without the organisation he comes from.
    """
    _require_organisation(organisation)
    membership = admit_member(by=by, person=person, unit=unit, standing=standing, valid_from=on)
    Transfer.objects.create(
        membership=membership, direction=Direction.IN, on=on, organisation=organisation, letter_no=letter_no
    )
    record(by=by, action="member.receive", target=membership, details={"from": organisation, "letter": letter_no})
    return membership


@transaction.atomic
def release_member(
    *, by: Account, membership: Membership, on: dt.date, organisation: str, letter_no: str = "", note: str = ""
) -> Membership:
    """Take a member off the roll who goes to an organisation outside the bureau (组织关系转出), `on` the last day.

    Posts and exemptions end the same day. Raises UserError as `end_membership` does, and without the organisation.
    """
    _require_organisation(organisation)
    reason = f"{Leaving.MOVED_OUT}: {note}" if note else str(Leaving.MOVED_OUT)
    membership = end_membership(by=by, membership=membership, on=on, reason=reason, ends_posts=True)
    Transfer.objects.create(
        membership=membership, direction=Direction.OUT, on=on, organisation=organisation, letter_no=letter_no
    )
    record(by=by, action="member.release", target=membership, details={"to": organisation, "letter": letter_no})
    return membership


def _require_organisation(name: str) -> None:
    if not name:
        raise UserError(
            _("Say which organisation is on the other side of the transfer."), remedy=_("It stands on the letter.")
        )


@transaction.atomic
def note_roll_export(*, by: Account, unit: Unit, rows: int, reason: str) -> None:
    """Keep in the log who took a roll out, how many rows of it, and what for. Raises UserError without a reason."""
    if not reason.strip():
        raise UserError(_("Say what the roll is for."))
    record(by=by, action="roll.export", target=unit, details={"rows": rows, "reason": reason.strip()})
