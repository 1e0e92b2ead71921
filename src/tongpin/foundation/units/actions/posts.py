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


@transaction.atomic
def appoint(*, by: Account, person: Person, unit: Unit, title: str, valid_from: dt.date | None = None) -> Post:
    """Give a person a post; holding it already changes nothing. Raises UserError when the unit has ended."""
    guards.require_current(unit)
    post, made = Post.objects.get_or_create(
        person=person, unit=unit, title=title, valid_to=None, defaults={"valid_from": valid_from}
    )
    if made:
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
