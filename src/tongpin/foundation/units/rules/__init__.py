"""What is known of titles, probation, terms, lineage and the tree's order. Plain Python; numbers are arguments."""

from .lineage import membership_digest, term_digest, term_end_digest
from .order import tree_order
from .probation import ProbationTerms, extension_bounds, probation_end
from .terms import Shift, TermFacts, falls_due, last_day, months_after, state_on, years_after
from .titles import Title, by_code, seat_of, seats_of, titles

__all__ = [
    "ProbationTerms",
    "Shift",
    "TermFacts",
    "Title",
    "by_code",
    "extension_bounds",
    "falls_due",
    "last_day",
    "membership_digest",
    "months_after",
    "probation_end",
    "seat_of",
    "seats_of",
    "state_on",
    "term_digest",
    "term_end_digest",
    "titles",
    "tree_order",
    "years_after",
]
