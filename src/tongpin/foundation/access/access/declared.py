"""Who may see units, persons and grants.

These policies live here and not in `units` and `people`, because those stand below access in the order of imports.
"""

from __future__ import annotations

from ..enums import Role
from .policy import Policy
from .scopes import anywhere, in_own_unit, in_unit_and_below, own_record

SEE_UNITS = Policy(
    "units.view",
    {
        Role.MEMBER: in_own_unit(""),
        Role.SECRETARY: in_unit_and_below(""),
        Role.UNIT_OFFICER: in_unit_and_below(""),
        Role.OFFICER: anywhere,
        Role.LEADER: anywhere,
        Role.AUDITOR: anywhere,
        Role.SYSTEM_OPERATOR: anywhere,
    },
)
MANAGE_UNITS = Policy("units.manage", {Role.OFFICER: anywhere})
SEE_MEMBERS = Policy(
    "members.view",
    {
        Role.MEMBER: own_record("person"),
        Role.SECRETARY: in_unit_and_below("unit"),
        Role.UNIT_OFFICER: in_unit_and_below("unit"),
        Role.OFFICER: anywhere,
        Role.LEADER: anywhere,
        Role.AUDITOR: anywhere,
    },
)
# Names and telephones in clear: the branch itself and the bureau's officer; everyone else sees them masked.
SEE_NAMES = Policy("members.names", {Role.SECRETARY: in_unit_and_below("unit"), Role.OFFICER: anywhere})
MANAGE_MEMBERS = Policy("members.manage", {Role.SECRETARY: in_own_unit("unit"), Role.OFFICER: anywhere})
# Moving a member from one roll to another touches two branches: the bureau's officer sees both.
TRANSFER_MEMBERS = Policy("members.transfer", {Role.OFFICER: anywhere})
# Who holds which Party-affairs post is the bureau's own business: leaders see the names, everyone else as on a roll.
SEE_STAFF = Policy(
    "staff.view",
    {
        Role.SECRETARY: in_unit_and_below("unit"),
        Role.UNIT_OFFICER: in_unit_and_below("unit"),
        Role.OFFICER: anywhere,
        Role.LEADER: anywhere,
        Role.AUDITOR: anywhere,
    },
)
SEE_STAFF_NAMES = Policy(
    "staff.names", {Role.SECRETARY: in_unit_and_below("unit"), Role.OFFICER: anywhere, Role.LEADER: anywhere}
)
# A hand-over is read and confirmed by the two it concerns, and kept by whoever keeps the posts of the unit.
SEE_HAND_OVERS = Policy(
    "hand_overs.view",
    {
        Role.MEMBER: own_record("before__person", "after__person"),
        Role.SECRETARY: in_own_unit("after__unit"),
        Role.OFFICER: anywhere,
    },
)
MANAGE_ACCOUNTS = Policy("accounts.manage", {Role.SYSTEM_OPERATOR: anywhere})
GRANT_ROLES = Policy("grants.manage", {Role.SECURITY_OPERATOR: anywhere})
SEE_AUDIT = Policy("audit.view", {Role.AUDITOR: anywhere})
# The list of villages holds no persons; whoever works with the bureau's records may read it.
SEE_VILLAGES = Policy(
    "villages.view",
    dict.fromkeys(
        [
            Role.MEMBER,
            Role.SECRETARY,
            Role.UNIT_OFFICER,
            Role.OFFICER,
            Role.LEADER,
            Role.AUDITOR,
            Role.SYSTEM_OPERATOR,
        ],
        anywhere,
    ),
)
MANAGE_VILLAGES = Policy("villages.manage", {Role.OFFICER: anywhere})
SEE_ACCOUNTS = Policy("accounts.view", {Role.SYSTEM_OPERATOR: anywhere, Role.SECURITY_OPERATOR: anywhere})
