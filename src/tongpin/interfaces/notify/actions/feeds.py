"""Making and revoking secret addresses of calendars."""

from __future__ import annotations

from django.db import transaction

from tongpin.foundation.audit.actions import record
from tongpin.foundation.kernel import clock
from tongpin.foundation.people.models import Account
from tongpin.foundation.units.models import Unit

from ..access import UNIT_FEED
from ..models import Feed
from ..rules.tokens import new_token, token_hash


@transaction.atomic
def make_feed(*, by: Account, unit: Unit | None = None) -> tuple[Feed, str]:
    """Make a feed of an organisation, or of all the account sees, and return it with its secret, kept nowhere.

    One that was there is revoked: there is one address for each. Raises NotAllowed for a unit out of reach.
    """
    if unit is not None:
        UNIT_FEED.require_in(by, unit)
    now = clock.now()
    list(Account.objects.select_for_update(no_key=True).filter(pk=by.pk).values_list("pk"))  # one maker at a time
    for old in Feed.objects.filter(account=by, unit=unit, revoked_at=None):
        revoke_feed(by=by, feed=old)
    token = new_token()
    feed = Feed.objects.create(account=by, unit=unit, token_hash=token_hash(token), made_at=now)
    record(by=by, action="feed.make", target=feed, details={"unit": unit.pk if unit else None})
    return feed, token


@transaction.atomic
def revoke_feed(*, by: Account, feed: Feed) -> Feed:
    """Make a secret address worthless; revoked already, it stays as it was."""
    if Feed.objects.filter(pk=feed.pk, revoked_at=None).update(revoked_at=clock.now()):
        record(by=by, action="feed.revoke", target=feed)
    feed.refresh_from_db()
    return feed
