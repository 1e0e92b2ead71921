"""A need from being heard to being closed by the one who asked."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from tongpin.foundation.audit.queries import history
from tongpin.foundation.files.models import StoredFile
from tongpin.foundation.kernel import clock
from tongpin.foundation.kernel.errors import NotAllowed, UserError
from tongpin.foundation.people.models import Account
from tongpin.foundation.units.models import Unit
from tongpin.records.activities.enums import Grade
from tongpin.records.activities.rules import Proof
from tongpin.records.visits.actions import (
    answer_need,
    close_need,
    correct_need,
    record_need,
    refuse_need,
    reopen_need,
)
from tongpin.records.visits.enums import NeedStatus, Satisfaction, Step
from tongpin.records.visits.models import Need
from tongpin.records.visits.queries import content_of
from tongpin.records.visits.rules import NeedContent, is_late, steps_from

pytestmark = pytest.mark.django_db

DAY = dt.date(2025, 3, 5)


@pytest.fixture
def need(secretary: Account, branch: Unit) -> Need:
    content = NeedContent(received_on=DAY, asked="路灯坏了", unit_id=branch.pk, asker="李大明", owner="市文化馆")
    return record_need(by=secretary, content=content)


def close(by: Account, need: Need, version: int, word: Satisfaction = Satisfaction.SATISFIED) -> Need:
    return close_need(by=by, need=need, version=version, followed_up_on=DAY, satisfaction=word)


def test_answered_need_waits_for_the_word_that_closes_it(secretary: Account, need: Need) -> None:
    answered = answer_need(by=secretary, need=need, version=1, answer=" 已修 ", owner="")
    assert (answered.status, answered.answer, answered.owner) == (NeedStatus.ANSWERED, "已修", "市文化馆")
    assert answered.grade == Grade.SELF_REPORT
    closed = close(secretary, need, 2, Satisfaction.BASICALLY)
    assert (closed.status, closed.satisfaction, closed.followed_up_on) == (NeedStatus.CLOSED, "basically", DAY)
    assert closed.grade == Grade.RECEIPT
    assert [version.reason for version in closed.versions.order_by("number")] == ["已答复", "诉求人评价"]
    events = history("visits.need", need.pk).order_by("pk")
    assert [event.action for event in events] == ["need.record", "need.answer", "need.close"]


def test_reopened_need_loses_answer_and_word_but_keeps_them_in_its_history(secretary: Account, need: Need) -> None:
    answer_need(by=secretary, need=need, version=1, answer="已修")
    close(secretary, need, 2, Satisfaction.DISSATISFIED)
    again = reopen_need(by=secretary, need=need, version=3, reason="又坏了")
    assert (again.status, again.answer, again.satisfaction, again.followed_up_on) == (NeedStatus.OPEN, "", "", None)
    assert again.grade == Grade.SELF_REPORT
    last = again.versions.get(number=3)
    assert (last.content["answer"], last.content["satisfaction"], last.reason) == ("已修", "dissatisfied", "又坏了")


def test_refused_need_stays_refused_when_the_asker_was_told(secretary: Account, need: Need) -> None:
    refused = refuse_need(by=secretary, need=need, version=1, because="不属本局", owner="住建局")
    assert (refused.status, refused.answer, refused.owner) == (NeedStatus.REFUSED, "不属本局", "住建局")
    assert close(secretary, need, 2).status == NeedStatus.REFUSED


@pytest.mark.parametrize(
    ("content", "steps"),
    [
        ({}, {Step.ANSWER, Step.REFUSE}),
        ({"status": "answered"}, {Step.FOLLOW_UP, Step.REOPEN}),
        ({"status": "refused"}, {Step.FOLLOW_UP, Step.REOPEN}),
        ({"status": "closed"}, {Step.FOLLOW_UP, Step.REOPEN}),
        ({"status": "closed", "satisfaction": "satisfied"}, {Step.REOPEN}),
    ],
)
def test_state_says_what_may_be_done_next(content: dict[str, str], steps: set[Step]) -> None:
    assert steps_from(NeedContent(received_on=DAY, asked="路灯", unit_id=1, **content)) == steps


@pytest.mark.parametrize(
    ("due", "status", "late"),
    [(DAY, "open", False), (DAY - dt.timedelta(days=1), "open", True), (DAY - dt.timedelta(days=1), "answered", False),
     (None, "open", False)],
)  # fmt: skip
def test_need_is_late_from_the_day_after_the_one_agreed_on(due: dt.date | None, status: str, late: bool) -> None:
    content = NeedContent(received_on=DAY, asked="路灯", unit_id=1, due_on=due, status=status)
    assert is_late(content, DAY) is late


def test_step_out_of_turn_is_refused(secretary: Account, need: Need) -> None:
    with pytest.raises(UserError, match="不能这样操作"):
        close(secretary, need, 1)
    with pytest.raises(UserError, match="不能这样操作"):
        reopen_need(by=secretary, need=need, version=1, reason="又坏了")
    answer_need(by=secretary, need=need, version=1, answer="已修")
    with pytest.raises(UserError, match="不能这样操作"):
        refuse_need(by=secretary, need=need, version=2, because="不属本局")


def test_second_of_two_at_the_same_need_is_told(secretary: Account, need: Need) -> None:
    answer_need(by=secretary, need=need, version=1, answer="已修")
    with pytest.raises(UserError, match="已有他人修改"):
        answer_need(by=secretary, need=need, version=1, answer="没修")
    with pytest.raises(UserError, match="已有他人修改"):
        correct_need(by=secretary, need=need, content=content_of(need), reason="写错", version=1)


def test_step_without_its_words_is_refused(secretary: Account, need: Need) -> None:
    with pytest.raises(UserError, match="办理情况"):
        answer_need(by=secretary, need=need, version=1, answer=" ")
    with pytest.raises(UserError, match="不能办理的原因"):
        refuse_need(by=secretary, need=need, version=1, because="")
    with pytest.raises(UserError, match="重新办理的原因"):
        reopen_need(by=secretary, need=need, version=1, reason=" ")
    answer_need(by=secretary, need=need, version=1, answer="已修")
    with pytest.raises(UserError, match="诉求人本人的评价"):
        close(secretary, need, 2, Satisfaction.UNKNOWN)
    with pytest.raises(UserError, match="更正原因"):
        correct_need(by=secretary, need=need, content=content_of(need), reason=" ")


@pytest.mark.parametrize("day", [DAY - dt.timedelta(days=1), dt.date(2100, 1, 1)])
def test_word_cannot_be_given_before_the_visit_or_in_the_future(secretary: Account, need: Need, day: dt.date) -> None:
    answer_need(by=secretary, need=need, version=1, answer="已修")
    with pytest.raises(UserError, match="早于走访日期或在未来"):
        close_need(by=secretary, need=need, version=2, followed_up_on=day, satisfaction=Satisfaction.SATISFIED)


def test_nobody_outside_the_unit_takes_a_step(
    make_account: object, sibling: Unit, need: Need, officer: Account, secretary: Account
) -> None:
    from tongpin.foundation.access.enums import Role

    stranger = make_account(Role.SECRETARY, sibling, "stranger")  # type: ignore[operator]
    leader = make_account(Role.LEADER, sibling, "leader")  # type: ignore[operator]
    for account in (stranger, leader):
        with pytest.raises(NotAllowed):
            answer_need(by=account, need=need, version=1, answer="已修")
    assert answer_need(by=officer, need=need, version=1, answer="已修").status == NeedStatus.ANSWERED


def test_need_cannot_be_moved_to_a_unit_out_of_reach(secretary: Account, sibling: Unit, need: Need) -> None:
    with pytest.raises(NotAllowed):
        correct_need(by=secretary, need=need, content=replace(content_of(need), unit_id=sibling.pk), reason="换支部")


def test_correction_keeps_the_earlier_wording(secretary: Account, need: Need) -> None:
    content = replace(content_of(need), asked="两盏路灯坏了")
    assert correct_need(by=secretary, need=need, content=content, reason="数目不对", version=1)
    need.refresh_from_db()
    assert (need.asked, need.version, need.versions.get().content["asked"]) == ("两盏路灯坏了", 2, "路灯坏了")
    assert not correct_need(by=secretary, need=need, content=content, reason="再来一次")


def test_need_from_a_ledger_keeps_its_evidence_when_it_is_answered_on_screen(secretary: Account, branch: Unit) -> None:
    file = StoredFile.objects.create(sha256="a" * 64, size=1, mime="x", name="台账.xlsx", uploaded_at=clock.now())
    proof = Proof(file.pk, "走访!3", Grade.SELF_REPORT, file.sha256)
    content = NeedContent(received_on=DAY, asked="路灯坏了", unit_id=branch.pk)
    need = record_need(by=secretary, content=content, proof=proof)
    digest = need.evidence_digest
    answered = answer_need(by=secretary, need=need, version=1, answer="已修")
    assert (answered.grade, answered.evidence_digest, answered.source_place) == (Grade.SELF_REPORT, digest, "走访!3")


def test_need_without_words_or_in_the_future_is_refused(secretary: Account, branch: Unit) -> None:
    with pytest.raises(UserError):
        record_need(by=secretary, content=NeedContent(received_on=DAY, asked=" ", unit_id=branch.pk))
    with pytest.raises(UserError):
        record_need(by=secretary, content=NeedContent(received_on=dt.date(2100, 1, 1), asked="路灯", unit_id=branch.pk))
