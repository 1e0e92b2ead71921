"""The pages of messages: one's own, the preview, channels, the log."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from tests.conftest import MakeAccount
from tests.foundation.outbox.conftest import PASTED
from tests.foundation.outbox.standins import WECOM_KEY, Letters, Robots
from tests.interfaces.notify.conftest import Connect, PlanFor
from tests.screens import MOST_QUERIES, form_key, queries_of
from tongpin.foundation.access.enums import Role
from tongpin.foundation.audit.models import Event
from tongpin.foundation.outbox.enums import ChannelKind, MessageState
from tongpin.foundation.outbox.models import Channel, Message
from tongpin.foundation.people.actions import add_person
from tongpin.foundation.people.models import Account
from tongpin.foundation.units.actions import add_unit
from tongpin.foundation.units.enums import UnitKind
from tongpin.foundation.units.models import Unit
from tongpin.interfaces.desk.queries.relief import checks
from tongpin.interfaces.notify.actions import compose, make_feed, send_due, set_address
from tongpin.interfaces.notify.models import Feed, Group, Preference, Reach

pytestmark = pytest.mark.django_db
MINE, FEEDS, CHANNELS, LOG = "/messages/", "/messages/calendar/", "/messages/channels/", "/messages/log/"
TODAY, PERSONS = "/messages/today/", "/messages/today/persons/"


def post(client: Client, to: str, /, **data: str | list[str]) -> str:
    """Send a form and return the page it leads to."""
    return client.post(to, {"_key": f"{to}-{Event.objects.count()}", **data}, follow=True).content.decode()


def test_own_page_says_where_reminders_go(client: Client, secretary: Account, plan: PlanFor) -> None:
    client.force_login(secretary)
    plan(1)
    assert "您没有填写地址" in client.get(MINE).content.decode()
    html = post(client, "/messages/address/", kind="wecom", address=PASTED[ChannelKind.WECOM], secret="")
    assert "693a…5aaa" in html
    assert WECOM_KEY not in html
    assert "· 近期：3月6日 主题党日（计划）" in html
    assert Channel.objects.get().personal


def test_address_is_changed_and_forgotten(client: Client, secretary: Account) -> None:
    client.force_login(secretary)
    post(client, "/messages/address/", kind="wecom", address=PASTED[ChannelKind.WECOM])
    html = client.get("/messages/address/").content.decode()
    assert "现有地址：693a…5aaa" in html
    assert WECOM_KEY not in html
    post(client, "/messages/address/", kind="email", address="a@example.cn")
    reach = Reach.objects.select_related("channel").get()
    assert (reach.hint, reach.channel.kind, reach.channel.on) == ("a***@example.cn", "email", True)
    assert "不再给您发消息" in post(client, "/messages/address/forget/")
    post(client, "/messages/address/forget/")
    assert Reach.objects.get().hint == ""
    post(client, "/messages/address/", kind="email", address="b@example.cn")
    assert Reach.objects.select_related("channel").get().channel.on


def test_wrong_address_is_said_beside_it_and_kept(client: Client, secretary: Account) -> None:
    client.force_login(secretary)
    wrong = "https://qyapi.weixin.qq.com.example.cn/cgi-bin/webhook/send?key=12345678"
    html = post(client, "/messages/address/", kind="wecom", address=wrong)
    assert "这不是企业微信群机器人的地址" in html
    assert wrong in html
    assert not Channel.objects.exists()


def test_standin_is_no_address_of_a_person(client: Client, secretary: Account) -> None:
    client.force_login(secretary)
    post(client, "/messages/address/", kind="standin", address="http://127.0.0.1:1/")
    assert not Channel.objects.exists()


def test_wishes_are_switched_on_the_own_page(client: Client, secretary: Account) -> None:
    client.force_login(secretary)
    html = client.get(MINE).content.decode()
    assert html.count("checked") == 7
    assert html.count(' name="kinds"') == 7
    post(client, "/messages/choose/", kinds=["coming"])
    off = ("waiting", "past", "needs", "duties", "terms", "tasks")
    assert dict(Preference.objects.values_list("kind", "on")) == dict.fromkeys(off, False)
    assert client.get(MINE).content.decode().count("checked") == 1
    post(client, "/messages/choose/", kinds=["nonsense"])
    assert Preference.objects.count() == 6


def test_member_is_offered_what_concerns_members(client: Client, make_account: MakeAccount, branch: Unit) -> None:
    client.force_login(make_account(Role.MEMBER, branch))
    html = client.get(MINE).content.decode()
    assert (html.count(' name="kinds"'), html.count("checked")) == (1, 0)
    client.force_login(make_account(Role.AUDITOR, branch))
    assert ' name="kinds"' not in client.get(MINE).content.decode()


def test_own_test_message_arrives(client: Client, secretary: Account, letters: Letters) -> None:
    client.force_login(secretary)
    assert "没有填写地址" in post(client, "/messages/address/test/")
    set_address(by=secretary, kind=ChannelKind.EMAIL, address="a@example.cn")
    assert "测试消息已交办" in post(client, "/messages/address/test/")
    assert letters.only[1] == "a@example.cn"
    assert "测试" in letters.only[3]


def test_calendar_address_is_shown_once(client: Client, secretary: Account, branch: Unit, sibling: Unit) -> None:
    client.force_login(secretary)
    html = post(client, "/messages/calendar/new/", scope="own")
    (address,) = re.findall(r"/calendar/[\w-]{43}\.ics", html)
    assert client.get(address).status_code == 200
    assert address not in client.get(FEEDS).content.decode()
    post(client, "/messages/calendar/new/", scope=str(branch.pk))
    post(client, "/messages/calendar/new/", scope=str(sibling.pk))
    assert set(Feed.objects.values_list("unit", flat=True)) == {None, branch.pk}


def test_calendar_is_revoked_by_its_owner_only(client: Client, secretary: Account, officer: Account) -> None:
    feed, token = make_feed(by=secretary)
    client.force_login(officer)
    assert client.post("/messages/calendar/revoke/", {"_key": "a", "feed": feed.pk}).status_code == 404
    assert client.post("/messages/calendar/revoke/", {"_key": "b", "feed": "x"}).status_code == 404
    client.force_login(secretary)
    assert "地址已作废" in post(client, "/messages/calendar/revoke/", feed=str(feed.pk))
    assert client.get(f"/calendar/{token}.ics").status_code == 404


def test_preview_is_word_for_word_what_is_sent(
    client: Client, officer: Account, secretary: Account, connect: Connect, plan: PlanFor, branch: Unit, robots: Robots
) -> None:
    connect(branch)
    set_address(by=secretary, kind=ChannelKind.EMAIL, address="a@example.cn")
    plan(1)
    client.force_login(officer)
    pages = [client.get(address) for address in (TODAY, PERSONS)]
    shown = [f"{one.subject}\n{one.text}" for page in pages for one in page.context["drafts"]]
    compose(by=officer)
    assert shown == [f"{one.subject}\n{one.text}" for one in Message.objects.order_by("pk")]
    html = "".join(page.content.decode() for page in pages)
    for word in ("市文化馆党支部群", "secretary", "党支部书记", "· 近期：3月6日 主题党日（计划）"):
        assert word in html
    assert "今天的提醒已在 09:00 生成：2 条。" in client.get(TODAY).content.decode()


def test_preview_of_a_secretary_ends_at_the_branch(
    client: Client, officer: Account, secretary: Account, connect: Connect, plan: PlanFor, committee: Unit, branch: Unit
) -> None:
    connect(committee)
    connect(branch, on=False)
    set_address(by=officer, kind=ChannelKind.EMAIL, address="a@example.cn")
    plan(1)
    client.force_login(secretary)
    response = client.get(TODAY)
    assert [one.unit for one in response.context["drafts"]] == [branch]
    assert client.get(PERSONS).context["drafts"] == []
    assert "已停用，不会发送" in response.content.decode()


def test_group_is_connected_tested_and_switched(
    client: Client, officer: Account, branch: Unit, robots: Robots, plan: PlanFor
) -> None:
    client.force_login(officer)
    page = client.get("/messages/channels/new/").content.decode()
    assert form_key(page)
    data = {"unit": str(branch.pk), "name": "文化馆党员群", "kind": "wecom", "address": PASTED[ChannelKind.WECOM]}
    html = post(client, "/messages/channels/new/", **data)
    group = Group.objects.get()
    assert "已接入，尚未启用" in html
    assert "693a…5aaa" in html
    assert WECOM_KEY not in html
    assert "测试消息已交办" in post(client, f"{CHANNELS}{group.pk}/test/")
    assert "测试" in robots.texts[0]
    post(client, f"{CHANNELS}{group.pk}/switch/", on="1")
    post(client, f"{CHANNELS}{group.pk}/switch/", on="1")
    assert Channel.objects.get().on
    for _number in range(3):
        html = post(client, f"{CHANNELS}{group.pk}/test/")
    assert "打扰" in html
    plan(1)
    send_due(by=officer)
    assert "待发" in post(client, f"{CHANNELS}{group.pk}/switch/", on="0")
    assert not Channel.objects.get().on


def test_channel_form_keeps_what_was_typed(client: Client, officer: Account, branch: Unit, connect: Connect) -> None:
    group = connect(branch)
    client.force_login(officer)
    data = {"unit": str(branch.pk), "name": "改名群", "kind": "wecom", "address": "https://example.cn/x"}
    for address in (f"{CHANNELS}new/", f"{CHANNELS}{group.pk}/"):
        html = post(client, address, **data)
        assert "这不是企业微信群机器人的地址" in html
        assert "https://example.cn/x" in html
    assert client.post(f"{CHANNELS}new/", {"_key": "k", "name": ""}).context["form"].errors


def test_channel_is_moved_to_another_unit(
    client: Client, officer: Account, branch: Unit, sibling: Unit, connect: Connect, plan: PlanFor
) -> None:
    group = connect(branch)
    plan(1)
    compose(by=officer)
    client.force_login(officer)
    post(client, f"{CHANNELS}{group.pk}/", unit=str(sibling.pk), name="图书馆群", kind="standin", address="")
    group.refresh_from_db()
    assert (group.unit, group.channel.name) == (sibling, "图书馆群")
    assert Message.objects.get().state == MessageState.DROPPED, "it spoke of the other unit"


def test_log_says_what_failed_and_what_to_do(
    client: Client, operator: Account, officer: Account, connect: Connect, plan: PlanFor, branch: Unit, robots: Robots
) -> None:
    connect(branch)
    plan(1)
    robots.answers = [(200, b'{"errcode": 93000, "errmsg": "invalid webhook url"}')]
    send_due(by=operator)
    client.force_login(officer)
    html = client.get(LOG).content.decode()
    assert "机器人或邮箱不存在" in html
    assert "重新添加机器人" in html
    assert "(93000)" in html
    message = Message.objects.get()
    assert "正在重新发送" in post(client, f"{LOG}{message.pk}/retry/")
    message.refresh_from_db()
    assert (message.state, len(robots.texts)) == (MessageState.SENT, 1)
    assert "只有今天未发出的消息" in post(client, f"{LOG}{message.pk}/retry/")
    assert "还没有发送记录" in client.get(LOG, {"state": "failed"}).content.decode()


def test_log_names_nobody(
    client: Client, operator: Account, make_account: MakeAccount, branch: Unit, plan: PlanFor
) -> None:
    person = add_person(by=operator, name="欧阳测试")
    named = make_account(Role.SECRETARY, branch, "ouyang", person=person)
    set_address(by=named, kind=ChannelKind.EMAIL, address="ouyang@example.cn")
    plan(1)
    send_due(by=operator)
    client.force_login(make_account(Role.AUDITOR, branch))
    html = client.get(LOG).content.decode()
    assert f"个人地址 {named.pk}" in html
    assert "没有设置邮件服务器" in html
    for word in ("欧阳测试", "ouyang"):
        assert word not in html
    assert "再发一次" not in html


def test_lists_take_no_more_queries_with_more_rows(
    client: Client, operator: Account, officer: Account, connect: Connect, plan: PlanFor, committee: Unit
) -> None:
    def grow(number: int) -> None:
        unit = add_unit(by=operator, kind=UnitKind.BRANCH, name=f"第{number}党支部", parent=committee)
        connect(unit)
        plan(1, by=officer, unit_id=unit.pk)

    pages = (MINE, FEEDS, TODAY, PERSONS, CHANNELS, LOG)
    grow(1)
    compose(by=operator)
    client.force_login(officer)
    make_feed(by=officer)
    set_address(by=officer, kind=ChannelKind.EMAIL, address="a@example.cn")
    before = {address: queries_of(client, address) for address in pages}
    grow(2)
    grow(3)
    for group in Group.objects.all():
        make_feed(by=officer, unit=group.unit)
    Message.objects.update(state=MessageState.DROPPED)
    after = {address: queries_of(client, address) for address in pages}
    assert after == before
    assert max(after.values()) <= MOST_QUERIES, after


def test_everyone_finds_the_page_and_only_the_pages_for_them(
    client: Client, make_account: MakeAccount, branch: Unit, officer: Account
) -> None:
    for account, tabs in ((make_account(Role.MEMBER, branch), 2), (officer, 5)):
        client.force_login(account)
        response = client.get(MINE)
        assert 'href="/messages/"' in response.content.decode()
        assert len(response.context["tabs"]) == tabs


def test_self_check_tells_of_reminders(
    catalogue: None, connect: Connect, branch: Unit, monkeypatch: pytest.MonkeyPatch
) -> None:
    def told() -> tuple[str, bool]:
        (found,) = [one for check in checks() for one in check.findings if "提醒" in one.text or "消息" in one.text]
        return found.text, found.good

    text, good = told()
    assert "08:30—17:30" in text
    assert "最多一条" in text
    assert good
    from tongpin.foundation.outbox.rules import sending as settings_of

    monkeypatch.setattr(
        settings_of, "_body", lambda: {"opens": "00:00", "closes": "23:00", "most_a_day": 1, "tests_a_day": 0}
    )
    assert not told()[1]
