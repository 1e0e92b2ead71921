"""Reading the organisation tree, the roll and the posts; `guards` holds what every write to them asks first."""

from .roll import Probation, exempt_persons, exemptions, probation_among, probation_of, probations, with_spared
from .staff import predecessors, staff
from .tree import below, covers, find_unit, members, named_or_root, posts, root, state_of, states

__all__ = [
    "Probation",
    "below",
    "covers",
    "exempt_persons",
    "exemptions",
    "find_unit",
    "members",
    "named_or_root",
    "posts",
    "predecessors",
    "probation_among",
    "probation_of",
    "probations",
    "root",
    "staff",
    "state_of",
    "states",
    "with_spared",
]
