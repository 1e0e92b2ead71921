"""THE record from plan to confirmation, and back by correction."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from tests.conftest import MakeAccount
from tongpin.foundation.access.enums import Role
from tongpin.foundation.audit.queries import history
from tongpin.foundation.kernel import clock
from tongpin.foundation.kernel.errors import NotAllowed, UserError
from tongpin.foundation.people.models import Account
from tongpin.foundation.places.models import Village
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
    record_activity,
    record_many,
    withdraw_evidence,
)
from tongpin.records.activities.enums import Basis, Grade, Status
from tongpin.records.activities.models import Activity
from tongpin.records.activities.queries import content_of, doubles_of
from tongpin.records.activities.rules import Content, RosterEntry, content_digest

pytestmark = pytest.mark.django_db


def test_record_waits_for_a_second_person(secretary: Account, meeting: Content) -> None:
    activity = record_activity(by=secretary, content=meeting)
    assert activity.status == Status.HELD
    assert activity.purposes == ",organisation,"
    assert [event.action for event in history("activities.activity", activity.pk)] == ["activity.record"]


def test_recorder_cannot_confirm_own_record(secretary: Account, officer: Account, meeting: Content) -> None:
    activity = record_activity(by=secretary, content=meeting)
    with pytest.raises(NotAllowed):
        confirm_activity(by=secretary, activity=activity)
    confirm_activity(by=officer, activity=activity)
    activity.refresh_from_db()
    assert (activity.status, activity.basis) == (Status.CONFIRMED, Basis.SECOND_PERSON)


def test_database_refuses_confirmation_by_the_recorder(secretary: Account, meeting: Content) -> None:
    activity = record_activity(by=secretary, content=meeting)
    with pytest.raises(IntegrityError), transaction.atomic():
        Activity.objects.filter(pk=activity.pk).update(
            status=Status.CONFIRMED, confirmed_by=secretary, confirmed_at=clock.now(), basis=Basis.SECOND_PERSON
        )


def test_confirming_twice_is_refused(secretary: Account, officer: Account, meeting: Content) -> None:
    activity = record_activity(by=secretary, content=meeting)
    confirm_activity(by=officer, activity=activity)
    with pytest.raises(UserError):
        confirm_activity(by=officer, activity=activity)


def test_confirm_many_is_all_or_none(secretary: Account, officer: Account, meeting: Content) -> None:
    first = record_activity(by=secretary, content=meeting)
    own = record_activity(by=officer, content=replace(meeting, title="另一次"))
    with pytest.raises(NotAllowed):
        confirm_many(by=officer, activities=[first, own])
    assert not Activity.objects.filter(status=Status.CONFIRMED).exists()
    assert confirm_many(by=officer, activities=[first]) == 1


def test_record_in_another_branch_is_refused(secretary: Account, sibling: Unit, meeting: Content) -> None:
    with pytest.raises(NotAllowed, match="市图书馆党支部"):
        record_activity(by=secretary, content=replace(meeting, unit_id=sibling.pk))


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"attended": None}, "实到"),
        ({"attended": 4}, "应到"),
        ({"ends_on": dt.date(2025, 3, 4)}, "早于"),
        ({"sessions": 0}, "至少"),
        ({"starts_on": dt.date(2100, 1, 1)}, "未来"),
    ],
)
def test_contradiction_is_refused_in_words(
    secretary: Account, meeting: Content, change: dict[str, object], words: str
) -> None:
    with pytest.raises(UserError) as caught:
        record_activity(by=secretary, content=replace(meeting, **change))  # type: ignore[arg-type]
    assert words in str(caught.value) or str(caught.value)
    assert not Activity.objects.exists()


def test_planned_becomes_held_when_complete(secretary: Account, meeting: Content) -> None:
    planned = record_activity(by=secretary, content=replace(meeting, attended=None), planned=True)
    with pytest.raises(UserError):
        hold_activity(by=secretary, activity=planned)
    correct_activity(by=secretary, activity=planned, content=meeting, reason="", version=1)
    held = hold_activity(by=secretary, activity=Activity.objects.get(pk=planned.pk))
    assert held.status == Status.HELD


def test_correction_keeps_the_old_version_with_reason(secretary: Account, meeting: Content) -> None:
    activity = record_activity(by=secretary, content=meeting)
    after = replace(meeting, attended=2, purposes=("organisation",), roster=(RosterEntry("甲"), RosterEntry("乙")))
    corrected = correct_activity(by=secretary, activity=activity, content=after, reason="漏记一人请假", version=1)
    assert (corrected.version, corrected.attended) == (2, 2)
    assert content_of(corrected) == after
    assert corrected.digest == content_digest(after, 2)
    kept = corrected.versions.get()
    assert (kept.number, kept.content["attended"], kept.reason) == (1, 3, "漏记一人请假")


def test_corrected_record_waits_for_a_second_person_again(
    secretary: Account, officer: Account, meeting: Content
) -> None:
    activity = confirm_activity(by=officer, activity=record_activity(by=secretary, content=meeting))
    after = replace(meeting, attended=2, purposes=("organisation",))
    corrected = correct_activity(by=officer, activity=activity, content=after, reason="漏记请假", version=1)
    assert (corrected.status, corrected.basis, corrected.confirmed_by) == (Status.HELD, "", None)
    with pytest.raises(NotAllowed):
        confirm_activity(by=officer, activity=corrected)
    confirm_activity(by=secretary, activity=corrected)
    corrected.refresh_from_db()
    assert corrected.status == Status.CONFIRMED


def test_correction_of_an_outdated_view_is_refused(secretary: Account, meeting: Content) -> None:
    activity = record_activity(by=secretary, content=meeting)
    correct_activity(by=secretary, activity=activity, content=replace(meeting, attended=2), reason="改", version=1)
    with pytest.raises(UserError):
        correct_activity(by=secretary, activity=activity, content=replace(meeting, attended=1), reason="改", version=1)


def test_correction_without_reason_or_change_is_refused(secretary: Account, meeting: Content) -> None:
    activity = record_activity(by=secretary, content=meeting)
    with pytest.raises(UserError):
        correct_activity(by=secretary, activity=activity, content=replace(meeting, attended=2), reason=" ", version=1)
    with pytest.raises(UserError):
        correct_activity(by=secretary, activity=activity, content=meeting, reason="无", version=1)


def test_cancelled_record_stays_with_its_reason(secretary: Account, officer: Account, meeting: Content) -> None:
    activity = record_activity(by=secretary, content=meeting)
    with pytest.raises(UserError):
        cancel_activity(by=secretary, activity=activity, reason="")
    cancel_activity(by=secretary, activity=activity, reason="改期")
    activity.refresh_from_db()
    assert (activity.status, activity.cancel_reason) == (Status.CANCELLED, "改期")


def test_evidence_raises_the_grade_and_its_withdrawal_lowers_it(secretary: Account, meeting: Content) -> None:
    activity = record_activity(by=secretary, content=meeting)
    paper = attach_evidence(by=secretary, activity=activity, grade=Grade.RECEIPT, title="会议记录本第12页")
    assert activity.grade == Grade.RECEIPT
    proof = activity.evidence_digest
    withdraw_evidence(by=secretary, evidence=paper, reason="附错")
    activity.refresh_from_db()
    assert (activity.grade, activity.evidence_digest) == (Grade.NONE, "")
    assert proof


def test_double_is_found(secretary: Account, meeting: Content) -> None:
    first = record_activity(by=secretary, content=meeting)
    second = record_activity(by=secretary, content=replace(meeting, title="支委会：研究 发展对象", attended=2))
    assert list(doubles_of(second)) == [first]


@pytest.fixture
def show(branch: Unit, village: Village, catalogue: None) -> Content:
    return Content(
        kind="tour.show",
        title="吕剧小戏",
        unit_id=branch.pk,
        starts_on=dt.date(2025, 5, 4),
        time_text="下午",
        village_id=village.pk,
        host="艺术团一队",
        served=300,
        hours=Decimal("1.5"),
        measures=(("books", Decimal(20)),),
        roster=(RosterEntry("甲"),),
    )


def test_many_equal_one_by_one(officer: Account, show: Content) -> None:
    (key,) = record_many(by=officer, incoming=[Incoming(show)])
    many = Activity.objects.get(pk=key)
    one = record_activity(by=officer, content=show)
    assert content_of(many) == content_of(one)
    assert (many.digest, many.fingerprint) == (one.digest, one.fingerprint)
    assert (many.status, many.basis) == (Status.CONFIRMED, Basis.LEDGER)
    assert many.digest == content_digest(content_of(many), 1)


def test_many_by_a_secretary_wait_for_confirmation(secretary: Account, show: Content) -> None:
    (key,) = record_many(by=secretary, incoming=[Incoming(show)])
    assert Activity.objects.get(pk=key).status == Status.HELD


def test_many_write_nothing_when_one_is_wrong(officer: Account, show: Content) -> None:
    with pytest.raises(UserError):
        record_many(by=officer, incoming=[Incoming(show), Incoming(replace(show, host=""))])
    assert not Activity.objects.exists()


def test_many_outside_own_units_are_refused(make_account: MakeAccount, sibling: Unit, show: Content) -> None:
    other = make_account(Role.SECRETARY, sibling, "other")
    with pytest.raises(NotAllowed):
        record_many(by=other, incoming=[Incoming(show)])


def test_ledger_correction_makes_a_new_version_once(officer: Account, show: Content) -> None:
    (key,) = record_many(by=officer, incoming=[Incoming(show)])
    newer = Incoming(replace(show, served=320))
    assert correct_many(by=officer, corrections=[(key, newer)], reason="台账更正") == 1
    assert correct_many(by=officer, corrections=[(key, newer)], reason="台账更正") == 0
    activity = Activity.objects.get(pk=key)
    assert (activity.version, activity.served, activity.status) == (2, 320, Status.CONFIRMED)


def test_ledger_correction_can_cancel_and_take_back(officer: Account, show: Content) -> None:
    (key,) = record_many(by=officer, incoming=[Incoming(show)])
    correct_many(by=officer, corrections=[(key, Incoming(show, cancelled="因雨取消"))], reason="台账更正")
    assert Activity.objects.get(pk=key).status == Status.CANCELLED
    correct_many(by=officer, corrections=[(key, Incoming(show))], reason="台账更正")
    assert Activity.objects.get(pk=key).status == Status.CONFIRMED
