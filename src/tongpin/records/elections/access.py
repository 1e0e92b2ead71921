"""Who may see terms and elections, hold an election, and note what the superior approved."""

from __future__ import annotations

from tongpin.foundation.access.access import Policy, Role, anywhere, in_unit_and_below

SEE = Policy(
    "elections.view",
    {
        Role.SECRETARY: in_unit_and_below(),
        Role.UNIT_OFFICER: in_unit_and_below(),
        Role.OFFICER: anywhere,
        Role.LEADER: anywhere,
        Role.AUDITOR: anywhere,
    },
)
RUN = Policy(
    "elections.run",
    {Role.SECRETARY: in_unit_and_below(), Role.UNIT_OFFICER: in_unit_and_below(), Role.OFFICER: anywhere},
)
# Terms, what moves them, and the approval of a result are the superior's word: the bureau's officer has the paper.
APPROVE = Policy("elections.approve", {Role.OFFICER: anywhere})
SEE_TERMS = Policy(
    "terms.view",
    {
        Role.SECRETARY: in_unit_and_below(""),
        Role.UNIT_OFFICER: in_unit_and_below(""),
        Role.OFFICER: anywhere,
        Role.LEADER: anywhere,
        Role.AUDITOR: anywhere,
    },
)
