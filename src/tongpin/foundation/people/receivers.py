"""What follows from a changed password."""

from __future__ import annotations

from typing import Any

from allauth.account.signals import password_changed
from django.dispatch import receiver

from tongpin.foundation.audit.actions import record

from .models import Account


@receiver(password_changed, dispatch_uid="people.password_changed")
def own_password_was_set(sender: type[Any], user: Account, **_more: Any) -> None:
    """The account's password is now its owner's own."""
    user.must_change_password = False
    user.save(update_fields=["must_change_password"])
    record(by=user, action="account.password", target=user)
