"""Probations, exemptions and transfers on the screen."""

from __future__ import annotations

import datetime as dt

import pytest
from django.test import Client

from tests.conftest import MakeAccount
from tests.screens import MOST_QUERIES, queries_of
from tongpin.foundation.access.enums import Role
from tongpin.foundation.audit.models import Event
from tongpin.foundation.kernel import clock
from tongpin.foundation.people.actions import add_person
from tongpin.foundation.people.models import Account
from tongpin.foundation.units.actions import admit_member, exempt_person, receive_member
from tongpin.foundation.units.enums import Ground, Standing
from tongpin.foundation.units.models import Exemption, Extension, Membership, Transfer, Unit

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("catalogue")]
NOON = dt.datetime(2025, 6, 15, 4, tzinfo=dt.UTC)
BEGAN = dt.date(2024, 7, 1)


def admit(by: Account, unit: Unit, name: str, since: dt.date | None, standing: str = "probationary") -> Membership:
    person = add_person(by=by, name=name)
    return admit_member(by=by, person=person, unit=unit, standing=Standing(standing), valid_from=since)


def send(client: Client, address: str, key: str, **data: object) -> str:
    response = client.post(address, {"_key": key, **data})
    return response["Location"] if response.status_code == 302 else response.content.decode()


@pytest.mark.parametrize(
    ("began", "state"),
    [
        (dt.date(2024, 6, 15), "已期满，待讨论"),
        (dt.date(2024, 6, 16), "即将期满"),
        (dt.date(2024, 8, 15), "即将期满"),
        (dt.date(2024, 8, 16), "预备期内"),
        (None, "起始日期不明"),
    ],
)
def test_probation_is_listed_by_how_it_lies_to_today(
    client: Client, secretary: Account, operator: Account, branch: Unit, began: dt.date | None, state: str
) -> None:
    admit(operator, branch, "单文丽", began)
    client.force_login(secretary)
    with clock.frozen(NOON):
        response = client.get("/units/changes/")
    assert [str(one.text) for one in response.context["probations"]] == [state]


def test_full_member_not_before_the_probation_has_ended(
    client: Client, secretary: Account, operator: Account, branch: Unit
) -> None:
    member = admit(operator, branch, "单文丽", BEGAN)
    client.force_login(secretary)
    address = f"/members/{member.pk}/standing/"
    assert "预备党员的预备期为一年" in client.get(address).content.decode()
    html = send(client, address, "1", on="2025-06-30")
    assert "预备期到 2025-07-01 才满（《中国共产党章程》第七条）" in html
    send(client, address, "2", on="2025-07-01")
    assert Membership.objects.get(valid_to=None).standing == Standing.FULL


def test_probation_is_extended_once(client: Client, secretary: Account, operator: Account, branch: Unit) -> None:
    member = admit(operator, branch, "单文丽", BEGAN)
    client.force_login(secretary)
    address = f"/members/{member.pk}/extend/"
    assert "2026-01-01 到 2026-07-01" in send(client, address, "1", decided_on="2025-07-01", until="2025-09-01")
    send(client, address, "2", decided_on="2025-07-01", until="2026-01-01")
    assert Extension.objects.get().ends_on == dt.date(2026, 1, 1)
    html = client.get(f"/members/{member.pk}/").content.decode()
    assert "延长决定" in html
    assert f"/members/{member.pk}/extend/" not in html


def test_cancelling_is_offered_for_probationary_members_only(
    client: Client, secretary: Account, operator: Account, branch: Unit
) -> None:
    member, full = admit(operator, branch, "甲", BEGAN), admit(operator, branch, "乙", BEGAN, "full")
    client.force_login(secretary)
    assert 'value="cancelled"' not in client.get(f"/members/{full.pk}/end/").content.decode()
    send(client, f"/members/{member.pk}/end/", "1", on="2025-07-01", reason="cancelled")
    assert Membership.objects.get(pk=member.pk).valid_to == dt.date(2025, 7, 1)


def test_member_is_exempt_and_only_the_branch_sees_why(
    client: Client, secretary: Account, operator: Account, branch: Unit
) -> None:
    member = admit(operator, branch, "单文丽", BEGAN, "full")
    client.force_login(secretary)
    address = f"/members/{member.pk}/exempt/"
    assert "不作硬性要求" in client.get(address).content.decode()
    assert "早于" in send(client, address, "1", ground="ill", valid_from="2025-03-01", valid_to="2025-02-01")
    send(client, address, "2", ground="ill", valid_from="2025-03-01", note="送学上门")
    one = Exemption.objects.get()
    assert "身患重病" in client.get("/units/changes/").content.decode()
    send(client, f"/members/{member.pk}/exemptions/{one.pk}/end/", "3", on="2025-06-30")
    assert Exemption.objects.get().valid_to == dt.date(2025, 6, 30)
    assert "身患重病" not in client.get("/units/changes/").content.decode()


def test_exemption_of_another_member_answers_404(
    client: Client, secretary: Account, operator: Account, branch: Unit, sibling: Unit
) -> None:
    own, other = admit(operator, branch, "甲", BEGAN, "full"), admit(operator, sibling, "乙", BEGAN, "full")
    foreign = exempt_person(by=operator, person=other.person, ground=Ground.ILL, valid_from=BEGAN)
    client.force_login(secretary)
    assert client.get(f"/members/{own.pk}/exemptions/{foreign.pk}/end/").status_code == 404


def test_leader_sees_neither_exemption_nor_transfer(
    client: Client, make_account: MakeAccount, operator: Account, bureau: Unit, branch: Unit
) -> None:
    member = admit(operator, branch, "单文丽", BEGAN, "full")
    exempt_person(by=operator, person=member.person, ground=Ground.ILL, valid_from=BEGAN)
    client.force_login(make_account(Role.LEADER, bureau, "leader"))
    assert "身患重病" not in client.get(f"/members/{member.pk}/").content.decode()
    assert client.get("/units/changes/").status_code == 403


def test_coming_from_outside_is_recorded_with_its_letter(client: Client, secretary: Account, branch: Unit) -> None:
    client.force_login(secretary)
    address = f"/units/{branch.pk}/members/new/"
    form = {"name": "曾桂", "standing": "full", "organisation": "邻县机关党委", "letter_no": "031号"}
    assert "应填写日期" in send(client, address, "1", **form)
    led = send(client, address, "2", valid_from="2025-03-01", **form)
    row = Transfer.objects.get()
    assert (row.organisation, row.letter_no, row.on) == ("邻县机关党委", "031号", dt.date(2025, 3, 1))
    assert "邻县机关党委" in client.get(led).content.decode()
    assert "邻县机关党委" in client.get("/units/changes/?year=2025").content.decode()


def test_transfers_leave_for_a_reason_that_the_log_keeps(
    client: Client, officer: Account, operator: Account, branch: Unit
) -> None:
    receive_member(
        by=operator, person=add_person(by=operator, name="曾桂"), unit=branch, standing=Standing.FULL,
        on=dt.date(2025, 3, 1), organisation="邻县机关党委",
    )  # fmt: skip
    client.force_login(officer)
    assert "<form" in send(client, "/units/changes/export/?year=2025", "1")
    response = client.post("/units/changes/export/?year=2025", {"_key": "2", "reason": "年报"})
    assert response["Content-Type"].endswith("sheet")
    assert "年报" in Event.objects.get(action="roll.export").details


def test_page_takes_no_more_queries_with_more_rows(
    client: Client, secretary: Account, operator: Account, branch: Unit
) -> None:
    client.force_login(secretary)

    def more(number: int) -> None:
        admit(operator, branch, f"甲{number}", BEGAN)
        member = admit(operator, branch, f"乙{number}", BEGAN, "full")
        exempt_person(by=operator, person=member.person, ground=Ground.ILL, valid_from=BEGAN)
        receive_member(
            by=operator, person=add_person(by=operator, name=f"丙{number}"), unit=branch, standing=Standing.FULL,
            on=clock.today(), organisation="邻县机关党委",
        )  # fmt: skip

    more(1)
    queries_of(client, "/units/changes/")
    before = queries_of(client, "/units/changes/")
    more(2)
    more(3)
    assert queries_of(client, "/units/changes/") == before <= MOST_QUERIES


def test_member_page_with_everything_stays_small(
    client: Client, secretary: Account, operator: Account, branch: Unit
) -> None:
    person = add_person(by=operator, name="单文丽")
    member = receive_member(
        by=operator, person=person, unit=branch, standing=Standing.PROBATIONARY, on=BEGAN, organisation="邻县机关党委"
    )
    exempt_person(by=operator, person=person, ground=Ground.ILL, valid_from=BEGAN)
    client.force_login(secretary)
    client.post(f"/members/{member.pk}/skills/", {"_key": "1", "words": "讲解"})
    queries_of(client, f"/members/{member.pk}/")
    assert queries_of(client, f"/members/{member.pk}/") <= MOST_QUERIES
