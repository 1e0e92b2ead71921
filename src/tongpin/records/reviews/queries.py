"""Reading the yearly cycle; what compliance asks for is at the end."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from tongpin.foundation.kernel import clock
from tongpin.foundation.people.rules import stroke_key
from tongpin.foundation.units.enums import Standing, UnitKind
from tongpin.foundation.units.models import Membership, Unit
from tongpin.foundation.units.queries import exempt_persons, members
from tongpin.records.activities.enums import Status
from tongpin.records.activities.models import Activity
from tongpin.standards.queries import norms
from tongpin.standards.rules import Norm

from .enums import Gathering
from .models import Appraised, Review
from .rules import (
    APPRAISAL,
    ORG_LIFE,
    SHARE,
    TALLY,
    Called,
    Heads,
    ShareRule,
    Tally,
    last_day,
    latest_month,
    share_rule,
)

BRANCHES = (UnitKind.BRANCH,)
FIRST_YEAR = 2018
SAID = (
    "unit_id", "year", "study_id", "talks_on", "opinions_on", "opinions", "org_life_id", "appraisal_id", "self_on",
    "peer_on", "issued", "returned", "valid", "decided_on", "decided_in",
)  # fmt: skip
NORM_OF = {Gathering.ORG_LIFE.value: ORG_LIFE, Gathering.APPRAISAL.value: APPRAISAL}
STUDY_KINDS = Q(kind__startswith="study.") | Q(kind__in=["meeting.lecture", "meeting.general", "party_day"])


def whole() -> QuerySet[Review]:
    """Return cycles with their branch and meetings."""
    return Review.objects.select_related("unit", "study", "org_life", "appraisal")


def said(review: Review) -> dict[str, object]:
    """Return what a cycle says, for digest and history."""
    return {name: getattr(review, name) for name in SAID}


def norm_for(code: str, year: int) -> Norm | None:
    """Return a norm as it was in force at the end of the year a cycle counts for, today while that year runs."""
    return norms(judged_on(year)).get(code)


def judged_on(year: int) -> dt.date:
    """Return the day whose norms judge a year's cycle."""
    return min(dt.date(year, 12, 31), clock.today())


def is_held(activity: Activity | None) -> bool:
    """Say whether a meeting is there, was held and not taken back."""
    return activity is not None and activity.status in (Status.HELD, Status.CONFIRMED)


def is_live(activity: Activity | None) -> bool:
    """Say whether a meeting is there and not taken back; it may be only planned."""
    return activity is not None and activity.status != Status.CANCELLED


def candidates(review: Review, what: str, latest: int) -> QuerySet[Activity]:
    """Return the records that may be this meeting of the cycle: of its kind and branch, in its window, still free."""
    rows = Activity.objects.filter(
        kind=what,
        unit=review.unit_id,
        starts_on__gte=dt.date(review.year, 1, 1),
        starts_on__lte=last_day(review.year, latest),
    ).exclude(status=Status.CANCELLED)
    taken = Review.objects.exclude(pk=review.pk)
    for name in ("org_life", "appraisal"):
        rows = rows.exclude(pk__in=taken.exclude(**{name: None}).values(name))
    return rows.order_by("-starts_on", "-pk")


def studies(review: Review, latest: int) -> QuerySet[Activity]:
    """Return the branch's records of study in the cycle's window, latest first."""
    return (
        Activity.objects.filter(
            STUDY_KINDS,
            unit=review.unit_id,
            starts_on__gte=dt.date(review.year, 1, 1),
            starts_on__lte=last_day(review.year, latest),
        )
        .exclude(status=Status.CANCELLED)
        .order_by("-starts_on", "-pk")
    )


def roll_in_order(unit: Unit, day: dt.date) -> list[Membership]:
    """Return the roll of the branch on a day, in stroke order."""
    return sorted(members(unit, day), key=lambda row: (stroke_key(row.person.name), row.pk))


def called(roll: Iterable[Membership], day: dt.date) -> list[Called]:
    """Return the roll of a day as the rules see it."""
    exempt = exempt_persons(day)
    return [Called(row.person_id, row.standing == Standing.FULL, row.person_id in exempt) for row in roll]


def appraised_in_order(review: Review) -> list[Appraised]:
    """Return the members of a counted cycle in stroke order: names have an order, votes have none."""
    rows = review.appraised.select_related("person")
    return sorted(rows, key=lambda row: (stroke_key(row.person.name), row.person_id))


def tally_of(row: Appraised) -> Tally | None:
    """Return the totals of one member, None for one who was not appraised."""
    return None if row.excellent is None else Tally(**{name: getattr(row, name) for name in TALLY})


def heads(rows: Collection[Appraised]) -> Heads:
    """Return how many there were on the roll of the day, how many took part, how many are full members."""
    counted = sum(row.excellent is not None for row in rows)
    on_probation = sum(row.standing != Standing.FULL and not row.exempt for row in rows)
    return Heads(len(rows), counted + on_probation, sum(row.standing == Standing.FULL for row in rows))


def share_of(review: Review) -> tuple[ShareRule | None, Norm | None]:
    """Return how many may be excellent, by the norm of the cycle's year."""
    norm = norm_for(SHARE, review.year)
    return share_rule(norm), norm


@dataclass(frozen=True, slots=True)
class YearHeld:
    """A branch's cycle as compliance needs it; days are None where a meeting was not held or was taken back."""

    review_id: int
    org_life_on: dt.date | None
    org_life_id: int | None
    appraisal_on: dt.date | None
    appraisal_id: int | None
    decided_on: dt.date | None
    remedies: int
    remedies_done: int


def reviews_of(units: Sequence[Unit] | Sequence[int], year: int) -> dict[int, YearHeld]:
    """Return the cycles that count for `year` by the branch's key, whenever their meetings were held. One query.

    A branch that has not begun is not among them.
    """
    rows = Review.objects.filter(unit__in=units, year=year).select_related("org_life", "appraisal")
    rows = rows.annotate(
        remedies_all=Count("remedies"), remedies_done=Count("remedies", filter=Q(remedies__done_on__isnull=False))
    )
    return {row.unit_id: _year_held(row, row.remedies_all, row.remedies_done) for row in rows}


def _year_held(row: Review, remedies: int, done: int) -> YearHeld:
    org_life = row.org_life if is_held(row.org_life) else None
    appraisal = row.appraisal if is_held(row.appraisal) else None
    return YearHeld(
        row.pk,
        org_life.starts_on if org_life else None,
        org_life.pk if org_life else None,
        appraisal.starts_on if appraisal else None,
        appraisal.pk if appraisal else None,
        row.decided_on,
        remedies,
        done,
    )


def attributed_years(activity_ids: Collection[int]) -> dict[int, int]:
    """Return the year each meeting counts for by its cycle (归属年度). One query.

    Meetings without a cycle are left out. A meeting of January that counts for the year before has that year here.
    """
    rows = Review.objects.filter(Q(org_life__in=activity_ids) | Q(appraisal__in=activity_ids))
    wanted, found = set(activity_ids), {}
    for year, *meetings in rows.values_list("year", "org_life", "appraisal"):
        found.update(dict.fromkeys(wanted & set(meetings), year))
    return found


def last_day_of(year: int, what: str = Gathering.ORG_LIFE.value) -> dt.date:
    """Return the last day on which a meeting still counts for `year`: until then a branch without one is not late."""
    return last_day(year, latest_month(norm_for(NORM_OF[what], year)))
