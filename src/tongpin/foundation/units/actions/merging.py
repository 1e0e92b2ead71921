"""Writing the end of an organisation whose members go elsewhere, all on one day."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from tongpin.foundation.audit.actions import record
from tongpin.foundation.kernel.canonical import Json
from tongpin.foundation.kernel.errors import UserError
from tongpin.foundation.people.models import Account

from ..enums import Leaving, UnitKind
from ..models import Membership, Unit
from ..queries import guards
from .roll import end_membership, transfer_member
from .states import ONE_DAY
from .tree import end_unit, move_unit


@transaction.atomic
def merge_unit(*, by: Account, unit: Unit, into: Unit, on: dt.date) -> Unit:
    """Merge a Party organisation into another of its kind from the day `on`: members and units below move there.

    Posts held in it end the day before, and so does the organisation itself; its past stays readable. Raises UserError
    when the two cannot merge, or something happened in it on that day or later.
    """
    guards.hold_tree()
    guards.hold_units(unit, into)
    unit, into = guards.fresh(unit), guards.fresh(into)
    _require_mergeable(unit, into, on)
    for child in Unit.objects.filter(parent=unit, valid_to=None).order_by("pk"):
        move_unit(by=by, unit=child, parent=into, on=on)
    roll = list(Membership.objects.filter(unit=unit, valid_to=None).select_related("person", "unit").order_by("pk"))
    for membership in roll:
        transfer_member(by=by, membership=membership, unit=into, on=on)
    ended = end_unit(by=by, unit=unit, on=on - ONE_DAY)
    ended.merged_into = into
    ended.save(update_fields=["merged_into"])
    details: dict[str, Json] = {"into": into.pk, "on": on.isoformat(), "members": len(roll)}
    record(by=by, action="unit.merge", target=ended, details=details)
    return ended


def _require_mergeable(unit: Unit, into: Unit, on: dt.date) -> None:
    guards.require_current(unit)
    guards.require_current(into)
    guards.require_past(on)
    if unit.pk == into.pk or unit.kind != into.kind or not UnitKind(unit.kind).is_party:
        raise UserError(_("A Party organisation merges into another one of its kind."), place=into.name)
    if into.valid_from and into.valid_from > on:
        raise UserError(
            _("That organisation was set up on %(day)s only.") % {"day": into.valid_from.isoformat()}, place=into.name
        )


@transaction.atomic
def dissolve_unit(*, by: Account, unit: Unit, on: dt.date, leaving: Leaving) -> Unit:
    """Dissolve a Party organisation on its last day together with its roll: every membership ends for one reason.

    Posts and exemptions of its members end with it. Raises UserError while units below it are current.
    """
    guards.hold_tree()
    guards.hold_units(unit)
    unit = guards.fresh(unit)
    guards.require_current(unit)
    roll = list(Membership.objects.filter(unit=unit, valid_to=None).select_related("person", "unit").order_by("pk"))
    for membership in roll:
        end_membership(by=by, membership=membership, on=on, reason=leaving.value, ends_posts=True)
    ended = end_unit(by=by, unit=unit, on=on)
    record(by=by, action="unit.dissolve", target=ended, details={"on": on.isoformat(), "members": len(roll)})
    return ended
