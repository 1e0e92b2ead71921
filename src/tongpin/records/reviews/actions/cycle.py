"""Opening a year's cycle, its meetings, and the steps before them."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from tongpin.foundation.audit.actions import record
from tongpin.foundation.kernel import clock
from tongpin.foundation.kernel.errors import UserError
from tongpin.foundation.people.models import Account
from tongpin.foundation.units.models import Unit
from tongpin.records.activities.actions import record_activity
from tongpin.records.activities.enums import Status
from tongpin.records.activities.models import Activity
from tongpin.records.activities.rules import Content

from ..access import RECORD
from ..enums import Gathering
from ..models import Review
from ..notices import source_of
from ..queries import BRANCHES, FIRST_YEAR, NORM_OF, is_live, norm_for, said, studies
from ..rules import counts_for, last_day, latest_month, review_digest
from .saving import hold, require_past, save


@transaction.atomic
def open_review(*, by: Account, unit: Unit, year: int) -> Review:
    """Begin the cycle of a branch for a year, or return the one that is there.

    Raises NotAllowed outside the account's units, UserError for another kind of unit or a year to come.
    """
    RECORD.require_in(by, unit)
    if unit.kind not in BRANCHES:
        raise UserError(_("Only a Party branch has this yearly cycle."), place=unit.name)
    if not FIRST_YEAR <= year <= clock.today().year:
        raise UserError(_("This year has not begun, or lies before the regulations."), place=str(year))
    known, made = Review.objects.get_or_create(
        unit=unit, year=year, defaults={"opened_by": by, "opened_at": clock.now()}
    )
    if made:
        known.digest = review_digest(said(known), {}, known.version)
        known.save(update_fields=["digest"])
        record(by=by, action="review.open", target=known, details={"unit": unit.pk, "year": year})
    return known


@transaction.atomic
def record_meeting(
    *, by: Account, review: Review, content: Content, together: bool = False, planned: bool = False
) -> Activity:
    """Record one of the two meetings by the common form and make it this cycle's, in one write.

    `together`: the appraisal was part of the organisational-life meeting (可与组织生活会一并进行). Raises what
    `record_activity` and `link_meeting` raise.
    """
    activity = record_activity(by=by, content=content, planned=planned)
    link_meeting(by=by, review=review, activity=activity, together=together)
    return activity


@transaction.atomic
def link_meeting(*, by: Account, review: Review, activity: Activity, together: bool = False) -> Review:
    """Say that a record is this cycle's meeting of its kind; once counted, the meeting of the ballots stays.

    Raises NotAllowed, or UserError for a record of another branch or kind, taken back, outside the window of the
    cycle's year (rules.md: 归属年度), belonging to another cycle, or in place of a meeting that stands.
    """
    RECORD.require(by, review)
    review = hold(by=by, review=review)
    what = _checked_kind(review, activity, together)
    fields = [what, "appraisal"] if together else [what]
    for name in fields:
        present = getattr(review, name)
        if is_live(present) and present.pk != activity.pk:
            raise UserError(
                _("This cycle has such a meeting already."), place=str(present), remedy=_("Correct that record.")
            )
        setattr(review, name, activity)
    details = {"activity": activity.pk, "together": together}
    return save(by=by, review=review, action="review.meeting", fields=fields, details=details)


def _checked_kind(review: Review, activity: Activity, together: bool) -> str:
    """Return which meeting the record is. Raises UserError where it cannot be one of this cycle."""
    if activity.kind not in NORM_OF or (together and activity.kind != Gathering.ORG_LIFE):
        raise UserError(_("This record is no meeting of the cycle."), place=activity.title)
    if activity.unit_id != review.unit_id or activity.status == Status.CANCELLED:
        raise UserError(_("This record belongs to another branch or was taken back."), place=activity.title)
    others = Review.objects.exclude(pk=review.pk)
    if others.filter(org_life=activity).exists() or others.filter(appraisal=activity).exists():
        raise UserError(_("This record counts for another year already."), place=activity.title)
    for what in (activity.kind, *([Gathering.APPRAISAL.value] if together else [])):
        _check_window(review, activity, what)
    return activity.kind


def _check_window(review: Review, activity: Activity, what: str) -> None:
    norm = norm_for(NORM_OF[what], review.year)
    latest = latest_month(norm)
    if not counts_for(activity.starts_on, review.year, latest):
        raise UserError(
            _("A meeting counts for %(year)s from its first day until %(last)s.")
            % {"year": review.year, "last": last_day(review.year, latest).isoformat()},
            place=activity.starts_on.isoformat(),
            remedy=source_of(norm),
        )


@transaction.atomic
def note_study(*, by: Account, review: Review, activity: Activity) -> Review:
    """Say which recorded study prepared the meeting. Raises UserError for a record that is no study of the cycle."""
    RECORD.require(by, review)
    review = hold(by=by, review=review)
    latest = latest_month(norm_for(NORM_OF[Gathering.ORG_LIFE.value], review.year))
    if not studies(review, latest).filter(pk=activity.pk).exists():
        raise UserError(_("This record is no study of the branch within the cycle."), place=activity.title)
    review.study = activity
    return save(by=by, review=review, action="review.study", fields=["study"], details={"activity": activity.pk})


@transaction.atomic
def note_talks(*, by: Account, review: Review, on: dt.date) -> Review:
    """Note on which day the branch had its talks behind it; who talked with whom is kept elsewhere, what said nowhere.

    Raises UserError for a day to come.
    """
    RECORD.require(by, review)
    require_past(by=by, day=on)
    review = hold(by=by, review=review)
    review.talks_on = on
    return save(by=by, review=review, action="review.talks", fields=["talks_on"])


@transaction.atomic
def note_opinions(*, by: Account, review: Review, on: dt.date, number: int) -> Review:
    """Note when opinions had been gathered and how many there were; never whose, never what they said.

    Raises UserError for a day to come.
    """
    RECORD.require(by, review)
    require_past(by=by, day=on)
    review = hold(by=by, review=review)
    review.opinions_on, review.opinions = on, number
    fields = ["opinions_on", "opinions"]
    return save(by=by, review=review, action="review.opinions", fields=fields, details={"number": number})
