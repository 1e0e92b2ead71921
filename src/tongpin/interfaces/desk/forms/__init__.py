"""Forms of the desk's own screens."""

from .lists import MemberFilter, VillageFilter, VillageListForm

__all__ = ["MemberFilter", "VillageFilter", "VillageListForm"]
