"""Who may open figures; a figure of a part of the bureau is read through the unit's path."""

from __future__ import annotations

from tongpin.foundation.access.access import Policy, Role, anywhere, in_unit_and_below

SEE = Policy(
    "figures.view",
    {
        Role.SECRETARY: in_unit_and_below(""),
        Role.UNIT_OFFICER: in_unit_and_below(""),
        Role.OFFICER: anywhere,
        Role.LEADER: anywhere,
        Role.AUDITOR: anywhere,
    },
)
