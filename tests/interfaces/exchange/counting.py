"""The figures of a year in the shape of truth.json, through the register of definitions alone."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tongpin.derived.indicators.queries import figures

CODES = [
    *("members", "members.full", "members.by_branch", "meetings", "party_days", "talks.sessions", "talks.audience"),
    *("talks.by_venue", "tour.shows", "tour.villages", "villages.administrative", "volunteer.activities"),
    *("volunteer.person_times", "volunteer.hours", "festival.events", "festival.person_times", "honours"),
    *("honours.by_level", "needs", "needs.closed", "needs.satisfied"),
]
MEETINGS = ("支部党员大会", "支委会", "党小组会", "党课")


def counted(year: int) -> dict[str, Any]:
    """Compute every figure that truth.json states."""
    found = figures(year=year, codes=CODES)
    value = {code: one.value for code, one in found.items()}
    by = {code: {label: one.value for label, one in figure.by.items()} for code, figure in found.items() if figure.by}
    return {
        "members": value["members"],
        "full_members": value["members.full"],
        "members_by_branch": by.get("members.by_branch", {}),
        "meetings": _meetings(found["meetings"]),
        "party_days": by.get("party_days", {}),
        "party_days_total": value["party_days"],
        "talks_sessions": value["talks.sessions"],
        "talks_audience": value["talks.audience"],
        "talks_by_venue": by.get("talks.by_venue", {}),
        "shows": value["tour.shows"],
        "shows_villages": value["tour.villages"],
        "admin_villages": value["villages.administrative"],
        "volunteer_activities": value["volunteer.activities"],
        "volunteer_persontimes": value["volunteer.person_times"],
        "volunteer_hours": value["volunteer.hours"],
        "festival_events": value["festival.events"],
        "festival_persontimes": value["festival.person_times"],
        "honours": value["honours"],
        "honours_by_level": by.get("honours.by_level", {}),
        "needs": value["needs"],
        "needs_closed": value["needs.closed"],
        "needs_satisfied": value["needs.satisfied"],
    }


def _meetings(figure: Any) -> dict[str, dict[str, object]]:
    """Return branch → kind → number; a kind that was not held counts 0."""
    table: dict[str, dict[str, object]] = {}
    for branch, kinds in figure.by.items():
        inner: Mapping[str, Any] = kinds.by
        table[branch] = {name: inner[name].value if name in inner else 0 for name in MEETINGS}
    return table
