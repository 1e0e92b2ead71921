"""The roll on paper and as a workbook."""

from __future__ import annotations

import datetime as dt
import io

import pytest
from django.test import Client
from openpyxl import load_workbook

from tests.conftest import MakeAccount
from tests.screens import MOST_QUERIES, queries_of
from tongpin.foundation.access.enums import Role
from tongpin.foundation.audit.models import Event
from tongpin.foundation.people.actions import add_person
from tongpin.foundation.people.models import Account
from tongpin.foundation.units.actions import admit_member
from tongpin.foundation.units.enums import Standing
from tongpin.foundation.units.models import Unit

pytestmark = pytest.mark.django_db


def admit(by: Account, unit: Unit, name: str) -> None:
    person = add_person(
        by=by, name=name, gender="女", birth_month=dt.date(1990, 3, 1), joined_party_on=dt.date(2012, 7, 1),
        phone="13800001234",
    )  # fmt: skip
    admit_member(by=by, person=person, unit=unit, standing=Standing.FULL, valid_from=dt.date(2020, 1, 1))


def cells(content: bytes) -> list[list[object]]:
    return [list(row) for row in load_workbook(io.BytesIO(content)).active.iter_rows(values_only=True)]


def test_roll_goes_out_only_with_a_reason(client: Client, secretary: Account, operator: Account, branch: Unit) -> None:
    admit(operator, branch, "=甲乙")
    client.force_login(secretary)
    address = f"/units/{branch.pk}/roll/export/"
    refused = client.post(address, {"_key": "1", "reason": ""})
    assert refused["Content-Type"].startswith("text/html")
    assert not Event.objects.filter(action="roll.export").exists()
    given = client.post(address, {"_key": "2", "reason": "换届选举"})
    rows = cells(given.content)
    assert rows[2][:2] == ["序号", "姓名"]
    assert rows[3][:3] == [1, "=甲乙", "女"]
    assert "电话" not in rows[2]
    assert "13800001234" not in str(rows)
    event = Event.objects.get(action="roll.export")
    assert (event.actor_id, event.details) == (secretary.pk, '{"reason":"换届选举","rows":1}')


def test_telephones_go_out_only_when_asked_for(
    client: Client, officer: Account, operator: Account, branch: Unit, committee: Unit
) -> None:
    admit(operator, branch, "甲乙")
    client.force_login(officer)
    given = client.post(f"/units/{committee.pk}/roll/export/", {"_key": "1", "reason": "联系", "phones": "on"})
    assert cells(given.content)[3][-1] == "13800001234"


def test_sheet_to_print_holds_the_whole_roll(
    client: Client, officer: Account, operator: Account, branch: Unit, committee: Unit
) -> None:
    for number in range(35):
        admit(operator, branch, f"甲{number}")
    client.force_login(officer)
    html = client.get(f"/units/{committee.pk}/roll/").content.decode()
    assert all(f"甲{number}<" in html for number in range(35))
    assert "机关党委党员名册" in html
    assert "13800001234" not in html


def test_roll_is_in_stroke_order_within_each_branch(
    client: Client, officer: Account, operator: Account, branch: Unit, sibling: Unit, committee: Unit
) -> None:
    for name in ("赵子龙", "王海", "丁一"):
        admit(operator, branch, name)
    for name in ("单文丽", "马超"):
        admit(operator, sibling, name)
    client.force_login(officer)
    rows = client.get(f"/units/{committee.pk}/roll/").context["rows"]
    assert [row.person.name for row in rows] == ["丁一", "王海", "赵子龙", "马超", "单文丽"]


def test_roll_of_another_branch_stays_in(
    client: Client, secretary: Account, make_account: MakeAccount, bureau: Unit, sibling: Unit
) -> None:
    client.force_login(secretary)
    for name in ("roll/", "roll/export/"):
        assert client.get(f"/units/{sibling.pk}/{name}").status_code == 404
    client.force_login(make_account(Role.AUDITOR, bureau, "auditor"))
    for name in ("roll/", "roll/export/"):
        assert client.get(f"/units/{sibling.pk}/{name}").status_code == 403


def test_sheet_takes_no_more_queries_with_more_members(
    client: Client, officer: Account, operator: Account, branch: Unit
) -> None:
    admit(operator, branch, "甲")
    client.force_login(officer)
    queries_of(client, f"/units/{branch.pk}/roll/")
    before = queries_of(client, f"/units/{branch.pk}/roll/")
    for name in ("乙", "丙"):
        admit(operator, branch, name)
    assert queries_of(client, f"/units/{branch.pk}/roll/") == before <= MOST_QUERIES
