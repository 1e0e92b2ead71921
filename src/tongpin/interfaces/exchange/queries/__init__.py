"""Reading: what a file says, what it would do, what was imported before."""

from .batches import batches, ledger_of, make_plan, mappings, plan_of, read_file
from .plan import Plan, Planned, question_key, waiting
from .progress import progress_key, progress_of
from .workbook import error_workbook

__all__ = [
    "Plan",
    "Planned",
    "batches",
    "error_workbook",
    "ledger_of",
    "make_plan",
    "mappings",
    "plan_of",
    "progress_key",
    "progress_of",
    "question_key",
    "read_file",
    "waiting",
]
