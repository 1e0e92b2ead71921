"""Who may vote, be elected, oversee: persons on the day of an election, by strokes of the name."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from tongpin.foundation.people.models import Person
from tongpin.foundation.people.rules import stroke_key
from tongpin.foundation.units.enums import Standing
from tongpin.foundation.units.models import Membership, Unit
from tongpin.foundation.units.queries import members, posts

from ..enums import NO_VOTE, Again, Body, Kind, Office
from ..models import Candidate, Election, Poll, Teller
from ..rules import offices


def in_stroke_order(people: Iterable[Person]) -> list[Person]:
    """Return persons in 姓氏笔画 order, each once."""
    return sorted({one.pk: one for one in people}.values(), key=lambda one: (stroke_key(one.name), one.pk))


def roll(election: Election) -> list[Membership]:
    """Return the roll of the organisation and below on the day of the election, by strokes of the name.

    Read once per election object: a step asks for voters, candidates and tellers, who are all on it.
    """
    known: tuple[dt.date, list[Membership]] | None = getattr(election, "_roll", None)
    if known is None or known[0] != election.held_on:
        rows = members(election.unit, election.held_on)
        known = election.held_on, sorted(rows, key=lambda row: (stroke_key(row.person.name), row.person_id))
        election._roll = known  # type: ignore[attr-defined] # cache of this one object
    return known[1]


def full_members(election: Election) -> list[Person]:
    """Return the full members on the roll of the day."""
    return in_stroke_order(row.person for row in roll(election) if row.standing == Standing.FULL)


def electors(election: Election) -> list[Person]:
    """Return the members who should attend with the right to vote: full members less the lawful exclusions."""
    left_out = set(election.exclusions.values_list("person", flat=True))
    return [one for one in full_members(election) if one.pk not in left_out]


def office_holders(unit: Unit, day: dt.date) -> dict[int, list[str]]:
    """Return who holds an elected post of the organisation on `day`: person key → titles."""
    held: dict[int, list[str]] = {}
    for post in posts(unit, day):
        if offices().is_elected(post.title, unit.kind):
            held.setdefault(post.person_id, []).append(post.title)
    return held


def elected(election: Election, *of: Office) -> list[Candidate]:
    """Return the elected of these offices, or of all, by strokes of the name."""
    rows = Candidate.objects.filter(poll__election=election, elected=True).select_related("person", "poll")
    chosen = [row for row in rows if not of or row.poll.office in of]
    return sorted(chosen, key=lambda row: (stroke_key(row.person.name), row.person_id))


def committee(election: Election) -> list[Person]:
    """Return the members of the committee that elects the leaders: the newly elected, in a by-election with those in
    office on the day.
    """
    people = [row.person for row in elected(election, Office.MEMBER)]
    if election.kind == Kind.VACANCY:
        held = office_holders(election.unit, election.held_on)
        people += list(Person.objects.filter(pk__in=held))
    return in_stroke_order(people)


def voters(poll: Poll) -> list[Person]:
    """Return who may vote; empty for a congress, whose delegates are a number here."""
    if poll.body == Body.CONGRESS:
        return []
    return committee(poll.election) if poll.body == Body.COMMITTEE else electors(poll.election)


def pool(poll: Poll) -> list[Person]:
    """Return who may be put up: eligible members of the roll, or of the committee for its leaders.

    Whoever was elected already is not; in a vote on equal votes only those are who had them.
    """
    if poll.again == Again.TIE and poll.again_of is not None:
        return in_stroke_order(one.person for one in poll.candidates.select_related("person"))
    election = poll.election
    people = committee(election) if poll.body == Body.COMMITTEE else eligible(election)
    out = {row.person_id for row in elected(election, Office(poll.office))}
    if poll.office == Office.MEMBER and election.kind == Kind.VACANCY:
        out |= set(office_holders(election.unit, election.held_on))
    if poll.office == Office.DEPUTY:
        out |= {row.person_id for row in elected(election, Office.SECRETARY)}
    return [one for one in people if one.pk not in out]


def eligible(election: Election) -> list[Person]:
    """Return the full members of the day who can be elected: those excluded without a vote cannot."""
    barred = set(election.exclusions.filter(ground__in=NO_VOTE).values_list("person", flat=True))
    return [one for one in full_members(election) if one.pk not in barred]


def candidates(poll: Poll) -> list[Candidate]:
    """Return the candidates by strokes of the name, the written-in ones after those put up."""
    rows = poll.candidates.select_related("person")
    return sorted(rows, key=lambda row: (row.written_in, stroke_key(row.person.name), row.person_id))


def possible_tellers(poll: Poll) -> tuple[list[Person], list[Person]]:
    """Return who may oversee the vote and who may count it, none of them a candidate.

    Voters oversee, for a congress any eligible member; full members who can be elected count.
    """
    put_up = {row.person_id for row in poll.candidates.all()}
    counting = [one for one in eligible(poll.election) if one.pk not in put_up]
    watching = counting if poll.body == Body.CONGRESS else [one for one in voters(poll) if one.pk not in put_up]
    return watching, counting


def tellers_so_far(poll: Poll) -> list[tuple[str, int]]:
    """Return the tellers of a vote as duty and person; before any, those of the vote of the same meeting before it."""
    own = list(poll.tellers.values_list("duty", "person"))
    if own:
        return own
    put_up = {row.person_id for row in poll.candidates.all()}
    rows = Teller.objects.filter(poll__election=poll.election_id, poll__body=poll.body).exclude(person__in=put_up)
    last = rows.order_by("-poll").values_list("poll", flat=True).first()
    return list(rows.filter(poll=last).values_list("duty", "person")) if last else []
