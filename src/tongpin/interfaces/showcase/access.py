"""Who reads and answers complaints and suggestions."""

from __future__ import annotations

from tongpin.foundation.access.access import Policy, Role, anywhere

READ = Policy("complaints.read", {Role.OFFICER: anywhere, Role.LEADER: anywhere, Role.AUDITOR: anywhere})
ANSWER = Policy("complaints.answer", {Role.OFFICER: anywhere})
