"""Hours and numbers, limits, texts and addresses."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.foundation.outbox.conftest import PASTED, at
from tests.foundation.outbox.standins import DINGTALK_SECRET, DINGTALK_TOKEN, FEISHU_TOKEN, WECOM_KEY
from tongpin.foundation.kernel.clock import SHANGHAI
from tongpin.foundation.outbox.enums import ChannelKind, Outcome, Reason
from tongpin.foundation.outbox.rules.addresses import BadAddress, masked, read_address
from tongpin.foundation.outbox.rules.answers import _table
from tongpin.foundation.outbox.rules.limits import BACKOFF, limits, wait_before_retry
from tongpin.foundation.outbox.rules.sending import NotPermitted, checked, sending
from tongpin.foundation.outbox.rules.texts import cut, fitted, refused, size

GOOD = {"opens": "08:30", "closes": "17:30", "most_a_day": 1, "tests_a_day": 3, "source": "x"}


def test_shipped_settings_are_the_working_day() -> None:
    found = sending()
    assert (found.opens, found.closes, found.most_a_day) == (dt.time(8, 30), dt.time(17, 30), 1)
    assert found.source


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"closes": "22:00"}, "hours"),
        ({"opens": "20:00", "closes": "23:00"}, "hours"),
        ({"opens": "06:00"}, "hours"),
        ({"opens": "17:00", "closes": "09:00"}, "hours"),  # over midnight
        ({"opens": "09:00", "closes": "09:00"}, "hours"),
        ({"opens": "early"}, "hours"),
        ({"most_a_day": 2}, "number"),
        ({"most_a_day": -1}, "number"),
        ({"tests_a_day": 50}, "number"),
    ],
)
def test_night_and_more_than_one_a_day_cannot_be_configured(change: dict[str, object], code: str) -> None:
    with pytest.raises(NotPermitted) as refusal:
        checked({**GOOD, **change})
    assert refusal.value.code == code


@pytest.mark.parametrize("change", [{}, {"opens": "08:00", "closes": "18:00"}, {"most_a_day": 0}])
def test_settings_within_the_frame_are_read(change: dict[str, object]) -> None:
    assert checked({**GOOD, **change}).source == "x"


@pytest.mark.parametrize(
    ("moment", "open_"),
    [
        (at(8, 29), False),
        (at(8, 30), True),
        (at(17, 29), True),
        (at(17, 30), False),
        (at(9, day=dt.date(2025, 3, 8)), False),
    ],
)
def test_hours_are_open_on_workdays_only(moment: dt.datetime, open_: bool) -> None:
    assert sending().is_open(moment) is open_
    assert sending().is_open(moment.astimezone(dt.UTC)) is open_


@given(st.datetimes(dt.datetime(2024, 1, 1), dt.datetime(2027, 12, 1), timezones=st.just(SHANGHAI)))
def test_next_opening_is_open_and_never_earlier(moment: dt.datetime) -> None:
    found = sending().next_opening(moment)
    assert sending().is_open(found)
    assert found >= moment
    assert (found == moment) is sending().is_open(moment)


@given(st.lists(st.floats(0, 90_000), max_size=40), st.sampled_from(list(ChannelKind)))
def test_try_at_the_free_moment_breaks_no_limit(ages: list[float], kind: ChannelKind) -> None:
    now, limit = at(9), limits()[kind]
    tries = [now - dt.timedelta(seconds=age) for age in ages]
    free = limit.free_at(tries, now)
    assert free >= now
    for most, seconds in ((limit.per_second, 1), (limit.per_minute, 60), (limit.per_day, 86_400)):
        before = sum(1 for one in tries if one > free - dt.timedelta(seconds=seconds))
        assert most is None or before < most


def test_every_kind_has_its_limits_with_their_source() -> None:
    assert set(limits()) == set(ChannelKind)
    assert all(one.source and one.level for one in limits().values())
    assert {kind: (limits()[kind].per_minute, limits()[kind].bytes) for kind in ("wecom", "dingtalk", "feishu")} == {
        "wecom": (20, 2048),
        "dingtalk": (20, 4096),
        "feishu": (100, 4096),
    }
    assert limits()["feishu"].per_second == 5


def test_codes_of_the_robots_are_told_in_known_words() -> None:
    assert {row["outcome"] for row in _table()} <= set(Outcome)
    assert {row["reason"] for row in _table()} <= set(Reason)
    assert {row["kind"] for row in _table()} <= set(ChannelKind)


def test_patience_ends() -> None:
    assert wait_before_retry(len(BACKOFF) + 1) is None


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("@所有人 请注意", ["at_all"]),
        ("@全体成员：", ["at_all"]),
        ("@all", ["at_all"]),
        ('<at user_id="all">所有人</at>', ["at_all", "at_person"]),
        ("<@zhangsan> 请办理", ["at_person"]),
        ("@13800001234 请办理", ["at_person"]),
        ("请接龙报名", ["chain_list"]),
        ("要求即时响应", ["chain_list"]),
        ("收到请回复", ["receipt"]),
        ("看到请务必回复", ["receipt"]),
        ("开启已读回执", ["receipt"]),
        ("请大家打卡", ["check_in"]),
        ("各支部通报排名", ["ranking"]),
        ("主题党日 1 项待确认，不需要回复", []),
        ("联系 a@all.example.cn", []),
        ("文化馆党支部：三会一课 2 项逾期", []),
    ],
)
def test_mentions_receipts_and_chain_lists_are_recognised(text: str, found: list[str]) -> None:
    assert [one.id for one in refused(text)] == found


@given(st.text(max_size=400), st.integers(8, 300))
def test_cut_text_fits_and_says_that_it_was_cut(text: str, most: int) -> None:
    try:
        text.encode()
    except UnicodeEncodeError:
        return
    found = cut(text, most)
    assert size(found) <= most
    assert found == text or (found.endswith("…") and text.startswith(found[:-1]))


@given(st.lists(st.text(st.sampled_from("主题党日ab12"), min_size=1, max_size=30), max_size=60), st.integers(200, 2048))
def test_fitted_text_names_how_many_lines_it_leaves_out(lines: list[str], most: int) -> None:
    text = fitted("头", lines, "尾", most, lambda count: f"…另有{count}项")
    shown = text.split("\n")[1:-1]
    assert size(text) <= most
    if shown == lines:
        return
    kept = shown[:-1]
    assert kept == lines[: len(kept)]
    assert shown[-1] == f"…另有{len(lines) - len(kept)}项"
    longer = "\n".join(["头", *lines[: len(kept) + 1], f"…另有{len(lines) - len(kept) - 1}项", "尾"])
    assert size(longer) > most, "one more line would have fitted"


@pytest.mark.parametrize(
    ("kind", "secret", "kept"),
    [
        ("wecom", "", WECOM_KEY),
        ("dingtalk", "", DINGTALK_TOKEN),
        ("dingtalk", DINGTALK_SECRET, f"{DINGTALK_TOKEN} {DINGTALK_SECRET}"),
        ("feishu", "", FEISHU_TOKEN),
        ("email", "", "zu@example.cn"),
    ],
)
def test_pasted_address_leaves_its_key(kind: str, secret: str, kept: str) -> None:
    assert read_address(kind, f"  {PASTED[ChannelKind(kind)]} ", secret) == kept


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("wecom", ""),
        ("wecom", "abc"),
        ("wecom", "http://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=abcdefgh12"),
        ("wecom", "https://qyapi.weixin.qq.com.evil.cn/cgi-bin/webhook/send?key=abcdefgh12"),
        ("wecom", "https://qyapi.weixin.qq.com@evil.cn/cgi-bin/webhook/send?key=abcdefgh12"),
        ("wecom", "https://qyapi.weixin.qq.com:8443/cgi-bin/webhook/send?key=abcdefgh12"),
        ("wecom", "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=a/../b?x"),
        ("wecom", "https://qyapi.weixin.qq.com/cgi-bin/webhook/send/x?key=abcdefgh12"),
        ("wecom", "https://[bad/cgi-bin"),
        ("dingtalk", PASTED[ChannelKind.WECOM]),
        ("dingtalk", "https://oapi.dingtalk.com/robot/send?access_token=short"),
        ("feishu", "https://open.feishu.cn/open-apis/bot/v2/hook/a/b?to=x"),
        ("email", "zu@example"),
        ("email", "a@b.cn,c@d.cn"),
        ("email", "a@b.cn?bcc=c@d.cn"),
        ("email", "甲 <a@b.cn>"),
        ("standin", "http://10.0.0.1:8000/"),
        ("standin", "https://127.0.0.1:8000/"),
        ("standin", "http://127.0.0.1/"),
        ("standin", "http://127.0.0.1:99999/"),
        ("standin", "http://127.0.0.1:8000/?to=x"),
    ],
)
def test_address_of_another_place_is_refused(kind: str, text: str) -> None:
    with pytest.raises(BadAddress):
        read_address(kind, text)


@pytest.mark.parametrize(("kind", "secret"), [("wecom", DINGTALK_SECRET), ("dingtalk", "not a secret")])
def test_secret_is_for_dingtalk_only(kind: str, secret: str) -> None:
    with pytest.raises(BadAddress):
        read_address(kind, PASTED[ChannelKind(kind)], secret)


@pytest.mark.parametrize(
    ("kind", "address", "shown"),
    [
        ("wecom", WECOM_KEY, "693a…5aaa"),
        ("dingtalk", f"{DINGTALK_TOKEN} {DINGTALK_SECRET}", "d0d0…d0d0"),
        ("email", "zu@example.cn", "z***@example.cn"),
        ("standin", "http://127.0.0.1:8125/", "http://127.0.0.1:8125/"),
        ("wecom", "", ""),
    ],
)
def test_shown_address_gives_nothing_away(kind: str, address: str, shown: str) -> None:
    assert masked(kind, address) == shown
