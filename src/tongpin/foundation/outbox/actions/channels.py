"""Making channels and switching them. Who may is asked by whoever calls: the outbox knows no roles."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from tongpin.foundation.audit.actions import Actor, record
from tongpin.foundation.kernel import clock
from tongpin.foundation.kernel.errors import UserError

from ..enums import MessageState, Reason
from ..models import Channel, Message
from ..notices import bad_address
from ..queries import hold_turn
from ..rules.addresses import BadAddress, read_address


def _read(kind: str, address: str, secret: str) -> str:
    try:
        return read_address(kind, address, secret)
    except BadAddress as error:
        raise bad_address(kind) from error


def _require_free(channel: Channel) -> None:
    if Channel.objects.filter(address_index=channel.address_index).exclude(pk=channel.pk).exists():
        raise UserError(
            _("This address belongs to another channel already: it would get two messages a day."),
            remedy=_("Use the channel that is there."),
        )


@transaction.atomic
def add_channel(
    *, by: Actor, name: str, kind: str, address: str, secret: str = "", personal: bool = False, on: bool = False
) -> Channel:
    """Make a channel. Raises UserError for an address that is not of its kind, or is there already.

    The log keeps that it was made, never the address.
    """
    channel = Channel(name=name.strip(), kind=kind, personal=personal, on=on, made_at=clock.now())
    if not channel.name:
        raise UserError(_("Give the channel a name."))
    channel.address = _read(kind, address, secret)
    _require_free(channel)
    channel.save(force_insert=True)
    record(by=by, action="channel.add", target=channel, details={"kind": kind, "on": on})
    return channel


@transaction.atomic
def change_channel(
    *, by: Actor, channel: Channel, name: str, kind: str, address: str = "", secret: str = ""
) -> Channel:
    """Rename a channel or give it another address; an empty address leaves the one it has.

    Raises UserError as `add_channel`, and for another kind without its address.
    """
    if not name.strip():
        raise UserError(_("Give the channel a name."))
    if kind != channel.kind and not address.strip():
        raise UserError(_("Another kind of channel needs its own address."))
    fields = [field for field, value in (("name", name.strip()), ("kind", kind)) if getattr(channel, field) != value]
    channel.name, channel.kind = name.strip(), kind
    if address.strip():
        channel.address = _read(kind, address, secret)
        channel.paused_until = None
        _require_free(channel)
        fields += ["address_sealed", "address_index", "paused_until"]
    if fields:
        channel.save(update_fields=fields)
        record(by=by, action="channel.change", target=channel, details={"fields": sorted(fields)})
    return channel


@transaction.atomic
def switch(*, by: Actor, channel: Channel, on: bool) -> Channel:
    """Switch a channel on or off; off is respected at once: what waits for it is dropped."""
    hold_turn(channel.kind)
    if on and not channel.address_index:
        raise UserError(_("This channel has no address."), remedy=_("Paste it first."))
    channel.on = on
    channel.save(update_fields=["on"])
    if not on:
        _drop(channel)
    record(by=by, action="channel.on" if on else "channel.off", target=channel)
    return channel


@transaction.atomic
def remove_address(*, by: Actor, channel: Channel) -> Channel:
    """Forget where a channel leads; what was sent through it stays in the log."""
    hold_turn(channel.kind)
    channel.on, channel.address = False, ""
    channel.save(update_fields=["on", "address_sealed", "address_index"])
    _drop(channel)
    record(by=by, action="channel.forget", target=channel)
    return channel


def _drop(channel: Channel) -> None:
    waiting = Message.objects.filter(channel=channel, state=MessageState.WAITING, leased_until=None)
    waiting.update(state=MessageState.DROPPED, reason=Reason.SWITCHED_OFF)
