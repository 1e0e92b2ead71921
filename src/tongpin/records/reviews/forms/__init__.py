"""Forms of the yearly cycle."""

from .appraisal import BallotForm, CountRow, GradeForm, GradeRow, ReopenForm, not_graded, totals_as_initial
from .cycle import LinkForm, MeetingForm, OpenForm, OpinionsForm, RemedyForm, ReviewFilter, TalksForm

__all__ = [
    "BallotForm",
    "CountRow",
    "GradeForm",
    "GradeRow",
    "LinkForm",
    "MeetingForm",
    "OpenForm",
    "OpinionsForm",
    "RemedyForm",
    "ReopenForm",
    "ReviewFilter",
    "TalksForm",
    "not_graded",
    "totals_as_initial",
]
