"""What is wrong with a record, in the user's words."""

from __future__ import annotations

from django.utils.translation import gettext as _

from tongpin.foundation.kernel import clock
from tongpin.foundation.kernel.errors import UserError
from tongpin.standards.rules import ActivityKind

from .models import Activity
from .rules import Content, Problem, missing, problems


def problem_text(problem: Problem) -> str:
    """Return what is wrong with a record in the user's words."""
    return {
        "ends_before_start": _("The last day lies before the first."),
        "in_the_future": _("The day lies in the future; plan it instead."),
        "no_session": _("At least one session must have been held."),
        "more_than_expected": _("More members attended than were expected."),
    }[problem.code]


def field_label(name: str) -> str:
    """Return the label of a field as forms and messages show it."""
    return {
        "unit": _("Unit"),
        "starts_on": _("Date"),
        "ends_on": _("Last day"),
        "venue": _("Venue"),
        "village": _("Village"),
        "place": _("Place of the activity"),
        "host": _("Host, speaker or troupe"),
        "title": _("Title"),
        "sessions": _("Sessions"),
        "served": _("People served"),
        "expected": _("Expected"),
        "attended": _("Attended"),
        "hours": _("Hours"),
        "series": _("Series"),
        "edition": _("Edition"),
        "time_text": _("Time"),
        "note": _("Note"),
    }[name]


def guard_twin(activity: Activity) -> None:
    """Raise UserError for the second record of a gathering: what happens to it happens through the first."""
    if activity.twin_of_id is not None:
        raise UserError(
            _("This gathering stands in the records under another purpose too, and this is the second of the two."),
            place=activity.title,
            remedy=_("Change the first; this one follows."),
        )


def check(content: Content, kind: ActivityKind, *, held: bool) -> None:
    """Raise UserError unless the record is free of contradictions and, when held, has what its kind needs."""
    found = [problem_text(problem) for problem in problems(content, today=clock.today(), held=held)]
    if held and (lacking := missing(content, kind)):
        found.append(_("Missing: %(fields)s.") % {"fields": "、".join(field_label(name) for name in lacking)})
    if found:
        raise UserError(" ".join(found), place=content.title)
