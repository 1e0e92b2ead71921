"""Who may read and change the catalogue."""

from __future__ import annotations

from tongpin.foundation.access.access import Policy, Role, anywhere

SEE_CATALOGUE = Policy(
    "standards.view",
    dict.fromkeys([Role.MEMBER, Role.SECRETARY, Role.UNIT_OFFICER, Role.OFFICER, Role.LEADER, Role.AUDITOR], anywhere),
)
EDIT_CATALOGUE = Policy("standards.edit", {Role.OFFICER: anywhere})
