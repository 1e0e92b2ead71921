"""What is wrong with a count or a decision, in the user's words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django.utils.translation import gettext as _

from tongpin.foundation.kernel.errors import UserError
from tongpin.standards.rules import Norm

from .rules import Heads, Problem, ShareRule


def source_of(norm: Norm | None) -> str:
    """Return the rule an error names: document, article, its own words."""
    if norm is None:
        return ""
    return f"《{norm.source_name}》{norm.article}：{norm.title}"


def problem_text(problem: Problem, name: str) -> str:
    """Return what does not add up."""
    words = {
        "none_issued": _("No ballot was given out."),
        "more_returned": _("More ballots came back than were given out: the ballot is void."),
        "more_valid": _("More ballots are valid than came back."),
        "none_valid": _("No ballot is valid."),
        "not_on_roll": _("%(name)s was not on the roll on the day of the appraisal."),
        "probationary": _("%(name)s is a probationary member: takes part and is not graded."),
        "does_not_add_up": _("The totals of %(name)s are not as many as the valid ballots."),
        "left_out": _("%(name)s is a full member and has no totals."),
        "no_grade": _("%(name)s has no grade yet."),
        "not_appraised": _("%(name)s was not appraised and gets no grade."),
    }
    return words[problem.code] % {"name": name}


def refuse(problems: Iterable[Problem], names: Mapping[int, str], norm: Norm | None) -> None:
    """Raise UserError with all of the problems and the rule, where there are any."""
    unknown = _("somebody else")
    found = [problem_text(one, names.get(one.person_id or 0, unknown)) for one in problems]
    if found:
        raise UserError(" ".join(found), remedy=source_of(norm))


def base_text(base: str) -> str:
    """Return what a share is taken of."""
    return {
        "members": _("all members"),
        "participants": _("members who take part"),
        "full": _("full members"),
    }[base]


def share_text(rule: ShareRule, heads: Heads) -> str:
    """Return how the greatest number of excellent members comes about."""
    return _("%(base)s %(n)s × %(numerator)s/%(denominator)s, rounded down: at most %(most)s excellent") % {
        "base": base_text(rule.base),
        "n": heads.of(rule.base),
        "numerator": rule.numerator,
        "denominator": rule.denominator,
        "most": rule.most(heads),
    }
