"""Hours of study: what a session counts, which norm applies to whom, and how far it is reached. Plain Python.

Only what an organiser registered and a second person confirmed counts (rules.md §6.2 item 5): nothing here knows of
platforms or of time online.
"""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from tongpin.records.study_plans.rules import days_of, has_title, title_list
from tongpin.standards.rules import Norm

from .enums import Outcome, Reason

ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class Studied:
    """A session one person took part in, or made up for.

    `on` is the day that counts: of the session, or on which it was made up. `hours` are those of the record (None: it
    says none), `counted` the hours of study they come to.
    """

    activity_id: int
    kind: str
    title: str
    unit_name: str
    on: dt.date
    hours: Decimal | None
    counted: Decimal
    made_up: bool = False


@dataclass(frozen=True, slots=True)
class Hours:
    """What one person studied in a year, oldest first."""

    sessions: tuple[Studied, ...] = ()

    @property
    def total(self) -> Decimal:
        """Return the hours of study of the year."""
        return sum((one.counted for one in self.sessions), ZERO)


def study_hours(hours: Decimal | None, starts_on: dt.date, ends_on: dt.date | None, norm: Norm | None) -> Decimal:
    """Return the hours of study a record's hours per person come to, by the conversion in force (EDU.折算).

    An hour counts as the norm says; a day counts no more than a whole day. A record that says no hours counts none:
    nothing is guessed. Without a conversion an hour counts as one.
    """
    if hours is None or hours <= 0:
        return ZERO
    if norm is None:
        return hours
    counted = hours * number(norm, "hours_per_hour", 1)
    most = number(norm, "hours_per_day", 0) * days_of(starts_on, ends_on)
    return min(counted, Decimal(most)) if most else counted


def number(norm: Norm, name: str, default: int) -> int:
    """Return a numeric parameter of a norm."""
    value = norm.params.get(name, default)
    return value if isinstance(value, int) and not isinstance(value, bool) else default


def counts(kind: str, norm: Norm | None) -> bool:
    """Say whether a kind of activity is counted by a norm that lists kinds (EDU.计入, EDU.集中培训)."""
    return norm is not None and kind in title_list(norm.params.get("counted_kinds"))


def applies_on(norm: Norm | None, day: dt.date) -> bool:
    """Say whether a norm holds on a day: within its own dates, or continued locally by the officer after its end.

    2019—2023年全国党员教育培训工作规划 ended on 2023-12-31; whether something follows it is not known (rules.md §13).
    """
    if norm is None or day < norm.effective_from:
        return False
    return norm.effective_to is None or day <= norm.effective_to or norm.params.get("continued_locally") is True


def role_under(norm: Norm | None, titles: Sequence[str]) -> str:
    """Return the first of somebody's posts a norm names in its `role_titles`, "" where it names none."""
    if norm is None:
        return ""
    wanted, others = title_list(norm.params.get("role_titles")), title_list(norm.params.get("other_titles"))
    return next((one for one in titles if has_title(one, wanted) and not has_title(one, others)), "")


@dataclass(frozen=True, slots=True)
class Requirement:
    """The norm of a year for one person: for leading posts while that norm holds, else for every member.

    `role` is the post it rests on. `ended` is the norm for leading posts where it has ended for somebody who has one.
    """

    norm: Norm | None
    role: str = ""
    ended: Norm | None = None

    @property
    def hours(self) -> int:
        """Return the hours wanted, 0 without a norm."""
        return (self.norm.min or 0) if self.norm is not None else 0


def requirement(member: Norm | None, leading: Norm | None, titles: Sequence[str], day: dt.date) -> Requirement:
    """Return the norm of hours for somebody who holds these posts on `day` (EDU.党员学时, EDU.书记班子学时)."""
    role = role_under(leading, titles)
    if role and applies_on(leading, day):
        return Requirement(leading, role)
    general = member if applies_on(member, day) else None
    over = leading is not None and leading.effective_to is not None and day > leading.effective_to
    return Requirement(general, role, leading if role and over else None)


@dataclass(frozen=True, slots=True)
class Verdict:
    """How far the norm of a year is reached: `missing` hours, or the reason why it does not apply."""

    outcome: Outcome
    missing: Decimal = ZERO
    reason: Reason | None = None


def verdict(wanted: Requirement, total: Decimal, *, exempt: bool, whole_year: bool) -> Verdict:
    """Judge the hours of a year.

    Who is exempt (《中国共产党党员教育管理工作条例》第二十三条) owes nothing. The norm is one of a whole year and no
    document divides it by months: who came to the roll during the year has reached it, or it does not apply.
    """
    if exempt:
        return Verdict(Outcome.NOT_APPLICABLE, reason=Reason.EXEMPT)
    if wanted.norm is None:
        return Verdict(Outcome.NOT_APPLICABLE, reason=Reason.NO_NORM)
    if total >= wanted.hours:
        return Verdict(Outcome.REACHED)
    if not whole_year:
        return Verdict(Outcome.NOT_APPLICABLE, reason=Reason.PART_YEAR)
    return Verdict(Outcome.MISSING, wanted.hours - total)


def months_after(day: dt.date, months: int) -> dt.date:
    """Return the day so many months later, the month's last where it has no such day."""
    ordinal = day.year * 12 + day.month - 1 + months
    year, month = ordinal // 12, ordinal % 12 + 1
    return dt.date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


@dataclass(frozen=True, slots=True)
class Training:
    """A training that a norm wants of somebody: done, or not yet, and until when."""

    norm: Norm
    until: dt.date
    done_on: dt.date | None


def yearly_training(
    norm: Norm | None, titles: Sequence[str], sessions: Sequence[Studied], day: dt.date
) -> Training | None:
    """Return whether somebody in a leading post took part in a training this year; None where nothing wants it."""
    if norm is None or not applies_on(norm, day) or not role_under(norm, titles):
        return None
    done = [one.on for one in sessions if counts(one.kind, norm) and one.on.year == day.year]
    enough = len(done) >= (norm.min or 1)
    return Training(norm, dt.date(day.year, 12, 31), done[0] if enough else None)


def training_of_new(
    norm: Norm | None, title: str, since: dt.date | None, sessions: Sequence[Studied]
) -> Training | None:
    """Return whether a new secretary was trained in time; None where the post is no such, or its first day unknown."""
    if norm is None or since is None or not applies_on(norm, since) or not role_under(norm, [title]):
        return None
    until = months_after(since, number(norm, "within_months", 0))
    done = [one.on for one in sessions if counts(one.kind, norm) and since <= one.on <= until]
    return Training(norm, until, done[0] if done else None)


def by_outcome(verdicts: Sequence[Verdict]) -> Mapping[Outcome, int]:
    """Return how many persons have reached the norm, have not yet, and to how many it does not apply."""
    found = dict.fromkeys(Outcome, 0)
    for one in verdicts:
        found[one.outcome] += 1
    return found
