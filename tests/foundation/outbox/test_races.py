"""Several workers at the same messages, on a database that lets them."""

from __future__ import annotations

import threading

import pytest
from django.db import connection, transaction
from django.db.models import F

from tests.foundation.outbox.conftest import MakeChannel, Put, at
from tests.foundation.outbox.standins import Robots
from tests.records.activities.test_races import TOGETHER, at_once
from tongpin.foundation.kernel import clock
from tongpin.foundation.kernel.errors import UserError
from tongpin.foundation.outbox.actions import deliver, enqueue, switch
from tongpin.foundation.outbox.actions import delivery as delivering
from tongpin.foundation.outbox.enums import ChannelKind, MessageState, Purpose
from tongpin.foundation.outbox.models import Attempt, Message
from tongpin.foundation.people.models import Account

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgres]


@pytest.fixture(autouse=True)
def _needs_postgresql() -> None:
    if connection.vendor != "postgresql":
        pytest.skip("races show on PostgreSQL only: set TONGPIN_DATABASE_URL")


@pytest.mark.usefixtures("morning")
def test_many_workers_send_each_message_once(
    operator: Account, robots: Robots, make_channel: MakeChannel, put: Put
) -> None:
    channels = [make_channel(kind) for kind in (ChannelKind.WECOM, ChannelKind.DINGTALK, ChannelKind.FEISHU)]
    for channel in channels:
        put(channel, text=f"第{channel.pk}号")

    def work(_number: int) -> int:
        with clock.frozen(at(9)):
            return deliver(by=operator, patience=0).sent

    assert sum(at_once(work)) == len(channels)  # type: ignore[arg-type]
    assert sorted(robots.texts) == sorted(f"【同频】提醒\n第{channel.pk}号" for channel in channels)
    assert len(robots.asked) == Attempt.objects.count() == len(channels)


@pytest.mark.usefixtures("morning")
def test_without_the_guard_many_workers_send_one_message(
    operator: Account, robots: Robots, make_channel: MakeChannel, put: Put
) -> None:
    """The control: look first, write later lets several through, so the test above can fail."""
    message = put(make_channel())
    seen = threading.Barrier(TOGETHER)

    def naive(_number: int) -> bool:
        with clock.frozen(at(9)):
            with transaction.atomic():
                copy = Message.objects.select_related("channel").get(pk=message.pk)
                waiting = copy.state == MessageState.WAITING and copy.leased_until is None
                seen.wait()
                Message.objects.filter(pk=copy.pk).update(leased_until=at(9, 5), attempts=F("attempts") + 1)
            return waiting and delivering._handed_over(copy).outcome == "sent"

    assert sum(at_once(naive)) > 1  # type: ignore[arg-type]
    assert len(robots.texts) > 1


@pytest.mark.usefixtures("morning")
def test_many_workers_together_keep_the_limit_of_a_robot(
    operator: Account, robots: Robots, make_channel: MakeChannel, put: Put
) -> None:
    channel = make_channel()
    for number in range(TOGETHER):
        put(channel, key=f"t-{number}", purpose=Purpose.TEST)

    def work(_number: int) -> int:
        with clock.frozen(at(9)):
            return deliver(by=operator, patience=0).sent

    assert sum(at_once(work)) == len(robots.asked) == 1  # type: ignore[arg-type]


@pytest.mark.usefixtures("morning")
def test_one_of_many_reminders_of_a_day_wins(operator: Account, make_channel: MakeChannel) -> None:
    channel = make_channel()

    def work(number: int) -> Message:
        with clock.frozen(at(9)):
            return enqueue(
                by=operator, channel=channel, purpose=Purpose.REMINDER, key=f"k-{number}", subject="a", text="b"
            )

    results = at_once(work)
    assert sum(isinstance(one, Message) for one in results) == Message.objects.count() == 1
    assert sum(isinstance(one, UserError) for one in results) == TOGETHER - 1


@pytest.mark.usefixtures("morning")
def test_nothing_leaves_after_the_switch_was_turned(
    operator: Account, robots: Robots, make_channel: MakeChannel, put: Put
) -> None:
    channel = make_channel()
    message = put(channel)

    def work(number: int) -> int:
        with clock.frozen(at(9)):
            if number == 0:
                switch(by=operator, channel=channel, on=False)
                return 0
            return deliver(by=operator, patience=0).sent

    sent = sum(at_once(work))  # type: ignore[arg-type]
    message.refresh_from_db()
    assert (sent, len(robots.asked), message.state) in {(1, 1, MessageState.SENT), (0, 0, MessageState.DROPPED)}
