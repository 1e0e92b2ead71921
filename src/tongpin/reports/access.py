"""Who may see and issue reports. A report speaks of the whole bureau, so nobody sees a part of one."""

from __future__ import annotations

from tongpin.foundation.access.access import Policy, Role, anywhere

SEE = Policy("reports.view", {Role.OFFICER: anywhere, Role.LEADER: anywhere, Role.AUDITOR: anywhere})
ISSUE = Policy("reports.issue", {Role.OFFICER: anywhere})
