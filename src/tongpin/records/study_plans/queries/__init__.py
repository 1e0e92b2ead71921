"""Reading the study group, its archive, lecturers and notes."""

from .groups import (
    by_names,
    group_members,
    group_on,
    groups,
    is_study_group,
    members_at,
    norms_of_study,
    require_study_group,
    secretary_of,
)
from .lectures import Suggestion, lecture_of, lectures_by_leaders, lectures_in_units, suggestions
from .online import online_notes
from .papers import archive
from .year import Held, absences_of, held_sessions, topics_of

__all__ = [
    "Held",
    "Suggestion",
    "absences_of",
    "archive",
    "by_names",
    "group_members",
    "group_on",
    "groups",
    "held_sessions",
    "is_study_group",
    "lecture_of",
    "lectures_by_leaders",
    "lectures_in_units",
    "members_at",
    "norms_of_study",
    "online_notes",
    "require_study_group",
    "secretary_of",
    "suggestions",
    "topics_of",
]
