"""Putting right what the meeting found wanting."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from tongpin.foundation.audit.actions import record
from tongpin.foundation.kernel.errors import UserError
from tongpin.foundation.people.models import Account, Person
from tongpin.foundation.units.models import Membership

from ..access import RECORD
from ..models import Remedy, Review
from ..queries import is_held
from .saving import hold, require_past

FIELDS = ("text", "responsible", "due", "done_on")


def _check(review: Review, *, text: str, responsible: Person, due: dt.date) -> None:
    if not text.strip():
        raise UserError(_("Say what is put right."))
    if not Membership.objects.filter(person=responsible, unit__path__startswith=review.unit.path).exists():
        raise UserError(_("Whoever is responsible is on the roll of the branch."), place=responsible.name)
    if review.org_life is None or not is_held(review.org_life):
        raise UserError(
            _("The organisational-life meeting has not been held yet."), remedy=_("Record that meeting first.")
        )
    if due < review.org_life.starts_on:
        raise UserError(_("It cannot be due before the meeting."), place=due.isoformat())


@transaction.atomic
def add_remedy(*, by: Account, review: Review, text: str, responsible: Person, due: dt.date) -> Remedy:
    """Add a measure with who is responsible and until when; it exists already: return that one.

    Raises NotAllowed, or UserError before the meeting was held, for an empty text or somebody of another branch.
    """
    RECORD.require(by, review)
    review = hold(by=by, review=review)
    _check(review, text=text, responsible=responsible, due=due)
    remedy, made = Remedy.objects.get_or_create(review=review, text=text.strip(), responsible=responsible, due=due)
    if made:
        record(by=by, action="review.remedy", target=remedy, details={"review": review.pk})
    return remedy


@transaction.atomic
def change_remedy(
    *, by: Account, remedy: Remedy, text: str, responsible: Person, due: dt.date, done_on: dt.date | None
) -> bool:
    """Bring a measure up to date, or say when it was done; return False when nothing was different.

    The log names the fields that changed. Raises NotAllowed, or UserError as for a new one, or for a day to come.
    """
    RECORD.require(by, remedy.review)
    review = hold(by=by, review=remedy.review)
    _check(review, text=text, responsible=responsible, due=due)
    if done_on is not None:
        require_past(by=by, day=done_on)
        if review.org_life is not None and done_on < review.org_life.starts_on:
            raise UserError(_("It cannot be done before the meeting."), place=done_on.isoformat())
    wanted = {"text": text.strip(), "responsible": responsible, "due": due, "done_on": done_on}
    changed = [name for name in FIELDS if getattr(remedy, name) != wanted[name]]
    if not changed:
        return False
    for name in changed:
        setattr(remedy, name, wanted[name])
    remedy.save(update_fields=changed)
    record(by=by, action="review.remedy_change", target=remedy, details={"fields": sorted(changed)})
    return True
