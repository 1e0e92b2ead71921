"""A day's reminders: composed once, delivered, by whoever starts it."""

from __future__ import annotations

import datetime as dt
import json

import pytest
from click.testing import CliRunner
from django.db import connection

from tests.conftest import MakeAccount
from tests.foundation.outbox.conftest import DAY, at
from tests.foundation.outbox.standins import Letters, Robots
from tests.interfaces.notify.conftest import Connect, PlanFor
from tests.records.activities.test_races import at_once
from tongpin.commands import supervisor as serving
from tongpin.commands.messages import deliver
from tongpin.foundation.access.enums import Role
from tongpin.foundation.audit.models import Event
from tongpin.foundation.kernel import clock
from tongpin.foundation.kernel.errors import UserError
from tongpin.foundation.outbox.enums import ChannelKind, MessageState
from tongpin.foundation.outbox.models import Message
from tongpin.foundation.outbox.rules import sending as settings_of
from tongpin.foundation.people.actions import add_person, erase_person
from tongpin.foundation.people.models import Account, Person
from tongpin.foundation.units.models import Unit
from tongpin.interfaces.notify.actions import (
    choose,
    compose,
    make_feed,
    send_due,
    set_address,
    start_delivery,
    switch_group,
)
from tongpin.interfaces.notify.actions import test_channel as try_channel
from tongpin.interfaces.notify.actions import test_own as try_own
from tongpin.interfaces.notify.models import Feed, Preference, Reach, Round
from tongpin.interfaces.notify.queries.today import something_due, today_text

pytestmark = pytest.mark.django_db


def reach(account: Account) -> Reach:
    return set_address(by=account, kind=ChannelKind.EMAIL, address=f"{account.username}@example.cn")


def test_day_is_composed_and_sent_once(
    operator: Account,
    secretary: Account,
    connect: Connect,
    plan: PlanFor,
    branch: Unit,
    robots: Robots,
    letters: Letters,
) -> None:
    connect(branch)
    reach(secretary)
    plan(1)
    assert send_due(by=operator).sent == 2
    (text,) = robots.texts
    assert text.split("\n") == [
        "【同频】市文化馆党支部 3月5日",
        "· 近期：3月6日 主题党日（计划）",
        "详情登录查看：http://127.0.0.1:8000/ 不需要回复。",
    ]
    assert letters.only[1:3] == ("secretary@example.cn", "【同频】3月5日提醒")
    plan(2)
    for hour in (10, 17):
        with clock.frozen(at(hour)):
            assert send_due(by=operator).sent == 0
    assert Round.objects.get().messages == 2
    with clock.frozen(at(9, day=DAY + dt.timedelta(days=1))):
        assert send_due(by=operator).sent == 2


@pytest.mark.parametrize("moment", [at(8, 29), at(17, 30), at(23, 30), at(10, day=dt.date(2025, 3, 8))])
def test_nothing_is_composed_outside_working_hours(
    operator: Account, connect: Connect, plan: PlanFor, branch: Unit, robots: Robots, moment: dt.datetime
) -> None:
    connect(branch)
    plan(1)
    with clock.frozen(moment):
        assert compose(by=operator) == 0
        assert not something_due()
    assert not Round.objects.exists()
    assert robots.asked == []


def test_channel_that_is_off_gets_nothing(
    operator: Account, officer: Account, connect: Connect, plan: PlanFor, branch: Unit, robots: Robots
) -> None:
    group = connect(branch, on=False)
    plan(1)
    assert send_due(by=operator).sent == 0
    switch_group(by=officer, group=group, on=True)
    with clock.frozen(at(10)):
        assert send_due(by=operator).sent == 0, "from tomorrow on"
    assert robots.asked == []


def test_switching_off_takes_back_what_waits(operator: Account, secretary: Account, plan: PlanFor) -> None:
    reach(secretary)
    plan(1)
    compose(by=operator)
    assert Message.objects.get().state == MessageState.WAITING
    choose(by=secretary, kinds=set())
    assert Message.objects.get().state == MessageState.DROPPED


def test_settings_bent_by_hand_send_nothing(
    operator: Account, connect: Connect, plan: PlanFor, branch: Unit, robots: Robots, monkeypatch: pytest.MonkeyPatch
) -> None:
    connect(branch)
    plan(1)
    bent = {"opens": "08:30", "closes": "23:00", "most_a_day": 3, "tests_a_day": 3}
    monkeypatch.setattr(settings_of, "_body", lambda: bent)
    with clock.frozen(at(21)):
        for run in (send_due, compose):
            with pytest.raises(UserError, match="08:00"):
                run(by=operator)
        assert start_delivery(by=operator), "the job is there to say what is wrong"
        assert today_text().said == "不发送任何消息。"
    assert robots.asked == []


def test_settings_may_silence_reminders(operator: Account, plan: PlanFor, monkeypatch: pytest.MonkeyPatch) -> None:
    body = {"opens": "08:30", "closes": "17:30", "most_a_day": 0, "tests_a_day": 0}
    monkeypatch.setattr(settings_of, "_body", lambda: body)
    assert compose(by=operator) == 0


def test_message_that_says_what_it_may_not_stays_away_alone(
    operator: Account, officer: Account, connect: Connect, plan: PlanFor, branch: Unit, sibling: Unit, robots: Robots
) -> None:
    connect(branch)
    connect(sibling)
    plan(1)
    plan(1, by=officer, unit_id=sibling.pk)
    Unit.objects.filter(pk=branch.pk).update(name="接龙党支部")
    assert send_due(by=operator).sent == 1
    assert "市图书馆党支部" in robots.texts[0]
    assert Event.objects.filter(action="message.refused").count() == 1


def test_supervisor_hands_delivery_to_a_worker_when_something_is_due(
    operator: Account, connect: Connect, plan: PlanFor, branch: Unit, robots: Robots, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(serving, "close_old_connections", lambda: None)
    connect(branch)
    plan(1)
    serving.upkeep(set())
    assert robots.texts == [], "nobody is there to do it"
    serving.upkeep({"worker"})
    assert len(robots.texts) == 1
    assert not start_delivery(by=operator)


def test_command_sends_and_tells(
    operator: Account, connect: Connect, plan: PlanFor, branch: Unit, robots: Robots
) -> None:
    connect(branch)
    plan(1)
    answer = CliRunner().invoke(deliver, ["--json"])
    assert (answer.exit_code, json.loads(answer.output)) == (0, {"sent": 1, "failed": 0, "dropped": 0, "waiting": 0})
    again = CliRunner().invoke(deliver)
    assert again.output == "已发出 0 条，未发出 0 条，撤下 0 条，待发 0 条。\n"


def test_command_fails_when_a_message_was_not_sent(
    operator: Account, connect: Connect, plan: PlanFor, branch: Unit, robots: Robots
) -> None:
    connect(branch)
    plan(1)
    robots.answers = [(404, b"")]
    answer = CliRunner().invoke(deliver)
    assert answer.exit_code == 1
    assert "处理办法" in answer.output


def test_test_messages_have_an_end(officer: Account, connect: Connect, branch: Unit) -> None:
    group = connect(branch, on=False)
    for _number in range(3):
        try_channel(by=officer, group=group)
    with pytest.raises(UserError, match="打扰"):
        try_channel(by=officer, group=group)
    assert Message.objects.count() == 3


def test_own_test_needs_an_address(secretary: Account) -> None:
    with pytest.raises(UserError, match="没有填写地址"):
        try_own(by=secretary)
    reach(secretary)
    assert try_own(by=secretary).purpose == "test"


@pytest.mark.parametrize(
    ("moment", "words"),
    [
        (at(8), "08:30 起发送"),
        (at(9), "08:30 起发送"),
        (at(18), "已过工作时间"),
        (at(9, day=dt.date(2025, 3, 8)), "不是工作日"),
    ],
)
def test_preview_says_when_they_leave(db: None, moment: dt.datetime, words: str) -> None:
    with clock.frozen(moment):
        assert words in today_text().said


def test_preview_says_that_holidays_are_not_known(db: None) -> None:
    with clock.frozen(at(9, day=dt.date(2027, 3, 3))):
        assert "2027年" in today_text().warnings[0]


def test_erased_person_leaves_no_address_and_no_calendar(
    operator: Account, make_account: MakeAccount, branch: Unit, plan: PlanFor
) -> None:
    person = add_person(by=operator, name="欧阳测试")
    account = make_account(Role.SECRETARY, branch, "ouyang", person=person)
    reach(account)
    choose(by=account, kinds=set())
    make_feed(by=account)
    erase_person(by=operator, person=Person.objects.get(pk=person.pk), reason="本人申请")
    left = Reach.objects.select_related("channel").get()
    assert (left.hint, left.channel.address, left.channel.on) == ("", "", False)
    assert not Preference.objects.exists()
    assert Feed.objects.get().revoked_at is not None


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_one_of_many_composers_wins(
    operator: Account, secretary: Account, connect: Connect, plan: PlanFor, branch: Unit
) -> None:
    if connection.vendor != "postgresql":
        pytest.skip("races show on PostgreSQL only: set TONGPIN_DATABASE_URL")
    connect(branch)
    plan(1)

    def work(_number: int) -> int:
        with clock.frozen(at(9)):
            return compose(by=operator)

    assert sorted(at_once(work)) == [0] * 7 + [1]  # type: ignore[type-var]
    assert Message.objects.count() == 1
