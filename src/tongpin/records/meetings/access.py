"""Who may see and write minutes and plans."""

from __future__ import annotations

from tongpin.foundation.access.access import Policy, Role, anywhere, in_own_unit, in_unit_and_below

# What was decided is open to every member of the branch; who said what in the discussion is not (views/shown.py).
SEE = Policy(
    "meetings.view",
    {
        Role.MEMBER: in_own_unit(),
        Role.SECRETARY: in_unit_and_below(),
        Role.UNIT_OFFICER: in_unit_and_below(),
        Role.OFFICER: anywhere,
        Role.LEADER: anywhere,
        Role.AUDITOR: anywhere,
    },
)
WRITE = Policy(
    "meetings.write",
    {Role.SECRETARY: in_unit_and_below(), Role.UNIT_OFFICER: in_unit_and_below(), Role.OFFICER: anywhere},
)
# A ledger names those who were absent: it leaves the house by the hand of those who keep it.
EXPORT = Policy(
    "meetings.export",
    {Role.SECRETARY: in_unit_and_below(), Role.UNIT_OFFICER: in_unit_and_below(), Role.OFFICER: anywhere},
)
