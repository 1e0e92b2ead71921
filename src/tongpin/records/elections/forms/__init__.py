"""Forms of terms and of the steps of an election."""

from .count import CountForm
from .plan import PlanForm
from .steps import AttendanceForm, BaseForm, CancelForm, CandidatesForm, CompleteForm, TellersForm, WaiveForm
from .terms import ClockFilter, MoveForm, TermForm, YearFilter

__all__ = [
    "AttendanceForm",
    "BaseForm",
    "CancelForm",
    "CandidatesForm",
    "ClockFilter",
    "CompleteForm",
    "CountForm",
    "MoveForm",
    "PlanForm",
    "TellersForm",
    "TermForm",
    "WaiveForm",
    "YearFilter",
]
