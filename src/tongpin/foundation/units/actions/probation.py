"""Writing how a probation ends: full membership, an extension, or cancellation (《中国共产党章程》 article 7)."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from tongpin.foundation.audit.actions import record
from tongpin.foundation.kernel.errors import UserError
from tongpin.foundation.people.models import Account

from ..enums import Leaving, Standing
from ..models import Extension, Membership
from ..queries import guards, probation_of
from ..rules import ProbationTerms, extension_bounds
from .roll import begin_anew, end_membership


@transaction.atomic
def change_standing(
    *, by: Account, membership: Membership, on: dt.date, terms: ProbationTerms | None = None
) -> Membership:
    """Make a probationary member a full one from the day `on`: one membership ends, another begins.

    So counts of earlier days stay what they were. Raises UserError for a full member, a day before the first, or, where
    `terms` say how long a probation lasts, a day before its end.
    """
    _require_probationary(membership, _("Only a probationary member becomes a full one."))
    probation = probation_of(membership)
    end = probation.ends_on(terms) if terms else None
    if terms is not None and end is not None and on < end:
        raise UserError(
            _("The probation lasts until %(day)s (%(rule)s).") % {"day": end.isoformat(), "rule": terms.source},
            place=str(on),
            remedy=_("Give that day or a later one."),
        )
    return begin_anew(by=by, old=membership, unit=membership.unit, standing=Standing.FULL, on=on, reason="standing")


@transaction.atomic
def extend_probation(
    *, by: Account, membership: Membership, decided_on: dt.date, until: dt.date, terms: ProbationTerms
) -> Extension:
    """Let a probation go on until the day `until`, as the branch meeting of `decided_on` decided; once at most.

    Saying the same twice changes nothing. Raises UserError for a full member, a probation whose first day is not known,
    a second extension, or a day outside of what `terms` allow.
    """
    guards.require_past(decided_on)
    guards.hold_person(membership.person)
    _require_probationary(membership, _("Only a probation is extended."))
    probation = probation_of(membership)
    if probation.began is None:
        raise UserError(_("It is not known when the probation began."), place=membership.person.name)
    known = probation.extension
    if known is not None and (known.decided_on, known.ends_on) == (decided_on, until):
        return known
    if known is not None:
        raise UserError(
            _("The probation was extended until %(day)s already; it is extended once (%(rule)s).")
            % {"day": known.ends_on.isoformat(), "rule": terms.source},
            place=membership.person.name,
        )
    first, last = extension_bounds(probation.began, terms)
    if not first <= until <= last or decided_on < probation.began:
        raise UserError(
            _("It may be extended until a day from %(first)s to %(last)s (%(rule)s).")
            % {"first": first.isoformat(), "last": last.isoformat(), "rule": terms.source},
            place=str(until),
        )
    extension = Extension.objects.create(membership=membership, decided_on=decided_on, ends_on=until)
    record(by=by, action="member.extend", target=membership, details={"until": until.isoformat()})
    return extension


@transaction.atomic
def cancel_probation(*, by: Account, membership: Membership, on: dt.date, note: str = "") -> Membership:
    """Take a probationary member off the roll whose qualification was cancelled. Raises UserError for a full member."""
    _require_probationary(membership, _("Only probationary membership is cancelled."))
    reason = f"{Leaving.CANCELLED}: {note}" if note else str(Leaving.CANCELLED)
    return end_membership(by=by, membership=membership, on=on, reason=reason, ends_posts=True)


def _require_probationary(membership: Membership, message: str) -> None:
    if membership.standing != Standing.PROBATIONARY:
        raise UserError(message, place=membership.person.name)
