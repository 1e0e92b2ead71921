"""What may stand in the plan and the attendance of a study group, and what its year still lacks. Plain Python."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from tongpin.foundation.kernel.text import person_name
from tongpin.records.activities.rules import RosterEntry
from tongpin.standards.rules import Norm

LIST_MARK = re.compile(r"[、,，;；\s]+")
NAMED_WITH_BRANCH = re.compile(r"^(?P<name>[^()（）]+)[(（](?P<branch>[^()（）]+)[)）]$")
ABSENT = re.compile(r"^\s*(?P<name>[^:：,，\s]+)\s*[:：,，\s]?\s*(?P<reason>.*)$")
HOURS_OF_A_DAY = 24
MONTHS_OF_A_QUARTER = 3


@dataclass(frozen=True, slots=True)
class TopicContent:
    """A line of the plan as its form says it."""

    title: str
    form: str
    planned_on: dt.date
    precision: str = "day"
    leader_id: int | None = None
    materials: str = ""


@dataclass(frozen=True, slots=True)
class SessionContent:
    """A session as its form says it: the argument of the write.

    `present` are members of the group, `absent` members with the reason ("" where none is given yet), `invited` those
    by whom the session was expanded (扩大学习). `hours` are hours per person.
    """

    unit_id: int
    form: str
    title: str
    starts_on: dt.date
    ends_on: dt.date | None = None
    time_text: str = ""
    place: str = ""
    hours: Decimal | None = None
    topic_id: int | None = None
    leader_id: int | None = None
    present: tuple[int, ...] = ()
    absent: tuple[tuple[int, str], ...] = ()
    invited: tuple[RosterEntry, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class Problem:
    """What contradicts itself: a code the caller puts into words, and whom it is about."""

    code: str
    person_id: int | None = None


def title_list(text: object) -> tuple[str, ...]:
    """Return the words of a norm's parameter that holds a list: "书记、委员"."""
    return tuple(word for word in LIST_MARK.split(str(text or "")) if word)


def has_title(title: str, wanted: Sequence[str]) -> bool:
    """Say whether a post is one of those named: 局党组书记 is a 书记."""
    return any(title.endswith(word) for word in wanted)


def days_of(starts_on: dt.date, ends_on: dt.date | None) -> int:
    """Return how many days something lasted, both ends counted."""
    return ((ends_on or starts_on) - starts_on).days + 1


def problems(content: SessionContent, members: Collection[int]) -> Iterator[Problem]:
    """Yield what contradicts itself in a session; `members` are the keys of the group's members on its day."""
    absent = [person for person, _reason in content.absent]
    yield from (Problem("not_a_member", one) for one in (*content.present, *absent) if one not in members)
    yield from (Problem("present_and_absent", one) for one in absent if one in content.present)
    yield from (Problem("invited_member", one.person_id) for one in content.invited if one.person_id in members)
    if len(set(content.present)) < len(content.present) or len(set(absent)) < len(absent):
        yield Problem("named_twice")
    if not content.present:
        yield Problem("nobody_present")
    if content.hours is not None:
        longest = HOURS_OF_A_DAY * days_of(content.starts_on, content.ends_on)
        if content.hours < 0:
            yield Problem("hours_negative")
        elif content.hours > longest:
            yield Problem("hours_too_many")


def make_up_problem(held_on: dt.date, made_up_on: dt.date, today: dt.date) -> str:
    """Return why a session cannot have been made up on this day, "" where it can."""
    if made_up_on < held_on:
        return "before_the_session"
    return "in_the_future" if made_up_on > today else ""


def absent_lines(text: str) -> list[tuple[str, str]]:
    """Return (name, reason) of lines like "张三：出差"; a line without a reason has an empty one."""
    found = [ABSENT.match(line) for line in text.splitlines() if line.strip()]
    return [(person_name(match["name"]), match["reason"].strip()) for match in found if match]


def invited_names(text: str) -> list[tuple[str, str]]:
    """Return (name, branch) of a list like "张三、李四（文化馆党支部）"; the branch is "" where none is given."""
    found = []
    for part in re.split(r"[、,，;；\n]+", text):
        if match := NAMED_WITH_BRANCH.match(part.strip()):
            found.append((person_name(match["name"]), match["branch"].strip()))
        elif part.strip():
            found.append((person_name(part), ""))
    return found


@dataclass(frozen=True, slots=True)
class Quarter:
    """How often the group came together in a quarter: `state` is done, open (not over yet) or reminder."""

    number: int
    held: int
    wanted: int
    state: str


def quarter_of(day: dt.date) -> int:
    """Return the quarter of a day, 1 to 4."""
    return (day.month - 1) // MONTHS_OF_A_QUARTER + 1


def quarters(year: int, days: Sequence[dt.date], norm: Norm | None, today: dt.date) -> list[Quarter]:
    """Return the four quarters of a year by the norm in force; without one nothing is wanted.

    A quarter that is over and short is a reminder: the norm says “usually” and waits to be reviewed (ZX.中心组).
    """
    wanted = norm.min or 0 if norm is not None else 0
    rows = []
    for number in range(1, 5):
        held = sum(1 for day in days if quarter_of(day) == number)
        after = dt.date(year + number // 4, number * MONTHS_OF_A_QUARTER % 12 + 1, 1)
        state = "done" if held >= wanted else "open" if today < after else "reminder"
        rows.append(Quarter(number, held, wanted, state))
    return rows


@dataclass(frozen=True, slots=True)
class Lacking:
    """A paper the archive has not got yet: its kind, and the session it belongs to, None for one of the year."""

    kind: str
    session: int | None = None


def lacking(
    sessions: Sequence[int], papers: Mapping[int | None, set[str]], yearly: Sequence[str], each: Sequence[str]
) -> list[Lacking]:
    """Return what the archive of a year has not got yet; `papers` are the kinds there, by session (None: of the year).

    A reminder only: outlines, reflections and reports are filed where they were written, and nobody counts them.
    """
    missing = [Lacking(kind) for kind in yearly if kind not in papers.get(None, set())]
    for session in sessions:
        missing += [Lacking(kind, session) for kind in each if kind not in papers.get(session, set())]
    return missing
