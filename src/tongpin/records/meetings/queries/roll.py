"""Whose meeting it is: the roll of a body on a day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence

from tongpin.foundation.people.rules import stroke_key
from tongpin.foundation.units.enums import Standing, UnitKind
from tongpin.foundation.units.models import Membership, Post, Unit
from tongpin.foundation.units.queries import members, posts
from tongpin.standards.queries import catalogue
from tongpin.standards.rules import ActivityKind, Norm

from ..rules.roll import OnRoll, Roll
from ..rules.votes import vote_norm

COMMITTEE, GROUP, GENERAL = "meeting.committee", "meeting.group", "meeting.general"


def norm_of_votes(kind: str, day: dt.date) -> Norm | None:
    """Return the norm in force on `day` that says who votes at such a meeting and how many must be there."""
    return norm_among(kind, *catalogue(day))


def norm_among(kind: str, kinds: Mapping[str, ActivityKind], norms: Mapping[str, Norm]) -> Norm | None:
    """Return the same from a catalogue that has been read."""
    named = kinds.get(kind)
    return vote_norm(norms[code] for code in named.norms if code in norms) if named is not None else None


def roll_of(unit: Unit, kind: str, day: dt.date, norm: Norm | None) -> Roll:
    """Return who belongs to the body that meets, in 姓氏笔画 order.

    A committee's meeting: those who hold a post of the committee on that day, by the norm's names of posts. The leading
    Party group: its posts. A small group that is a unit: its members; held "by the branch", nobody knows which members
    are meant, and the roll is not complete. Else all members of the branch and its groups. `norm` is that of
    the votes.
    """
    voters = str(norm.params.get("voters", "")) if norm is not None else ""
    if kind == COMMITTEE:
        return _of_posts(posts(unit, day), str(norm.params.get("posts", "")) if norm is not None else "")
    if unit.kind == UnitKind.PARTY_GROUP:
        return _of_posts(posts(unit, day), "")
    rows = list(members(unit, day))
    exempt = _exempt(rows)
    people = [_entry(row, voters, exempt) for row in rows]
    complete = bool(people) and not (kind == GROUP and unit.kind != UnitKind.GROUP)
    return Roll(_ordered(people), complete, closed=bool(people))


def _exempt(rows: Sequence[Membership]) -> set[int]:
    """Return the persons of whom nothing is demanded."""
    return {row.person_id for row in rows if row.exempt_reason}


def _entry(row: Membership, voters: str, exempt: set[int]) -> OnRoll:
    return OnRoll(
        row.person_id,
        row.person.name,
        probationary=row.standing == Standing.PROBATIONARY,
        exempt=row.person_id in exempt,
        votes=row.standing in voters.split("、") if voters else row.standing == Standing.FULL,
    )


def _of_posts(rows: Iterable[Post], titles: str) -> Roll:
    endings = tuple(titles.split("、")) if titles else ("",)
    found = {
        row.person_id: OnRoll(row.person_id, row.person.name) for row in rows if row.title.strip().endswith(endings)
    }
    return Roll(_ordered(found.values()), bool(found))


def _ordered(people: Iterable[OnRoll]) -> tuple[OnRoll, ...]:
    return tuple(sorted(people, key=lambda one: (stroke_key(one.name), one.person_id)))


def chair_of(unit: Unit, day: dt.date) -> str:
    """Return whoever holds the first post of the unit that was given: its secretary, "" where no post is known."""
    first = posts(unit, day).first()
    return first.person.name if first is not None else ""


def persons_named(names: Sequence[str]) -> dict[str, int | None]:
    """Return the members of these names anywhere in the bureau, where only one can be meant."""
    if not names:
        return {}
    found: dict[str, set[int]] = {}
    rows = Membership.objects.filter(valid_to=None, person__name__in=names)
    for name, person in rows.values_list("person__name", "person"):
        found.setdefault(name, set()).add(person)
    return {name: next(iter(keys)) for name, keys in found.items() if len(keys) == 1}


def may_meet(unit: Unit, kind: str) -> bool:
    """Say whether a unit is a body that holds such meetings: no committee's without a committee, no group's without
    groups, and no small group holds the meeting of all members.
    """
    if not UnitKind(unit.kind).is_party:
        return False
    if kind == COMMITTEE:
        return unit.kind != UnitKind.GROUP and (unit.kind != UnitKind.BRANCH or unit.has_committee)
    if kind == GROUP:
        return unit.kind == UnitKind.GROUP or (unit.kind == UnitKind.BRANCH and unit.has_groups)
    return unit.kind != UnitKind.GROUP or kind != GENERAL
