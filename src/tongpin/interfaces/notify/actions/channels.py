"""Channels to groups: made, changed, switched and tried by those who look after them."""

from __future__ import annotations

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from tongpin.foundation.audit.actions import record
from tongpin.foundation.kernel import clock
from tongpin.foundation.kernel.errors import UserError
from tongpin.foundation.outbox import actions as outbox
from tongpin.foundation.outbox.enums import Purpose
from tongpin.foundation.outbox.models import Channel, Message
from tongpin.foundation.outbox.queries import settings_in_force, tests_of
from tongpin.foundation.people.models import Account
from tongpin.foundation.units.models import Unit

from ..access import CHANNELS
from ..models import Group
from ..notices import subject, test_text


@transaction.atomic
def add_group(*, by: Account, unit: Unit, name: str, kind: str, address: str, secret: str = "") -> Group:
    """Connect the group of an organisation; it stays off until somebody switches it on.

    Raises NotAllowed, or UserError for an address that is not one of its kind or is connected already.
    """
    CHANNELS.require_held(by)
    channel = outbox.add_channel(by=by, name=name, kind=kind, address=address, secret=secret)
    group = Group.objects.create(unit=unit, channel=channel)
    record(by=by, action="group.add", target=group, details={"unit": unit.pk})
    return group


@transaction.atomic
def change_group(
    *, by: Account, group: Group, unit: Unit, name: str, kind: str, address: str = "", secret: str = ""
) -> Group:
    """Change whose group it is, its name, or where it leads; an empty address leaves the one it has."""
    CHANNELS.require_held(by)
    outbox.change_channel(by=by, channel=group.channel, name=name, kind=kind, address=address, secret=secret)
    if group.unit_id != unit.pk:
        group.unit = unit
        group.save(update_fields=["unit"])
        outbox.drop_waiting(by=by, channel=group.channel)  # it speaks of the other unit
        record(by=by, action="group.change", target=group, details={"unit": unit.pk})
    return group


@transaction.atomic
def switch_group(*, by: Account, group: Group, on: bool) -> Group:
    """Switch the messages to a group on or off; off is respected at once."""
    CHANNELS.require_held(by)
    outbox.switch(by=by, channel=group.channel, on=on)
    return group


@transaction.atomic
def test_channel(*, by: Account, group: Group) -> Message:
    """Send a test message to a group, on or off. Raises UserError after the most of a day."""
    CHANNELS.require_held(by)
    return _test(by, group.channel)


def _test(by: Account, channel: Channel) -> Message:
    """Let a test message wait; like any other it leaves in working hours only."""
    sent = tests_of(channel)
    if sent >= settings_in_force().tests_a_day:
        raise UserError(
            _("No more test messages today: the group would be disturbed."), remedy=_("Try again on the next workday.")
        )
    day = clock.today()
    return outbox.enqueue(
        by=by,
        channel=channel,
        purpose=Purpose.TEST,
        key=f"test-{channel.pk}-{day.isoformat()}-{sent + 1}",
        subject=subject(day),
        text=test_text(settings.TONGPIN_PUBLIC_URL + "/"),
    )


@transaction.atomic
def retry_message(*, by: Account, message: Message) -> Message:
    """Send a message of today again that was not sent. Raises UserError for any other."""
    CHANNELS.require_held(by)
    return outbox.retry(by=by, message=message)
