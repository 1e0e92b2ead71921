"""Forms of the study group."""

from .session import AbsencesForm, MakeUpForm, SessionForm
from .small import ExportForm, LecturerForm, OnlineNoteForm, PaperForm, ReasonForm
from .topic import TopicForm

__all__ = [
    "AbsencesForm",
    "ExportForm",
    "LecturerForm",
    "MakeUpForm",
    "OnlineNoteForm",
    "PaperForm",
    "ReasonForm",
    "SessionForm",
    "TopicForm",
]
