"""Who gets reminders, who sees what goes out, who looks after channels."""

from __future__ import annotations

from tongpin.foundation.access.access import Policy, Role, anywhere, in_own_unit, in_unit_and_below

# Whose work it is that something is done: reminders are on for them until they switch them off.
RESPONSIBLE = frozenset({Role.SECRETARY, Role.UNIT_OFFICER, Role.OFFICER})

OVERSEE = Policy(
    "messages.oversee",
    {
        Role.SECRETARY: in_unit_and_below(""),
        Role.UNIT_OFFICER: in_unit_and_below(""),
        Role.OFFICER: anywhere,
        Role.LEADER: anywhere,
    },
)
TAKE_PART = Policy("messages.take_part", {Role.MEMBER: in_own_unit("")})
PREVIEW = Policy(
    "messages.preview",
    {Role.SECRETARY: in_unit_and_below(""), Role.UNIT_OFFICER: in_unit_and_below(""), Role.OFFICER: anywhere},
)
# An address is a key to write into a group: those who look after the bureau's channels, and nobody else.
CHANNELS = Policy("messages.channels", {Role.OFFICER: anywhere, Role.SYSTEM_OPERATOR: anywhere})
LOG = Policy("messages.log", {Role.OFFICER: anywhere, Role.SYSTEM_OPERATOR: anywhere, Role.AUDITOR: anywhere})
UNIT_FEED = Policy(
    "messages.unit_feed",
    {
        Role.MEMBER: in_own_unit(""),
        Role.SECRETARY: in_unit_and_below(""),
        Role.UNIT_OFFICER: in_unit_and_below(""),
        Role.OFFICER: anywhere,
        Role.LEADER: anywhere,
    },
)
