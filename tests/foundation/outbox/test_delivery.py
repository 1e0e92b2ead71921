"""Messages through real sockets to receivers that speak as the platforms do."""

from __future__ import annotations

import datetime as dt
import time
from itertools import pairwise
from types import SimpleNamespace

import pytest

from tests.foundation.outbox.conftest import DAY, MakeChannel, Put, at
from tests.foundation.outbox.standins import DINGTALK_SECRET, Letters, Robots
from tongpin.foundation.kernel import clock
from tongpin.foundation.outbox.actions import deliver
from tongpin.foundation.outbox.actions import delivery as delivering
from tongpin.foundation.outbox.enums import ChannelKind, MessageState, Outcome, Purpose, Reason
from tongpin.foundation.outbox.models import Attempt, Message
from tongpin.foundation.outbox.rules import post
from tongpin.foundation.people.models import Account

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("morning")]
ROBOTS = [ChannelKind.WECOM, ChannelKind.DINGTALK, ChannelKind.FEISHU]
TEXT = "【同频】提醒\n主题党日 1 项待确认"


def run(by: Account) -> tuple[int, int, int]:
    done = deliver(by=by, patience=0)
    return done.sent, done.failed, done.dropped


def fate(message: Message) -> tuple[str, str, str]:
    message.refresh_from_db()
    return message.state, message.reason, message.code


@pytest.mark.parametrize("kind", ROBOTS)
def test_robot_takes_a_message(
    operator: Account, robots: Robots, make_channel: MakeChannel, put: Put, kind: ChannelKind
) -> None:
    message = put(make_channel(kind))
    assert run(operator) == (1, 0, 0)
    assert robots.texts == [TEXT]
    assert fate(message) == (MessageState.SENT, "", "")
    assert message.sent_at == clock.now()
    assert run(operator) == (0, 0, 0)
    assert len(robots.asked) == 1


def test_dingtalk_gets_its_signature(operator: Account, robots: Robots, make_channel: MakeChannel, put: Put) -> None:
    robots.secret = DINGTALK_SECRET
    put(make_channel(ChannelKind.DINGTALK, secret=DINGTALK_SECRET))
    assert run(operator) == (1, 0, 0)
    assert robots.texts == [TEXT]


def test_standin_on_this_machine_takes_a_message(
    operator: Account, robots: Robots, make_channel: MakeChannel, put: Put
) -> None:
    put(make_channel(ChannelKind.STANDIN, address=f"http://127.0.0.1:{robots.port}/try"))
    assert run(operator) == (1, 0, 0)
    assert (robots.asked, robots.texts) == (["/try"], [TEXT])


def test_mailbox_gets_a_plain_mail_and_nobody_else_does(
    operator: Account, letters: Letters, make_channel: MakeChannel, put: Put
) -> None:
    put(make_channel(ChannelKind.EMAIL))
    assert run(operator) == (1, 0, 0)
    assert letters.only == ("tongpin@example.cn", "zu@example.cn", "【同频】提醒", "主题党日 1 项待确认")
    mail = letters.taken[0][2]
    assert (mail.get_content_type(), mail["To"], mail["Cc"], mail["Bcc"]) == ("text/plain", "zu@example.cn", None, None)
    assert mail["Disposition-Notification-To"] is None  # no receipt is asked for


@pytest.mark.parametrize(
    ("kind", "body", "reason", "code"),
    [
        ("wecom", b'{"errcode": 93000, "errmsg": "invalid webhook url"}', Reason.ADDRESS, "93000"),
        ("wecom", b'{"errcode": 45002, "errmsg": "content size out of limit"}', Reason.TOO_LONG, "45002"),
        ("wecom", b'{"errcode": 99999, "errmsg": "?"}', Reason.STRANGE, "99999"),
        ("wecom", b"<html>log in to the network</html>", Reason.STRANGE, "200"),
        ("wecom", b"[]", Reason.STRANGE, "200"),
        ("dingtalk", b'{"errcode": 310000, "errmsg": "keywords not in content"}', Reason.KEYWORD, "310000"),
        ("dingtalk", b'{"errcode": 310000, "errmsg": "sign not match"}', Reason.SIGNATURE, "310000"),
        ("dingtalk", b'{"errcode": 310000, "errmsg": "ip 1.2.3.4 not in whitelist"}', Reason.NETWORK, "310000"),
        ("dingtalk", b'{"errcode": 300001, "errmsg": "token is not exist"}', Reason.ADDRESS, "300001"),
        ("feishu", b'{"code": 19024, "msg": "Key Words Not Found"}', Reason.KEYWORD, "19024"),
        ("feishu", b'{"code": 19001, "msg": "token invalid"}', Reason.ADDRESS, "19001"),
    ],
)
def test_refusal_with_http_200_is_a_failure_and_says_why(
    operator: Account,
    robots: Robots,
    make_channel: MakeChannel,
    put: Put,
    kind: str,
    body: bytes,
    reason: str,
    code: str,
) -> None:
    """apprise calls the first seven of these a success."""
    robots.answers = [(200, body)]
    message = put(make_channel(ChannelKind(kind)))
    assert run(operator) == (0, 1, 0)
    assert fate(message) == (MessageState.FAILED, reason, code)
    assert run(operator) == (0, 0, 0)
    assert len(robots.asked) == 1, "a refused message is not tried again by itself"


@pytest.mark.parametrize(
    ("kind", "status", "body", "pause"),
    [
        ("wecom", 200, b'{"errcode": 45009, "errmsg": "api freq out of limit"}', 60),
        ("dingtalk", 200, b'{"errcode": 130101, "errmsg": "send too fast"}', 600),
        ("feishu", 200, b'{"code": 11232, "msg": "frequency limited"}', 60),
        ("wecom", 429, b"", 60),
    ],
)
def test_too_many_leaves_the_channel_alone_for_a_while(
    operator: Account,
    robots: Robots,
    make_channel: MakeChannel,
    put: Put,
    kind: str,
    status: int,
    body: bytes,
    pause: int,
) -> None:
    robots.answers = [(status, body)]
    message = put(make_channel(ChannelKind(kind)))
    assert run(operator) == (0, 0, 0)
    assert fate(message)[:2] == (MessageState.WAITING, Reason.LIMIT)
    with clock.frozen(at(9) + dt.timedelta(seconds=pause - 1)):
        assert run(operator) == (0, 0, 0)
    assert len(robots.asked) == 1
    with clock.frozen(at(9) + dt.timedelta(seconds=pause)):
        assert run(operator) == (1, 0, 0)
    assert robots.texts == [TEXT]


def test_receiver_out_of_reach_is_tried_again_with_growing_patience(
    operator: Account, make_channel: MakeChannel, put: Put, robots: Robots
) -> None:
    message = put(make_channel(ChannelKind.STANDIN, address="http://127.0.0.1:1/"))
    moments, now = [], at(9)
    while message.state == MessageState.WAITING:
        with clock.frozen(now):
            run(operator)
        message.refresh_from_db()
        moments.append(now)
        now = message.not_before
    waits = [int((after - before).total_seconds()) for before, after in pairwise(moments)]
    assert waits == [60, 300, 900, 3600, 3600]
    assert fate(message) == (MessageState.FAILED, Reason.UNREACHABLE, "")


def test_broken_answer_is_never_sent_again(
    operator: Account, robots: Robots, make_channel: MakeChannel, put: Put, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The robot got it and fell silent: sending it once more could send it twice."""
    monkeypatch.setitem(post.SECONDS, "rto", 0.2)
    robots.silent = 0.6
    message = put(make_channel())
    assert run(operator) == (0, 1, 0)
    assert fate(message) == (MessageState.FAILED, Reason.NO_ANSWER, "")
    assert Attempt.objects.get().outcome == Outcome.UNKNOWN
    assert (run(operator), len(robots.asked)) == ((0, 0, 0), 1)


@pytest.mark.parametrize(("status", "state"), [(503, MessageState.WAITING), (502, MessageState.FAILED)])
def test_gateway_that_may_have_passed_it_on_is_not_asked_twice(
    operator: Account, robots: Robots, make_channel: MakeChannel, put: Put, status: int, state: str
) -> None:
    robots.answers = [(status, b"")]
    message = put(make_channel())
    run(operator)
    assert fate(message)[0] == state


def test_redirection_is_not_followed(operator: Account, robots: Robots, make_channel: MakeChannel, put: Put) -> None:
    robots.moved_to = f"http://127.0.0.1:{robots.port}/elsewhere"
    message = put(make_channel())
    run(operator)
    assert [path.split("?")[0] for path in robots.asked] == ["/cgi-bin/webhook/send"]
    assert fate(message) == (MessageState.FAILED, Reason.STRANGE, "307")


@pytest.mark.parametrize(
    ("command", "answer", "state", "reason"),
    [
        ("RCPT", "550 no such mailbox", MessageState.FAILED, Reason.ADDRESS),
        ("RCPT", "450 try later", MessageState.WAITING, Reason.LIMIT),
        ("MAIL", "530 log in first", MessageState.FAILED, Reason.STRANGE),
        ("DATA", "554 spam", MessageState.FAILED, Reason.STRANGE),
    ],
)
def test_mail_server_that_says_no(
    operator: Account,
    letters: Letters,
    make_channel: MakeChannel,
    put: Put,
    command: str,
    answer: str,
    state: str,
    reason: str,
) -> None:
    letters.refuse = {command: answer}
    message = put(make_channel(ChannelKind.EMAIL))
    run(operator)
    assert fate(message) == (state, reason, answer[:3])


def test_mail_server_that_hangs_up_may_have_taken_it(
    operator: Account, letters: Letters, make_channel: MakeChannel, put: Put
) -> None:
    letters.hang_up_after = "DATA"
    message = put(make_channel(ChannelKind.EMAIL))
    assert run(operator) == (0, 1, 0)
    assert fate(message)[1] == Reason.NO_ANSWER


def test_without_a_mail_server_a_mail_fails_and_says_so(operator: Account, make_channel: MakeChannel, put: Put) -> None:
    message = put(make_channel(ChannelKind.EMAIL))
    run(operator)
    assert fate(message) == (MessageState.FAILED, Reason.NO_SERVER, "")


def test_mail_server_out_of_reach_is_tried_again(
    operator: Account, make_channel: MakeChannel, put: Put, letters: Letters, settings: object
) -> None:
    settings.TONGPIN_MAIL_SERVER = {"host": "127.0.0.1", "port": 1, "sender": "tongpin@example.cn"}  # type: ignore[attr-defined]
    message = put(make_channel(ChannelKind.EMAIL))
    run(operator)
    assert fate(message)[:2] == (MessageState.WAITING, Reason.UNREACHABLE)


def test_message_too_long_for_its_robot_is_cut(
    operator: Account, robots: Robots, make_channel: MakeChannel, put: Put
) -> None:
    put(make_channel(), text="逾期" * 1000)
    assert run(operator) == (1, 0, 0)
    assert robots.texts[0].endswith("逾…") or robots.texts[0].endswith("期…")
    assert 2048 - 3 < len(robots.texts[0].encode()) <= 2048


def test_worker_that_died_leaves_its_message_unsent(
    operator: Account, robots: Robots, make_channel: MakeChannel, put: Put, monkeypatch: pytest.MonkeyPatch
) -> None:
    message = put(make_channel())

    def dies(_message: Message) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(delivering, "_handed_over", dies)
        with pytest.raises(KeyboardInterrupt):
            deliver(by=operator, patience=0)
    assert run(operator) == (0, 0, 0)
    with clock.frozen(at(9) + delivering.LEASE + dt.timedelta(seconds=1)):
        assert run(operator) == (0, 1, 0)
    assert fate(message)[:2] == (MessageState.FAILED, Reason.NO_ANSWER)
    assert robots.asked == []
    assert Attempt.objects.get().outcome == Outcome.UNKNOWN


def test_limit_of_a_robot_holds_over_all_messages(
    operator: Account, robots: Robots, make_channel: MakeChannel, put: Put
) -> None:
    channel = make_channel()
    for number in range(25):
        put(channel, key=f"t-{number}", purpose=Purpose.TEST)
    sent = []
    for second in range(90):
        with clock.frozen(at(9) + dt.timedelta(seconds=second)):
            sent.append(run(operator)[0])
    assert max(sent) == 1, "one a second"
    assert sum(sent[:60]) == 20
    assert sum(sent) == 25
    assert len(robots.texts) == 25


def test_one_run_waits_a_moment_for_the_next_second(
    operator: Account, robots: Robots, make_channel: MakeChannel, put: Put, monkeypatch: pytest.MonkeyPatch
) -> None:
    channel = make_channel()
    for number in range(3):
        put(channel, key=f"t-{number}", purpose=Purpose.TEST)
    slept: list[float] = []

    def sleep(seconds: float) -> None:
        slept.append(seconds)
        Attempt.objects.update(at=at(8))  # the second is over

    monkeypatch.setattr(delivering, "time", SimpleNamespace(sleep=sleep, monotonic=time.monotonic))
    assert deliver(by=operator, patience=10).sent == 3
    assert slept == [1.0, 1.0]


@pytest.mark.parametrize(
    "moment", [at(8, 29), at(17, 30), at(23), at(9, day=dt.date(2025, 3, 8)), at(9, day=dt.date(2025, 10, 1))]
)
def test_nothing_leaves_at_night_or_on_days_off(
    operator: Account, robots: Robots, make_channel: MakeChannel, put: Put, moment: dt.datetime
) -> None:
    with clock.frozen(moment):
        put(make_channel(), day=moment.date())
        assert run(operator) == (0, 0, 0)
    assert robots.asked == []


def test_message_waits_for_the_next_opening(
    operator: Account, robots: Robots, make_channel: MakeChannel, put: Put
) -> None:
    with clock.frozen(at(20, day=dt.date(2025, 1, 25))):  # the Saturday before a Sunday worked
        message = put(make_channel(), purpose=Purpose.TEST)
    assert message.not_before == at(8, 30, day=dt.date(2025, 1, 26))


def test_reminder_of_yesterday_is_dropped(
    operator: Account, robots: Robots, make_channel: MakeChannel, put: Put
) -> None:
    message = put(make_channel())
    with clock.frozen(at(9, day=DAY + dt.timedelta(days=1))):
        assert run(operator) == (0, 0, 1)
    assert fate(message)[:2] == (MessageState.DROPPED, Reason.OVERTAKEN)
    assert robots.asked == []
