"""The superior approved the result: posts change hands, the new term begins, the old one ends, in one transaction."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from tongpin.foundation.audit.actions import record
from tongpin.foundation.kernel import clock
from tongpin.foundation.kernel.errors import UserError
from tongpin.foundation.people.models import Account, Person
from tongpin.foundation.units.actions import appoint, end_post, renew_term
from tongpin.foundation.units.models import Post, Term

from ..access import APPROVE
from ..enums import Kind, Office, State
from ..models import Election
from ..queries import people
from ..queries.guards import hold
from ..queries.norms import book_of, length_rule, lengths, source
from ..queries.progress import all_settled, polls_of
from ..rules import Approval, offices

ONE_DAY = dt.timedelta(days=1)


@transaction.atomic
def complete_election(*, by: Account, election: Election, approval: Approval) -> Election:
    """Note the superior's approval (书记、副书记) and filing (委员), and let everything follow from it.

    Posts of the outgoing body end the day before the approval, those of the elected begin on it; an elected person who
    holds the same post keeps it. The new term counts from `approval.began_on`. Raises UserError while a place is open,
    for days out of order, and without the approval's number.
    """
    APPROVE.require(by, election)
    election = hold(election)
    _check(election, approval)
    titles = _titles(election, approval)
    _hand_over(by, election, titles, approval.on)
    if election.kind == Kind.TERM:
        election.term = _new_term(by, election, approval)
    election.state, election.result_no, election.result_on = State.DONE, approval.number, approval.on
    election.save(update_fields=["state", "result_no", "result_on", "term"])
    record(
        by=by,
        action="election.complete",
        target=election,
        details={"approval": approval.number, "on": approval.on.isoformat(), "posts": len(titles)},
    )
    return election


def _check(election: Election, approval: Approval) -> None:
    if not all_settled(election, polls_of(election)):
        raise UserError(_("A place is still open."), place=str(election), remedy=_("Finish the votes first."))
    if not approval.number.strip():
        raise UserError(
            _("Give the number of the superior's approval."),
            remedy=source(book_of(election.held_on).rule("ELECT.leaders")),
        )
    if approval.on < election.held_on or approval.on > clock.today():
        raise UserError(_("The approval lies between the election and today."), place=str(approval.on))
    if not election.held_on <= approval.began_on <= approval.on:
        raise UserError(
            _("The term counts from a day between the election and the approval."), place=str(approval.began_on)
        )


def _titles(election: Election, approval: Approval) -> list[tuple[Person, str]]:
    """Return who gets which post; the leaders' titles are fixed, those of other members as the committee said."""
    said = offices()
    leaders = {row.person_id: said.secretary for row in people.elected(election, Office.SECRETARY)}
    leaders |= {row.person_id: said.deputy for row in people.elected(election, Office.DEPUTY)}
    found = []
    for row in people.elected(election):
        title = leaders.get(row.person_id) or approval.titles.get(row.person_id) or said.member[0]
        if title not in (*leaders.values(), *said.member):
            raise UserError(_("This is no post of an elected member."), place=title)
        found.append((row.person, title))
    return list(dict.fromkeys(found))


def _hand_over(by: Account, election: Election, titles: list[tuple[Person, str]], day: dt.date) -> None:
    """End the posts that pass on, then fill those of the elected."""
    kept = {(person.pk, title) for person, title in titles}
    for post in Post.objects.filter(unit=election.unit, valid_to=None).select_related("person"):
        if (post.person_id, post.title) not in kept and _passes_on(election, post, titles):
            end_post(by=by, post=post, on=max(day - ONE_DAY, post.valid_from or day - ONE_DAY))
    for person, title in titles:
        appoint(by=by, person=person, unit=election.unit, title=title, valid_from=day)


def _passes_on(election: Election, post: Post, titles: list[tuple[Person, str]]) -> bool:
    """Say whether a post ends: with a new term all elected ones, in a by-election that of the secretary replaced."""
    said = offices()
    if election.kind == Kind.TERM:
        return said.is_elected(post.title, election.unit.kind)
    return said.is_secretary(post.title, election.unit.kind) and any(
        title == said.secretary for _person, title in titles
    )


def _new_term(by: Account, election: Election, approval: Approval) -> Term:
    norm = length_rule(book_of(approval.began_on), election.unit)
    allowed = lengths(norm)
    if len(allowed) > 1:
        raise UserError(_("The rule leaves the length of this term open: enter the term by hand."), place=norm.title)
    return renew_term(
        by=by,
        unit=election.unit,
        number=election.number,
        began_on=approval.began_on,
        years=allowed[0],
        seats=len(people.elected(election, Office.MEMBER)) or None,
    )
