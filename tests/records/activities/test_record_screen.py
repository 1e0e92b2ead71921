"""Recording on the screen."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.conftest import MakeAccount
from tests.screens import form_key
from tongpin.foundation.access.enums import Role
from tongpin.foundation.people.models import Account
from tongpin.foundation.places.models import Village
from tongpin.foundation.units.models import Unit
from tongpin.records.activities.enums import Status
from tongpin.records.activities.models import Activity

pytestmark = pytest.mark.django_db


def test_choice_of_kinds_has_those_recorded_lately_first(client: Client, secretary: Account, held: Activity) -> None:
    client.force_login(secretary)
    assert [kind.code for kind in client.get("/activities/new/").context["lately"]] == ["meeting.committee"]


def test_record_is_made_once_however_often_it_is_sent(client: Client, secretary: Account, catalogue: None) -> None:
    client.force_login(secretary)
    page = client.get("/activities/new/party_day/")
    data = {
        "_key": form_key(page.content.decode()),
        "unit": page.context["only"].pk,
        "starts_on": "2025年3月5日",
        "attended": "12",
        "planned": "0",
    }
    first, second = client.post("/activities/new/party_day/", data), client.post("/activities/new/party_day/", data)
    made = Activity.objects.get()
    assert (made.status, made.attended, made.recorded_by) == (Status.HELD, 12, secretary)
    assert first["Location"] == second["Location"] == f"/activities/{made.pk}/"


def test_record_in_a_foreign_unit_is_refused(
    client: Client, secretary: Account, sibling: Unit, catalogue: None
) -> None:
    client.force_login(secretary)
    data = {"_key": "k", "unit": sibling.pk, "starts_on": "20250305", "attended": "12", "planned": "0"}
    response = client.post("/activities/new/party_day/", data)
    assert "unit" in response.context["form"].errors
    assert not Activity.objects.exists()


def test_record_in_the_future_is_refused_with_what_to_do(client: Client, secretary: Account, catalogue: None) -> None:
    client.force_login(secretary)
    page = client.get("/activities/new/party_day/")
    data = {"_key": "k", "unit": page.context["only"].pk, "starts_on": "20991231", "attended": "1", "planned": "0"}
    response = client.post("/activities/new/party_day/", data)
    assert "日期在未来，请登记为计划。" in response.content.decode()
    assert client.post("/activities/new/party_day/", data | {"_key": "l", "planned": "1"}).status_code == 302
    assert Activity.objects.get().status == Status.PLANNED


def test_unknown_kind_answers_404(client: Client, secretary: Account, catalogue: None) -> None:
    client.force_login(secretary)
    assert client.get("/activities/new/no.such.kind/").status_code == 404


@pytest.mark.parametrize("role", [Role.MEMBER, Role.LEADER, Role.AUDITOR])
def test_those_who_do_not_record_get_no_form(
    client: Client, make_account: MakeAccount, branch: Unit, catalogue: None, role: Role
) -> None:
    client.force_login(make_account(role, branch))
    assert client.get("/activities/new/party_day/").status_code == 403


def test_villages_are_suggested_with_their_town(client: Client, secretary: Account, village: Village) -> None:
    client.force_login(secretary)
    assert client.get("/activities/villages/", {"q": "东"}).json() == {"names": ["试验镇 东村村民委员会"]}
    assert client.get("/activities/villages/").json() == {"names": []}
