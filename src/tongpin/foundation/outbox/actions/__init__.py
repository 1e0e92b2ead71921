"""Writing the outbox: channels, messages, and their delivery."""

from .channels import add_channel, change_channel, remove_address, switch
from .delivery import Delivered, deliver
from .queue import drop_waiting, enqueue, retry

__all__ = [
    "Delivered",
    "add_channel",
    "change_channel",
    "deliver",
    "drop_waiting",
    "enqueue",
    "remove_address",
    "retry",
    "switch",
]
