"""Every write on records; views, import and command line call the same ones."""

from .bulk import Incoming, correct_many, record_many
from .evidence import attach_evidence, withdraw_evidence
from .export import note_export
from .life import cancel_activity, confirm_activity, confirm_many, hold_activity
from .pair import pair_activity, part_activity
from .record import correct_activity, record_activity

__all__ = [
    "Incoming",
    "attach_evidence",
    "cancel_activity",
    "confirm_activity",
    "confirm_many",
    "correct_activity",
    "correct_many",
    "hold_activity",
    "note_export",
    "pair_activity",
    "part_activity",
    "record_activity",
    "record_many",
    "withdraw_evidence",
]
