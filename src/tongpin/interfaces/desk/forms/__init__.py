"""Forms of the desk's own screens."""

from .lists import MemberFilter, OnDayForm, StaffFilter, VillageFilter, VillageListForm

__all__ = ["MemberFilter", "OnDayForm", "StaffFilter", "VillageFilter", "VillageListForm"]
