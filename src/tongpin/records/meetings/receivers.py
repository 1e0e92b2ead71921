"""What meetings do when something happens elsewhere."""

from __future__ import annotations

from typing import Any

from django.dispatch import receiver

from tongpin.foundation.people.events import person_erased
from tongpin.foundation.people.models import Account

from .actions.erase import forget_person


@receiver(person_erased, dispatch_uid="meetings.forget_person")
def on_person_erased(
    sender: object, *, by: Account, person_id: int, old_name: str, new_name: str, **_more: Any
) -> None:
    """Take the name out of minutes and of their earlier versions."""
    forget_person(by=by, person_id=person_id, old_name=old_name, new_name=new_name)
