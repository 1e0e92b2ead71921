"""The organisation tree and the roll, as far as the reader may see them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field

from django.db.models import Count, Q, QuerySet

from tongpin.foundation.access.access.declared import SEE_MEMBERS, SEE_NAMES, SEE_UNITS
from tongpin.foundation.kernel.dated import in_force
from tongpin.foundation.people.models import Account, Person
from tongpin.foundation.people.rules import mask_name, mask_phone
from tongpin.foundation.units.enums import Standing
from tongpin.foundation.units.models import Membership, Post, Unit
from tongpin.foundation.units.queries import members, posts


@dataclass
class Node:
    """A unit in the tree with the number of members on its own roll."""

    unit: Unit
    members: int
    children: list[Node] = field(default_factory=list)


@dataclass(frozen=True)
class MemberRow:
    """A membership as one reader may see it; `clear` says whether the name is whole."""

    membership: Membership
    name: str
    clear: bool


@dataclass(frozen=True)
class PostRow:
    """A post as one reader may see it."""

    post: Post
    name: str


def tree(account: Account, day: dt.date) -> list[Node]:
    """Return the roots of what the reader may see; one whose parent is out of reach is a root. Two queries."""
    counts = dict(
        SEE_MEMBERS.visible(account, Membership.objects.filter(in_force(day)))
        .values_list("unit")
        .annotate(number=Count("pk"))
    )
    nodes: dict[int, Node] = {}
    roots: list[Node] = []
    for unit in SEE_UNITS.visible(account, Unit.objects.filter(in_force(day))).order_by("path"):
        node = nodes[unit.pk] = Node(unit, counts.get(unit.pk, 0))
        parent = nodes.get(unit.parent_id or 0)
        (parent.children if parent else roots).append(node)
    return roots


def roll(account: Account, unit: Unit, day: dt.date, *, text: str = "", standing: str = "") -> QuerySet[Membership]:
    """Return the members of the unit and below that the reader may see.

    A search by name or pinyin initials finds only those whose names the reader may see: otherwise it would tell who is
    behind a mask.
    """
    rows = SEE_MEMBERS.visible(account, members(unit, day))
    if standing:
        rows = rows.filter(standing=standing)
    if text:
        rows = SEE_NAMES.visible(account, rows).filter(
            Q(person__name__contains=text) | Q(person__initials__startswith=text.lower())
        )
    return rows


def members_shown(account: Account, rows: Sequence[Membership]) -> list[MemberRow]:
    """Return the rows with names in clear or masked. One query."""
    keys = [row.pk for row in rows]
    clear = set(SEE_NAMES.visible(account, Membership.objects.filter(pk__in=keys)).values_list("pk", flat=True))
    clear |= {row.pk for row in rows if row.person_id == account.person_id}
    return [
        MemberRow(row, row.person.name if row.pk in clear else mask_name(row.person.name), row.pk in clear)
        for row in rows
    ]


def posts_shown(account: Account, unit: Unit, day: dt.date) -> list[PostRow]:
    """Return the unit's posts. Names of post holders follow the same rule as names on a roll."""
    clear = SEE_NAMES.can_in(account, unit)
    return [
        PostRow(post, post.person.name if clear or post.person_id == account.person_id else mask_name(post.person.name))
        for post in posts(unit, day)
    ]


@dataclass(frozen=True)
class MemberCard:
    """One membership with what may be shown of its person."""

    membership: Membership
    name: str
    phone: str
    clear: bool
    posts: Sequence[Post]
    earlier: Sequence[Membership]

    @property
    def standing(self) -> str:
        """Return the standing in words."""
        return str(Standing(self.membership.standing).label)


def member_card(account: Account, membership: Membership) -> MemberCard:
    """Return the card of a membership the reader may see."""
    person = membership.person
    clear = person.pk == account.person_id or SEE_NAMES.can(account, membership)
    return MemberCard(
        membership=membership,
        name=person.name if clear else mask_name(person.name),
        phone=person.phone if person.pk == account.person_id else mask_phone(person.phone),
        clear=clear,
        posts=list(Post.objects.filter(person=person).select_related("unit").order_by("-valid_from", "pk")),
        earlier=list(
            Membership.objects.filter(person=person)
            .exclude(pk=membership.pk)
            .select_related("unit")
            .order_by("-valid_from")
        ),
    )


def own_memberships(person: Person) -> list[Membership]:
    """Return a person's memberships, the present one first."""
    return list(
        Membership.objects.filter(person=person).select_related("unit", "person").order_by("-valid_to", "-valid_from")
    )
