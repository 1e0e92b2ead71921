"""The arithmetic of elections. Plain Python; percentages come from the catalogue."""

from .counts import Count, Problem, Votes, problems, void
from .offices import Offices, offices
from .outcome import Outcome, outcome
from .plan import Approval, Plan, TermEntry
from .thresholds import least_candidates, least_present, share, votes_needed
from .timeline import WIDTH, Bar, Span, bars, span_around

__all__ = [
    "WIDTH",
    "Approval",
    "Bar",
    "Count",
    "Offices",
    "Outcome",
    "Plan",
    "Problem",
    "Span",
    "TermEntry",
    "Votes",
    "bars",
    "least_candidates",
    "least_present",
    "offices",
    "outcome",
    "problems",
    "share",
    "span_around",
    "void",
    "votes_needed",
]
