"""Who may see how organisations stand, and the table of the leaders."""

from __future__ import annotations

from tongpin.foundation.access.access import Policy, Role, anywhere, in_unit_and_below

SEE = Policy(
    "compliance.view",
    {
        Role.SECRETARY: in_unit_and_below(""),
        Role.UNIT_OFFICER: in_unit_and_below(""),
        Role.OFFICER: anywhere,
        Role.LEADER: anywhere,
        Role.AUDITOR: anywhere,
    },
)
SEE_LEADERS = Policy("compliance.leaders", dict.fromkeys([Role.OFFICER, Role.LEADER, Role.AUDITOR], anywhere))
# The table is drawn up for the Party group itself: its members and the bureau's officer read the names in clear.
SEE_LEADERS_NAMES = Policy("compliance.leaders_names", dict.fromkeys([Role.OFFICER, Role.LEADER], anywhere))
