"""What is wrong with minutes or missing from them, in the user's words."""

from __future__ import annotations

from django.utils.translation import gettext as _

from tongpin.foundation.kernel.errors import UserError
from tongpin.records.activities.rules import Content
from tongpin.standards.rules import Norm

from .rules.minutes import Minutes, Problem, problems
from .rules.roll import Roll


def quoted(norm: Norm | None) -> str:
    """Return the document and article a refusal rests on, "" where no norm is known."""
    if norm is None:
        return ""
    name = norm.source_name if norm.local else f"《{norm.source_name}》"
    return f"{name}{norm.article}"


def problem_text(problem: Problem) -> tuple[str, str]:
    """Return what is wrong and what to do about it."""
    return {
        "ends_before_it_begins": (
            _("The meeting ends before it begins."),
            _("Write the time like 14:30-16:05."),
        ),
        "not_on_the_roll": (
            _("%(name)s is not on the roll of this body on that day."),
            _("Enter them as a guest (attending without membership)."),
        ),
        "absent_and_present": (_("%(name)s is entered as present and as absent."), _("Take one of the two away.")),
        "absent_from_no_roll": (
            _("%(name)s is entered as absent but is not on the roll on that day."),
            _("Only members can be absent."),
        ),
        "more_than_members": (
            _("More were present than there are members (%(name)s)."),
            _("Count only members; others are guests."),
        ),
        "more_voters_than_entitled": (
            _("More with a vote were present than have one (%(name)s)."),
            _("Correct one of the two numbers."),
        ),
        "more_votes_than_voters": (
            _("On “%(name)s” more votes were given than members with a vote were present."),
            _("Count the votes again."),
        ),
    }[problem.code]


def check_minutes(content: Content, minutes: Minutes, roll: Roll, norm: Norm | None, *, held: bool) -> None:
    """Raise UserError for the first thing that stands against minutes, with the rule it rests on."""
    for problem in problems(content, minutes, roll, held=held):
        said, remedy = problem_text(problem)
        source = quoted(norm) if problem.code != "ends_before_it_begins" else ""
        raise UserError(said % {"name": problem.who}, place=content.title, remedy=f"{remedy} {source}".strip())


def missing_labels() -> dict[str, str]:
    """Return the words for what minutes lack."""
    return {
        "times": _("when it began and ended, to the minute"),
        "place": _("where it was"),
        "chair": _("who was in the chair"),
        "recorder": _("who took the minutes"),
        "agenda": _("what was on the agenda"),
        "summary": _("what was dealt with"),
        "roster": _("who was there, by name"),
        "reasons": _("why the others were absent"),
    }
