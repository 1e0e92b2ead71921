"""What a careful clerk would count, by the codes of the indicators. Counted from the story, never from the ledgers."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal
from typing import TypeAlias

from .world import World
from .year import Year

Counted: TypeAlias = "int | Decimal | dict[str, int] | dict[str, dict[str, int]]"


def count(world: World, told: Year) -> dict[str, Counted]:
    """Return the figures of a year."""
    held = [show for show in told.shows if not show.cancelled]
    meetings: dict[str, Counter[str]] = {}
    for meeting in told.meetings:
        meetings.setdefault(meeting.branch, Counter())[meeting.kind] += 1
    by_venue: Counter[str] = Counter()
    for talk in told.talks:
        by_venue[talk.venue] += talk.sessions
    return {
        "members": len(world.members),
        "members.full": sum(one.full for one in world.members),
        "members.by_branch": dict(Counter(one.branch for one in world.members)),
        "meetings": {branch: dict(kinds) for branch, kinds in meetings.items()},
        "party_days": dict(Counter(one.branch for one in told.party_days)),
        "talks.sessions": sum(talk.sessions for talk in told.talks),
        "talks.audience": sum(talk.audience for talk in told.talks),
        "talks.by_venue": dict(by_venue),
        "tour.shows": len(held),
        "tour.villages": len({show.village.code for show in held if show.village.administrative}),
        "villages.administrative": sum(village.administrative for village in world.villages),
        "volunteer.activities": len(told.shifts),
        "volunteer.person_times": sum(len(shift.people) for shift in told.shifts),
        "volunteer.hours": sum((Decimal(shift.half_hours) / 2 * len(shift.people) for shift in told.shifts), Decimal()),
        "festival.events": len(told.festival),
        "festival.person_times": sum(event.visitors for event in told.festival),
        "honours": len(told.honours),
        "honours.by_level": dict(Counter(one.level for one in told.honours)),
        "needs": len(told.needs),
        "needs.closed": sum(need.state == "已办结" for need in told.needs),
        "needs.satisfied": sum(need.verdict in {"满意", "基本满意"} for need in told.needs),
    }
