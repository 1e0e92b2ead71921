"""Findings in the user's words."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext as _

from tongpin.foundation.kernel.errors import UserError

from .rules.issues import TEXTS, Issue, Severity, Unreadable


def field_name(name: str) -> str:
    """Return what a field is called in messages; an unknown one keeps its name."""
    return FIELDS().get(name, name)


def kind_name(name: str) -> str:
    """Return what a kind of ledger is called."""
    return KINDS().get(name, name)


def sentence(found: Issue) -> str:
    """Return a finding as one sentence, without its remedy."""
    return (_(TEXTS[found.code].message) % _params(found)).strip()


def remedy(found: Issue) -> str:
    """Return what to do about a finding, '' where there is nothing to do."""
    text = TEXTS[found.code].remedy
    return (_(text) % _params(found)).strip() if text else ""


def message(found: Iterable[Issue], *, least: Severity = Severity.NOTE) -> str:
    """Return the findings of a row, the gravest first, with remedies for what waits for the clerk."""
    order = [Severity.ERROR, Severity.QUESTION, Severity.WARNING, Severity.NOTE]
    wanted = [one for one in found if order.index(one.severity) <= order.index(least)]
    wanted.sort(key=lambda one: order.index(one.severity))
    parts = [sentence(one) for one in wanted] + [remedy(one) for one in wanted if one.severity in order[:3]]
    return joined(parts)


def joined(parts: Iterable[str]) -> str:
    """Put sentences one after another; none comes twice, and behind a Chinese full stop stands no space."""
    return " ".join(part for part in dict.fromkeys(parts) if part).replace("\u3002 ", "\u3002")


def refusal(error: Unreadable, place: str) -> UserError:
    """Turn an unreadable file into the error the user sees."""
    return UserError(sentence(error.issue), place=place, remedy=remedy(error.issue))


def _params(found: Issue) -> dict[str, str]:
    params = dict(found.params)
    if "what" in params:
        params["what"] = field_name(params["what"])
    return params


def FIELDS() -> dict[str, str]:  # noqa: N802 - a table, translated at each use
    """Return the names of fields."""
    return {
        "seq": _("Number"),
        "year": _("Year"),
        "month": _("Month"),
        "day": _("Day"),
        "date": _("Date"),
        "time": _("Time"),
        "slot": _("Time of day"),
        "unit": _("Branch"),
        "meeting_type": _("Kind of meeting"),
        "place": _("Place"),
        "host": _("Chair"),
        "recorder": _("Minutes by"),
        "speaker": _("Speaker"),
        "expected": _("Expected"),
        "attended": _("Attended"),
        "absent": _("Absent"),
        "people": _("Names"),
        "guests": _("Guests"),
        "topic": _("Topic"),
        "content": _("Content"),
        "decision": _("Decision"),
        "session_no": _("Session number"),
        "hours": _("Hours"),
        "total_hours": _("Hours of all together"),
        "status": _("State"),
        "remark": _("Remark"),
        "form": _("Form"),
        "follow_up": _("Follow-up"),
        "name": _("Name or title"),
        "gender": _("Gender"),
        "ethnicity": _("Ethnicity"),
        "birth": _("Born"),
        "joined": _("Joined the Party"),
        "confirmed": _("Full member since"),
        "category": _("Category"),
        "post": _("Post"),
        "phone": _("Telephone"),
        "id_number": _("ID number"),
        "education": _("Education"),
        "visitor": _("Visitor"),
        "asker": _("Visited"),
        "town": _("Town"),
        "village": _("Village"),
        "need": _("Need"),
        "owner": _("Dealt with by"),
        "due": _("Due"),
        "result": _("Result"),
        "closed_on": _("Closed on"),
        "revisit": _("Followed up on"),
        "satisfaction": _("Satisfaction"),
        "venue": _("Venue"),
        "talk_type": _("Talk or tour"),
        "group": _("Audience group"),
        "sessions": _("Sessions"),
        "audience": _("Audience"),
        "minutes": _("Minutes"),
        "series_no": _("Edition"),
        "organiser": _("Organiser"),
        "project": _("Service"),
        "served": _("Served"),
        "count": _("Number of people"),
        "span": _("From – to"),
        "leader": _("Led by"),
        "level": _("Level"),
        "issuer": _("Awarded by"),
        "doc_no": _("Document number"),
        "holder": _("Awarded to"),
        "rank": _("Rank"),
        "code": _("Division code"),
        "troupe": _("Troupe"),
        "program": _("Programme"),
        "genre": _("Genre"),
        "accepted_on": _("Accepted on"),
        "signed": _("Signed"),
        "reason": _("Reason"),
        "new_date": _("New date"),
        "cast": _("Performers"),
        "cost": _("Cost"),
        "town_code": _("Town code"),
    }


def KINDS() -> dict[str, str]:  # noqa: N802 - a table, translated at each use
    """Return the names of kinds of ledgers."""
    return {
        "meeting": _("Meetings of branches"),
        "party_day": _("Party days"),
        "member": _("Roll of members"),
        "need": _("Visits and needs"),
        "talk": _("Talks and tours"),
        "festival": _("Festival events"),
        "volunteer": _("Voluntary service"),
        "honour": _("Honours"),
        "show": _("Village shows"),
        "village_list": _("List of villages"),
    }
