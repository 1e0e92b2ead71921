"""What is wrong with an entry, in the user's words."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext as _

from tongpin.foundation.kernel.errors import UserError
from tongpin.foundation.units.enums import Standing

from .enums import BusinessLine, Period, Purpose, Strictness, VerifiedLevel
from .rules import LocalTerms, Malformed, forbidden


def malformed_text(error: Malformed) -> str:
    """Return why an entry cannot be read."""
    words = {
        "unknown": _("Unknown items: %(detail)s."),
        "missing": _("Missing items: %(detail)s."),
        "no_such_field": _("Records have no such fields: %(detail)s."),
        "choice": _("Only these values are possible: %(detail)s."),
        "yaml": _("Line %(detail)s is not written as “name: value”."),
        "value": _("A value in the text cannot be read."),
        "anchor": _("Anchors and references (& and *) are not read; write the words out."),
        "list": _("“%(detail)s” is a list: write it as [a, b]."),
        "params": _("“%(detail)s” takes names with a number, a text, true or false."),
        "flag": _("“%(detail)s” is either true or false."),
        "number": _("“%(detail)s” is a whole number."),
        "date": _("“%(detail)s” is a date like 2025-03-05."),
        "text": _("“%(detail)s” is a text of at most 2000 characters."),
        "code": _("A code has letters, digits, points and hyphens only, at most 40: %(detail)s."),
    }
    return words[error.code] % {"detail": error.detail}


def refuse_forbidden(said: object, place: str) -> None:
    """Raise UserError when some word of `said` runs into the rules against formalism (rules.md §6)."""
    if broken := forbidden(said):
        raise UserError(
            "；".join(f"{rule.message}（{rule.source}）" for rule in broken),
            place=place,
            remedy=_("Take it out of the entry; the program cannot be configured so."),
        )


def item_labels() -> dict[str, str]:
    """Return what each item of an entry is called, by its name in the text."""
    return {
        "code": _("Entry code"),
        "name": _("Name of the kind"),
        "title": _("What it says"),
        "party": _("Party life"),
        "people": _("People are counted as"),
        "needs": _("Must be filled in"),
        "same_when": _("Entered twice when the same"),
        "evidence": _("Usual evidence"),
        "lines": _("Business lines"),
        "purposes": _("Party purposes"),
        "norms": _("Norms that apply"),
        "subject": _("Whom it concerns"),
        "kind": _("Kind of activity"),
        "applies": _("Only where"),
        "period": _("Period"),
        "min": _("At least"),
        "max": _("At most"),
        "unit": _("Counted in"),
        "strictness": _("How binding"),
        "source_name": _("Source"),
        "article": _("Article"),
        "doc_no": _("Document number"),
        "issued": _("Issued on"),
        "effective_from": _("In force from"),
        "effective_to": _("In force until"),
        "level": _("How well the source is known"),
        "quote": _("Words of the source"),
        "local": _("Local parameter"),
        "params": _("Parameters"),
    }


def value_labels() -> dict[str, dict[str, str]]:
    """Return the words for coded values, by the item they stand in."""
    record = {
        "unit": _("Unit"),
        "starts_on": _("Date"),
        "ends_on": _("Last day"),
        "time_text": _("Time"),
        "venue": _("Venue"),
        "place": _("Place"),
        "village": _("Village"),
        "host": _("Host, speaker or troupe"),
        "title": _("Title"),
        "sessions": _("Sessions"),
        "served": _("People served"),
        "expected": _("Expected"),
        "attended": _("Attended"),
        "hours": _("Hours"),
        "series": _("Series"),
        "edition": _("Edition"),
        "note": _("Note"),
    }
    return {
        "people": {"attendance": _("members present"), "served": _("people served")},
        "needs": record,
        "same_when": record,
        "lines": {line.value: str(line.label) for line in BusinessLine},
        "purposes": {purpose.value: str(purpose.label) for purpose in Purpose},
        "period": {"event": _("each time"), **{one.value: str(one.label) for one in Period}},
        "strictness": {one.value: str(one.label) for one in Strictness},
        "level": {one.value: str(one.label) for one in VerifiedLevel},
        "subject": {
            "branch": _("Party branch"),
            "elected": _("Organisations elected for a term"),
            "general_branch": _("General Party branch"),
            "group": _("Party small group"),
            "leader": _("Leading cadre"),
            "member": _("Member"),
            "party_committee": _("Party committee"),
            "party_group": _("Leading Party group"),
            "unit": _("Unit"),
        },
        "voters": {one.value: str(one.label) for one in Standing},
        "base": {
            "should_attend": _("those who should attend with the right to vote"),
            "present": _("those present with the right to vote"),
        },
        "applies": {
            "committee_due": _("the branch has a committee, or must have one by its number of full members"),
            "has_committee": _("the branch has a committee"),
            "has_groups": _("the branch has small groups"),
            "holds_elections": _("the organisation holds elections"),
            "no_committee_due": _("the branch has no committee and need not have one"),
        },
        "share_of": {
            "members": _("all members"),
            "participants": _("members who take part"),
            "full": _("full members"),
        },
    }


def param_labels() -> dict[str, str]:
    """Return the words for the parameters of norms."""
    return {
        "years": _("Term in years:"),
        "latest_month": _("Counts for the year before when held by this month:"),
        "present_numerator": _("Share present, above the line:"),
        "present_denominator": _("Share present, below the line:"),
        "absence_kinds": _("Kinds every member attends:"),
        "counted_kinds": _("Kinds that count:"),
        "role_titles": _("Posts it applies to:"),
        "other_titles": _("Posts it does not apply to:"),
        "continued_locally": _("Continued locally after its end:"),
        "within_months": _("Within months:"),
        "hours_per_hour": _("Hours of study for an hour:"),
        "hours_per_half_day": _("For half a day:"),
        "hours_per_day": _("For a day, at most:"),
        "make_ups_count": _("Made-up sessions count:"),
        "member_titles": _("Posts of its members:"),
        "secretary_title": _("Post of its secretary:"),
        "quorum": _("May vote when at least so many of them are there:"),
        "majority": _("Carried by more than so many of those who should be there:"),
        "voters": _("Who has a vote (standing):"),
        "pairs": _("Kinds that may be combined:"),
        "fixed_day": _("Fixed day of the month:"),
        "meeting_day": _("Day of the month for other meetings:"),
        "month_of_quarter": _("Month of the quarter:"),
        "month_of_year": _("Month of the year:"),
        "years_least": _("Term in years, at least:"),
        "months": _("Months:"),
        "members": _("Members from:"),
        "percent": _("Share in percent:"),
        "strictly": _("More than the share, not just the share:"),
        "base": _("Counted over:"),
        "most": _("At the very most:"),
        "deputies": _("Deputies:"),
        "elections": _("Holds elections:"),
        "full": _("Full members among them:"),
        "posts": _("Posts:"),
        "share_numerator": _("Share, above the line:"),
        "share_denominator": _("Share, below the line:"),
        "share_of": _("Share of:"),
        "refuse": _("More than that is refused:"),
        "committee_pairs": _("Between two committee members:"),
        "committee_member": _("Between the committee and a member:"),
        "every_committee_member": _("With each of the committee:"),
        "member_member": _("Between members:"),
        "committee_titles": _("Posts of the committee end in:"),
    }


def value_text(name: str, value: object) -> str:
    """Return one value of an entry in words."""
    if isinstance(value, Mapping):
        labels = param_labels()
        return "；".join(f"{labels.get(key, key)} {value_text(key, one)}" for key, one in value.items())
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    words = value_labels().get(name, {})
    if isinstance(value, list | tuple):
        return "、".join(words.get(str(one), str(one)) for one in value)
    return words.get(str(value), str(value)) if value not in (None, "") else ""


def terms_text(terms: LocalTerms) -> str:
    """Return what a local rule says instead of its norm, in words."""
    if not terms.applies:
        return _("does not apply")
    said = [
        (_("At least"), terms.least),
        (_("Period"), value_text("period", terms.period)),
        ("", value_text("params", terms.params) if terms.params else ""),
    ]
    return "；".join(f"{name} {value}".strip() for name, value in said if value not in (None, ""))
