"""Party-affairs posts: who holds which, which are vacant, what changed hands."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import CharField, Value
from django.utils.translation import gettext as _

from tongpin.derived.study.queries import hours_of
from tongpin.foundation.access.access.declared import SEE_STAFF, SEE_STAFF_NAMES
from tongpin.foundation.kernel.dated import in_force
from tongpin.foundation.kernel.sheets import Cell
from tongpin.foundation.people.models import Account
from tongpin.foundation.people.rules import mask_name
from tongpin.foundation.ui.rules import Quote
from tongpin.foundation.units.enums import PARTY_KINDS, UnitKind
from tongpin.foundation.units.models import HandOver, Post, Skill, Unit, UnitState
from tongpin.foundation.units.queries import predecessors, staff, states
from tongpin.foundation.units.rules import by_code, seats_of
from tongpin.standards.queries import norms
from tongpin.standards.rules import Norm

from ..notices import norm_quote
from .structure import ORDER

WANTED: Mapping[str, tuple[UnitKind, bool | None]] = {
    "STAFF.branch.committee": (UnitKind.BRANCH, True),
    "STAFF.branch": (UnitKind.BRANCH, False),
    "STAFF.general-branch": (UnitKind.GENERAL_BRANCH, None),
    "STAFF.party-committee": (UnitKind.PARTY_COMMITTEE, None),
    "STAFF.group": (UnitKind.GROUP, None),
    "STAFF.study-group": (UnitKind.PARTY_GROUP, None),
}
"""Norms that say which posts an organisation has: of which kind, with or without a committee."""


@dataclass(frozen=True, slots=True)
class Holder:
    """A Party-affairs post and its holder as one reader may see them."""

    post: Post
    name: str
    business: Sequence[str]
    skills: Sequence[str]
    hours: Decimal | None
    hand_over: HandOver | None
    before: Post | None
    own: bool

    @property
    def dual(self) -> bool:
        """Whether the holder has a business post or a noted skill besides (复合型)."""
        return bool(self.business or self.skills)

    @property
    def hand_over_state(self) -> str:
        """How the hand-over from the predecessor stands: none, missing, open, done."""
        if self.hand_over is not None:
            return "done" if self.hand_over.done else "open"
        return "missing" if self.before is not None else "none"

    @property
    def hand_over_text(self) -> str:
        """The same in words."""
        return {
            "done": _("Handed over"),
            "open": _("To be confirmed"),
            "missing": _("Not recorded"),
            "none": "",
        }[self.hand_over_state]


@dataclass(frozen=True, slots=True)
class Vacancy:
    """A post the norm wants and nobody holds."""

    unit: Unit
    unit_name: str
    title: str
    quote: Quote


def posts_of(account: Account, day: dt.date) -> list[Post]:
    """Return the Party-affairs posts of `day` within the reader's reach, in the order of the register. One query."""
    return sorted(SEE_STAFF.visible(account, staff(day)), key=_place)


def holders(account: Account, posts: Sequence[Post], day: dt.date) -> list[Holder]:
    """Return these posts with what stands beside them in the register. The number of queries does not grow."""
    persons = {one.person_id for one in posts}
    business, skills = _business_and_skills(persons, day)
    hours = training_hours(persons, day)
    handed = {one.after_id: one for one in HandOver.objects.filter(after__in=posts)}
    before = predecessors(posts)
    return [
        Holder(
            post=one,
            name=one.person.name if _clear(account, one) else mask_name(one.person.name),
            business=business.get(one.person_id, ()),
            skills=skills.get(one.person_id, ()),
            hours=hours.get(one.person_id),
            hand_over=handed.get(one.pk),
            before=before.get(one.pk),
            own=one.person_id == account.person_id,
        )
        for one in posts
    ]


def _clear(account: Account, post: Post) -> bool:
    return post.person_id == account.person_id or SEE_STAFF_NAMES.can_in(account, post.unit)


def _place(post: Post) -> tuple[int, int, int, int]:
    """Return where a post stands in the register: by kind of organisation, organisation, and order of the titles."""
    seats = list(by_code())
    return ORDER[UnitKind(post.unit.kind)], post.unit_id, seats.index(post.seat) if post.seat in seats else -1, post.pk


def _business_and_skills(
    persons: Iterable[int], day: dt.date
) -> tuple[Mapping[int, list[str]], Mapping[int, list[str]]]:
    """Return the posts these persons hold in parts of the bureau that are no Party organisations, and their skills."""
    held = Post.objects.filter(in_force(day), person__in=persons, seat="").exclude(unit__kind__in=PARTY_KINDS)
    posts = held.values_list("person", "unit__path", "pk", "unit__name", "title")
    nothing = Value("", output_field=CharField())
    skills = Skill.objects.filter(person__in=persons).annotate(path=nothing, unit=nothing)
    business: dict[int, list[str]] = {}
    able: dict[int, list[str]] = {}
    both = posts.union(skills.values_list("person", "path", "pk", "unit", "words"), all=True)
    for person, path, _key, unit, words in sorted(both):
        (business if path else able).setdefault(person, []).append(f"{unit}{words}")
    return business, able


def training_hours(persons: Iterable[int], day: dt.date) -> Mapping[int, Decimal]:
    """Return the hours these persons studied in the year of `day` until then; who studied nothing is left out."""
    return {person: found.total for person, found in hours_of(set(persons), day.year, day).items()}


def vacancies(account: Account, posts: Sequence[Post], day: dt.date) -> list[Vacancy]:
    """Return what the norms of `day` want and none of these `posts` fills, within the reader's reach. Two queries."""
    known = norms(day)
    held: dict[int, set[str]] = {}
    for post in posts:
        held.setdefault(post.unit_id, set()).update(seats_of(post.title, post.unit.kind))
    return [
        Vacancy(row.unit, row.name, by_code()[seat].name, norm_quote(norm))
        for row in states(day)
        if SEE_STAFF.can_in(account, row.unit)
        for norm in _norms_of(row, known)
        for seat in _wanted(norm, row.unit.kind)
        if seat not in held.get(row.unit_id, set())
    ]


def _norms_of(row: UnitState, known: Mapping[str, Norm]) -> list[Norm]:
    """Return the norms on posts that speak of a unit as it stood."""
    return [
        known[code]
        for code, (kind, committee) in WANTED.items()
        if code in known and row.unit.kind == kind and committee in {None, row.has_committee}
    ]


def _wanted(norm: Norm, kind: str) -> Sequence[str]:
    return seats_of(str(norm.params.get("posts", "")), kind)


def holder_line(number: int, row: Holder) -> Sequence[Cell]:
    """Return one line of the workbook for a post that is held."""
    return [
        number,
        row.post.unit.name,
        row.post.title,
        row.name,
        row.post.valid_from,
        "；".join([*row.business, *row.skills]),
        row.hours if row.hours is not None else _("not recorded"),
        row.hand_over_text,
    ]


def vacancy_line(number: int, row: Vacancy) -> Sequence[Cell]:
    """Return one line of the workbook for a vacancy."""
    return [number, row.unit_name, row.title, _("vacant"), None, "", "", ""]
