"""How organisations stand, computed from the records when somebody asks (docs/adr/0010); nothing of it is stored."""

from .detail import Entry, entries_of
from .history import with_groups
from .leaders import LeaderYear, leader_records, leader_years, near_units, own_branch_attendances
from .owed import LOOKED_BACK, SOON, Owed, owed
from .sources import DATED, MEETINGS
from .standing import Cell, OrgYear, Row, cell_of, counts, live_units, party_units, standing, standings

__all__ = [
    "DATED",
    "LOOKED_BACK",
    "MEETINGS",
    "SOON",
    "Cell",
    "Entry",
    "LeaderYear",
    "OrgYear",
    "Owed",
    "Row",
    "cell_of",
    "counts",
    "entries_of",
    "leader_records",
    "leader_years",
    "live_units",
    "near_units",
    "owed",
    "own_branch_attendances",
    "party_units",
    "standing",
    "standings",
    "with_groups",
]
