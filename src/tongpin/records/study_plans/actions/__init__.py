"""Every write on the study group, its archive, lecturers and notes."""

from .export import note_attendance_export
from .lectures import name_lecturer
from .online import note_online, withdraw_online_note
from .papers import add_paper, withdraw_paper
from .plan import add_topic, change_topic, drop_topic
from .sessions import make_up, record_session, set_absences

__all__ = [
    "add_paper",
    "add_topic",
    "change_topic",
    "drop_topic",
    "make_up",
    "name_lecturer",
    "note_attendance_export",
    "note_online",
    "record_session",
    "set_absences",
    "withdraw_online_note",
    "withdraw_paper",
]
