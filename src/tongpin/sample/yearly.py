"""Two years of the branches' yearly cycle, and who talked with whom in two of them; the running year only begun."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Sequence

from tongpin.foundation.kernel import clock
from tongpin.foundation.people.models import Account, Person
from tongpin.foundation.units.enums import Standing, UnitKind
from tongpin.foundation.units.models import Membership, Unit
from tongpin.foundation.units.queries import posts
from tongpin.records.activities.actions import confirm_activity
from tongpin.records.activities.enums import Status
from tongpin.records.activities.models import Activity
from tongpin.records.activities.rules import Content, RosterEntry
from tongpin.records.conversations.actions import record_conversations
from tongpin.records.conversations.enums import Way
from tongpin.records.conversations.models import Conversation
from tongpin.records.reviews import actions as cycle
from tongpin.records.reviews.enums import DecidedIn, Grade
from tongpin.records.reviews.models import Review
from tongpin.records.reviews.queries import appraised_in_order, heads, roll_in_order, share_of
from tongpin.records.reviews.rules import Ballots, Tally

from .organisation import BRANCH, OTHER_BRANCH
from .vocabulary import YEARS

REMEDIES = ("按季公开党费收缴情况", "党员领学每月轮换一人", "联系点走访记录当月归档")
ONE_DAY = dt.timedelta(days=1)


def build(*, by: Account, officer: Account) -> None:
    """Enter the cycles and talks once; `officer` confirms the meetings as the second person.

    The hall's meeting of the first year was held in the January after it; one branch has not begun the second year.
    """
    if Review.objects.exists():
        return
    branches = list(Unit.objects.filter(kind=UnitKind.BRANCH, valid_to=None).order_by("path"))
    for year in YEARS:
        for number, branch in enumerate(branches):
            if not (year == YEARS[-1] and number == len(branches) - 1):
                _year(by, officer, branch, year, number)
    for name in (BRANCH, OTHER_BRANCH):
        branch = Unit.objects.get(name=name)
        for year in (*YEARS, clock.today().year):
            _talks(by, branch, year)
    begun = cycle.open_review(by=by, unit=Unit.objects.get(name=BRANCH), year=clock.today().year)
    cycle.note_opinions(by=by, review=begun, on=clock.today(), number=6)


def _day(branch: Unit, year: int, number: int) -> dt.date:
    """Return the day of the organisational-life meeting: in the fourth quarter, once in the January after it."""
    if branch.name == BRANCH and year == YEARS[0]:
        return dt.date(year + 1, 1, 16)
    return dt.date(year, 11, 12) + 3 * number * ONE_DAY


def _year(by: Account, officer: Account, branch: Unit, year: int, number: int) -> None:
    review, day = cycle.open_review(by=by, unit=branch, year=year), _day(branch, year, number)
    roll = roll_in_order(branch, day)
    if not roll:
        return
    study = Activity.objects.filter(
        unit=branch, kind="party_day", status=Status.CONFIRMED, starts_on__year=year, starts_on__lt=day
    ).order_by("-starts_on", "pk")
    if (learned := study.first()) is not None:
        cycle.note_study(by=by, review=review, activity=learned)
    cycle.note_talks(by=by, review=review, on=day - 6 * ONE_DAY)
    cycle.note_opinions(by=by, review=review, on=day - 8 * ONE_DAY, number=8 + number)
    together = number % 2 == 0
    _meet(by, officer, review, roll, day, "org_life", together=together)
    if not together:
        _meet(by, officer, review, roll, day + 7 * ONE_DAY, "appraisal")
    _appraise(by, review, roll, random.Random(f"appraisal-{branch.name}-{year}"))  # noqa: S311 - a sample
    _put_right(by, review, roll, day)


def _meet(
    by: Account,
    officer: Account,
    review: Review,
    roll: Sequence[Membership],
    day: dt.date,
    kind: str,
    *,
    together: bool = False,
) -> None:
    name = "组织生活会" if kind == "org_life" else "民主评议党员"
    content = Content(
        kind=kind,
        title=f"{review.year}年度{name}",
        unit_id=review.unit_id,
        starts_on=day,
        time_text="14:30",
        place="党员活动室",
        expected=len(roll),
        attended=len(roll),
        roster=tuple(RosterEntry(row.person.name, row.person_id) for row in roll),
    )
    confirm_activity(
        by=officer, activity=cycle.record_meeting(by=by, review=review, content=content, together=together)
    )


def _appraise(by: Account, review: Review, roll: Sequence[Membership], dice: random.Random) -> None:
    """Count made-up ballots, and let the meeting grade as many excellent as the share allows."""
    review.refresh_from_db()
    full = [row.person for row in roll if row.standing == Standing.FULL]
    day = review.appraisal.starts_on if review.appraisal else clock.today()
    valid = len(roll)
    tallies = {}
    for person in full:
        excellent = dice.randint(valid // 3, valid - 1)
        tallies[person.pk] = Tally(excellent, valid - excellent)
    ballots = Ballots(valid, valid, valid, tallies)
    review = cycle.count_ballots(
        by=by, review=review, ballots=ballots, self_on=day, peer_on=day, version=review.version
    )
    rule, _norm = share_of(review)
    most = rule.most(heads(appraised_in_order(review))) if rule else 0
    chosen = {person.pk for person in dice.sample(full, most)}
    grades = {person.pk: Grade.EXCELLENT if person.pk in chosen else Grade.QUALIFIED for person in full}
    body = DecidedIn.COMMITTEE if review.unit.has_committee else DecidedIn.GENERAL
    decision = cycle.Decision(day + ONE_DAY, body, grades)
    cycle.decide_grades(by=by, review=review, decision=decision, version=review.version)


def _put_right(by: Account, review: Review, roll: Sequence[Membership], day: dt.date) -> None:
    """Give out two measures; the first is done."""
    for number, text in enumerate(REMEDIES[: 2 + review.year % 2]):
        person, due = roll[number % len(roll)].person, day + (60 + 30 * number) * ONE_DAY
        remedy = cycle.add_remedy(by=by, review=review, text=text, responsible=person, due=due)
        if number == 0:
            cycle.change_remedy(by=by, remedy=remedy, text=text, responsible=person, due=due, done_on=due - 5 * ONE_DAY)


def _talks(by: Account, branch: Unit, year: int) -> None:
    """Let the secretary talk with everyone, and members in twos; a few are missing, in the running year more."""
    today = clock.today()
    last = min(dt.date(year, 12, 20), today)
    begun = {row.person_id for row in roll_in_order(branch, dt.date(year, 1, 1))}  # nobody who came during the year
    roll = [row.person for row in roll_in_order(branch, last) if row.person_id in begun]
    heading = [post.person for post in posts(branch, last) if post.person in roll]
    if not heading or len(roll) < 2 or Conversation.objects.filter(unit=branch, held_on__year=year).exists():
        return
    dice = random.Random(f"talks-{branch.name}-{year}")  # noqa: S311 - a sample
    chief, others = heading[0], [person for person in roll if person not in heading]
    passed = last.timetuple().tm_yday / 366 if year == today.year else 1.0
    met = others[: int(len(others) * passed * 0.9)] if passed < 1 else others[:-1]
    for person in [*heading[1:], *met]:
        _talk(by, branch, chief, person, _some_day(dice, year, last))
    for one, other in zip(others[::2], others[1::2], strict=False):
        if passed == 1 or dice.random() < passed * 0.8:
            _talk(by, branch, one, other, _some_day(dice, year, last))


def _some_day(dice: random.Random, year: int, last: dt.date) -> dt.date:
    first = dt.date(year, 1, 1)
    return first + dice.randint(0, (last - first).days) * ONE_DAY


def _talk(by: Account, branch: Unit, one: Person, other: Person, day: dt.date) -> None:
    record_conversations(by=by, unit=branch, person=one, partners=[other], held_on=day, way=Way.FACE)
