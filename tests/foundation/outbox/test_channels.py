"""Making channels and queueing messages; what the database refuses whoever asks."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import IntegrityError, connection, transaction

from tests.foundation.outbox.conftest import DAY, PASTED, MakeChannel, Put, at
from tests.foundation.outbox.standins import WECOM_KEY, Robots
from tongpin.foundation.audit.models import Event
from tongpin.foundation.kernel import clock
from tongpin.foundation.kernel.errors import UserError
from tongpin.foundation.outbox.actions import (
    add_channel,
    change_channel,
    deliver,
    drop_waiting,
    remove_address,
    retry,
    switch,
)
from tongpin.foundation.outbox.enums import ChannelKind, MessageState, Purpose, Reason
from tongpin.foundation.outbox.models import Channel, Message
from tongpin.foundation.outbox.notices import bad_address, remedy
from tongpin.foundation.outbox.queries import in_use, sent_outside_hours
from tongpin.foundation.outbox.rules import sending as settings_of
from tongpin.foundation.people.models import Account

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("morning")]
OTHER = "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=11111111-2222-3333"


def test_address_is_kept_encrypted_and_never_logged(make_channel: MakeChannel) -> None:
    channel = make_channel()
    assert Channel.objects.get().address == WECOM_KEY
    with connection.cursor() as cursor:
        cursor.execute("SELECT address_sealed FROM outbox_channel")
        assert WECOM_KEY.encode() not in bytes(cursor.fetchone()[0])
    assert [event.action for event in Event.objects.filter(target_type="outbox.channel")] == ["channel.add"]
    assert not [event for event in Event.objects.all() if WECOM_KEY in event.details]
    assert (str(channel), channel.shown_address) == ("企业微信群机器人群", "693a…5aaa")


def test_same_address_twice_is_refused(operator: Account, make_channel: MakeChannel) -> None:
    make_channel()
    with pytest.raises(UserError, match="另一个通道"):
        make_channel()
    other = add_channel(by=operator, name="二群", kind=ChannelKind.WECOM, address=OTHER)
    with pytest.raises(UserError, match="另一个通道"):
        change_channel(by=operator, channel=other, name="二群", kind="wecom", address=PASTED[ChannelKind.WECOM])
    with pytest.raises(IntegrityError), transaction.atomic():
        Channel.objects.filter(pk=other.pk).update(
            address_index=Channel.objects.exclude(pk=other.pk).get().address_index
        )


@pytest.mark.parametrize("kind", list(ChannelKind))
def test_address_of_another_kind_is_refused_in_words(operator: Account, kind: ChannelKind) -> None:
    with pytest.raises(UserError) as refusal:
        add_channel(by=operator, name="群", kind=kind, address="https://example.cn/")
    assert str(refusal.value) == str(bad_address(kind))
    assert str(kind.label) in str(refusal.value)


def test_channel_needs_a_name_and_an_address(operator: Account) -> None:
    with pytest.raises(UserError, match="名称"):
        add_channel(by=operator, name=" ", kind=ChannelKind.WECOM, address=OTHER)
    with pytest.raises(IntegrityError), transaction.atomic():
        Channel.objects.create(name="x", kind="wecom", on=True, made_at=clock.now())


def test_change_keeps_the_address_unless_a_new_one_is_given(operator: Account, make_channel: MakeChannel) -> None:
    channel = make_channel()
    change_channel(by=operator, channel=channel, name="新名", kind="wecom")
    assert (Channel.objects.get().name, Channel.objects.get().address) == ("新名", WECOM_KEY)
    change_channel(by=operator, channel=channel, name="新名", kind="wecom", address=OTHER)
    assert Channel.objects.get().address == "11111111-2222-3333"
    change_channel(by=operator, channel=channel, name="新名", kind="email", address="a@example.cn")
    assert (Channel.objects.get().kind, Channel.objects.get().address) == ("email", "a@example.cn")
    for name, kind in (("新名", "wecom"), ("", "email")):
        with pytest.raises(UserError):
            change_channel(by=operator, channel=channel, name=name, kind=kind)
    before = Event.objects.count()
    change_channel(by=operator, channel=channel, name="新名", kind="email")
    assert Event.objects.count() == before


def test_off_is_respected_at_once(operator: Account, make_channel: MakeChannel, put: Put, robots: Robots) -> None:
    channel, message = make_channel(), None
    message = put(channel)
    switch(by=operator, channel=channel, on=False)
    message.refresh_from_db()
    assert (message.state, message.reason) == (MessageState.DROPPED, Reason.SWITCHED_OFF)
    deliver(by=operator, patience=0)
    assert robots.asked == []
    switch(by=operator, channel=channel, on=True)
    assert put(channel, key="again").state == MessageState.WAITING  # a dropped one does not use up the day


def test_test_message_reaches_a_channel_that_is_still_off(
    operator: Account, make_channel: MakeChannel, put: Put, robots: Robots
) -> None:
    channel = make_channel(on=False)
    put(channel, key="r")
    put(channel, key="t", purpose=Purpose.TEST)
    assert deliver(by=operator, patience=0).sent == 1
    assert list(Message.objects.filter(state="sent").values_list("purpose", flat=True)) == ["test"]


def test_forgotten_address_leads_nowhere(operator: Account, make_channel: MakeChannel, put: Put) -> None:
    channel = make_channel()
    put(channel)
    remove_address(by=operator, channel=channel)
    channel.refresh_from_db()
    assert (channel.address, channel.on, channel.shown_address) == ("", False, "")
    assert Message.objects.get().state == MessageState.DROPPED
    with pytest.raises(UserError, match="没有地址"):
        switch(by=operator, channel=channel, on=True)


def test_waiting_messages_are_dropped_once(operator: Account, make_channel: MakeChannel, put: Put) -> None:
    channel = make_channel()
    put(channel)
    assert drop_waiting(by=operator, channel=channel) == 1
    assert drop_waiting(by=operator, channel=channel) == 0


def test_same_key_is_the_same_message(make_channel: MakeChannel, put: Put) -> None:
    channel = make_channel()
    assert put(channel, key="a").pk == put(channel, key="a", text="别的").pk
    assert Message.objects.count() == 1


def test_second_reminder_of_a_day_is_refused_by_action_and_by_database(make_channel: MakeChannel, put: Put) -> None:
    channel = make_channel()
    first = put(channel, key="a")
    with pytest.raises(UserError, match="当天"):
        put(channel, key="b")
    with pytest.raises(IntegrityError), transaction.atomic():
        Message.objects.create(
            channel=channel, purpose=Purpose.REMINDER, key="c", day=first.day, subject="", text="", not_before=at(9),
            made_at=at(9),
        )  # fmt: skip
    assert put(channel, key="d", day=DAY + dt.timedelta(days=1)).pk != first.pk
    assert put(channel, key="e", purpose=Purpose.TEST).pk != first.pk


@pytest.mark.parametrize("text", ["@所有人 请注意", "请接龙", "收到请回复", "开启已读回执"])
def test_forbidden_words_are_refused_and_dropped_when_written_by_hand(
    operator: Account, make_channel: MakeChannel, put: Put, robots: Robots, text: str
) -> None:
    channel = make_channel()
    with pytest.raises(UserError, match="接龙"):
        put(channel, text=text)
    by_hand = put(channel)
    Message.objects.filter(pk=by_hand.pk).update(text=text)
    assert deliver(by=operator, patience=0).dropped == 1
    by_hand.refresh_from_db()
    assert (by_hand.state, by_hand.reason) == (MessageState.DROPPED, Reason.FORBIDDEN)
    assert robots.asked == []


@pytest.mark.parametrize(
    ("change", "words"),
    [({"closes": "23:00"}, "08:00"), ({"most_a_day": 5}, "最多一条"), ({"opens": "00:00"}, "08:00")],
)
def test_settings_bent_by_hand_stop_everything(
    operator: Account,
    make_channel: MakeChannel,
    put: Put,
    robots: Robots,
    monkeypatch: pytest.MonkeyPatch,
    change: dict[str, object],
    words: str,
) -> None:
    channel = make_channel()
    put(channel)
    body = {"opens": "08:30", "closes": "17:30", "most_a_day": 1, "tests_a_day": 3, **change}
    monkeypatch.setattr(settings_of, "_body", lambda: body)
    with clock.frozen(at(22)), pytest.raises(UserError, match=words):
        deliver(by=operator, patience=0)
    with pytest.raises(UserError, match=words):
        put(channel, key="b", purpose=Purpose.TEST)
    assert robots.asked == []


def test_failed_message_of_today_can_be_sent_again(
    operator: Account, make_channel: MakeChannel, put: Put, robots: Robots
) -> None:
    robots.answers = [(200, b'{"errcode": 93000}')]
    message = put(make_channel())
    deliver(by=operator, patience=0)
    message.refresh_from_db()
    retry(by=operator, message=message)
    with clock.frozen(at(9, 1)):
        assert deliver(by=operator, patience=0).sent == 1
    with pytest.raises(UserError, match="今天"):
        retry(by=operator, message=message)


def test_channel_is_in_use_when_its_group_got_something(
    operator: Account, make_channel: MakeChannel, put: Put, robots: Robots
) -> None:
    used, idle = make_channel(), make_channel(ChannelKind.FEISHU)
    own = add_channel(by=operator, name="个人", kind="wecom", address=OTHER, personal=True, on=True)
    put(used)
    put(own)
    robots.answers = []
    deliver(by=operator, patience=0)
    assert list(in_use(DAY, DAY)) == [used]
    assert list(in_use(DAY + dt.timedelta(days=1), DAY + dt.timedelta(days=9))) == []
    switch(by=operator, channel=used, on=False)
    assert list(in_use(DAY, DAY)) == [used], "what was in use then stays so"
    assert idle.on


def test_nothing_is_ever_sent_outside_the_frame(make_channel: MakeChannel, put: Put) -> None:
    message = put(make_channel())
    Message.objects.update(state="sent", sent_at=at(9))
    assert sent_outside_hours() == 0
    Message.objects.filter(pk=message.pk).update(sent_at=at(21))
    assert sent_outside_hours() == 1


def test_every_reason_has_a_remedy() -> None:
    assert [reason for reason in Reason if not remedy(reason)] == []
    assert remedy("") == ""
