"""The arithmetic of elections. Plain Python; percentages come from the catalogue."""

from .counts import Count, Problem, Votes, problems, void
from .offices import Offices, offices
from .outcome import Outcome, outcome
from .plan import Approval, Plan, TermEntry
from .thresholds import least_candidates, least_present, share, votes_needed

__all__ = [
    "Approval",
    "Count",
    "Offices",
    "Outcome",
    "Plan",
    "Problem",
    "TermEntry",
    "Votes",
    "least_candidates",
    "least_present",
    "offices",
    "outcome",
    "problems",
    "share",
    "void",
    "votes_needed",
]
