"""What every step of an election asks first. Each function raises UserError in the words of the one who runs it."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext as _

from tongpin.foundation.kernel.errors import UserError
from tongpin.foundation.people.models import Person

from ..enums import Stage, State
from ..models import Election, Poll
from .progress import is_open, reached


def hold(election: Election) -> Election:
    """Let one writer at a time carry an election on; return it as the database has it. Raises UserError when over."""
    fresh = Election.objects.select_for_update(of=("self",)).select_related("unit").get(pk=election.pk)
    if fresh.state != State.RUNNING:
        raise UserError(_("This election is over."), place=str(fresh))
    return fresh


def hold_poll(poll: Poll, stage: Stage) -> Poll:
    """Return the vote as the database has it, held, at this step or past it and not counted yet."""
    election = hold(poll.election)
    fresh = Poll.objects.select_related("again_of").get(pk=poll.pk)
    fresh.election = election
    if not is_open(fresh):
        raise UserError(_("This vote has been counted."), place=str(election))
    if not reached(fresh, stage):
        raise UserError(_("An earlier step comes first."), place=str(stage.label))
    return fresh


def chosen(people: Iterable[Person], keys: Iterable[int], refusal: str, source: str = "") -> list[Person]:
    """Return those of `people` with these keys; raise UserError naming the first who is not among them."""
    known = {one.pk: one for one in people}
    found = []
    for key in dict.fromkeys(keys):
        if key not in known:
            stranger = Person.objects.filter(pk=key).first()
            raise UserError(refusal, place=stranger.name if stranger else str(key), remedy=source)
        found.append(known[key])
    return found
