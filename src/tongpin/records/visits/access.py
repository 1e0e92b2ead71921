"""Who may see and write needs. Names of visitors and askers are in clear to those who may write the need."""

from __future__ import annotations

from tongpin.foundation.access.access import Policy, Role, anywhere, in_unit_and_below

SEE = Policy(
    "needs.view",
    {
        Role.SECRETARY: in_unit_and_below(),
        Role.UNIT_OFFICER: in_unit_and_below(),
        Role.OFFICER: anywhere,
        Role.LEADER: anywhere,
        Role.AUDITOR: anywhere,
    },
)
RECORD = Policy(
    "needs.record",
    {Role.SECRETARY: in_unit_and_below(), Role.UNIT_OFFICER: in_unit_and_below(), Role.OFFICER: anywhere},
)
