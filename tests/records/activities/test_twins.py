"""One gathering under two purposes: entered once, counted once under each."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from tongpin.foundation.kernel.errors import UserError
from tongpin.foundation.people.models import Account
from tongpin.foundation.units.models import Unit
from tongpin.records.activities.actions import (
    Incoming,
    attach_evidence,
    cancel_activity,
    confirm_activity,
    confirm_many,
    correct_activity,
    correct_many,
    hold_activity,
    pair_activity,
    part_activity,
    record_activity,
)
from tongpin.records.activities.enums import Grade, Status
from tongpin.records.activities.models import Activity
from tongpin.records.activities.queries import content_of, twin_of, waiting_for_confirmation
from tongpin.records.activities.rules import Content, partners

pytestmark = pytest.mark.django_db
LECTURE = "meeting.lecture"


@pytest.fixture
def party_day(branch: Unit, catalogue: None) -> Content:
    day = dt.date(2025, 3, 5)
    return Content("party_day", "重温入党誓词", branch.pk, day, attended=9, expected=10, hours=Decimal(4))


@pytest.fixture
def first(secretary: Account, party_day: Content) -> Activity:
    return record_activity(by=secretary, content=party_day)


@pytest.fixture
def twin(secretary: Account, first: Activity) -> Activity:
    return pair_activity(by=secretary, activity=first, kind=LECTURE)


@pytest.mark.parametrize(
    ("pairs", "kind", "found"),
    [
        ("a+b、a+c", "a", ("b", "c")),
        ("a+b、a+c", "c", ("a",)),
        ("a+b", "d", ()),
        ("", "a", ()),
        ("a", "a", ()),
        ("a+b、b+a", "a", ("b",)),
    ],
)
def test_partners_are_read_from_the_norm(pairs: str, kind: str, found: tuple[str, ...]) -> None:
    assert partners(pairs, kind) == found


def test_twin_says_the_same_and_has_no_hours(twin: Activity, first: Activity) -> None:
    said = content_of(twin)
    assert (said.kind, said.title, said.attended, said.hours) == (LECTURE, first.title, 9, None)
    assert said.purposes == ("ideology",)
    assert first.hours == Decimal(4)


def test_pairing_twice_changes_nothing(twin: Activity, first: Activity, secretary: Account) -> None:
    assert pair_activity(by=secretary, activity=first, kind=LECTURE) == twin
    assert Activity.objects.count() == 2


@pytest.mark.parametrize("kind", ["org_life", "volunteer", "party_day", "nothing"])
def test_purposes_that_may_not_go_together_are_refused(first: Activity, secretary: Account, kind: str) -> None:
    with pytest.raises(UserError, match="不能在一次活动中合并"):
        pair_activity(by=secretary, activity=first, kind=kind)
    assert Activity.objects.count() == 1


def test_third_purpose_is_refused(twin: Activity, first: Activity, secretary: Account) -> None:
    with pytest.raises(UserError):
        pair_activity(by=secretary, activity=first, kind="meeting.general")


def test_both_are_confirmed_at_once_and_listed_once(twin: Activity, first: Activity, officer: Account) -> None:
    assert list(waiting_for_confirmation()) == [first]
    confirm_many(by=officer, activities=[first])
    assert set(Activity.objects.values_list("status", "confirmed_by")) == {(Status.CONFIRMED, officer.pk)}


def test_twin_is_never_touched_alone(twin: Activity, officer: Account) -> None:
    with pytest.raises(UserError, match="第二条记录"):
        confirm_activity(by=officer, activity=twin)
    with pytest.raises(UserError, match="第二条记录"):
        cancel_activity(by=officer, activity=twin, reason="写错")
    with pytest.raises(UserError, match="第二条记录"):
        correct_activity(by=officer, activity=twin, content=content_of(twin), reason="写错", version=1)
    with pytest.raises(UserError, match="第二条记录"):
        pair_activity(by=officer, activity=twin, kind="party_day")


def test_correction_reaches_both(twin: Activity, first: Activity, secretary: Account, officer: Account) -> None:
    confirm_activity(by=officer, activity=first)
    content = replace(content_of(first), place="党员活动室", attended=8)
    correct_activity(by=secretary, activity=first, content=content, reason="补地点", version=1)
    twin.refresh_from_db()
    assert (twin.place, twin.attended, twin.version, twin.kind, twin.status) == ("党员活动室", 8, 2, LECTURE, "held")
    assert twin.versions.get().reason == "补地点"


def test_plan_is_held_and_cancelled_together(secretary: Account, party_day: Content) -> None:
    planned = record_activity(by=secretary, content=party_day, planned=True)
    pair_activity(by=secretary, activity=planned, kind=LECTURE)
    hold_activity(by=secretary, activity=planned)
    assert set(Activity.objects.values_list("status", flat=True)) == {Status.HELD}
    cancel_activity(by=secretary, activity=planned, reason="改期")
    assert set(Activity.objects.values_list("status", "cancel_reason")) == {(Status.CANCELLED, "改期")}


def test_confirmed_record_waits_again_once_it_counts_twice(
    first: Activity, secretary: Account, officer: Account
) -> None:
    confirm_activity(by=officer, activity=first)
    pair_activity(by=secretary, activity=first, kind=LECTURE)
    assert set(Activity.objects.values_list("status", flat=True)) == {Status.HELD}


def test_second_purpose_is_taken_back_with_a_reason(twin: Activity, first: Activity, secretary: Account) -> None:
    with pytest.raises(UserError, match="原因"):
        part_activity(by=secretary, activity=first, reason=" ")
    part_activity(by=secretary, activity=first, reason="没有讲课")
    assert twin_of(first) is None
    assert Activity.objects.get(pk=first.pk).status == Status.HELD
    assert pair_activity(by=secretary, activity=first, kind=LECTURE).pk != twin.pk


def test_evidence_of_the_gathering_proves_both(twin: Activity, first: Activity, secretary: Account) -> None:
    attach_evidence(by=secretary, activity=first, grade=Grade.RECEIPT, title="签到表")
    twin.refresh_from_db()
    assert twin.grade == Grade.RECEIPT


def test_database_refuses_a_second_twin_and_hours_on_it(twin: Activity, first: Activity) -> None:
    other = Activity.objects.get(pk=twin.pk)
    other.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        other.save()
    with pytest.raises(IntegrityError), transaction.atomic():
        Activity.objects.filter(pk=twin.pk).update(hours=4)


def test_pages_lead_from_one_to_the_other(client: Client, twin: Activity, first: Activity, officer: Account) -> None:
    client.force_login(officer)
    assert f"/activities/{twin.pk}/" in client.get(f"/activities/{first.pk}/").content.decode()
    html = client.get(f"/activities/{twin.pk}/").content.decode()
    assert f"/activities/{first.pk}/" in html
    assert f"/activities/{twin.pk}/confirm/" not in html
    assert client.get(f"/activities/{twin.pk}/edit/")["Location"] == f"/activities/{first.pk}/edit/"


def test_newer_ledger_reaches_both(twin: Activity, first: Activity, officer: Account) -> None:
    said = replace(content_of(first), place="多功能厅")
    assert correct_many(by=officer, corrections=[(first.pk, Incoming(said))], reason="新版台账") == 1
    assert set(Activity.objects.values_list("place", flat=True)) == {"多功能厅"}
    correct_many(by=officer, corrections=[(first.pk, Incoming(said, cancelled="改期"))], reason="新版台账")
    assert set(Activity.objects.values_list("status", flat=True)) == {Status.CANCELLED}
