"""The log for the auditor: filters, state of the chain, and the check."""

from __future__ import annotations

import ast
import datetime as dt
import io

import pytest
from django.db import connection
from django.test import Client
from python_calamine import CalamineWorkbook

from tests.conftest import MakeAccount
from tests.laws.house import python_files
from tests.screens import MOST_QUERIES, form_key, queries_of
from tongpin.foundation.access.enums import Role
from tongpin.foundation.audit.actions import record, seal
from tongpin.foundation.audit.models import Event
from tongpin.foundation.audit.queries import chain_state, head, search
from tongpin.foundation.audit.rules import GENESIS
from tongpin.foundation.kernel import clock
from tongpin.foundation.people.models import Account
from tongpin.foundation.units.models import Unit
from tongpin.interfaces.desk.forms.log import AREAS

pytestmark = pytest.mark.django_db


@pytest.fixture
def auditor(make_account: MakeAccount, bureau: Unit) -> Account:
    return make_account(Role.AUDITOR, bureau, "auditor")


@pytest.fixture
def desk(client: Client, auditor: Account) -> Client:
    client.force_login(auditor)
    return client


def done(by: Account, action: str, target: Unit, **details: str) -> None:
    record(by=by, action=action, target=target, details=details)


def check(client: Client, **fields: str) -> object:
    key = form_key(client.get("/log/verify/").content.decode())
    return client.post("/log/verify/", {"_key": key, **fields})


def test_every_action_of_the_program_lies_in_an_area() -> None:
    used = {
        word.value.value
        for path in python_files()
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Call)
        for word in node.keywords
        if word.arg == "action" and isinstance(word.value, ast.Constant) and "." in str(word.value.value)
    }
    assert {"unit.add", "need.answer"} <= used
    assert sorted(action for action in used if not action.startswith(tuple(AREAS))) == []


def test_list_shows_who_did_what_to_which_object(desk: Client, officer: Account, branch: Unit) -> None:
    done(officer, "need.export", branch, reason="季度报表", digest="ab" * 32)
    html = desk.get("/log/").content.decode()
    assert "<code>need.export</code>" in html
    assert "reason: 季度报表" in html
    assert "digest: abababababab…" in html
    assert f'<a href="/units/{branch.pk}/">units.unit:{branch.pk}</a>' in html


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"area": "need"}, 2),
        ({"area": "export"}, 1),
        ({"actor": "officer", "area": "need"}, 2),
        ({"actor": "nobody"}, 0),
        ({"target": "units.unit", "area": "need"}, 2),
        ({"target": "units.unit:0"}, 0),
        ({"target": "visits.need"}, 0),
        ({"area": "need", "start": "2025-03-05", "end": "2025-03-05"}, 1),
        ({"area": "need", "start": "2025-03-06"}, 1),
        ({"area": "need", "end": "2025-03-04"}, 0),
        ({"area": "need", "start": "someday", "end": "2月30日", "target": "x" * 200}, 2),
    ],
    ids=lambda value: str(value)[:60],
)
def test_list_is_filtered(desk: Client, officer: Account, branch: Unit, query: dict[str, str], found: int) -> None:
    # 23:30 in Shanghai on 5 March, which is the same day in UTC, and 00:30 on 6 March, which is not.
    for hour, action in ((15, "need.record"), (16, "need.export")):
        with clock.frozen(dt.datetime(2025, 3, 5, hour, 30, tzinfo=dt.UTC)):
            done(officer, action, branch)
    assert desk.get("/log/", query).context["page"].paginator.count == found


def test_search_finds_one_object_by_its_key(officer: Account, branch: Unit, sibling: Unit) -> None:
    done(officer, "unit.rename", branch)
    done(officer, "unit.rename", sibling)
    found = search(area="unit.rename", target=f"units.unit:{branch.pk}")
    assert [event.target_id for event in found] == [str(branch.pk)]


def test_area_that_does_not_exist_counts_as_not_set(desk: Client) -> None:
    assert desk.get("/log/", {"area": "poem"}).context["page"].paginator.count == Event.objects.count()


def test_list_takes_no_more_queries_with_more_events(desk: Client, officer: Account, branch: Unit) -> None:
    desk.get("/log/?reset=1")
    before = queries_of(desk, "/log/")
    for number in range(3):
        done(officer, "unit.rename", branch, n=str(number))
    assert queries_of(desk, "/log/") == before <= MOST_QUERIES


def test_state_says_how_far_the_chain_reaches(desk: Client, officer: Account, branch: Unit) -> None:
    assert (chain_state().head, chain_state().sealed_to, chain_state().sealed_at) == (GENESIS, 0, None)
    sealed = seal()
    assert sealed is not None
    done(officer, "unit.rename", branch)
    state = chain_state()
    assert (state.head, state.sealed_to, state.sealed_at, state.waiting) == (head(), sealed.last_id, sealed.at, 1)
    assert head() in desk.get("/log/").content.decode()


def test_check_finds_nothing_wrong_with_a_whole_log_and_writes_nothing(desk: Client) -> None:
    seal()
    count = Event.objects.count()
    response = check(desk)
    assert "日志完好。" in response.content.decode()
    assert response.context["found"].problems == []
    assert check(desk, head=head()).context["found"].problems == []
    assert Event.objects.count() == count


def test_check_finds_an_altered_event(desk: Client, officer: Account, branch: Unit) -> None:
    done(officer, "unit.rename", branch)
    seal()
    table = Event._meta.db_table
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        else:
            cursor.execute(f"DROP TRIGGER {table}_no_update")
    last = Event.objects.order_by("-pk").first()
    assert last is not None
    Event.objects.filter(pk=last.pk).update(actor_name="somebody")
    response = check(desk)
    assert len(response.context["found"].problems) == 1
    assert str(last.pk) in response.context["found"].problems[0]
    assert "请保持数据库原样" in response.content.decode()


def test_head_from_outside_that_is_not_in_the_chain_is_reported(desk: Client) -> None:
    seal()
    response = check(desk, head="AB " + "0" * 62)
    assert response.context["against"] == "ab" + "0" * 62
    assert len(response.context["found"].problems) == 1


@pytest.mark.parametrize("text", ["12", "g" * 64, "0" * 65])
def test_head_that_is_none_is_named_and_nothing_checked(desk: Client, text: str) -> None:
    response = check(desk, head=text)
    assert list(response.context["form"].errors) == ["head"]
    assert "found" not in response.context


def test_workbook_wants_a_reason_and_is_itself_logged(desk: Client, officer: Account, branch: Unit) -> None:
    done(officer, "need.export", branch, reason="=1+1")
    key = form_key(desk.get("/log/export/").content.decode())
    assert list(desk.post("/log/export/", {"_key": key, "reason": ""}).context["form"].errors) == ["reason"]
    response = desk.post("/log/export/?area=export", {"_key": "another", "reason": "年度检查"})
    rows = CalamineWorkbook.from_filelike(io.BytesIO(response.content)).get_sheet_by_index(0).to_python()
    assert [row[3] for row in rows[3:]] == ["need.export"]
    assert head() in rows[1][0]
    assert Event.objects.filter(action="audit.export").count() == 1


@pytest.mark.parametrize("address", ["/log/", "/log/verify/", "/log/export/"])
def test_officer_does_not_see_the_log(client: Client, officer: Account, address: str) -> None:
    client.force_login(officer)
    assert client.get(address).status_code == 403
    assert client.post(address, {"_key": "k"}).status_code == 403
