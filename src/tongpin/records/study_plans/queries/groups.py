"""Who belongs to a study group: told by the posts in the leading Party group, on the day that matters."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from tongpin.foundation.kernel import clock
from tongpin.foundation.kernel.dated import holds, in_force
from tongpin.foundation.kernel.errors import UserError
from tongpin.foundation.people.models import Account, Person
from tongpin.foundation.people.rules import stroke_key
from tongpin.foundation.units.enums import UnitKind
from tongpin.foundation.units.models import Membership, Post, Unit
from tongpin.standards.queries import norm_versions
from tongpin.standards.rules import Norm

from ..access import RUN_GROUP
from ..rules import has_title, title_list

GROUP_NORM, ARCHIVE_NORM, CONVERSION_NORM = "ZX.中心组", "ZX.档案", "EDU.折算"


def groups() -> QuerySet[Unit]:
    """Return the current units that have a study group: leading Party groups, never a branch."""
    return Unit.objects.filter(kind=UnitKind.PARTY_GROUP, valid_to=None).order_by("path")


def is_study_group(unit: Unit) -> bool:
    """Say whether a unit has a study group (rules.md §14 item 7: it belongs to the Party group, not to a branch)."""
    return unit.kind == UnitKind.PARTY_GROUP


def require_study_group(by: Account, unit: Unit) -> None:
    """Refuse who may not run the group, and a unit that has none.

    中国共产党党委（党组）理论学习中心组学习规则: the group is that of the leading members, not of a branch.
    """
    RUN_GROUP.require_in(by, unit)
    if not is_study_group(unit):
        raise UserError(
            _("A theory study group belongs to the leading Party group, not to a branch or another unit."),
            place=unit.name,
            remedy=_("Record the branch's study as an activity of its kind."),
        )


def norms_of_study(day: dt.date) -> Mapping[str, Norm]:
    """Return the norms of the study group that judge `day`, by code; one query.

    Of a rule whose version of that day names no parameters the next version's are taken: it is the same rule, told
    more exactly.
    """
    found = {}
    for code, versions in norm_versions([GROUP_NORM, ARCHIVE_NORM, CONVERSION_NORM]).items():
        if not versions:
            continue
        of_day = next((one for one in versions if one.holds_on(day)), None)
        told = [one for one in versions if one.norm.params]
        if of_day is not None and (of_day.norm.params or not told):
            found[code] = of_day.norm
        elif told:
            found[code] = told[0].norm
        elif of_day is not None:
            found[code] = of_day.norm
    return found


@dataclass(frozen=True, slots=True)
class Group:
    """Who a study group consists of on a day: its members in stroke order, and the study secretary."""

    members: list[Person]
    secretary: Person | None


def group_on(unit: Unit, day: dt.date, norms: Mapping[str, Norm]) -> Group:
    """Return who the group consists of by the posts of that day; one query. `norms` are those of `norms_of_study`."""
    norm = norms.get(GROUP_NORM)
    rows = list(Post.objects.filter(in_force(day), unit=unit).select_related("person").order_by("pk"))
    members, secretaries = (
        [post for post in rows if has_title(post.title, title_list(norm.params.get(name) if norm else ""))]
        for name in ("member_titles", "secretary_title")
    )
    return Group(_each_once(members), secretaries[0].person if secretaries else None)


def group_members(unit: Unit, day: dt.date) -> list[Person]:
    """Return the members of the study group on `day`, each once, in stroke order of their names."""
    return group_on(unit, day, norms_of_study(day)).members


def _each_once(posts: Sequence[Post]) -> list[Person]:
    persons = {post.person_id: post.person for post in posts}
    return sorted(persons.values(), key=lambda one: (stroke_key(one.name), one.pk))


def members_at(unit: Unit, days: Collection[dt.date]) -> dict[dt.date, list[Person]]:
    """Return the members on each of several days, by two queries however many days there are."""
    norm = norms_of_study(max(days, default=clock.today())).get(GROUP_NORM)
    wanted = title_list(norm.params.get("member_titles") if norm else "")
    posts = [post for post in unit.posts.select_related("person").order_by("pk") if has_title(post.title, wanted)]
    return {day: _each_once([post for post in posts if holds(post, day)]) for day in days}


def secretary_of(unit: Unit, day: dt.date) -> Person | None:
    """Return the study secretary on `day`, the one who runs the group's papers; None where the post is vacant."""
    return group_on(unit, day, norms_of_study(day)).secretary


def by_names(named: Collection[tuple[str, str]], day: dt.date) -> dict[tuple[str, str], list[Person]]:
    """Return the members on a roll of the bureau for names with a branch ("" for any), by one query."""
    wanted = {name for name, _branch in named}
    rows = Membership.objects.filter(in_force(day), Q(person__name__in=wanted)).select_related("person", "unit")
    found: dict[tuple[str, str], list[Person]] = {key: [] for key in named}
    for row in rows.order_by("pk"):
        for key in named:
            if key[0] == row.person.name and key[1] in {"", row.unit.name}:
                found[key].append(row.person)
    return found
