"""Every write on minutes and plans."""

from .ledger import note_ledger
from .minutes import record_meeting, write_minutes
from .plan import PlanChange, accept_plan, change_plan, draft_plan

__all__ = [
    "PlanChange",
    "accept_plan",
    "change_plan",
    "draft_plan",
    "note_ledger",
    "record_meeting",
    "write_minutes",
]
