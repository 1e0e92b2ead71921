"""One's own address and wishes. Nobody sets them for somebody else."""

from __future__ import annotations

from collections.abc import Collection

from django.db import transaction
from django.utils.translation import gettext as _

from tongpin.foundation.audit.actions import record
from tongpin.foundation.kernel.errors import UserError
from tongpin.foundation.outbox import actions as outbox
from tongpin.foundation.outbox.models import Message
from tongpin.foundation.people.models import Account

from ..models import Preference, Reach
from ..queries.recipients import offered, wishes_of
from .channels import _test


@transaction.atomic
def set_address(*, by: Account, kind: str, address: str, secret: str = "") -> Reach:
    """Take the one address to which the account wants its reminders. Raises UserError for a wrong one."""
    name = _("Own address %(id)s") % {"id": by.pk}  # never the name: it is read by those who look after the log
    reach = Reach.objects.select_related("channel").filter(account=by).first()
    if reach is None:
        channel = outbox.add_channel(
            by=by, name=name, kind=kind, address=address, secret=secret, personal=True, on=True
        )
        reach = Reach.objects.create(account=by, channel=channel, hint=channel.shown_address)
    else:
        outbox.change_channel(by=by, channel=reach.channel, name=name, kind=kind, address=address, secret=secret)
        if not reach.channel.on:
            outbox.switch(by=by, channel=reach.channel, on=True)
        reach.hint = reach.channel.shown_address
        reach.save(update_fields=["hint"])
    record(by=by, action="reach.set", target=reach)
    return reach


@transaction.atomic
def forget_address(*, by: Account) -> bool:
    """Forget the account's address; nothing is sent any more. Return whether there was one."""
    reach = Reach.objects.select_related("channel").filter(account=by).exclude(hint="").first()
    if reach is None:
        return False
    outbox.remove_address(by=by, channel=reach.channel)
    reach.hint = ""
    reach.save(update_fields=["hint"])
    record(by=by, action="reach.forget", target=reach)
    return True


@transaction.atomic
def choose(*, by: Account, kinds: Collection[str]) -> int:
    """Switch on the kinds of reminders in `kinds` and off the others; respected at once. Return how many changed.

    What waits for the account is dropped: it may hold what was just switched off, and is composed anew tomorrow.
    """
    (wishes,) = wishes_of([by])
    changed = [(one.code, one.code in kinds) for one, on in offered(wishes) if on != (one.code in kinds)]
    for code, on in changed:
        Preference.objects.update_or_create(account=by, kind=code, defaults={"on": on})
    if changed:
        record(by=by, action="reminders.choose", target=by, details=dict(changed))
        if (reach := Reach.objects.select_related("channel").filter(account=by).first()) is not None:
            outbox.drop_waiting(by=by, channel=reach.channel)
    return len(changed)


@transaction.atomic
def test_own(*, by: Account) -> Message:
    """Send a test message to the account's own address. Raises UserError without one."""
    reach = Reach.objects.select_related("channel").filter(account=by).exclude(hint="").first()
    if reach is None:
        raise UserError(_("You have not given an address."), remedy=_("Give one first."))
    return _test(by, reach.channel)
