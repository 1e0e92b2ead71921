"""Confirming several records on the screen."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.conftest import MakeAccount
from tests.records.activities.making import another
from tests.screens import MOST_QUERIES, queries_of
from tongpin.foundation.access.enums import Role
from tongpin.foundation.people.models import Account
from tongpin.foundation.units.models import Unit
from tongpin.records.activities.actions import confirm_activity
from tongpin.records.activities.enums import Status
from tongpin.records.activities.models import Activity
from tongpin.records.activities.rules import Content

pytestmark = pytest.mark.django_db


def test_confirming_several_shows_a_preview_and_then_confirms_all(
    client: Client, secretary: Account, officer: Account, meeting: Content
) -> None:
    rows = [another(secretary, meeting, day) for day in (1, 2, 3)]
    chosen = [row.pk for row in rows[:2]]
    client.force_login(officer)
    preview = client.post("/activities/confirm/", {"_key": "a", "chosen": chosen})
    assert {row.pk for row in preview.context["chosen"]} == set(chosen)
    assert not Activity.objects.filter(status=Status.CONFIRMED).exists()
    client.post("/activities/confirm/", {"_key": "b", "chosen": chosen, "confirm": "1"})
    assert set(Activity.objects.filter(status=Status.CONFIRMED).values_list("pk", flat=True)) == set(chosen)


def test_confirming_several_stops_where_one_has_changed(
    client: Client, secretary: Account, officer: Account, make_account: MakeAccount, bureau: Unit, meeting: Content
) -> None:
    rows = [another(secretary, meeting, day) for day in (1, 2)]
    confirm_activity(by=make_account(Role.OFFICER, bureau, "second-officer"), activity=rows[0])
    client.force_login(officer)
    data = {"_key": "a", "chosen": [row.pk for row in rows], "confirm": "1"}
    assert client.post("/activities/confirm/", data).status_code == 200
    assert Activity.objects.filter(status=Status.CONFIRMED).count() == 1


def test_confirming_several_offers_neither_own_nor_foreign_records(
    client: Client, secretary: Account, officer: Account, held: Activity, foreign: Activity
) -> None:
    client.force_login(secretary)
    assert list(client.get("/activities/confirm/").context["rows"]) == []
    client.force_login(officer)
    assert list(client.get("/activities/confirm/").context["rows"]) == [held]


@pytest.mark.parametrize("chosen", [[], ["x"], ["999999"]])
def test_confirming_nothing_changes_nothing(
    client: Client, officer: Account, held: Activity, chosen: list[str]
) -> None:
    client.force_login(officer)
    response = client.post("/activities/confirm/", {"_key": "a", "chosen": chosen})
    assert "请先勾选记录。" in response.content.decode()


def test_confirming_several_takes_no_more_queries_with_more_rows(
    client: Client, secretary: Account, officer: Account, held: Activity, meeting: Content
) -> None:
    client.force_login(officer)
    before = queries_of(client, "/activities/confirm/")
    for day in (1, 2):
        another(secretary, meeting, day)
    assert queries_of(client, "/activities/confirm/") == before <= MOST_QUERIES
