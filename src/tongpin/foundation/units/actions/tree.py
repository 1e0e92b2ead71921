"""Writing the tree: units and the names they go by."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import transaction
from django.db.models import Q, Value
from django.db.models.functions import Concat, Substr
from django.utils.translation import gettext as _

from tongpin.foundation.audit.actions import record
from tongpin.foundation.kernel import clock
from tongpin.foundation.kernel.errors import UserError
from tongpin.foundation.people.models import Account

from ..enums import BranchForm, UnitKind
from ..models import Membership, Unit, UnitAlias
from ..queries import guards, root
from .covers import end_covers
from .posts import end_posts
from .states import begin_states, end_states, keep_state


@transaction.atomic
def ensure_bureau(*, by: Account) -> Unit:
    """Return the bureau; a new installation gets one named "our unit", which the officer renames."""
    return root() or add_unit(by=by, kind=UnitKind.BUREAU, name=_("Our unit"), parent=None)


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
    guards.hold_tree()
    if parent is not None:
        parent = guards.fresh(parent)
        guards.require_place(kind, name, parent)
    guards.require_free_name(name)
    guards.require_host(kind, host)
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
    keep_state(by=by, unit=unit)
    record(by=by, action="unit.add", target=unit, details={"kind": kind.value, "name": name})
    return unit


@transaction.atomic
def rename_unit(*, by: Account, unit: Unit, name: str, on: dt.date | None = None) -> Unit:
    """Give a unit a new name from the day `on` (today).

    The old one becomes an alias, so that ledgers that still say it find the unit. Taking back a former name drops that
    alias. Raises UserError when the name, new or old, stands for another unit.
    """
    guards.hold_tree()
    unit = guards.fresh(unit)
    if name == unit.name:
        return unit
    guards.require_current(unit)
    guards.require_past(on or clock.today())
    guards.require_free_name(name, unit)
    guards.require_free_alias(unit.name, unit)
    before, unit.name = unit.name, name
    unit.save(update_fields=["name"])
    keep_state(by=by, unit=unit, on=on or clock.today())
    UnitAlias.objects.filter(unit=unit, name=name).delete()
    UnitAlias.objects.get_or_create(name=before, defaults={"unit": unit})
    record(by=by, action="unit.rename", target=unit, details={"before": before, "name": name})
    return unit


@transaction.atomic
def change_unit(
    *,
    by: Account,
    unit: Unit,
    host: Unit | None,
    valid_from: dt.date | None,
    has_committee: bool,
    has_groups: bool,
    on: dt.date | None = None,
) -> Unit:
    """Correct the facts of a unit; the log names those that changed.

    Committee and groups count as changed from the day `on`; without a day as corrected since their last change. Raises
    UserError for a first day after the last, or a host that cannot be one.
    """
    guards.hold_tree()
    unit = guards.fresh(unit)
    guards.require_current(unit)
    guards.require_host(UnitKind(unit.kind), host)
    wanted: dict[str, Any] = {
        "host_id": host.pk if host else None,
        "valid_from": valid_from,
        "has_committee": has_committee,
        "has_groups": has_groups,
    }
    changed = sorted(name for name, value in wanted.items() if getattr(unit, name) != value)
    for name in changed:
        setattr(unit, name, wanted[name])
    if changed:
        unit.save(update_fields=[name.removesuffix("_id") for name in changed])
        _keep_changes(by=by, unit=unit, changed=changed, on=on)
        record(by=by, action="unit.change", target=unit, details={"fields": changed})
    return unit


def _keep_changes(*, by: Account, unit: Unit, changed: list[str], on: dt.date | None) -> None:
    if "valid_from" in changed:
        begin_states(by=by, unit=unit)
    if {"has_committee", "has_groups"} & set(changed):
        if on is not None:
            guards.require_past(on)
        keep_state(by=by, unit=unit, on=on)


@transaction.atomic
def set_form(
    *, by: Account, unit: Unit, form: BranchForm, approval: str = "", approved_on: dt.date | None = None
) -> Unit:
    """Say how a Party organisation is set up: joint, temporary; or with fewer members by the superior's approval.

    Raises UserError for a joint or temporary organisation that is no branch, or an approval without its day.
    """
    guards.hold_tree()
    unit = guards.fresh(unit)
    guards.require_current(unit)
    if form is not BranchForm.ORDINARY and unit.kind != UnitKind.BRANCH:
        raise UserError(_("Only a branch is joint or temporary."), place=unit.name)
    if bool(approval) != bool(approved_on):
        raise UserError(_("An approval has a document and a day."), place=approval or str(approved_on))
    wanted: dict[str, Any] = {"form": form, "approval": approval, "approved_on": approved_on}
    changed = sorted(name for name, value in wanted.items() if getattr(unit, name) != value)
    for name in changed:
        setattr(unit, name, wanted[name])
    if changed:
        unit.save(update_fields=changed)
        record(by=by, action="unit.form", target=unit, details={"fields": changed})
    return unit


@transaction.atomic
def move_unit(*, by: Account, unit: Unit, parent: Unit, on: dt.date | None = None) -> Unit:
    """Put a unit, with everything under it, below another one from the day `on` (today).

    Permissions and figures ask where units stand today; the tree as of an earlier day asks `UnitState`. Raises
    UserError when the kind may not stand there.
    """
    guards.hold_tree()
    unit, parent = guards.fresh(unit), guards.fresh(parent)
    if unit.parent_id == parent.pk:
        return unit
    guards.require_current(unit)
    guards.require_past(on or clock.today())
    guards.require_place(UnitKind(unit.kind), unit.name, parent)
    before, after = unit.path, f"{parent.path}{unit.pk}/"
    Unit.objects.filter(pk=unit.pk).update(parent=parent)
    Unit.objects.filter(path__startswith=before).update(path=Concat(Value(after), Substr("path", len(before) + 1)))
    moved = guards.fresh(unit)
    keep_state(by=by, unit=moved, on=on or clock.today())
    record(by=by, action="unit.move", target=unit, details={"before": before, "after": after})
    return moved


@transaction.atomic
def end_unit(*, by: Account, unit: Unit, on: dt.date) -> Unit:
    """End a unit on its last day, and the posts in it with it. It is never deleted: its records stay.

    Raises UserError while members, units below or Party branches of its people are current.
    """
    guards.hold_tree()
    unit = guards.fresh(unit)
    guards.require_current(unit)
    guards.require_past(on)
    if unit.parent_id is None:
        raise UserError(_("The bureau itself cannot end."), place=unit.name)
    if unit.valid_from and on < unit.valid_from:
        raise UserError(_("The last day lies before the first."), place=str(on))
    _require_empty(unit, on)
    unit.valid_to = on
    unit.save(update_fields=["valid_to"])
    end_states(by=by, unit=unit, on=on)
    end_covers(by=by, branch=unit, on=on)
    end_posts(by=by, unit=unit, person=None, on=on)
    record(by=by, action="unit.end", target=unit, details={"on": on.isoformat()})
    return unit


def _require_empty(unit: Unit, on: dt.date) -> None:
    """Refuse to end a unit that still holds something after `on`."""
    later = Q(valid_to=None) | Q(valid_to__gt=on)
    if Membership.objects.filter(later, unit=unit).exists():
        raise UserError(
            _("Members are still on its roll."),
            place=unit.name,
            remedy=_("Transfer them or end their membership first."),
        )
    if Unit.objects.filter(later & (Q(parent=unit) | Q(host=unit))).exists():
        raise UserError(_("Other units still belong to it."), place=unit.name, remedy=_("Move or end them first."))


@transaction.atomic
def add_alias(*, by: Account, unit: Unit, name: str) -> UnitAlias:
    """Let `name` mean `unit` from now on. Raises UserError when it means another already."""
    guards.hold_tree()
    guards.require_free_name(name, unit)
    if name == guards.fresh(unit).name:
        raise UserError(_("This is the unit's own name."), place=name)
    alias, made = UnitAlias.objects.get_or_create(name=name, defaults={"unit": unit})
    if made:
        record(by=by, action="unit.alias", target=unit, details={"alias": name})
    return alias


@transaction.atomic
def remove_alias(*, by: Account, alias: UnitAlias) -> None:
    """Let a name mean nothing any more; removing it twice changes nothing."""
    gone, _by_model = UnitAlias.objects.filter(pk=alias.pk).delete()
    if gone:
        record(by=by, action="unit.unalias", target=alias.unit, details={"alias": alias.name})
