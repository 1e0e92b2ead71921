"""Meetings as one reader may see them.

Names are masked outside the branch, reasons of absence and the discussion are told only to those who see names.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from tongpin.foundation.access.access.declared import SEE_NAMES
from tongpin.foundation.kernel import clock
from tongpin.foundation.kernel.text import people
from tongpin.foundation.people.models import Account
from tongpin.foundation.people.rules import mask_name
from tongpin.foundation.ui.rules import Quote
from tongpin.foundation.units.models import Unit
from tongpin.projects.tasks.models import Task
from tongpin.records.activities.models import Activity
from tongpin.records.activities.views.shown import date_text, people_text, where
from tongpin.standards.queries import catalogue
from tongpin.standards.rules import ActivityKind, Norm

from ..enums import AbsenceReason, Verdict
from ..models import Meeting
from ..notices import missing_labels
from ..queries.minutes import decisions_of, minutes_of, said_by
from ..queries.roll import norm_among
from ..rules.ledger import Note, read_note
from ..rules.minutes import Minutes, Moved, lines, members_present, missing
from ..rules.votes import least_for, least_present, verdict

TONES = {"carried": "confirmed", "lost": "late", "no_quorum": "late", "counted": "open"}


def sees_names(account: Account, unit: Unit) -> bool:
    """Say whether the reader sees who the members of the unit are. No query."""
    return SEE_NAMES.can_in(account, unit)


def names(text: str, *, clear: bool) -> str:
    """Return names as the reader may see them."""
    return text if clear else "、".join(mask_name(name) for name in people(text))


def absent(minutes: Minutes, note: Note, *, clear: bool) -> str:
    """Return who was absent and why; only how many to those who may not see names."""
    if minutes.absent:
        if not clear:
            return _("%(n)s absent") % {"n": len(minutes.absent)}
        return "、".join(_away(one.name, one.reason) for one in minutes.absent)
    return note.absent if clear or not note.absent else _("yes, by name in the branch's ledger")


def _away(name: str, reason: str) -> str:
    return f"{name}（{AbsenceReason(reason).label}）" if reason else name


@dataclass(frozen=True)
class Vote:
    """A motion with what became of it."""

    moved: Moved
    code: str

    @property
    def label(self) -> str:
        """Return what became of it, in words."""
        return str(Verdict(self.code).label)

    @property
    def tone(self) -> str:
        """Return the state the badge takes its sign from."""
        return TONES[self.code]

    @property
    def text(self) -> str:
        """Return the motion with its votes and what became of it, for papers and ledgers."""
        tally = self.moved.tally
        return _("%(motion)s: for %(yes)s, against %(no)s, abstained %(abstained)s, %(verdict)s") % {
            "motion": self.moved.text,
            "yes": tally.votes_for,
            "no": tally.votes_against,
            "abstained": tally.abstained,
            "verdict": self.label,
        }


def votes(minutes: Minutes, norm: Norm | None) -> list[Vote]:
    """Return the motions, judged by the norm of the day."""
    return [
        Vote(one, verdict(norm, one.tally, entitled=minutes.entitled, present=minutes.voters))
        for one in minutes.motions
    ]


@dataclass(frozen=True)
class Quorum:
    """Whether a meeting could vote: how many had to be there, how many were."""

    entitled: int
    present: int
    needed: int
    majority: int | None

    @property
    def held(self) -> bool:
        """Return whether enough were there."""
        return self.present >= self.needed


def quorum(minutes: Minutes, norm: Norm | None) -> Quorum | None:
    """Return the quorum, None where no norm asks for one or nobody knows the numbers."""
    if norm is None or minutes.entitled is None or minutes.voters is None:
        return None
    needed = least_present(norm, minutes.entitled)
    return (
        None if needed is None else Quorum(minutes.entitled, minutes.voters, needed, least_for(norm, minutes.entitled))
    )


def quote(norm: Norm) -> Quote:
    """Return a norm as the component for quotes shows it."""
    source = norm.source_name if norm.local else f"《{norm.source_name}》"
    return Quote(
        norm.quote or norm.title,
        source,
        norm.article,
        norm.issued.isoformat(),
        verified=not norm.needs_review,
        strict=norm.strictness == "must",
    )


@dataclass(frozen=True)
class Decision:
    """A decision and how its task stands."""

    task: Task
    late: bool

    @property
    def state(self) -> str:
        """Return the state the badge takes its sign from."""
        return "late" if self.late else {"open": "planned", "done": "confirmed"}.get(self.task.state, "cancelled")

    @property
    def label(self) -> str:
        """Return the state in words."""
        return _("Late") if self.late else self.task.get_state_display()


def decisions(tasks: Sequence[Task]) -> list[Decision]:
    """Return decisions with the state of their tasks."""
    return [Decision(one, one.late(clock.today())) for one in tasks]


@dataclass(frozen=True)
class Sheet:
    """The minutes of one meeting, ready to be shown, printed or written to Word."""

    activity: Activity
    meeting: Meeting | None
    minutes: Minutes
    facts: list[tuple[str, Any]]
    agenda: list[str]
    summary: list[str]
    discussion: list[str]
    resolutions: list[str]
    votes: list[Vote]
    quorum: Quorum | None
    rule: Quote | None
    missing: list[str]
    decisions: list[Decision]
    also: str
    clear: bool


def sheet(account: Account, activity: Activity, meeting: Meeting | None) -> Sheet:
    """Put the minutes of an activity together as the reader may see them."""
    clear, content = sees_names(account, activity.unit), said_by(activity)
    minutes = minutes_of(meeting) if meeting is not None else Minutes()
    known, norms = catalogue(activity.starts_on)
    note, norm = read_note(activity.note), norm_among(activity.kind, known, norms)
    twin_kind = activity.twin_kind  # type: ignore[attr-defined] # annotated by queries.minutes.meetings
    present = "、".join(one.name for one in members_present(content, minutes))
    facts = [
        (_("Name of the meeting"), _name(activity.kind, known)),
        (_("Number of the meeting"), minutes.number),
        (_("Form of the Party day"), minutes.form),
        (_("Unit"), activity.unit.name),
        (_("Day and time"), date_text(activity)),
        (_("Where"), where(activity)),
        (_("In the chair"), names(minutes.chair or activity.host, clear=clear)),
        (_("Took the minutes"), names(minutes.recorder or note.recorder, clear=clear)),
        (_("Expected and present"), people_text(activity)),
        (_("Present, by name"), names(present, clear=clear)),
        (_("Absent, and why"), absent(minutes, note, clear=clear)),
        (_("Guests"), names("、".join(one.name for one in minutes.guests), clear=clear)),
    ]
    lacking = missing(content, minutes) if meeting is not None else []
    return Sheet(
        activity=activity,
        meeting=meeting,
        minutes=minutes,
        facts=[(name, value) for name, value in facts if value],
        agenda=lines(minutes.agenda),
        summary=lines(minutes.summary or note.text),
        discussion=lines(minutes.discussion) if clear else [],
        resolutions=lines(minutes.resolutions),
        votes=votes(minutes, norm),
        quorum=quorum(minutes, norm),
        rule=quote(norm) if norm is not None else None,
        missing=[missing_labels()[code] for code in lacking],
        decisions=decisions(list(decisions_of([activity]))),
        also=_name(twin_kind, known) if twin_kind else "",
        clear=clear,
    )


def _name(kind: str, known: Mapping[str, ActivityKind]) -> str:
    return known[kind].name if kind in known else kind


def earlier(content: Mapping[str, Any], *, clear: bool) -> list[tuple[str, str]]:
    """Return what minutes said before a change, as name and value; names as the reader may see them."""
    votes = [
        f"{one['text']} {one['tally']['votes_for']}/{one['tally']['votes_against']}/{one['tally']['abstained']}"
        for one in content["motions"]
    ]
    away = "、".join(one["name"] for one in content["absent"])
    rows = [
        (_("Number of the meeting"), content["number"]),
        (_("In the chair"), names(content["chair"], clear=clear)),
        (_("Took the minutes"), names(content["recorder"], clear=clear)),
        (_("Agenda"), content["agenda"]),
        (_("What was dealt with"), content["summary"]),
        (_("Main points of the discussion, dissent included"), content["discussion"] if clear else ""),
        (_("Resolutions"), content["resolutions"]),
        (_("Votes"), "；".join(votes)),
        (_("Absent, and why"), names(away, clear=clear)),
        (_("Guests"), names("、".join(one["name"] for one in content["guests"]), clear=clear)),
    ]
    return [(name, value) for name, value in rows if value]
