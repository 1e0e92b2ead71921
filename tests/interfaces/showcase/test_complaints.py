"""Complaints and suggestions: written and looked up by anyone, answered by the officer."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client

from tests.conftest import MakeAccount
from tests.screens import MOST_QUERIES, form_key, queries_of
from tongpin.foundation.access.enums import Role
from tongpin.foundation.audit.queries import history
from tongpin.foundation.people.models import Account
from tongpin.foundation.units.models import Unit
from tongpin.interfaces.showcase.actions import ALTOGETHER, FROM_ONE_ADDRESS, receive_complaint
from tongpin.interfaces.showcase.models import Complaint

pytestmark = pytest.mark.django_db
WRITE = "/complaints/"
LOOK_UP = "/complaints/answer/"


@pytest.fixture(autouse=True)
def _fresh_limits() -> Iterator[None]:
    cache.clear()
    yield
    cache.clear()


def test_anyone_complains_and_gets_a_number(client: Client) -> None:
    html = client.post(WRITE, {"text": "同一张表要了两次", "contact": ""}).content.decode()
    made = Complaint.objects.get()
    assert made.code in html
    assert (made.text, made.contact) == ("同一张表要了两次", "")


def test_contact_is_kept_encrypted(client: Client) -> None:
    client.post(WRITE, {"text": "同一张表要了两次", "contact": "13800001234"})
    made = Complaint.objects.get()
    assert made.contact == "13800001234"
    with connection.cursor() as cursor:
        cursor.execute("SELECT contact_sealed FROM showcase_complaint")
        assert b"13800001234" not in bytes(cursor.fetchone()[0])


@pytest.mark.parametrize("data", [{}, {"text": " "}, {"text": "x" * 2001}, {"text": "一", "contact": "x" * 101}])
def test_complaint_that_does_not_fit_is_refused(client: Client, data: dict[str, str]) -> None:
    assert client.post(WRITE, data).context["form"].errors
    assert not Complaint.objects.exists()


def test_one_address_is_stopped_after_a_few(client: Client) -> None:
    for _ in range(FROM_ONE_ADDRESS):
        client.post(WRITE, {"text": "一"})
    html = client.post(WRITE, {"text": "一"}).content.decode()
    assert "短时间内提交太多。" in html
    assert Complaint.objects.count() == FROM_ONE_ADDRESS
    assert client.post(WRITE, {"text": "一"}, REMOTE_ADDR="10.1.2.3").status_code == 200
    assert Complaint.objects.count() == FROM_ONE_ADDRESS + 1


def test_all_addresses_together_are_stopped_too(client: Client) -> None:
    cache.set("complaints-all", ALTOGETHER, 60)
    client.post(WRITE, {"text": "一"})
    assert not Complaint.objects.exists()


def test_answer_is_read_by_the_number_and_the_text_is_not_shown_again(client: Client, officer: Account) -> None:
    made = receive_complaint(text="同一张表要了两次", contact="13800001234")
    assert "还没有答复" in client.get(LOOK_UP, {"code": f" {made.code.lower()} "}).content.decode()
    client.force_login(officer)
    client.post(f"/complaints/inbox/{made.pk}/answer/", {"_key": "a", "answer": "以后只要一次。"})
    client.logout()
    html = client.get(LOOK_UP, {"code": made.code}).content.decode()
    assert "以后只要一次。" in html
    assert "同一张表要了两次" not in html
    assert "13800001234" not in html


def test_unknown_number_is_said(client: Client) -> None:
    assert client.get(LOOK_UP, {"code": "AAAA"}).status_code == 404
    assert client.get(LOOK_UP).status_code == 200


def test_inbox_has_the_unanswered_first(client: Client, officer: Account) -> None:
    first, second = (receive_complaint(text=text) for text in ("一", "二"))
    client.force_login(officer)
    client.post(f"/complaints/inbox/{first.pk}/answer/", {"_key": "a", "answer": "好"})
    assert [row.pk for row in client.get("/complaints/inbox/").context["rows"]] == [second.pk, first.pk]


def test_answer_is_logged_and_an_empty_one_refused(client: Client, officer: Account) -> None:
    made = receive_complaint(text="一")
    client.force_login(officer)
    page = client.get(f"/complaints/inbox/{made.pk}/").content.decode()
    address = f"/complaints/inbox/{made.pk}/answer/"
    assert client.post(address, {"_key": form_key(page), "answer": " "}).context["form"].errors
    client.post(address, {"_key": "b", "answer": "好"})
    made.refresh_from_db()
    assert (made.answer, made.answered_by) == ("好", officer)
    assert [event.action for event in history("showcase.complaint", made.pk)] == ["complaint.answer"]


def test_auditor_reads_but_sees_no_way_to_reach_the_writer(
    client: Client, make_account: MakeAccount, bureau: Unit
) -> None:
    made = receive_complaint(text="同一张表要了两次", contact="13800001234")
    client.force_login(make_account(Role.AUDITOR, bureau, "auditor"))
    html = client.get(f"/complaints/inbox/{made.pk}/").content.decode()
    assert "同一张表要了两次" in html
    assert "13800001234" not in html
    assert client.post(f"/complaints/inbox/{made.pk}/answer/", {"_key": "a", "answer": "好"}).status_code == 403


def test_inbox_takes_no_more_queries_with_more_rows(client: Client, officer: Account) -> None:
    receive_complaint(text="一")
    client.force_login(officer)
    before = queries_of(client, "/complaints/inbox/")
    for text in ("二", "三"):
        receive_complaint(text=text)
    assert queries_of(client, "/complaints/inbox/") == before <= MOST_QUERIES


def test_help_and_complaints_are_linked_from_every_page(client: Client) -> None:
    html = client.get("/help/").content.decode()
    assert 'href="/complaints/"' in html
    assert 'href="/verify/"' in html
