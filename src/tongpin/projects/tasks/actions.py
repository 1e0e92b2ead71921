"""Writing tasks: handed out, done or dropped, and taken up again."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from tongpin.foundation.audit.actions import record
from tongpin.foundation.kernel import clock
from tongpin.foundation.kernel.errors import UserError
from tongpin.foundation.people.models import Account, Person
from tongpin.foundation.units.models import Unit

from .access import FINISH, HAND_OUT
from .enums import TaskState
from .models import Task
from .rules import TaskContent


def _move(task: Task, *, expect: TaskState, **values: object) -> None:
    """Change state by one guarded UPDATE; raise UserError where another was quicker."""
    if Task.objects.filter(pk=task.pk, state=expect).update(**values) != 1:
        raise UserError(_("The task has changed meanwhile."), place=task.title, remedy=_("Open it again and look."))
    for name, value in values.items():
        setattr(task, name, value)


@transaction.atomic
def hand_out_task(*, by: Account, content: TaskContent) -> Task:
    """Hand a task out to a unit, or to somebody in it.

    Raises NotAllowed outside the account's units, UserError for a task without words.
    """
    HAND_OUT.require_in(by, Unit.objects.get(pk=content.unit_id))
    if not content.title.strip():
        raise UserError(_("Say what is to be done."), place=_("Tasks"))
    task = Task.objects.create(
        title=content.title.strip(),
        unit_id=content.unit_id,
        owner_id=content.owner_id,
        due_on=content.due_on,
        parent_id=content.parent_id,
        source_text=content.source_text,
        source_kind=content.source_kind,
        source_id=content.source_id,
        handed_out_by=by,
        handed_out_at=clock.now(),
    )
    record(
        by=by, action="task.hand_out", target=task, details={"unit": task.unit_id, "due_on": task.due_on.isoformat()}
    )
    return task


@transaction.atomic
def reassign_task(*, by: Account, task: Task, unit: Unit, owner: Person | None, due_on: dt.date, reason: str) -> Task:
    """Give an open task to another unit or person, or another day, with the reason; the log keeps what was before.

    Raises UserError without a reason, for a task that is not open, and when nothing changes.
    """
    HAND_OUT.require(by, task)
    HAND_OUT.require_in(by, unit)
    if not reason.strip():
        raise UserError(_("Say why the task is changed."), place=_("Reason"))
    owner_id = owner.pk if owner else None
    from_unit, from_day = task.unit_id, task.due_on
    if (from_unit, task.owner_id, from_day) == (unit.pk, owner_id, due_on):
        raise UserError(_("Nothing was changed."), place=task.title)
    _move(task, expect=TaskState.OPEN, unit_id=unit.pk, owner_id=owner_id, due_on=due_on)
    record(
        by=by,
        action="task.reassign",
        target=task,
        details={"from_unit": from_unit, "from_day": from_day.isoformat(), "reason": reason.strip()},
    )
    return task


@transaction.atomic
def finish_task(*, by: Account, task: Task, on: dt.date, note: str = "") -> Task:
    """Say that a task was done on a day, and what came of it. Raises UserError for a day to come or a closed task."""
    FINISH.require(by, task)
    if on > clock.today():
        raise UserError(_("This day has not come yet."), place=on.isoformat())
    _move(task, expect=TaskState.OPEN, state=TaskState.DONE, done_on=on, note=note.strip())
    record(by=by, action="task.finish", target=task, details={"on": on.isoformat()})
    return task


@transaction.atomic
def drop_task(*, by: Account, task: Task, reason: str) -> Task:
    """Drop a task with the reason; it stays readable. Only who may hand out may drop."""
    HAND_OUT.require(by, task)
    if not reason.strip():
        raise UserError(_("Say why the task is dropped."), place=_("Reason"))
    _move(task, expect=TaskState.OPEN, state=TaskState.DROPPED, note=reason.strip())
    record(by=by, action="task.drop", target=task, details={"reason": reason.strip()})
    return task


@transaction.atomic
def reopen_task(*, by: Account, task: Task, reason: str) -> Task:
    """Take up again what was said to be done or was dropped, with the reason."""
    HAND_OUT.require(by, task)
    if not reason.strip():
        raise UserError(_("Say why the task is taken up again."), place=_("Reason"))
    before = TaskState(task.state)
    if before is TaskState.OPEN:
        raise UserError(_("This task is open."), place=task.title)
    _move(task, expect=before, state=TaskState.OPEN, done_on=None, note="")
    record(by=by, action="task.reopen", target=task, details={"from": before.value, "reason": reason.strip()})
    return task
