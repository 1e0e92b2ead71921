"""Writing what is handed over when a Party-affairs post changes hands, and what its holders can do besides."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from tongpin.foundation.audit.actions import record
from tongpin.foundation.kernel import clock
from tongpin.foundation.kernel.errors import UserError
from tongpin.foundation.people.models import Account, Person

from ..enums import Side
from ..models import HandOver, Post, Skill
from ..queries import guards
from .posts import appoint, end_post
from .states import ONE_DAY


@transaction.atomic
def hand_over(
    *, by: Account, post: Post, person: Person, on: dt.date, documents: str = "", seals: str = "", tasks: str = ""
) -> HandOver:
    """Give a post to somebody else from the day `on`: the holder's ends the day before, and the items are listed.

    Raises UserError for the same person, a post that has ended, or days that are not possible.
    """
    guards.require_past(on)
    if person.pk == post.person_id:
        raise UserError(_("This person holds the post already."), place=person.name)
    guards.hold_units(post.unit)
    before = end_post(by=by, post=post, on=on - ONE_DAY)
    after = appoint(by=by, person=person, unit=post.unit, title=post.title, valid_from=on)
    return note_hand_over(by=by, before=before, after=after, on=on, documents=documents, seals=seals, tasks=tasks)


@transaction.atomic
def note_hand_over(
    *, by: Account, before: Post, after: Post, on: dt.date, documents: str = "", seals: str = "", tasks: str = ""
) -> HandOver:
    """List what was handed over between two holders of a post. One list per new holder; a second call changes nothing.

    Raises UserError when the two posts do not follow one another in one unit.
    """
    guards.require_past(on)
    known = HandOver.objects.filter(after=after).first()
    if known is not None:
        return known
    same = before.unit_id == after.unit_id and (
        before.title == after.title or (bool(before.seat) and before.seat == after.seat)
    )
    follows = before.valid_to is not None and (after.valid_from is None or before.valid_to < after.valid_from)
    if not same or not follows or before.person_id == after.person_id:
        raise UserError(_("One of these posts does not follow the other."), place=after.title)
    made = HandOver.objects.create(before=before, after=after, on=on, documents=documents, seals=seals, tasks=tasks)
    record(by=by, action="post.hand_over", target=made, details={"unit": after.unit_id, "on": on.isoformat()})
    return made


@transaction.atomic
def confirm_hand_over(*, by: Account, hand_over: HandOver, side: Side, on_paper: bool = False) -> HandOver:
    """Confirm one side of a hand-over: the person concerned, or `on_paper` whoever keeps the sheet both have signed.

    Confirming twice changes nothing. Raises UserError when somebody confirms for another, or when one of the two notes
    the other's signature.
    """
    posts = {Side.GIVER: hand_over.before, Side.TAKER: hand_over.after}
    own = by.person_id is not None and by.person_id == posts[side].person_id
    party = by.person_id in {one.person_id for one in posts.values()}
    if not own and (party or not on_paper):
        raise UserError(
            _("Only the person concerned confirms this side."),
            remedy=_("Or a third person notes that the sheet was signed."),
        )
    day, who = ("given_on", "given_by") if side is Side.GIVER else ("taken_on", "taken_by")
    now = {day: clock.today(), who: by}
    if HandOver.objects.filter(pk=hand_over.pk, **{day: None}).update(**now):
        record(by=by, action="post.confirm_hand_over", target=hand_over, details={"side": side.value, "paper": not own})
    hand_over.refresh_from_db()
    return hand_over


@transaction.atomic
def add_skill(*, by: Account, person: Person, words: str) -> Skill:
    """Note what a person can do besides Party affairs; noted already, nothing changes. Raises UserError without it."""
    if not words:
        raise UserError(_("Say what the person can do."), place=person.name)
    skill, made = Skill.objects.get_or_create(person=person, words=words)
    if made:
        record(by=by, action="person.skill", target=skill)
    return skill


@transaction.atomic
def remove_skill(*, by: Account, skill: Skill) -> None:
    """Take a noted skill away; removing it twice changes nothing."""
    gone, _by_model = Skill.objects.filter(pk=skill.pk).delete()
    if gone:
        record(by=by, action="person.unskill", target=skill)
