"""What tasks do when something happens elsewhere."""

from __future__ import annotations

from typing import Any

from django.dispatch import receiver

from tongpin.foundation.people.events import person_erased

from .models import Task


@receiver(person_erased, dispatch_uid="tasks.forget_person")
def on_person_erased(sender: object, *, person_id: int, old_name: str, new_name: str, **_more: Any) -> None:
    """Take the name out of what was written about tasks the person had."""
    for task in Task.objects.filter(owner=person_id, note__contains=old_name):
        task.note = task.note.replace(old_name, new_name)
        task.save(update_fields=["note"])
