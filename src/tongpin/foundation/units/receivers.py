"""What follows when a person is erased: days stay, what they say of health and abilities goes."""

from __future__ import annotations

from typing import Any

from django.dispatch import receiver

from tongpin.foundation.people.events import person_erased

from .enums import Ground
from .models import Exemption, Skill


@receiver(person_erased, dispatch_uid="units.forget_person")
def on_person_erased(sender: type[Any], person_id: int, **_more: Any) -> None:
    """Forget why the person was exempt and what the person could do; the counts of those days stay right."""
    Exemption.objects.filter(person=person_id).update(ground=Ground.NOTED, note="")
    Skill.objects.filter(person=person_id).delete()
