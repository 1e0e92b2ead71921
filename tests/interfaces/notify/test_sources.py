"""What is due in the records that are here: organisational life, terms and tasks, in fixed words."""

from __future__ import annotations

import datetime as dt

import icalendar
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.conftest import MakeAccount
from tests.derived.compliance.making import hold
from tests.foundation.outbox.conftest import DAY, at
from tests.interfaces.notify.conftest import Connect, PlanFor
from tongpin.foundation.access.enums import Role
from tongpin.foundation.kernel import clock
from tongpin.foundation.outbox.enums import ChannelKind
from tongpin.foundation.people.actions import add_person
from tongpin.foundation.people.models import Account
from tongpin.foundation.units.actions import add_unit
from tongpin.foundation.units.actions.terms import enter_term, postpone_term
from tongpin.foundation.units.enums import UnitKind
from tongpin.foundation.units.models import Term, Unit
from tongpin.interfaces.notify.actions import make_feed, set_address
from tongpin.interfaces.notify.queries import Item
from tongpin.interfaces.notify.queries.composing import drafts, found
from tongpin.interfaces.notify.queries.tree import whole
from tongpin.projects.tasks.actions import drop_task, hand_out_task
from tongpin.projects.tasks.models import Task
from tongpin.projects.tasks.rules import TaskContent

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("catalogue")]
LATE_MARCH = dt.date(2025, 3, 26)
NEXT_MONTH = dt.date(2025, 4, 7)


@pytest.fixture
def nothing_owed() -> None:
    """Let the rules ask what they ask: here it is what the tests are about."""


def items(kind: str, day: dt.date = DAY, unit: Unit | None = None) -> list[Item]:
    with clock.frozen(at(9, day=day)):
        return [item for provider, item in found(day, unit) if provider.code == kind]


def told(kind: str, unit: Unit, day: dt.date = DAY) -> list[tuple[str, str]]:
    """Return what messages say on a day of one kind about one unit, with its state."""
    return [(item.state, item.text) for item in items(kind, day, unit) if item.unit == unit and not item.quiet]


def term(officer: Account, unit: Unit, due_on: dt.date) -> Term:
    made = enter_term(by=officer, unit=unit, number=1, began_on=due_on.replace(year=due_on.year - 3), years=3)
    Term.objects.filter(pk=made.pk).update(due_on=due_on)
    return Term.objects.get(pk=made.pk)


def task(by: Account, unit: Unit, days: int) -> Task:
    content = TaskContent(title="欧阳测试起草方案", unit_id=unit.pk, due_on=DAY + dt.timedelta(days=days))
    return hand_out_task(by=by, content=content)


def test_duty_is_told_in_its_last_week_and_called_late_only_where_it_is_one(officer: Account, branch: Unit) -> None:
    Unit.objects.filter(pk=branch.pk).update(valid_from=dt.date(2025, 3, 1), has_committee=True)
    assert told("duties", branch, LATE_MARCH - dt.timedelta(days=3)) == []
    assert told("duties", branch, LATE_MARCH) == [
        ("coming", "2025年第1季度支部党员大会一般在3月31日前开展"),
        ("coming", "2025年3月支委会一般在3月31日前开展"),
        ("coming", "2025年3月主题党日应在3月31日前完成"),
    ]
    assert told("duties", branch, NEXT_MONTH) == [
        ("late", "2025年3月主题党日未见登记，应在3月31日前完成"),
        ("due", "2025年第1季度支部党员大会未见登记（一般要求，仅提醒）"),
        ("due", "2025年3月支委会未见登记（一般要求，仅提醒）"),
    ]


def test_nothing_the_regulations_only_expect_is_ever_called_late(branch: Unit) -> None:
    said = [item for month in range(1, 13) for item in items("duties", dt.date(2025, month, 6))]
    assert {item.state for item in said if "一般" in item.text} == {"coming", "due"}
    binding = [item.text for item in said if item.state == "late"]
    assert binding
    assert [text for text in binding if "主题党日" not in text and "组织生活会" not in text] == []


def test_what_is_not_made_up_is_not_told_for_ever(officer: Account, branch: Unit) -> None:
    Unit.objects.filter(pk=branch.pk).update(valid_from=dt.date(2025, 3, 1), has_committee=True)
    assert "2025年3月支委会" not in str(told("duties", branch, dt.date(2025, 5, 2)))
    assert "2025年3月主题党日未见登记" in str(told("duties", branch, dt.date(2025, 7, 1)))
    assert "2025年3月主题党日" not in str(told("duties", branch, dt.date(2025, 7, 2)))


def test_planned_and_held_meetings_are_told_as_activities_only(officer: Account, branch: Unit) -> None:
    Unit.objects.filter(pk=branch.pk).update(valid_from=dt.date(2025, 3, 1))

    def party_days(day: dt.date) -> list[str]:
        return [text for _state, text in told("duties", branch, day) if "主题党日" in text]

    hold(officer, branch, "party_day", "2025-03-28", planned=True)
    assert party_days(LATE_MARCH) == []
    assert told("coming", branch, LATE_MARCH) == [("coming", "3月28日 主题党日（计划）")]
    assert party_days(dt.date(2025, 3, 31)) == ["2025年3月主题党日应在3月31日前完成"], "the plan is past"
    hold(officer, branch, "party_day", "2025-03-05")
    assert party_days(NEXT_MONTH) == []


def test_ended_organisation_owes_nothing(branch: Unit) -> None:
    Unit.objects.filter(pk=branch.pk).update(valid_from=dt.date(2024, 1, 1), valid_to=DAY - dt.timedelta(days=1))
    assert items("duties", unit=branch) == []


@pytest.mark.parametrize(
    ("due_on", "state", "text"),
    [
        (DAY - dt.timedelta(days=1), "late", "任期已于3月4日届满，未见换届登记"),
        (DAY, "coming", "任期3月5日届满，请做好换届准备"),
        (dt.date(2025, 9, 5), "coming", "任期9月5日届满，请做好换届准备"),
        (dt.date(2025, 9, 6), "", ""),
    ],
)
def test_term_is_known_half_a_year_before(
    officer: Account, branch: Unit, due_on: dt.date, state: str, text: str
) -> None:
    term(officer, branch, due_on)
    assert [(one.state, one.text, one.due_on) for one in items("terms")] == ([(state, text, due_on)] if text else [])


def test_term_is_told_on_one_workday_of_each_month_and_every_day_of_the_last_week(
    officer: Account, branch: Unit
) -> None:
    term(officer, branch, dt.date(2025, 9, 5))
    days = [DAY + dt.timedelta(days=number) for number in range(-5, 190)]
    said = [day for day in days if any(not one.quiet for one in items("terms", day, branch))]
    monthly = [(3, 5), (4, 7), (5, 6), (6, 5), (7, 7), (8, 5)]
    assert said[:6] == [dt.date(2025, *one) for one in monthly], "5 April and 5 July are no workdays, 5 May neither"
    assert said[6:] == [day for day in days if day >= dt.date(2025, 8, 29)]


@pytest.mark.parametrize(
    ("until", "text"),
    [
        (dt.date(2025, 6, 1), "经批准延期换届，应在6月1日前完成"),
        (dt.date(2025, 3, 20), "经批准提前换届，应在3月20日前完成"),
        (dt.date(2025, 12, 1), ""),
    ],
)
def test_moved_term_is_told_by_its_new_day(officer: Account, branch: Unit, until: dt.date, text: str) -> None:
    made = term(officer, branch, dt.date(2025, 4, 1))
    postpone_term(
        by=officer, term=made, until=until, approved_by="机关工委", doc_no="1号", approved_on=DAY, reason="机构改革"
    )
    assert [(one.state, one.text) for one in items("terms")] == ([("coming", text)] if text else [])


def test_tasks_are_told_to_the_unit_without_their_words(officer: Account, branch: Unit) -> None:
    for days in (-1, 0, 7, 8):
        task(officer, branch, days)
    drop_task(by=officer, task=task(officer, branch, -2), reason="不办了")
    assert told("tasks", branch) == [
        ("late", "一项任务应在3月4日前办结"),
        ("coming", "一项任务应在3月5日前办结"),
        ("coming", "一项任务应在3月12日前办结"),
    ]


def test_digest_names_nobody(
    operator: Account, officer: Account, secretary: Account, connect: Connect, branch: Unit, committee: Unit
) -> None:
    add_person(by=operator, name="欧阳测试")
    Unit.objects.filter(pk=branch.pk).update(valid_from=DAY)
    term(officer, branch, DAY - dt.timedelta(days=1))
    task(officer, branch, -1)
    for unit in (branch, committee):
        connect(unit)
    set_address(by=secretary, kind=ChannelKind.EMAIL, address="a@example.cn")
    above, own, mine = drafts(DAY)
    assert own.text.split("\n")[:-1] == mine.text.split("\n")[:-1]
    assert own.text.split("\n")[:-1] == [
        "· 逾期：一项任务应在3月4日前办结",
        "· 逾期：任期已于3月4日届满，未见换届登记",
    ]
    assert above.text.split("\n")[:-1] == ["· 下属组织逾期 2 项"]
    for one in (above, own, mine):
        assert "欧阳" not in one.text


def test_quiet_things_are_no_reason_for_a_message(secretary: Account, connect: Connect, branch: Unit) -> None:
    Unit.objects.filter(pk=branch.pk).update(valid_from=DAY)
    connect(branch)
    set_address(by=secretary, kind=ChannelKind.EMAIL, address="a@example.cn")
    assert [one.quiet for one in items("duties", unit=branch)] == [True, True], "the yearly ones"
    assert drafts(DAY) == []


def test_calendar_holds_due_dates_as_whole_days(
    client: Client, officer: Account, secretary: Account, make_account: MakeAccount, branch: Unit
) -> None:
    Unit.objects.filter(pk=branch.pk).update(valid_from=dt.date(2025, 3, 1))
    made, late = term(officer, branch, dt.date(2025, 8, 1)), task(officer, branch, -1)
    with clock.frozen(at(9, day=LATE_MARCH)):
        response = client.get(f"/calendar/{make_feed(by=secretary)[1]}.ics")
        member = client.get(f"/calendar/{make_feed(by=make_account(Role.MEMBER, branch))[1]}.ics")
    found_ = {str(one["UID"]): one for one in icalendar.Calendar.from_ical(response.content).walk("VEVENT")}
    shown = {uid: (one["DTSTART"].dt, one["DTEND"].dt, str(one["SUMMARY"])) for uid, one in found_.items()}
    day = dt.timedelta(days=1)
    march, august = dt.date(2025, 3, 31), dt.date(2025, 8, 1)
    party_day = f"due-duties-duty-{branch.pk}-ORG.主题党日-2025-03-20250331@127.0.0.1"
    assert shown[party_day] == (march, march + day, "近期：2025年3月主题党日应在3月31日前完成")
    assert shown[f"due-terms-term-{made.pk}-20250801@127.0.0.1"] == (
        august,
        august + day,
        "近期：任期8月1日届满，请做好换届准备",
    )
    assert shown[f"due-tasks-task-{late.pk}-20250304@127.0.0.1"][2] == "逾期：一项任务应在3月4日前办结"
    assert list(icalendar.Calendar.from_ical(member.content).walk("VEVENT")) == []


def test_reading_takes_no_more_queries_for_more_units(
    operator: Account, officer: Account, plan: PlanFor, committee: Unit, branch: Unit
) -> None:
    def asked(top: Unit | None) -> int:
        with CaptureQueriesContext(connection) as captured:
            found(DAY, top)
        return len(captured)

    def fill(unit: Unit, number: int) -> None:
        plan(number, by=officer, unit_id=unit.pk)
        task(officer, unit, number)
        term(officer, unit, DAY + dt.timedelta(days=number))

    fill(branch, 1)
    before = asked(None), asked(committee)
    for number in (2, 3):
        fill(add_unit(by=operator, kind=UnitKind.BRANCH, name=f"第{number}党支部", parent=committee), number)
    assert {one.unit.pk for _provider, one in found(DAY)} >= {branch.pk}
    assert (asked(None), asked(committee)) == before == (5, 5)
    with CaptureQueriesContext(connection) as captured:
        found(DAY, whole())
    assert len(captured) == 5, "the units are read once"
