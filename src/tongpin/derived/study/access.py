"""Who sees whose hours of study: oneself; the branch its own; the bureau's officer all; leaders and auditors totals."""

from __future__ import annotations

from tongpin.foundation.access.access import Policy, Role, anywhere, in_unit_and_below, own_record

TOTALS = Policy(
    "study.totals",
    {
        **dict.fromkeys([Role.SECRETARY, Role.UNIT_OFFICER], in_unit_and_below("")),
        **dict.fromkeys([Role.OFFICER, Role.LEADER, Role.AUDITOR], anywhere),
    },
)
SEE_UNIT = Policy("study.unit", {Role.SECRETARY: in_unit_and_below(""), Role.OFFICER: anywhere})
SEE_HOURS = Policy("study.hours", {Role.SECRETARY: in_unit_and_below("unit"), Role.OFFICER: anywhere})
OWN_HOURS = Policy("study.own", {Role.MEMBER: own_record("person")})
