"""Who may see and run the study group, name lecturers and note online platforms."""

from __future__ import annotations

from tongpin.foundation.access.access import Policy, Role, anywhere, in_unit_and_below

RUNS = (Role.SECRETARY, Role.UNIT_OFFICER)  # of the leading Party group: its study secretary has one of these roles
# Of the unit itself, whose study group it is.
SEE_GROUP = Policy(
    "study_plans.view",
    {
        **dict.fromkeys(RUNS, in_unit_and_below("")),
        **dict.fromkeys([Role.OFFICER, Role.LEADER, Role.AUDITOR], anywhere),
    },
)
RUN_GROUP = Policy("study_plans.run", {**dict.fromkeys(RUNS, in_unit_and_below("")), Role.OFFICER: anywhere})
# Of topics, papers, notes and activities: rows that lie in a unit.
CHANGE_ROW = Policy("study_plans.change", {**dict.fromkeys(RUNS, in_unit_and_below()), Role.OFFICER: anywhere})
SEE_ROW = Policy(
    "study_plans.view_row",
    {
        **dict.fromkeys(RUNS, in_unit_and_below()),
        **dict.fromkeys([Role.OFFICER, Role.LEADER, Role.AUDITOR], anywhere),
    },
)
MAKE_UP = Policy(
    "study_plans.make_up",
    {**dict.fromkeys(RUNS, in_unit_and_below("session__activity__unit")), Role.OFFICER: anywhere},
)
