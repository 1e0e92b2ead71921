"""The main pages as each role meets them, on the desk and on the phone."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace

import pytest

from tests.browser.conftest import OpenPage, axe_findings, small_targets, too_wide, wide_parts
from tongpin.foundation.access.actions import grant
from tongpin.foundation.access.enums import Role
from tongpin.foundation.kernel import clock
from tongpin.foundation.people.actions import add_account, add_person
from tongpin.foundation.people.models import Account
from tongpin.foundation.units.actions import (
    add_skill,
    admit_member,
    appoint,
    exempt_person,
    hand_over,
    receive_member,
)
from tongpin.foundation.units.enums import Ground, Standing
from tongpin.foundation.units.models import Membership, Unit
from tongpin.records.activities.actions import attach_evidence, confirm_activity, correct_activity, record_activity
from tongpin.records.activities.enums import Grade
from tongpin.records.activities.models import Activity
from tongpin.records.activities.queries import content_of
from tongpin.records.activities.rules import Content, RosterEntry

pytestmark = pytest.mark.django_db(transaction=True)
SIZES = ["desktop", "phone"]


@dataclass(frozen=True)
class Stage:
    """Accounts by role, and things to open."""

    accounts: dict[Role, Account]
    branch: Unit
    membership: Membership
    confirmed: Activity
    held: Activity
    planned: Activity
    handed_over: int

    def changing(self) -> list[str]:
        """Return where the roll and the posts of the branch are changed, printed and taken out."""
        branch, member = f"/units/{self.branch.pk}", f"/members/{self.membership.pk}"
        new = [f"{branch}/members/new/", f"{branch}/posts/new/", f"{branch}/roll/", f"{branch}/roll/export/"]
        changing = [f"{member}/{name}/" for name in ("correct", "end", "exempt", "skills")]
        return [*new, *changing, "/units/changes/", "/party-staff/"]

    def addresses(self, role: Role) -> list[str]:
        """Return what this role opens in an ordinary week."""
        reading = ["/", "/relief/", "/me/", "/units/", "/units/picture/", f"/units/{self.branch.pk}/", "/activities/"]
        reading += ["/activities/?view=month", f"/activities/{self.confirmed.pk}/", "/standards/"]
        figures = ["/figures/", "/figures/party_days/", "/figures/tour.coverage/", "/figures/tasks/"]
        recording = [
            "/activities/new/",
            "/activities/new/party_day/",
            "/activities/new/tour.show/",
            "/activities/confirm/",
            f"/activities/{self.planned.pk}/edit/",
            f"/activities/{self.confirmed.pk}/edit/",
            f"/activities/{self.held.pk}/cancel/",
            f"/activities/{self.held.pk}/evidence/",
            f"/activities/{self.held.pk}/sheet/",
            "/activities/export/",
        ]
        return {
            Role.MEMBER: reading,
            Role.SECRETARY: [*reading, *figures, *recording, f"/members/{self.membership.pk}/", *self.changing()],
            Role.OFFICER: [
                *reading,
                *figures,
                *recording,
                "/reports/",
                "/reports/preview/?year=2025",
                "/reports/templates/new/",
                "/villages/",
                "/import/",
                "/needs/",
                "/honours/",
                "/complaints/inbox/",
                f"/units/{self.branch.pk}/edit/",
                f"/units/{self.branch.pk}/names/",
                f"/units/{self.branch.pk}/merge/",
                f"/units/{self.branch.pk}/covers/",
                "/units/changes/",
                "/party-staff/",
                f"/party-staff/hand-overs/{self.handed_over}/",
                f"/members/{self.membership.pk}/transfer/",
            ],
            Role.LEADER: [*reading, *figures],
            Role.AUDITOR: [*reading, *figures, "/reports/"],
            Role.SYSTEM_OPERATOR: ["/", "/units/", "/staff/"],
        }[role]


@pytest.fixture
def stage(operator: Account, bureau: Unit, branch: Unit, meeting: Content) -> Stage:
    accounts, persons = {}, []
    for number, name in enumerate(("单文丽", "曾志远", "李明华", "王秀英")):
        persons.append(add_person(by=operator, name=name, phone=f"1380000{number:04d}"))
        membership = admit_member(by=operator, person=persons[-1], unit=branch, standing=Standing.FULL)
    appoint(by=operator, person=persons[0], unit=branch, title="支部书记")
    since, on = dt.date(2024, 1, 1), dt.date(2025, 3, 1)
    held = appoint(by=operator, person=persons[1], unit=branch, title="组织委员", valid_from=since)
    handed_over = hand_over(by=operator, post=held, person=persons[2], on=on, documents="党员名册")
    exempt_person(by=operator, person=persons[3], ground=Ground.FRAIL, valid_from=since)
    add_skill(by=operator, person=persons[3], words="讲解")
    newcomer = add_person(by=operator, name="赵青")
    receive_member(
        by=operator, person=newcomer, unit=branch, standing=Standing.PROBATIONARY, on=on, organisation="邻县机关党委"
    )
    for role in (Role.MEMBER, Role.SECRETARY, Role.OFFICER, Role.LEADER, Role.AUDITOR, Role.SYSTEM_OPERATOR):
        unit = branch if role in {Role.MEMBER, Role.SECRETARY} else bureau
        account = add_account(by=operator, username=role.value, password=None, person=persons[0])
        grant(by=operator, account=account, role=role, unit=unit)
        accounts[role] = account
    secretary, officer = accounts[Role.SECRETARY], accounts[Role.OFFICER]
    roster = tuple(RosterEntry(person.name, person.pk) for person in persons)
    day = replace(
        meeting, kind="party_day", title="主题党日：清理野广告与社区送书", roster=roster, attended=4, expected=4
    )
    today = clock.today()
    confirmed = record_activity(by=secretary, content=replace(day, starts_on=today - dt.timedelta(days=1)))
    content = replace(content_of(confirmed), place="服务社区")
    confirmed = correct_activity(by=secretary, activity=confirmed, content=content, reason="补地点", version=1)
    confirm_activity(by=officer, activity=confirmed)
    attach_evidence(by=secretary, activity=confirmed, grade=Grade.RECEIPT, title="签到表，存第3盒")
    return Stage(
        accounts=accounts,
        branch=branch,
        membership=membership,
        confirmed=confirmed,
        held=record_activity(by=officer, content=replace(meeting, starts_on=today)),
        planned=record_activity(by=secretary, content=replace(meeting, starts_on=today), planned=True),
        handed_over=handed_over.pk,
    )


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize(
    "role", [Role.MEMBER, Role.SECRETARY, Role.OFFICER, Role.LEADER, Role.AUDITOR, Role.SYSTEM_OPERATOR]
)
def test_pages_of_a_role_are_accessible_and_fit_the_window(
    open_page: OpenPage, stage: Stage, role: Role, size: str
) -> None:
    found: dict[str, list[str]] = {}
    page = open_page("/", size, stage.accounts[role])
    base = page.url.rstrip("/")
    for address in stage.addresses(role):
        response = page.goto(base + address)
        assert response is not None
        problems = [] if response.status == 200 else [f"answers {response.status}"]
        problems += axe_findings(page) + small_targets(page, 44)
        problems += wide_parts(page) if too_wide(page) else []
        if problems:
            found[address] = problems
    assert found == {}


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("address", ["/accounts/login/", "/help/", "/complaints/", "/complaints/answer/", "/verify/"])
def test_public_page_is_accessible_and_fits_the_window(open_page: OpenPage, size: str, address: str) -> None:
    page = open_page(address, size)
    assert axe_findings(page) == []
    assert small_targets(page, 44) == []
    assert too_wide(page) == 0


def test_secretary_records_a_meeting_on_the_phone_in_few_fields(open_page: OpenPage, stage: Stage) -> None:
    page = open_page("/", "phone", stage.accounts[Role.SECRETARY])
    page.get_by_role("link", name="记一笔").click()
    page.get_by_role("link", name="支委会", exact=True).first.click()
    visible = page.locator("form[data-autosave] > .field")
    assert visible.count() <= 8
    page.get_by_label("日期", exact=True).fill("今年不存在的日子")
    page.get_by_role("button", name="已开展，提交确认").click()
    page.get_by_role("alert").wait_for()  # the summary is read first, and nothing typed is lost
    assert page.get_by_label("日期", exact=True).input_value() == "今年不存在的日子"
    page.get_by_label("日期", exact=True).fill(clock.today().isoformat())
    page.get_by_label("实到", exact=True).fill("3")
    page.get_by_role("button", name="已开展，提交确认").click()
    page.get_by_role("heading", name="支委会", exact=True).wait_for()
    made = Activity.objects.order_by("-pk")[0]
    assert (made.kind, made.attended, made.status) == ("meeting.committee", 3, "held")
    # nothing of the record stays behind in the browser
    assert page.evaluate("Object.keys(localStorage).filter(one => one.startsWith('draft:'))") == []


def test_text_typed_into_an_expired_session_comes_back(open_page: OpenPage, stage: Stage) -> None:
    account = stage.accounts[Role.SECRETARY]
    page = open_page("/activities/new/party_day/", "phone", account)
    page.get_by_label("名称", exact=False).first.fill("主题党日：整理书屋")
    cookies = page.context.cookies()
    page.context.clear_cookies(name="sessionid")
    page.get_by_role("button", name="先列入计划").click()
    page.get_by_role("heading", name="登录").wait_for()
    page.context.add_cookies([one for one in cookies if one["name"] == "sessionid"])  # type: ignore[misc]
    page.goto(page.url.split("/accounts/")[0] + "/activities/new/party_day/")
    page.get_by_role("button", name="恢复").click()
    assert page.get_by_label("名称", exact=False).first.input_value() == "主题党日：整理书屋"
