"""Writing the organisation tree."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from tongpin.foundation.audit.actions import record
from tongpin.foundation.kernel.errors import UserError
from tongpin.foundation.people.models import Account, Person

from .enums import CHILDREN, PARTY_KINDS, Standing, UnitKind
from .models import Membership, Post, Unit, UnitAlias
from .rules import membership_digest


@transaction.atomic
def add_unit(
    *,
    by: Account,
    kind: UnitKind,
    name: str,
    parent: Unit | None,
    host: Unit | None = None,
    valid_from: dt.date | None = None,
    has_committee: bool = False,
    has_groups: bool = False,
) -> Unit:
    """Add a unit below `parent` (None for the bureau itself).

    Raises UserError when the kind may not stand there or the name is taken.
    """
    if parent is not None and kind not in CHILDREN[UnitKind(parent.kind)]:
        raise UserError(
            _("A %(child)s cannot stand below a %(parent)s.")
            % {"child": kind.label, "parent": UnitKind(parent.kind).label},
            place=name,
        )
    if Unit.objects.filter(name=name, valid_to=None).exists():
        raise UserError(_("There is already a unit of this name."), place=name)
    unit = Unit(
        kind=kind,
        name=name,
        parent=parent,
        host=host,
        valid_from=valid_from,
        has_committee=has_committee,
        has_groups=has_groups,
    )
    unit.save(force_insert=True)
    unit.path = f"{parent.path if parent else '/'}{unit.pk}/"
    unit.save(update_fields=["path"])
    record(by=by, action="unit.add", target=unit, details={"kind": kind.value, "name": name})
    return unit


@transaction.atomic
def add_alias(*, by: Account, unit: Unit, name: str) -> UnitAlias:
    """Let `name` mean `unit` from now on. Raises UserError when it means another already."""
    alias, made = UnitAlias.objects.get_or_create(name=name, defaults={"unit": unit})
    if alias.unit_id != unit.pk:
        raise UserError(_("This name already stands for another unit."), place=name)
    if made:
        record(by=by, action="unit.alias", target=unit, details={"alias": name})
    return alias


@transaction.atomic
def admit_member(
    *, by: Account, person: Person, unit: Unit, standing: Standing, valid_from: dt.date | None = None
) -> Membership:
    """Put a person on the roll of a branch. Raises UserError when the unit has no roll or the person is on another."""
    if unit.kind not in PARTY_KINDS:
        raise UserError(_("Only Party organisations have members."), place=unit.name)
    if Membership.objects.filter(person=person, valid_to=None).exists():
        raise UserError(_("This person is already on the roll of a branch."), place=person.name)
    membership = Membership.objects.create(
        person=person,
        unit=unit,
        standing=standing,
        valid_from=valid_from,
        digest=membership_digest(person_id=person.pk, unit_id=unit.pk, standing=standing, valid_from=valid_from),
    )
    record(by=by, action="member.admit", target=membership, details={"unit": unit.pk, "standing": standing.value})
    return membership


@transaction.atomic
def end_membership(*, by: Account, membership: Membership, on: dt.date, reason: str) -> Membership:
    """End a membership on its last day. It is never deleted: earlier counts still need it."""
    if membership.valid_from and on < membership.valid_from:
        raise UserError(_("The last day lies before the first."), place=str(on))
    membership.valid_to = on
    membership.save(update_fields=["valid_to"])
    record(by=by, action="member.end", target=membership, details={"on": on.isoformat(), "reason": reason})
    return membership


@transaction.atomic
def appoint(*, by: Account, person: Person, unit: Unit, title: str, valid_from: dt.date | None = None) -> Post:
    """Give a person a post; holding it already changes nothing."""
    post, made = Post.objects.get_or_create(
        person=person, unit=unit, title=title, valid_to=None, defaults={"valid_from": valid_from}
    )
    if made:
        record(by=by, action="post.appoint", target=post, details={"unit": unit.pk, "title": title})
    return post
