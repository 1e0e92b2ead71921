"""What is known of lineage and of terms. Plain Python; the catalogue's numbers come as arguments."""

from .lineage import membership_digest, term_digest, term_end_digest
from .terms import Shift, TermFacts, falls_due, last_day, months_after, state_on, years_after

__all__ = [
    "Shift",
    "TermFacts",
    "falls_due",
    "last_day",
    "membership_digest",
    "months_after",
    "state_on",
    "term_digest",
    "term_end_digest",
    "years_after",
]
