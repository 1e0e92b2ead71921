"""Handing tasks out and closing them."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import IntegrityError, transaction

from tests.conftest import MakeAccount
from tongpin.foundation.access.enums import Role
from tongpin.foundation.audit.models import Event
from tongpin.foundation.kernel import clock
from tongpin.foundation.kernel.errors import NotAllowed, UserError
from tongpin.foundation.people.actions import add_person, erase_person
from tongpin.foundation.people.models import Account, Person
from tongpin.foundation.units.models import Unit
from tongpin.projects.tasks.actions import drop_task, finish_task, hand_out_task, reassign_task, reopen_task
from tongpin.projects.tasks.models import Task
from tongpin.projects.tasks.queries import listing, of_source, source_link
from tongpin.projects.tasks.rules import TaskContent, is_late, register_source

pytestmark = pytest.mark.django_db
DUE = dt.date(2025, 6, 30)


@pytest.fixture
def person(operator: Account) -> Person:
    return add_person(by=operator, name="孙小红")


@pytest.fixture
def task(secretary: Account, branch: Unit, person: Person) -> Task:
    content = TaskContent("修订学习制度", branch.pk, DUE, owner_id=person.pk, source_text="3月支部党员大会")
    return hand_out_task(by=secretary, content=content)


def test_task_is_handed_out_and_logged(task: Task, branch: Unit) -> None:
    assert (task.state, task.unit_id, task.due_on) == ("open", branch.pk, DUE)
    assert Event.objects.filter(action="task.hand_out", target_id=str(task.pk)).count() == 1


@pytest.mark.parametrize(("day", "late"), [(DUE, False), (DUE + dt.timedelta(days=1), True)])
def test_task_is_late_the_day_after(task: Task, day: dt.date, late: bool) -> None:
    assert task.late(day) is late
    assert (task in listing(late_on=day)) is late


@pytest.mark.parametrize("state", ["done", "dropped"])
def test_closed_task_is_never_late(state: str) -> None:
    assert not is_late(state=state, due_on=DUE, today=dt.date(2030, 1, 1))


def test_task_outside_the_unit_is_refused(secretary: Account, sibling: Unit) -> None:
    with pytest.raises(NotAllowed):
        hand_out_task(by=secretary, content=TaskContent("整理档案", sibling.pk, DUE))


def test_task_without_words_is_refused(secretary: Account, branch: Unit) -> None:
    with pytest.raises(UserError, match="要做什么"):
        hand_out_task(by=secretary, content=TaskContent("　 ", branch.pk, DUE))
    assert not Task.objects.exists()


def test_task_is_done_once(task: Task, secretary: Account) -> None:
    finish_task(by=secretary, task=task, on=DUE, note="已印发")
    assert Task.objects.values_list("state", "done_on", "note").get() == ("done", DUE, "已印发")
    with pytest.raises(UserError, match="已有变动"):
        finish_task(by=secretary, task=task, on=DUE)


def test_task_is_not_done_on_a_day_to_come(task: Task, secretary: Account) -> None:
    with pytest.raises(UserError):
        finish_task(by=secretary, task=task, on=clock.today() + dt.timedelta(days=1))
    assert Task.objects.get().state == "open"


def test_member_closes_only_what_is_theirs(
    task: Task, make_account: MakeAccount, branch: Unit, person: Person, operator: Account
) -> None:
    other = make_account(Role.MEMBER, branch, "other", add_person(by=operator, name="李四"))
    with pytest.raises(NotAllowed):
        finish_task(by=other, task=task, on=DUE)
    own = make_account(Role.MEMBER, branch, "own", person)
    with pytest.raises(NotAllowed):
        drop_task(by=own, task=task, reason="不想做")
    assert finish_task(by=own, task=task, on=DUE).state == "done"


def test_task_is_dropped_with_a_reason_and_taken_up_again(task: Task, secretary: Account) -> None:
    with pytest.raises(UserError, match="原因"):
        drop_task(by=secretary, task=task, reason=" ")
    drop_task(by=secretary, task=task, reason="并入年度计划")
    with pytest.raises(UserError):
        reassign_task(by=secretary, task=task, unit=task.unit, owner=None, due_on=DUE, reason="换人")
    with pytest.raises(UserError, match="原因"):
        reopen_task(by=secretary, task=task, reason="")
    assert reopen_task(by=secretary, task=task, reason="仍须办理").state == "open"
    with pytest.raises(UserError, match="无须重开"):
        reopen_task(by=secretary, task=task, reason="再来")


def test_task_is_given_to_somebody_else_with_a_reason(task: Task, secretary: Account, branch: Unit) -> None:
    later = DUE + dt.timedelta(days=30)
    with pytest.raises(UserError, match="原因"):
        reassign_task(by=secretary, task=task, unit=branch, owner=None, due_on=later, reason="")
    with pytest.raises(UserError):
        reassign_task(by=secretary, task=task, unit=branch, owner=task.owner, due_on=DUE, reason="没变")
    reassign_task(by=secretary, task=task, unit=branch, owner=None, due_on=later, reason="调岗")
    assert Task.objects.values_list("owner", "due_on").get() == (None, later)
    assert '"reason":"调岗"' in Event.objects.get(action="task.reassign").details


def test_task_of_another_unit_cannot_be_pushed_there(task: Task, secretary: Account, sibling: Unit) -> None:
    with pytest.raises(NotAllowed):
        reassign_task(by=secretary, task=task, unit=sibling, owner=None, due_on=DUE, reason="不归我们")


@pytest.mark.parametrize(
    "wrong", [{"state": "done"}, {"state": "dropped"}, {"source_kind": "meeting"}, {"done_on": DUE}], ids=str
)
def test_database_refuses_half_a_task(task: Task, wrong: dict[str, object]) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Task.objects.filter(pk=task.pk).update(**wrong)


def test_source_leads_to_its_page_where_somebody_registered_it(secretary: Account, branch: Unit) -> None:
    content = TaskContent("整理档案", branch.pk, DUE, source_text="会议", source_kind="test_source", source_id=7)
    task = hand_out_task(by=secretary, content=content)
    assert source_link(task) == ""
    register_source("test_source", "tasks:detail")
    assert source_link(task) == "/tasks/7/"
    register_source("test_source", "gone:page")
    assert source_link(task) == ""
    assert list(of_source("test_source", [7])) == [task]


def test_erased_name_leaves_the_note(task: Task, secretary: Account, operator: Account, person: Person) -> None:
    finish_task(by=secretary, task=task, on=DUE, note="孙小红已交稿")
    erase_person(by=operator, person=person, reason="本人申请")
    assert "孙小红" not in Task.objects.get().note
