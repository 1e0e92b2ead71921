"""The roll and the posts, as far as the reader may see them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from django.db.models import Exists, OuterRef, Q, QuerySet

from tongpin.foundation.access.access.declared import SEE_MEMBERS, SEE_NAMES
from tongpin.foundation.kernel import clock
from tongpin.foundation.people.models import Account, Person
from tongpin.foundation.people.rules import mask_name, mask_phone
from tongpin.foundation.units.enums import Standing
from tongpin.foundation.units.models import Exemption, Membership, Post, Skill, Transfer, Unit
from tongpin.foundation.units.queries import members, posts, probation_among

from .probation import Due, due


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
    """Return the rows with names in clear or masked."""
    clear = {row.pk for row in rows if row.person_id == account.person_id or SEE_NAMES.can_in(account, row.unit)}
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
    """One membership with what may be shown of its person; what is personal stays empty where it is not `clear`."""

    membership: Membership
    name: str
    phone: str
    clear: bool
    posts: Sequence[Post]
    earlier: Sequence[Membership]
    exemptions: Iterable[Exemption] = ()
    transfers: Iterable[Transfer] = ()
    skills: Iterable[Skill] = ()
    probation: Due | None = None

    @property
    def standing(self) -> str:
        """Return the standing in words."""
        return str(Standing(self.membership.standing).label)


def member_card(account: Account, membership: Membership) -> MemberCard:
    """Return the card of a membership the reader may see."""
    return _card(account, membership, _history(membership.person))


def own_card(account: Account) -> MemberCard | None:
    """Return the card of the account's own present membership, or of the last one; None for somebody on no roll."""
    every = _history(account.person) if account.person else []
    present = [row for row in every if row.valid_to is None] or every
    return _card(account, present[0], every) if present else None


def _history(person: Person) -> list[Membership]:
    """Return a person's memberships, the last one first, and whether there is more to read about the person."""
    about = {"person": OuterRef("person")}
    return list(
        Membership.objects.filter(person=person)
        .select_related("unit", "person", "extension")
        .annotate(
            exempt=Exists(Exemption.objects.filter(**about)),
            skilled=Exists(Skill.objects.filter(**about)),
            transferred=Exists(Transfer.objects.filter(membership__person=OuterRef("person"))),
        )
        .order_by("-valid_from", "-pk")
    )


def _card(account: Account, membership: Membership, every: Sequence[Membership]) -> MemberCard:
    person = membership.person
    clear = person.pk == account.person_id or SEE_NAMES.can_in(account, membership.unit)
    card = MemberCard(
        membership=membership,
        name=person.name if clear else mask_name(person.name),
        phone=person.phone if person.pk == account.person_id else mask_phone(person.phone),
        clear=clear,
        posts=list(Post.objects.filter(person=person).select_related("unit").order_by("-valid_from", "pk")),
        earlier=[row for row in every if row.pk != membership.pk],
    )
    return _with_history(card, every) if clear else card


def _with_history(card: MemberCard, every: Sequence[Membership]) -> MemberCard:
    """Add what only the branch and the member may see; what is known not to be there is not asked for."""
    membership, person = card.membership, card.membership.person
    exempt, skilled, transferred = (
        any(getattr(row, name) for row in every) for name in ("exempt", "skilled", "transferred")
    )
    on_probation = membership.standing == Standing.PROBATIONARY and membership.valid_to is None
    return replace(
        card,
        exemptions=Exemption.objects.filter(person=person).order_by("-valid_from", "-pk") if exempt else (),
        transfers=Transfer.objects.filter(membership__person=person).order_by("-on", "-pk") if transferred else (),
        skills=Skill.objects.filter(person=person).order_by("words") if skilled else (),
        probation=due([probation_among(membership, every)], clock.today())[0] if on_probation else None,
    )
