"""What stands against a step of an election, in the user's words, with the rule behind it."""

from __future__ import annotations

from django.utils.translation import gettext as _

from .rules import Problem


def problem_text(problem: Problem) -> str:
    """Return what does not add up in a count."""
    return {
        "issued_too_many": _("%(issued)s ballots were issued, but only %(present)s voters are present."),
        "returned_too_many": _(
            "%(returned)s ballots came back, but only %(issued)s were issued: the vote is void and held again."
        ),
        "valid_and_invalid": _(
            "%(valid)s valid and %(invalid)s invalid ballots do not make the %(returned)s that came back."
        ),
        "votes_of_one": _("For, against and abstentions make %(total)s, but %(valid)s ballots are valid."),
        "more_than_valid": _("%(total)s votes are more than the %(valid)s valid ballots."),
        "too_many_choices": _(
            "%(chosen)s choices were counted; %(valid)s valid ballots of at most %(places)s choices allow %(most)s."
        ),
    }[problem.code] % problem.values


RULE_OF_PROBLEM = {
    "issued_too_many": "ELECT.ballots",
    "returned_too_many": "ELECT.ballots",
    "valid_and_invalid": "ELECT.ballots",
    "votes_of_one": "ELECT.choices",
    "more_than_valid": "ELECT.choices",
    "too_many_choices": "ELECT.choices",
}


def place_text(problem: Problem) -> str:
    """Return where it does not add up: the name of a candidate, or of a total."""
    words = {
        "issued": _("Ballots issued"),
        "returned": _("Ballots returned"),
        "valid": _("Valid ballots"),
        "choices": _("All choices"),
    }
    return words.get(problem.place, problem.place)
