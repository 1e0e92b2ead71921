"""The cycle and its steps: one for each branch and year, meetings in their window, nothing of what was said."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.conftest import MakeAccount
from tests.records.reviews.conftest import JANUARY, counted, meeting_of, member
from tongpin.foundation.access.enums import Role
from tongpin.foundation.audit.models import Event
from tongpin.foundation.kernel import clock
from tongpin.foundation.kernel.errors import NotAllowed, UserError
from tongpin.foundation.people.models import Account, Person
from tongpin.foundation.units.models import Unit
from tongpin.records.activities.actions import cancel_activity, record_activity
from tongpin.records.activities.models import Activity
from tongpin.records.reviews.actions import (
    add_remedy,
    change_remedy,
    link_meeting,
    note_opinions,
    note_study,
    note_talks,
    open_review,
    record_meeting,
)
from tongpin.records.reviews.models import Remedy, Review
from tongpin.records.reviews.queries import attributed_years, last_day_of, reviews_of
from tongpin.standards.actions import change_entry
from tongpin.standards.enums import EntryType
from tongpin.standards.rules import shipped

pytestmark = pytest.mark.django_db


def test_cycle_is_one_for_each_branch_and_year(secretary: Account, branch: Unit, review: Review) -> None:
    assert open_review(by=secretary, unit=branch, year=2024) == review
    assert Event.objects.filter(action="review.open").count() == 1
    assert open_review(by=secretary, unit=branch, year=2025) != review


def test_cycle_of_a_year_to_come_or_of_another_unit_is_refused(
    officer: Account, branch: Unit, committee: Unit, catalogue: None
) -> None:
    with pytest.raises(UserError, match="尚未开始"):
        open_review(by=officer, unit=branch, year=clock.today().year + 1)
    with pytest.raises(UserError, match="条例"):
        open_review(by=officer, unit=branch, year=2017)
    with pytest.raises(UserError, match="按党支部"):
        open_review(by=officer, unit=committee, year=2024)


def test_meeting_of_january_counts_for_the_year_before(
    secretary: Account, branch: Unit, review: Review, gathering: Activity
) -> None:
    review.refresh_from_db()
    assert review.org_life == review.appraisal == gathering
    assert attributed_years([gathering.pk, 999]) == {gathering.pk: 2024}
    held = reviews_of([branch], 2024)[branch.pk]
    assert (held.org_life_on, held.appraisal_on, held.org_life_id) == (JANUARY, JANUARY, gathering.pk)
    assert reviews_of([branch], 2025) == {}
    assert last_day_of(2024) == dt.date(2025, 3, 31)
    other = open_review(by=secretary, unit=branch, year=2025)
    with pytest.raises(UserError, match="已计入另一年度"):
        link_meeting(by=secretary, review=other, activity=gathering)


@pytest.mark.parametrize("day", [dt.date(2025, 4, 1), dt.date(2023, 12, 31)])
def test_meeting_outside_the_window_is_refused_whole(
    secretary: Account, branch: Unit, review: Review, day: dt.date
) -> None:
    with pytest.raises(UserError, match=r"2025-03-31.*中国共产党支部工作条例（试行）》第十七条"):
        record_meeting(by=secretary, review=review, content=meeting_of(branch, day))
    assert not Activity.objects.exists()


def test_window_is_the_catalogues(officer: Account, secretary: Account, branch: Unit, review: Review) -> None:
    body = next(one for one in shipped("norms") if one["code"] == "ORG.组织生活会")
    change_entry(
        by=officer, type_=EntryType.NORM, body={**body, "params": {"latest_month": 0}}, reason="本地从严",
        valid_from=dt.date(2024, 1, 1),
    )  # fmt: skip
    with pytest.raises(UserError, match="2024-12-31"):
        record_meeting(by=secretary, review=review, content=meeting_of(branch))
    assert last_day_of(2023) == dt.date(2024, 3, 31)


def test_existing_record_is_taken_and_its_kind_matters(
    secretary: Account, officer: Account, branch: Unit, sibling: Unit, review: Review
) -> None:
    meeting = record_activity(by=secretary, content=meeting_of(branch, kind="appraisal"))
    with pytest.raises(UserError, match="不是组织生活会"):
        link_meeting(by=secretary, review=review, activity=meeting, together=True)
    party_day = record_activity(by=secretary, content=meeting_of(branch, kind="party_day"))
    with pytest.raises(UserError, match="不是组织生活会"):
        link_meeting(by=secretary, review=review, activity=party_day)
    foreign = record_activity(by=officer, content=meeting_of(sibling))
    with pytest.raises(UserError, match="其他支部"):
        link_meeting(by=secretary, review=review, activity=foreign)
    link_meeting(by=secretary, review=review, activity=meeting)
    review.refresh_from_db()
    assert (review.appraisal, review.org_life) == (meeting, None)
    another = record_activity(by=secretary, content=meeting_of(branch, dt.date(2025, 1, 16), "appraisal"))
    with pytest.raises(UserError, match="已有这项会议"):
        link_meeting(by=secretary, review=review, activity=another)


def test_meeting_taken_back_makes_room_and_counts_no_more(
    secretary: Account, branch: Unit, review: Review, gathering: Activity
) -> None:
    cancel_activity(by=secretary, activity=gathering, reason="重复登记")
    held = reviews_of([branch], 2024)[branch.pk]
    assert (held.org_life_on, held.appraisal_on) == (None, None)
    again = record_meeting(by=secretary, review=review, content=meeting_of(branch, dt.date(2025, 1, 20)))
    assert reviews_of([branch], 2024)[branch.pk].org_life_id == again.pk


def test_planned_meeting_is_no_meeting_yet(secretary: Account, branch: Unit, full: list[Person]) -> None:
    this = clock.today().year
    review = open_review(by=secretary, unit=branch, year=this)
    content = meeting_of(branch, dt.date(this, 12, 20))
    record_meeting(by=secretary, review=review, content=content, planned=True)
    assert reviews_of([branch], this)[branch.pk].org_life_on is None


def test_steps_before_the_meeting_are_noted_without_names(
    secretary: Account, branch: Unit, review: Review, gathering: Activity
) -> None:
    study = record_activity(by=secretary, content=meeting_of(branch, dt.date(2024, 12, 1), "party_day"))
    note_study(by=secretary, review=review, activity=study)
    note_talks(by=secretary, review=review, on=dt.date(2024, 12, 5))
    note_opinions(by=secretary, review=review, on=dt.date(2024, 12, 6), number=14)
    review.refresh_from_db()
    assert (review.study, review.talks_on, review.opinions) == (study, dt.date(2024, 12, 5), 14)
    with pytest.raises(UserError, match="不是本支部本年度的学习"):
        note_study(by=secretary, review=review, activity=gathering)
    with pytest.raises(UserError):
        note_talks(by=secretary, review=review, on=clock.today() + dt.timedelta(days=1))


def test_each_write_renews_version_and_digest(secretary: Account, review: Review) -> None:
    before = (review.version, review.digest)
    note_opinions(by=secretary, review=review, on=dt.date(2024, 12, 6), number=14)
    review.refresh_from_db()
    assert review.version == before[0] + 1
    assert review.digest != before[1]


def test_remedies_follow_the_meeting(
    secretary: Account, review: Review, branch: Unit, full: list[Person], operator: Account, sibling: Unit
) -> None:
    due = dt.date(2025, 6, 30)
    add = {"by": secretary, "review": review, "text": "每季度公开一次党费收缴", "responsible": full[0], "due": due}
    with pytest.raises(UserError, match="组织生活会还没有召开"):
        add_remedy(**add)
    record_meeting(by=secretary, review=review, content=meeting_of(branch))
    remedy = add_remedy(**add)
    assert add_remedy(**add) == remedy
    with pytest.raises(UserError, match="不能早于组织生活会"):
        add_remedy(**{**add, "due": dt.date(2025, 1, 14)})
    with pytest.raises(UserError, match="请写明整改措施"):
        add_remedy(**{**add, "text": " "})
    with pytest.raises(UserError, match="应是本支部党员"):
        add_remedy(**{**add, "responsible": member(operator, sibling, "外人甲")})
    change = {"by": secretary, "remedy": remedy, "text": remedy.text, "responsible": full[0], "due": due}
    assert not change_remedy(**change, done_on=None)
    assert change_remedy(**change, done_on=dt.date(2025, 6, 1))
    held = reviews_of([branch], 2024)[branch.pk]
    assert (held.remedies, held.remedies_done) == (1, 1)
    with pytest.raises(UserError, match="不能早于"):
        change_remedy(**change, done_on=dt.date(2025, 1, 1))
    assert Remedy.objects.get().done_on == dt.date(2025, 6, 1)


@pytest.mark.parametrize("role", [Role.MEMBER, Role.LEADER, Role.AUDITOR])
def test_others_write_nothing(make_account: MakeAccount, branch: Unit, review: Review, role: Role) -> None:
    other = make_account(role, branch)
    with pytest.raises(NotAllowed):
        open_review(by=other, unit=branch, year=2024)
    with pytest.raises(NotAllowed):
        note_talks(by=other, review=review, on=JANUARY)
    with pytest.raises(NotAllowed):
        record_meeting(by=other, review=review, content=meeting_of(branch))


def test_secretary_of_another_branch_writes_nothing(
    make_account: MakeAccount, sibling: Unit, branch: Unit, review: Review, full: list[Person], gathering: Activity
) -> None:
    other = make_account(Role.SECRETARY, sibling)
    with pytest.raises(NotAllowed):
        link_meeting(by=other, review=review, activity=gathering)
    with pytest.raises(NotAllowed):
        counted(other, review, full)


def test_compliance_asks_once_for_many_branches(
    secretary: Account, officer: Account, branch: Unit, sibling: Unit, review: Review, gathering: Activity
) -> None:
    second = open_review(by=officer, unit=sibling, year=2024)
    other = record_meeting(by=officer, review=second, content=replace(meeting_of(sibling), title="会"))
    with CaptureQueriesContext(connection) as asked:
        assert set(reviews_of([branch, sibling], 2024)) == {branch.pk, sibling.pk}
        assert attributed_years([gathering.pk, other.pk]) == {gathering.pk: 2024, other.pk: 2024}
    assert len(asked) == 2
