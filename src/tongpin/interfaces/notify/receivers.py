"""What follows when a person is erased."""

from __future__ import annotations

from typing import Any

from django.dispatch import receiver

from tongpin.foundation.people.events import person_erased
from tongpin.foundation.people.models import Account

from .actions import forget_address, revoke_feed
from .models import Feed, Preference


@receiver(person_erased, dispatch_uid="notify.person_erased")
def forget_what_was_theirs(sender: type[Any], by: Account, person_id: int, **_more: Any) -> None:
    """Forget the address and the wishes of the person's accounts, and close their calendars."""
    for account in Account.objects.filter(person=person_id):
        forget_address(by=account)
        Preference.objects.filter(account=account).delete()
        for feed in Feed.objects.filter(account=account, revoked_at=None):
            revoke_feed(by=by, feed=feed)
