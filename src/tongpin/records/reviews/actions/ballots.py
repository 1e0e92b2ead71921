"""The secret ballot, counted from paper as totals, and the grades a meeting decides."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from tongpin.foundation.kernel.errors import UserError
from tongpin.foundation.people.models import Account
from tongpin.foundation.units.models import Membership
from tongpin.foundation.units.queries import exempt_persons

from ..access import GRADE
from ..enums import DecidedIn, Grade
from ..models import Appraised, Review
from ..notices import refuse, share_text, source_of
from ..queries import appraised_in_order, called, heads, is_held, norm_for, roll_in_order, share_of
from ..rules import APPRAISAL, GRADES, TALLY, Ballots, ballot_problems, grade_problems
from .saving import hold, keep_version, require_past, save

COUNT_FIELDS = ("self_on", "peer_on", "issued", "returned", "valid")


@transaction.atomic
def count_ballots(
    *, by: Account, review: Review, ballots: Ballots, self_on: dt.date, peer_on: dt.date, version: int
) -> Review:
    """Keep the totals of the secret ballot; counted anew before a decision, the earlier count stays in the history.

    Self-appraisal comes first, then the members on one another, then the ballot (Branch Regulations, article 18).
    Raises NotAllowed, or UserError while the meeting was not held, when steps are out of order, when totals do not
    add up, or once the grades are decided.
    """
    GRADE.require(by, review)
    review = hold(by=by, review=review, version=version)
    day = _day_of_appraisal(review)
    if review.decided_on is not None:
        raise UserError(_("The grades are decided."), remedy=_("Take the decision up again first, with a reason."))
    if not self_on <= peer_on <= day:
        raise UserError(
            _("Members speak of themselves first, then of one another, then comes the ballot."),
            place=f"{self_on} / {peer_on} / {day}",
            remedy=source_of(norm_for(APPRAISAL, review.year)),
        )
    roll = roll_in_order(review.unit, day)
    names = {row.person_id: row.person.name for row in roll}
    refuse(ballot_problems(ballots, called(roll, day)), names, norm_for(GRADES, review.year))
    if review.valid is not None:
        keep_version(by=by, review=review, reason=_("Counted anew."))
    _replace_rows(review, roll, ballots, exempt_persons(day))
    review.self_on, review.peer_on = self_on, peer_on
    review.issued, review.returned, review.valid = ballots.issued, ballots.returned, ballots.valid
    return save(by=by, review=review, action="review.count", fields=COUNT_FIELDS, details={"valid": ballots.valid})


def _day_of_appraisal(review: Review) -> dt.date:
    """Return the day of the appraisal. Raises UserError before it was held."""
    if review.appraisal is None or not is_held(review.appraisal):
        raise UserError(_("The appraisal has not been held yet."), remedy=_("Record that meeting first."))
    return review.appraisal.starts_on


def _replace_rows(review: Review, roll: Sequence[Membership], ballots: Ballots, exempt: Collection[int]) -> None:
    review.appraised.all().delete()
    rows = []
    for member in roll:
        row = Appraised(
            review=review, person=member.person, standing=member.standing, exempt=member.person_id in exempt
        )
        tally = ballots.tallies.get(member.person_id)
        for name in TALLY:
            setattr(row, name, getattr(tally, name) if tally else None)
        rows.append(row)
    Appraised.objects.bulk_create(rows)


@dataclass(frozen=True, slots=True)
class Decision:
    """When and in which meeting the grades were decided, and each member's grade by person."""

    on: dt.date
    decided_in: DecidedIn
    grades: Mapping[int, Grade]


@transaction.atomic
def decide_grades(*, by: Account, review: Review, decision: Decision, version: int) -> Review:
    """Keep the grades the committee or the members' meeting decided; the totals only informed it.

    Raises NotAllowed, or UserError before the count, for a day before the appraisal or to come, for a committee the
    branch has not, for a member without a grade, or for more excellent ones than the norm's share, rounded down.
    """
    GRADE.require(by, review)
    require_past(by=by, day=decision.on)
    review = hold(by=by, review=review, version=version)
    if review.valid is None:
        raise UserError(_("The appraisal ballots have not been counted yet."), remedy=_("Enter the totals first."))
    if review.decided_on is not None:
        raise UserError(_("The grades are decided."), remedy=_("Take the decision up again first, with a reason."))
    if decision.on < _day_of_appraisal(review):
        raise UserError(_("The decision cannot come before the appraisal."), place=decision.on.isoformat())
    if decision.decided_in == DecidedIn.COMMITTEE and not review.unit.has_committee:
        raise UserError(
            _("This branch has no committee: the meeting of all members decides."),
            place=review.unit.name,
            remedy=source_of(norm_for(APPRAISAL, review.year)),
        )
    rows = appraised_in_order(review)
    _check_grades(review, rows, decision.grades)
    for row in rows:
        row.grade = decision.grades.get(row.person_id, "")
    Appraised.objects.bulk_update(rows, ["grade"])
    review.decided_on, review.decided_in = decision.on, DecidedIn(decision.decided_in).value
    return save(by=by, review=review, action="review.decide", fields=["decided_on", "decided_in"])


def _check_grades(review: Review, rows: Sequence[Appraised], grades: Mapping[int, Grade]) -> None:
    names = {row.person_id: row.person.name for row in rows}
    graded = [row.person_id for row in rows if row.excellent is not None]
    refuse(grade_problems(graded, grades), names, norm_for(GRADES, review.year))
    rule, norm = share_of(review)
    excellent = sum(grade == Grade.EXCELLENT for grade in grades.values())
    if rule and rule.refuse and excellent > rule.most(heads(rows)):
        raise UserError(
            _("%(n)s members are graded excellent.") % {"n": excellent},
            place=share_text(rule, heads(rows)),
            remedy=source_of(norm),
        )


@transaction.atomic
def reopen_grades(*, by: Account, review: Review, reason: str) -> Review:
    """Take the decision up again; the grades leave, what they were stays in the history with the reason.

    Raises NotAllowed, or UserError without a reason or a decision.
    """
    GRADE.require(by, review)
    if not reason.strip():
        raise UserError(_("Say why the decision is taken up again."), place=_("Reason"))
    review = hold(by=by, review=review)
    if review.decided_on is None:
        raise UserError(_("The grades are not decided yet."))
    keep_version(by=by, review=review, reason=reason.strip())
    review.appraised.update(grade="")
    review.decided_on, review.decided_in = None, ""
    fields = ["decided_on", "decided_in"]
    return save(by=by, review=review, action="review.reopen", fields=fields, details={"reason": reason.strip()})
