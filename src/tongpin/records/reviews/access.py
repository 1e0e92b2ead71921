"""Who may see the cycle, write its steps, and see or decide grades."""

from __future__ import annotations

from tongpin.foundation.access.access import Policy, Role, anywhere, in_own_unit, in_unit_and_below

SEE = Policy(
    "reviews.view",
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
    "reviews.record",
    {Role.SECRETARY: in_unit_and_below(), Role.UNIT_OFFICER: in_unit_and_below(), Role.OFFICER: anywhere},
)
# Names with totals and grades: the branch's secretary and the bureau's officer; a member sees the own grade alone.
GRADE = Policy("reviews.grades", {Role.SECRETARY: in_unit_and_below(), Role.OFFICER: anywhere})
