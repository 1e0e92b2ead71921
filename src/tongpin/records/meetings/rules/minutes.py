"""What minutes say, and what stands against them."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, replace

from tongpin.foundation.kernel.canonical import canonical
from tongpin.records.activities.rules import Content, RosterEntry

from .roll import Roll
from .votes import Tally

_SPAN = re.compile(r"^\s*(\d{1,2})[:：](\d{2})(?:\s*\D{1,2}\s*(\d{1,2})[:：](\d{2}))?\s*$")
_ALONE = ("party_day", "org_life", "appraisal")
_FAMILIES = ("meeting.", "study.")


def has_minutes(kind: str) -> bool:
    """Say whether minutes may be kept of a kind of activity."""
    return kind in _ALONE or kind.startswith(_FAMILIES)


def has_speaker(kind: str) -> bool:
    """Say whether the host of such an activity is who speaks, not who is in the chair."""
    return kind in {"meeting.lecture", "study.tutorial", "study.report"}


@dataclass(frozen=True, slots=True)
class Away:
    """Somebody on the roll who was not there, with the code of the reason; `exempt` as the roll said on the day."""

    person_id: int
    name: str
    reason: str = ""
    exempt: bool = False


@dataclass(frozen=True, slots=True)
class Moved:
    """A motion and its votes."""

    text: str
    tally: Tally


@dataclass(frozen=True, slots=True)
class Decided:
    """A decision somebody has to carry out by a day: it becomes a task."""

    text: str
    due_on: dt.date
    unit_id: int
    owner_id: int | None = None


@dataclass(frozen=True, slots=True)
class Minutes:
    """What is kept of a meeting beside its activity; everything is optional.

    Who was there stands in the roster of the activity, guests (列席) included; `guests` says which of the roster they
    are. `agenda` and `resolutions` are lines. `entitled` and `voters` are those with a vote who should be there and who
    were: counted from the roll where it is complete, else typed; `voteless` are members who have none for now.
    `number` is 届次/期次 as the branch writes it, `form` the form (形式) of a Party day.
    """

    number: str = ""
    form: str = ""
    chair: str = ""
    recorder: str = ""
    agenda: str = ""
    summary: str = ""
    discussion: str = ""
    resolutions: str = ""
    absent: tuple[Away, ...] = ()
    guests: tuple[RosterEntry, ...] = ()
    motions: tuple[Moved, ...] = ()
    entitled: int | None = None
    voters: int | None = None
    voteless: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Problem:
    """Why minutes cannot stand: a code the caller puts into words, and whom or what it concerns."""

    code: str
    who: str = ""


def times(text: str) -> tuple[dt.time | None, dt.time | None]:
    """Return beginning and end of a meeting from the time as written ("14:30-16:05"); None for what it does not say."""
    match = _SPAN.match(text)
    if match is None:
        return None, None
    hours = [(int(h), int(m)) for h, m in (match.group(1, 2), match.group(3, 4)) if h is not None]
    if any(hour > 23 or minute > 59 for hour, minute in hours):
        return None, None
    begin, *end = (dt.time(hour, minute) for hour, minute in hours)
    return begin, (end[0] if end else None)


def members_present(content: Content, minutes: Minutes) -> list[RosterEntry]:
    """Return those of the roster who are no guests."""
    return [one for one in content.roster if one not in minutes.guests]


def problems(content: Content, minutes: Minutes, roll: Roll, *, held: bool) -> Iterator[Problem]:
    """Yield what stands against minutes, whoever writes them."""
    begin, end = times(content.time_text)
    if begin is not None and end is not None and end <= begin:
        yield Problem("ends_before_it_begins", content.time_text)
    present = members_present(content, minutes)
    for one in present if roll.people else ():
        if roll.named(one.person_id) is None:
            yield Problem("not_on_the_roll", one.name)
    here = {one.person_id for one in content.roster if one.person_id is not None}
    for away in minutes.absent:
        if away.person_id in here:
            yield Problem("absent_and_present", away.name)
        elif roll.named(away.person_id) is None:
            yield Problem("absent_from_no_roll", away.name)
    if roll.closed and not present and (content.attended or 0) > len(roll.people):
        yield Problem("more_than_members", str(len(roll.people)))
    if minutes.entitled is not None and minutes.voters is not None and minutes.voters > minutes.entitled:
        yield Problem("more_voters_than_entitled", str(minutes.entitled))
    voters = minutes.voters if minutes.voters is not None else content.attended
    for motion in minutes.motions:
        if voters is not None and held and motion.tally.cast > voters:
            yield Problem("more_votes_than_voters", motion.text)


def missing(content: Content, minutes: Minutes) -> list[str]:
    """Return codes of what minutes usually hold (REC.会议记录) and these lack: a reminder, never a refusal."""
    begin, end = times(content.time_text)
    lacking = {
        "times": begin is None or end is None,
        "place": not content.place and content.venue_id is None,
        "chair": not minutes.chair,
        "recorder": not minutes.recorder,
        "agenda": not minutes.agenda,
        "summary": not minutes.summary,
        "roster": not content.roster,
        "reasons": any(not one.reason and not one.exempt for one in minutes.absent),
    }
    return [code for code, lacks in lacking.items() if lacks]


def lines(text: str) -> list[str]:
    """Return the lines of a text that say something."""
    return [line.strip() for line in text.splitlines() if line.strip()]


def as_json(minutes: Minutes) -> dict[str, object]:
    """Return minutes as plain JSON, for the history."""
    plain: dict[str, object] = json.loads(canonical(asdict(minutes)))
    return plain


def without_person(minutes: Minutes, person_id: int, old: str, new: str) -> Minutes:
    """Return minutes with a person's name replaced wherever it surely is theirs: their own rows, chair and recorder."""

    def swap(name: str) -> str:
        return new if name == old else name

    def away(rows: Sequence[Away]) -> tuple[Away, ...]:
        return tuple(replace(one, name=new) if one.person_id == person_id else one for one in rows)

    return replace(
        minutes,
        chair=swap(minutes.chair),
        recorder=swap(minutes.recorder),
        absent=away(minutes.absent),
        guests=tuple(replace(one, name=new) if one.person_id == person_id else one for one in minutes.guests),
    )
