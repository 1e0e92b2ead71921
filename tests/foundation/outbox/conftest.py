"""Receivers, channels that lead to them, and a clock in working hours."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from apprise.plugins.dingtalk import NotifyDingTalk
from apprise.plugins.feishu import NotifyFeishu
from apprise.plugins.wecombot import NotifyWeComBot

from tongpin.foundation.kernel import clock
from tongpin.foundation.kernel.clock import SHANGHAI
from tongpin.foundation.outbox.actions import add_channel, enqueue
from tongpin.foundation.outbox.enums import ChannelKind, Purpose
from tongpin.foundation.outbox.models import Channel, Message
from tongpin.foundation.people.models import Account

from .standins import DINGTALK_TOKEN, FEISHU_TOKEN, WECOM_KEY, Letters, Robots, mail_server
from .standins import robots as run_robots

DAY = dt.date(2025, 3, 5)  # a Wednesday
PASTED = {
    ChannelKind.WECOM: f"https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key={WECOM_KEY}",
    ChannelKind.DINGTALK: f"https://oapi.dingtalk.com/robot/send?access_token={DINGTALK_TOKEN}",
    ChannelKind.FEISHU: f"https://open.feishu.cn/open-apis/bot/v2/hook/{FEISHU_TOKEN}",
    ChannelKind.EMAIL: "zu@example.cn",
}


def at(hour: int, minute: int = 0, day: dt.date = DAY) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(hour, minute), SHANGHAI)


@pytest.fixture
def morning() -> Iterator[None]:
    with clock.frozen(at(9)):
        yield


@pytest.fixture
def robots(monkeypatch: pytest.MonkeyPatch) -> Iterator[Robots]:
    """The platforms' hosts, played by a receiver on this machine."""
    with run_robots() as state:
        here = f"http://127.0.0.1:{state.port}"
        monkeypatch.setattr(NotifyWeComBot, "notify_url", here + "/cgi-bin/webhook/send?key={key}")
        monkeypatch.setattr(NotifyDingTalk, "notify_url", here + "/robot/send?access_token={token}")
        monkeypatch.setattr(NotifyFeishu, "notify_url", here + "/open-apis/bot/v2/hook/{token}/")
        yield state


@pytest.fixture
def letters(settings: Any) -> Iterator[Letters]:
    with mail_server() as state:
        settings.TONGPIN_MAIL_SERVER = {"host": "127.0.0.1", "port": state.port, "sender": "tongpin@example.cn"}
        yield state


MakeChannel = Callable[..., Channel]


@pytest.fixture
def make_channel(operator: Account) -> MakeChannel:
    def make(kind: ChannelKind = ChannelKind.WECOM, *, on: bool = True, address: str = "", secret: str = "") -> Channel:
        address = address or PASTED[kind]
        return add_channel(by=operator, name=f"{kind.label}群", kind=kind, address=address, secret=secret, on=on)

    return make


Put = Callable[..., Message]


@pytest.fixture
def put(operator: Account) -> Put:
    """Return a function that lets a reminder wait for a channel."""

    def put_(channel: Channel, text: str = "主题党日 1 项待确认", key: str = "", **more: object) -> Message:
        options = {"purpose": Purpose.REMINDER, "subject": "【同频】提醒", "items": 1, **more}
        return enqueue(by=operator, channel=channel, key=key or f"r-{channel.pk}", text=text, **options)  # type: ignore[arg-type]

    return put_
