"""Writing who holds which post."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from tongpin.foundation.audit.actions import record
from tongpin.foundation.kernel.errors import UserError
from tongpin.foundation.people.models import Account, Person

from ..models import Post, Unit
from ..queries import guards
from ..rules import by_code, seat_of


@transaction.atomic
def appoint(
    *,
    by: Account,
    person: Person,
    unit: Unit,
    title: str,
    valid_from: dt.date | None = None,
    valid_to: dt.date | None = None,
) -> Post:
    """Give a person a post; holding it already changes nothing. `valid_to` is the last day of one that is over.

    Raises UserError when the unit has ended, the days are not possible, the person held the same post in some of them,
    or somebody else did and the post has a single holder (titles.yaml).
    """
    guards.require_current(unit)
    guards.require_span(valid_from, valid_to)
    guards.hold_units(unit)
    guards.hold_person(person)
    same = Post.objects.filter(person=person, unit=unit, title=title, valid_to=valid_to)
    known = same.first() if valid_to is None else same.filter(valid_from=valid_from).first()
    if known is not None:
        return known
    seat = seat_of(title, unit.kind)
    guards.require_free_post(unit, person, title, by_code().get(seat), guards.overlapping(valid_from, valid_to))
    post = Post.objects.create(
        person=person, unit=unit, title=title, seat=seat, valid_from=valid_from, valid_to=valid_to
    )
    record(by=by, action="post.appoint", target=post, details={"unit": unit.pk, "title": title})
    return post


@transaction.atomic
def end_post(*, by: Account, post: Post, on: dt.date) -> Post:
    """End a post on its last day. Raises UserError when it has ended already, or the day is not possible."""
    guards.require_past(on)
    if post.valid_from and on < post.valid_from:
        raise UserError(_("The last day lies before the first."), place=str(on))
    if not Post.objects.filter(pk=post.pk, valid_to=None).update(valid_to=on):
        raise UserError(_("This post has already ended."), place=post.title)
    post.valid_to = on
    record(by=by, action="post.end", target=post, details={"on": on.isoformat()})
    return post


@transaction.atomic
def end_posts(*, by: Account, unit: Unit, person: Person | None, on: dt.date) -> None:
    """End the posts held in the unit and below, of one person or of everyone; one begun later ends on its first day."""
    held = Post.objects.filter(unit__path__startswith=unit.path, valid_to=None)
    for post in held.filter(Q() if person is None else Q(person=person)):
        end_post(by=by, post=post, on=max(on, post.valid_from or on))
