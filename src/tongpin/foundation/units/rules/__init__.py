"""What is known of titles, probation and lineage. Plain Python; the catalogue's numbers come as arguments."""

from .lineage import membership_digest
from .probation import ProbationTerms, extension_bounds, probation_end
from .titles import Title, by_code, seat_of, seats_of, titles

__all__ = [
    "ProbationTerms",
    "Title",
    "by_code",
    "extension_bounds",
    "membership_digest",
    "probation_end",
    "seat_of",
    "seats_of",
    "titles",
]
