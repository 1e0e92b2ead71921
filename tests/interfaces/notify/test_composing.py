"""Who is told what: by role, by their own wish, and never a name."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from tests.conftest import MakeAccount
from tests.foundation.outbox.conftest import DAY, PASTED, at
from tests.interfaces.notify.conftest import Connect, PlanFor
from tongpin.foundation.access.enums import Role
from tongpin.foundation.kernel import clock
from tongpin.foundation.outbox.enums import ChannelKind
from tongpin.foundation.outbox.rules.texts import refused, size
from tongpin.foundation.people.actions import add_person
from tongpin.foundation.people.models import Account
from tongpin.foundation.units.actions import add_unit
from tongpin.foundation.units.enums import UnitKind
from tongpin.foundation.units.models import Unit
from tongpin.interfaces.notify.actions import choose, forget_address, set_address
from tongpin.interfaces.notify.models import Reach
from tongpin.interfaces.notify.queries import Item, Provider, providers, register_provider
from tongpin.interfaces.notify.queries import registry as registry_of
from tongpin.interfaces.notify.queries.composing import Draft, draft_for, drafts, found
from tongpin.interfaces.notify.queries.recipients import wishes_of
from tongpin.interfaces.notify.rules.privacy import masked, personal_parts
from tongpin.records.visits.actions import record_need
from tongpin.records.visits.rules import NeedContent

pytestmark = pytest.mark.django_db


@pytest.fixture
def only(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the registry be changed for one test."""
    monkeypatch.setattr(registry_of, "_registry", dict(registry_of._registry))


def reach(account: Account) -> Reach:
    return set_address(by=account, kind=ChannelKind.EMAIL, address=f"{account.username}@example.cn")


def lines(draft: Draft | None) -> list[str]:
    return draft.text.split("\n")[:-1] if draft else []


def to(account: Account) -> list[str]:
    """Return the lines of today's message to an account that has an address."""
    return lines(next((one for one in drafts(DAY) if one.account == account), None))


def test_secretary_is_told_what_is_due_in_the_own_branch(
    secretary: Account, officer: Account, plan: PlanFor, sibling: Unit, branch: Unit
) -> None:
    reach(secretary)
    plan(-3, by=officer, held=True)
    plan(-2)
    plan(7)
    plan(8)
    plan(1, by=officer, unit_id=sibling.pk)
    assert to(secretary) == [
        "· 逾期：3月3日 主题党日原定日期已过，请登记是否举行",
        "· 待办：3月2日 主题党日待确认",
        "· 近期：3月12日 主题党日（计划）",
    ]


def test_day_of_another_year_is_said_with_its_year(secretary: Account, plan: PlanFor) -> None:
    reach(secretary)
    plan(-90)
    assert to(secretary) == ["· 逾期：2024年12月5日 主题党日原定日期已过，请登记是否举行"]


def test_nobody_is_told_to_confirm_what_they_recorded(secretary: Account, officer: Account, plan: PlanFor) -> None:
    for account in (secretary, officer):
        reach(account)
    plan(-3, held=True)
    assert to(secretary) == []
    assert to(officer) == ["· 待办：3月2日 主题党日待确认"]


def test_officer_sees_whose_it_is_in_the_order_of_the_tree(
    officer: Account, plan: PlanFor, branch: Unit, sibling: Unit
) -> None:
    reach(officer)
    plan(2, by=officer, unit_id=sibling.pk)
    plan(3)
    assert to(officer) == [
        "· 近期｜市文化馆党支部：3月8日 主题党日（计划）",
        "· 近期｜市图书馆党支部：3月7日 主题党日（计划）",
    ]


def test_needs_are_told_without_what_was_asked(secretary: Account, branch: Unit, catalogue: None) -> None:
    reach(secretary)
    for due_on in (DAY - dt.timedelta(days=1), DAY + dt.timedelta(days=7), DAY + dt.timedelta(days=8), None):
        content = NeedContent(received_on=DAY, asked="王大妈家门口路灯坏了", unit_id=branch.pk, due_on=due_on)
        record_need(by=secretary, content=content)
    assert to(secretary) == ["· 逾期：一件诉求应在3月4日前答复", "· 近期：一件诉求应在3月12日前答复"]


@pytest.mark.parametrize(
    ("role", "told"),
    [
        (Role.SECRETARY, True),
        (Role.UNIT_OFFICER, True),
        (Role.OFFICER, True),
        (Role.LEADER, False),
        (Role.MEMBER, False),
        (Role.AUDITOR, False),
        (Role.SYSTEM_OPERATOR, False),
        (Role.SECURITY_OPERATOR, False),
        (Role.CITIZEN, False),
    ],
)
def test_reminders_are_on_for_those_responsible_only(
    make_account: MakeAccount, branch: Unit, plan: PlanFor, role: Role, told: bool
) -> None:
    account = make_account(role, branch, "asked")
    reach(account)
    plan(1)
    assert bool(to(account)) is told


def test_member_who_switches_it_on_is_told_what_comes_and_nothing_else(
    make_account: MakeAccount, officer: Account, branch: Unit, sibling: Unit, plan: PlanFor
) -> None:
    member = make_account(Role.MEMBER, branch)
    reach(member)
    plan(-3, by=officer, held=True)
    plan(-2)
    plan(1)
    plan(1, by=officer, unit_id=sibling.pk)
    assert choose(by=member, kinds={"coming", "waiting", "past"}) == 1, "members are offered one kind"
    assert to(member) == ["· 近期：3月6日 主题党日（计划）"]


def test_each_kind_can_be_switched_off(secretary: Account, officer: Account, plan: PlanFor) -> None:
    reach(secretary)
    plan(-3, by=officer, held=True)
    plan(1)
    choose(by=secretary, kinds={"coming", "past", "needs"})
    assert to(secretary) == ["· 近期：3月6日 主题党日（计划）"]
    choose(by=secretary, kinds=set())
    assert to(secretary) == []
    assert choose(by=secretary, kinds=set()) == 0


def test_closed_account_and_forgotten_address_get_nothing(secretary: Account, plan: PlanFor) -> None:
    reach(secretary)
    plan(1)
    assert len(drafts(DAY)) == 1
    forget_address(by=secretary)
    assert drafts(DAY) == []
    reach(secretary)
    Account.objects.filter(pk=secretary.pk).update(is_active=False)
    assert drafts(DAY) == []


def test_nothing_due_is_no_message(secretary: Account, connect: Connect, branch: Unit, catalogue: None) -> None:
    reach(secretary)
    connect(branch)
    assert drafts(DAY) == []
    assert draft_for(Reach.objects.get(), *wishes_of([secretary]), DAY, found(DAY)) is None


def test_without_a_bureau_there_is_no_message(db: None) -> None:
    assert drafts(DAY) == []


def test_group_is_told_what_comes_and_of_units_below_only_how_many(
    connect: Connect, officer: Account, plan: PlanFor, committee: Unit, branch: Unit, sibling: Unit
) -> None:
    connect(committee)
    connect(branch)
    plan(-3, held=True)
    plan(-2)
    plan(1)
    plan(2, by=officer, unit_id=sibling.pk)
    plan(3, by=officer, unit_id=committee.pk)
    above, own = drafts(DAY)
    assert above.subject == "【同频】机关党委 3月5日"
    assert lines(above) == ["· 近期：3月8日 主题党日（计划）", "· 下属组织近期 2 项"]
    assert lines(own) == ["· 近期：3月6日 主题党日（计划）"], "duties of the secretary are not told to the group"
    assert not any(unit.name in above.text for unit in (branch, sibling))


def test_no_text_holds_a_title_a_name_or_a_mention(
    operator: Account, officer: Account, secretary: Account, connect: Connect, plan: PlanFor, branch: Unit
) -> None:
    add_person(by=operator, name="欧阳测试", phone="13800001234")
    connect(branch)
    reach(secretary)
    reach(officer)
    plan(1, title="讨论接收欧阳测试为预备党员", host="欧阳测试", place="欧阳测试家", note="电话13800001234")
    plan(-1, title="谈话：欧阳测试")
    plan(-1, by=officer, held=True, title="支委会：研究欧阳测试")
    texts = [f"{one.subject}\n{one.text}" for one in drafts(DAY)]
    assert len(texts) == 3
    for text in texts:
        assert personal_parts(text, ["欧阳测试"]) == []
        assert "接收" not in text
        assert refused(text) == []


@pytest.mark.usefixtures("only")
def test_careless_provider_is_said_without_its_words(
    operator: Account, secretary: Account, connect: Connect, branch: Unit, catalogue: None
) -> None:
    add_person(by=operator, name="欧阳测试")

    def find(day: dt.date, unit: Unit) -> Iterator[Item]:
        yield Item("欧阳测试的党费", branch, None, "due", "/")
        yield Item("联系 13800001234", branch, None, "late", "/")
        yield Item("任期 3 月后届满", branch, None, "due", "/")

    register_provider(Provider("careless", "x", find, for_groups=True))
    connect(branch)
    reach(secretary)
    to_group, to_person = drafts(DAY)
    assert lines(to_group) == lines(to_person)
    assert lines(to_group) == [
        "· 逾期：另有一项，请登录查看",
        "· 待办：另有一项，请登录查看",
        "· 待办：任期 3 月后届满",
    ]


@pytest.mark.usefixtures("only")
def test_long_digest_is_cut_to_the_robots_room_and_says_how_many_are_left(
    secretary: Account, branch: Unit, catalogue: None
) -> None:
    def find(day: dt.date, unit: Unit) -> Iterator[Item]:
        yield from (Item(f"第{number}件到期事项需要办理", branch, None, "due", "/") for number in range(100))

    register_provider(Provider("many", "x", find))
    set_address(by=secretary, kind=ChannelKind.WECOM, address=PASTED[ChannelKind.WECOM])
    (draft,) = drafts(DAY)
    shown = lines(draft)
    assert size(f"{draft.subject}\n{draft.text}") <= 2048
    assert shown[-1] == f"…另有 {100 - (len(shown) - 1)} 项，请登录查看"
    assert draft.items == 100


@pytest.mark.usefixtures("only")
def test_registering_a_code_again_replaces_it(db: None) -> None:
    before = len(providers())
    register_provider(Provider("waiting", "x", lambda day, unit: []))
    assert (len(providers()), providers()[0].label) == (before, "x")


def test_number_of_queries_does_not_grow_with_receivers(
    operator: Account, officer: Account, make_account: MakeAccount, connect: Connect, plan: PlanFor, committee: Unit
) -> None:
    def asked() -> int:
        with CaptureQueriesContext(connection) as captured:
            drafts(DAY)
        return len(captured)

    def grow(number: int) -> None:
        unit = add_unit(by=operator, kind=UnitKind.BRANCH, name=f"第{number}党支部", parent=committee)
        reach(make_account(Role.SECRETARY, unit, f"s-{number}"))
        connect(unit)
        plan(1, by=officer, unit_id=unit.pk)

    grow(1)
    before = asked()
    grow(2)
    grow(3)
    assert len(drafts(DAY)) == 6
    assert asked() == before <= 15


def test_addresses_and_days_stay_where_they_belong(secretary: Account, plan: PlanFor) -> None:
    reach(secretary)
    plan(7)
    with clock.frozen(at(9, day=DAY - dt.timedelta(days=1))):
        assert drafts(DAY - dt.timedelta(days=1)) == []
    (draft,) = drafts(DAY)
    assert draft.text.split("\n")[-1].startswith("详情登录查看：http://127.0.0.1:8000/messages/ ")
    assert draft.why == "党支部书记"


SIGNS = st.sampled_from("甲乙丙丁 13")


@given(st.text(SIGNS, max_size=60), st.lists(st.text(SIGNS, min_size=2, max_size=4), max_size=5))
def test_masked_text_holds_no_name(text: str, names: list[str]) -> None:
    names = [name for name in names if not name[0].isdigit()]
    assert [name for name in names if name in masked(text, names)] == []


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("讨论接收欧阳测试为预备党员", "讨论接收欧***为预备党员"),
        ("电话13800001234", "电话***********"),
        ("证件11010519491231002X", "证件******************"),
        ("编号138000012345", "编号138000012345"),
        ("一般文字", "一般文字"),
    ],
)
def test_names_and_numbers_are_hidden(text: str, shown: str) -> None:
    assert masked(text, ["欧阳测试", "王"]) == shown
