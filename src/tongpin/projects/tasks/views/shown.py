"""Tasks as one reader may see them: the owner's name masked outside the branch."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from tongpin.foundation.access.access.declared import SEE_NAMES
from tongpin.foundation.people.models import Account
from tongpin.foundation.people.rules import mask_name
from tongpin.foundation.units.models import Membership, Unit
from tongpin.foundation.units.queries import members

from ..models import Task
from ..notices import field_labels
from ..queries import source_link


@dataclass(frozen=True)
class Row:
    """A task in the list."""

    task: Task
    owner: str
    late: bool
    source: str

    @property
    def state(self) -> str:
        """Return the code of the state, "late" where it is."""
        return "late" if self.late else {"open": "planned", "done": "confirmed"}.get(self.task.state, "cancelled")

    @property
    def state_label(self) -> str:
        """Return the state in words."""
        return _("Late") if self.late else self.task.get_state_display()


def owner(account: Account, task: Task) -> str:
    """Return who does it: whole for the branch, the officer and the person, else masked; "" for nobody."""
    if task.owner is None:
        return ""
    clear = SEE_NAMES.can_in(account, task.unit) or task.owner_id == account.person_id
    return task.owner.name if clear else mask_name(task.owner.name)


def rows(account: Account, tasks: Sequence[Task], today: dt.date) -> list[Row]:
    """Return tasks as rows of the list. No query."""
    return [Row(one, owner(account, one), one.late(today), source_link(one)) for one in tasks]


def facts(row: Row) -> list[tuple[str, Any]]:
    """Return what a task says, as name and value; what it does not say is left out."""
    labels, task = field_labels(), row.task
    shown = [
        (labels["unit"], task.unit.name),
        (labels["owner"], row.owner),
        (labels["due_on"], task.due_on.isoformat()),
        (_("Part of"), task.parent.title if task.parent else ""),
        (labels["done_on"], task.done_on.isoformat() if task.done_on else ""),
        (_("Reason") if task.state == "dropped" else labels["note"], task.note),
    ]
    return [(name, value) for name, value in shown if value]


def roll(account: Account, units: Sequence[Unit], day: dt.date) -> Sequence[Membership]:
    """Return the members a task may be given to: of units whose names the reader sees. One query."""
    named = [unit for unit in units if SEE_NAMES.can_in(account, unit)]
    tops = [unit for unit in named if not any(unit is not one and unit.path.startswith(one.path) for one in named)]
    return [] if len(tops) != 1 else list(members(tops[0], day))
