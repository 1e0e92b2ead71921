"""Villages as plain Python: how names compare, which one a clerk means, how lists of several years fit together."""

from .index import Match, MatchState, VillageIndex, VillageRow, Vintage
from .listing import Fault, FaultKind, ListedVillage, Listing, read_listing, year_in_name
from .names import is_administrative_code, town_stem, village_stems
from .vintages import Plan, Span, plan_list

__all__ = [
    "Fault",
    "FaultKind",
    "ListedVillage",
    "Listing",
    "Match",
    "MatchState",
    "Plan",
    "Span",
    "VillageIndex",
    "VillageRow",
    "Vintage",
    "is_administrative_code",
    "plan_list",
    "read_listing",
    "town_stem",
    "village_stems",
    "year_in_name",
]
