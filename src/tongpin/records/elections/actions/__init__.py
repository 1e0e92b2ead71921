"""Writing elections and terms: one module for each part of the procedure."""

from .complete import complete_election
from .count import record_count, void_poll, vote_again, waive_places
from .polls import Attendance, name_tellers, note_attendance, open_next, put_up
from .prepare import cancel_election, prepare_election, replan_election, set_base
from .terms import correct_term, enter_term, move_term

__all__ = [
    "Attendance",
    "cancel_election",
    "complete_election",
    "correct_term",
    "enter_term",
    "move_term",
    "name_tellers",
    "note_attendance",
    "open_next",
    "prepare_election",
    "put_up",
    "record_count",
    "replan_election",
    "set_base",
    "void_poll",
    "vote_again",
    "waive_places",
]
