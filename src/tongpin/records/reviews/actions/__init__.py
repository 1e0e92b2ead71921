"""Every write of the yearly cycle."""

from .ballots import Decision, count_ballots, decide_grades, reopen_grades
from .cycle import link_meeting, note_opinions, note_study, note_talks, open_review, record_meeting
from .remedies import add_remedy, change_remedy

__all__ = [
    "Decision",
    "add_remedy",
    "change_remedy",
    "count_ballots",
    "decide_grades",
    "link_meeting",
    "note_opinions",
    "note_study",
    "note_talks",
    "open_review",
    "record_meeting",
    "reopen_grades",
]
