"""Who may import. Which units the rows may concern is asked again, row by row, by the records' own policies."""

from __future__ import annotations

from tongpin.foundation.access.access import Policy, Role, anywhere

IMPORT = Policy("exchange.import", {Role.OFFICER: anywhere})
