"""Reading the organisation tree."""

from __future__ import annotations

import datetime as dt

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from tongpin.foundation.kernel.dated import in_force
from tongpin.foundation.kernel.errors import UserError

from ..models import Coverage, Membership, Post, Unit, UnitAlias, UnitState


def root() -> Unit | None:
    """Return the bureau, or None before the installation has one."""
    return Unit.objects.filter(parent=None).order_by("pk").first()


def below(unit: Unit) -> QuerySet[Unit]:
    """Return the unit and everything under it."""
    return Unit.objects.filter(path__startswith=unit.path)


def named_or_root(name: str) -> Unit:
    """Return the unit of this name, or the bureau for an empty one. Raises UserError when there is none."""
    found = find_unit(name) if name else root()
    if found is None:
        raise UserError(
            _("There is no unit of this name."), place=name, remedy=_("Import a roster first; it brings the units.")
        )
    return found


def find_unit(name: str) -> Unit | None:
    """Return the current unit of this name or alias; None when nobody has it."""
    return (
        Unit.objects.filter(name=name, valid_to=None).first()
        or Unit.objects.filter(pk__in=UnitAlias.objects.filter(name=name).values("unit")).first()
    )


def members(unit: Unit, day: dt.date) -> QuerySet[Membership]:
    """Return the memberships of the unit and below on `day`, with their persons."""
    return (
        Membership.objects.filter(in_force(day), unit__path__startswith=unit.path)
        .select_related("person", "unit")
        .order_by("unit__path", "person__initials", "pk")
    )


def posts(unit: Unit, day: dt.date) -> QuerySet[Post]:
    """Return the posts held in the unit on `day`."""
    return Post.objects.filter(in_force(day), unit=unit).select_related("person").order_by("pk")


def states(day: dt.date) -> QuerySet[UnitState]:
    """Return how the units stood on `day`: name, parent, committee and groups then. One query, units with it."""
    return UnitState.objects.filter(in_force(day)).select_related("unit").order_by("unit__path")


def state_of(unit: Unit, day: dt.date) -> UnitState | None:
    """Return how one unit stood on `day`; None when it did not exist."""
    return UnitState.objects.filter(in_force(day), unit=unit).select_related("parent").first()


def covers(day: dt.date) -> QuerySet[Coverage]:
    """Return which units joint branches cover on `day`."""
    return Coverage.objects.filter(in_force(day)).order_by("branch", "name")
