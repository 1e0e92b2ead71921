"""Who may see tasks, hand them out, and say that they are done."""

from __future__ import annotations

from tongpin.foundation.access.access import Policy, Role, anywhere, in_unit_and_below, own_record

SEE = Policy(
    "tasks.view",
    {
        Role.MEMBER: own_record("owner"),
        Role.SECRETARY: in_unit_and_below(),
        Role.UNIT_OFFICER: in_unit_and_below(),
        Role.OFFICER: anywhere,
        Role.LEADER: anywhere,
        Role.AUDITOR: anywhere,
    },
)
HAND_OUT = Policy(
    "tasks.hand_out",
    {Role.SECRETARY: in_unit_and_below(), Role.UNIT_OFFICER: in_unit_and_below(), Role.OFFICER: anywhere},
)
# Whoever does it says so; so do those who may hand it out.
FINISH = Policy(
    "tasks.finish",
    {
        Role.MEMBER: own_record("owner"),
        Role.LEADER: own_record("owner"),
        Role.SECRETARY: in_unit_and_below(),
        Role.UNIT_OFFICER: in_unit_and_below(),
        Role.OFFICER: anywhere,
    },
)
