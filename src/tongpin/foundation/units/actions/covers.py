"""Writing which units a joint branch covers."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from tongpin.foundation.audit.actions import record
from tongpin.foundation.kernel.errors import UserError
from tongpin.foundation.people.models import Account

from ..enums import BranchForm, UnitKind
from ..models import Coverage, Unit
from ..queries import guards


@transaction.atomic
def cover_unit(
    *, by: Account, branch: Unit, unit: Unit | None = None, name: str = "", valid_from: dt.date | None = None
) -> Coverage:
    """Let a joint branch hold the members of a part of the bureau, or of one outside it known by `name` only.

    Covering it already changes nothing. Raises UserError for a branch that is not joint, a unit covered by another
    branch, or no unit at all.
    """
    guards.hold_units(branch)
    branch = guards.fresh(branch)
    guards.require_current(branch)
    guards.require_span(valid_from, None)
    if branch.form != BranchForm.JOINT:
        raise UserError(
            _("Only a joint branch covers several units."), place=branch.name, remedy=_("Say first that it is joint.")
        )
    name = unit.name if unit else name
    if not name:
        raise UserError(_("Say which unit."), place=branch.name)
    if unit is not None:
        guards.require_host(UnitKind(branch.kind), unit)
    other = Coverage.objects.filter(name=name, valid_to=None).exclude(branch=branch).select_related("branch").first()
    if other is not None:
        raise UserError(_("%(unit)s is covered by another branch.") % {"unit": name}, place=other.branch.name)
    cover, made = Coverage.objects.get_or_create(
        branch=branch, name=name, valid_to=None, defaults={"unit": unit, "valid_from": valid_from}
    )
    if made:
        record(by=by, action="unit.cover", target=branch, details={"name": name})
    return cover


@transaction.atomic
def uncover_unit(*, by: Account, cover: Coverage, on: dt.date) -> Coverage:
    """Let a joint branch stop covering a unit after the day `on`. Raises UserError when it has, or for a wrong day."""
    guards.require_span(cover.valid_from, on)
    if not Coverage.objects.filter(pk=cover.pk, valid_to=None).update(valid_to=on):
        raise UserError(_("The branch does not cover it any more."), place=cover.name)
    cover.valid_to = on
    record(by=by, action="unit.uncover", target=cover.branch, details={"name": cover.name, "on": on.isoformat()})
    return cover


@transaction.atomic
def end_covers(*, by: Account, branch: Unit, on: dt.date) -> None:
    """Let a branch that ends cover nothing after the day `on`; what it would cover later never came to be."""
    for cover in Coverage.objects.filter(branch=branch, valid_to=None):
        if cover.valid_from is not None and cover.valid_from > on:
            cover.delete()
        else:
            uncover_unit(by=by, cover=cover, on=on)
