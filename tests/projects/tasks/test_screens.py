"""Tasks on screen."""

from __future__ import annotations

import datetime as dt
import io

import pytest
from django.test import Client
from python_calamine import CalamineWorkbook

from tests.conftest import MakeAccount
from tests.screens import MOST_QUERIES, form_key, queries_of
from tongpin.foundation.access.enums import Role
from tongpin.foundation.audit.models import Event
from tongpin.foundation.people.actions import add_person
from tongpin.foundation.people.models import Account, Person
from tongpin.foundation.units.actions import admit_member
from tongpin.foundation.units.enums import Standing
from tongpin.foundation.units.models import Unit
from tongpin.projects.tasks.actions import hand_out_task
from tongpin.projects.tasks.models import Task
from tongpin.projects.tasks.rules import TaskContent

pytestmark = pytest.mark.django_db
DUE = dt.date(2025, 6, 30)


@pytest.fixture
def person(operator: Account, branch: Unit) -> Person:
    made = add_person(by=operator, name="孙小红")
    admit_member(by=operator, person=made, unit=branch, standing=Standing.FULL)
    return made


@pytest.fixture
def desk(client: Client, secretary: Account) -> Client:
    client.force_login(secretary)
    return client


def task(by: Account, unit: Unit, title: str = "修订学习制度", **more: object) -> Task:
    return hand_out_task(by=by, content=TaskContent(title, unit.pk, DUE, **more))


def send(client: Client, address: str, **fields: object) -> object:
    key = form_key(client.get(address).content.decode())
    return client.post(address, {"_key": key, **fields})


def test_list_takes_no_more_queries_with_more_tasks(desk: Client, secretary: Account, branch: Unit) -> None:
    task(secretary, branch)
    before = queries_of(desk, "/tasks/")
    for title in ("甲", "乙"):
        task(secretary, branch, title)
    assert queries_of(desk, "/tasks/") == before <= MOST_QUERIES


@pytest.mark.parametrize(
    ("query", "found"),
    [({}, 2), ({"whose": "late"}, 2), ({"text": "档案"}, 1), ({"state": "done"}, 0), ({"whose": "mine"}, 0)],
    ids=str,
)
def test_list_is_filtered(desk: Client, secretary: Account, branch: Unit, query: dict[str, str], found: int) -> None:
    task(secretary, branch)
    task(secretary, branch, "整理档案")
    assert desk.get("/tasks/", query).context["page"].paginator.count == found


def test_member_sees_what_is_theirs_and_closes_it(
    client: Client, secretary: Account, branch: Unit, person: Person, make_account: MakeAccount
) -> None:
    own, other = task(secretary, branch, owner_id=person.pk), task(secretary, branch, "整理档案")
    client.force_login(make_account(Role.MEMBER, branch, "member", person))
    html = client.get("/tasks/").content.decode()
    assert own.title in html
    assert other.title not in html
    assert client.get(f"/tasks/{other.pk}/").status_code == 404
    assert send(client, f"/tasks/{own.pk}/finish/", on="2025-06-20", note="已印发")["Location"] == f"/tasks/{own.pk}/"
    assert Task.objects.get(pk=own.pk).done_on == dt.date(2025, 6, 20)


def test_owner_is_masked_outside_the_branch(
    client: Client, secretary: Account, branch: Unit, person: Person, make_account: MakeAccount, bureau: Unit
) -> None:
    one = task(secretary, branch, owner_id=person.pk)
    client.force_login(make_account(Role.LEADER, bureau, "leader"))
    for address in ("/tasks/?whose=unit", f"/tasks/{one.pk}/"):
        html = client.get(address).content.decode()
        assert "孙**" in html
        assert "孙小红" not in html


def test_task_is_handed_out_to_a_member_changed_and_dropped(desk: Client, branch: Unit, person: Person) -> None:
    said = {"title": "整理档案", "unit": branch.pk, "owner": person.pk, "due_on": "6月30日"}
    address = send(desk, "/tasks/new/", **said)["Location"]
    made = Task.objects.get()
    assert made.owner == person
    change = {"unit": branch.pk, "owner": "", "due_on": "2025-07-31", "reason": "调岗"}
    assert send(desk, f"{address}reassign/", **change)["Location"] == address
    assert Task.objects.values_list("owner", "due_on").get() == (None, dt.date(2025, 7, 31))
    assert "没有任何改动" in send(desk, f"{address}reassign/", **change).content.decode()
    send(desk, f"{address}drop/", reason="并入年度计划")
    assert "并入年度计划" in desk.get(address).content.decode()
    send(desk, f"{address}reopen/", reason="仍须办理")
    assert Task.objects.get().state == "open"


def test_form_that_fails_keeps_its_text(desk: Client, branch: Unit) -> None:
    html = send(desk, "/tasks/new/", title="整理档案", unit=branch.pk, due_on="明天吧").content.decode()
    assert 'value="整理档案"' in html
    assert "明天吧" in html
    assert not Task.objects.exists()


def test_list_is_taken_out_with_a_reason(desk: Client, secretary: Account, branch: Unit) -> None:
    task(secretary, branch, "=1+1")
    response = send(desk, "/tasks/export/", reason="季度检查")
    rows = CalamineWorkbook.from_filelike(io.BytesIO(response.content)).get_sheet_by_index(0).to_python()
    assert rows[3][:2] == ["=1+1", branch.name]
    assert '"reason":"季度检查"' in Event.objects.get(action="task.export").details


def test_page_takes_few_queries(desk: Client, secretary: Account, branch: Unit) -> None:
    assert queries_of(desk, f"/tasks/{task(secretary, branch).pk}/") <= MOST_QUERIES
