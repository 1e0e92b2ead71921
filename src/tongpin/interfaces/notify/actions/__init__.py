"""Writing: groups and their channels, one's own address and wishes, feeds, and the sending of a day."""

from .background import enqueue_delivery, start_delivery
from .channels import add_group, change_group, retry_message, switch_group, test_channel
from .feeds import make_feed, revoke_feed
from .own import choose, forget_address, set_address, test_own
from .sending import compose, send_due

__all__ = [
    "add_group",
    "change_group",
    "choose",
    "compose",
    "enqueue_delivery",
    "forget_address",
    "make_feed",
    "retry_message",
    "revoke_feed",
    "send_due",
    "set_address",
    "start_delivery",
    "switch_group",
    "test_channel",
    "test_own",
]
