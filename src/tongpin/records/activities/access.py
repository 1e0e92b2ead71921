"""Who may do what with records."""

from __future__ import annotations

from tongpin.foundation.access.access import Policy, Role, anywhere, in_own_unit, in_unit_and_below

SEE = Policy(
    "activities.view",
    {
        Role.MEMBER: in_own_unit(),
        Role.SECRETARY: in_unit_and_below(),
        Role.UNIT_OFFICER: in_unit_and_below(),
        Role.OFFICER: anywhere,
        Role.LEADER: anywhere,
        Role.AUDITOR: anywhere,
    },
)
RECORD = Policy(
    "activities.record",
    {Role.SECRETARY: in_unit_and_below(), Role.UNIT_OFFICER: in_unit_and_below(), Role.OFFICER: anywhere},
)
CONFIRM = Policy(
    "activities.confirm",
    {Role.SECRETARY: in_unit_and_below(), Role.UNIT_OFFICER: in_unit_and_below(), Role.OFFICER: anywhere},
)
# Records of a ledger count as confirmed when the bureau's officer takes the ledger over (docs/adr/0003).
TAKE_OVER = Policy("activities.take_over", {Role.OFFICER: anywhere})
