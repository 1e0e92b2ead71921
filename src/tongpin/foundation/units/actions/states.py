"""Writing down how a unit stands from a day on, beside the unit as it stands today."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from tongpin.foundation.kernel.errors import UserError
from tongpin.foundation.people.models import Account

from ..models import Unit, UnitState

ONE_DAY = dt.timedelta(days=1)
FACTS = ("parent", "name", "has_committee", "has_groups")


@transaction.atomic
def keep_state(*, by: Account, unit: Unit, on: dt.date | None = None) -> UnitState:
    """Write down that the unit stands as it does from `on`; None corrects what the history says of today.

    The unit's own event in the log says who did it. Raises UserError for a day before the last change.
    """
    facts = {name: getattr(unit, name) for name in FACTS}
    now = UnitState.objects.filter(unit=unit, valid_to=None).first()
    if now is None:
        return UnitState.objects.create(unit=unit, valid_from=unit.valid_from, **facts)
    if on is not None and now.valid_from is not None and on < now.valid_from:
        raise UserError(
            _("The change must not come before the last one (%(day)s).") % {"day": now.valid_from.isoformat()},
            place=str(on),
        )
    if on is None or on == now.valid_from:
        UnitState.objects.filter(pk=now.pk).update(**facts)
        return now
    UnitState.objects.filter(pk=now.pk).update(valid_to=on - ONE_DAY)
    return UnitState.objects.create(unit=unit, valid_from=on, **facts)


@transaction.atomic
def begin_states(*, by: Account, unit: Unit) -> None:
    """Let the history of a unit begin with its own first day. Raises UserError when it had changed before that day."""
    first = UnitState.objects.filter(unit=unit).order_by("pk").first()
    if first is None:
        return
    if unit.valid_from and first.valid_to and first.valid_to < unit.valid_from:
        raise UserError(
            _("The unit is known to have changed on %(day)s.") % {"day": first.valid_to + ONE_DAY},
            place=str(unit.valid_from),
        )
    UnitState.objects.filter(pk=first.pk).update(valid_from=unit.valid_from)


@transaction.atomic
def end_states(*, by: Account, unit: Unit, on: dt.date) -> None:
    """Let the history of a unit end on its last day; a state that would begin later never came to be."""
    UnitState.objects.filter(unit=unit, valid_from__gt=on).delete()
    last = UnitState.objects.filter(unit=unit).order_by("-pk").first()
    if last is not None:
        UnitState.objects.filter(pk=last.pk).update(valid_to=on)
