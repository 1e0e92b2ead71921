"""What is wrong with a session, in the user's words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django.utils.translation import gettext as _

from tongpin.foundation.kernel.errors import UserError

from .rules import Problem


def problem_text(problem: Problem, names: Mapping[int, str]) -> str:
    """Return one contradiction in words; `names` are those of the persons it may be about."""
    name = names.get(problem.person_id or 0, "")
    return {
        "not_a_member": _("%(name)s was no member of the study group on that day; invite them instead.")
        % {"name": name},
        "present_and_absent": _("%(name)s cannot be both present and absent.") % {"name": name},
        "invited_member": _("%(name)s is a member of the group; call them from the roll.") % {"name": name},
        "named_twice": _("Somebody is named twice."),
        "nobody_present": _("Call at least one member of the group as present."),
        "hours_negative": _("Hours cannot be negative."),
        "hours_too_many": _("A day has no more than 24 hours."),
    }[problem.code]


def refuse(found: Iterable[Problem], names: Mapping[int, str], place: str) -> None:
    """Raise UserError where a session contradicts itself."""
    texts = list(dict.fromkeys(problem_text(one, names) for one in found))
    if texts:
        raise UserError(" ".join(texts), place=place)


def make_up_text(code: str) -> str:
    """Return why a session cannot have been made up on a day."""
    return {
        "before_the_session": _("It cannot be made up before it was held."),
        "in_the_future": _("This day has not come yet; note it when it has been made up."),
    }[code]
